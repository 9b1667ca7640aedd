import { existsSync, mkdtempSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Message, type Task, type Turn, taskCreate } from "@todo-chatbot/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLogger, type RunningServer, readConfig, startServer } from "../../index.ts";
import type { TaskService } from "../../tasks/service.ts";
import { createTaskService } from "../../tasks/service.ts";
import { type HttpPerson, readStream, signUp } from "../testing/http-client.ts";
import { outcomes, type Wanted } from "./quirk-outcomes.ts";

type Part = object | string | number;
interface Quirks {
  quirks: Record<string, [kind: string, behave: (turn: object) => Part[] | object]>;
  startQuirks(port: number): Promise<{ server: Server; port: number }>;
}

const file = fileURLToPath(new URL("../../../../../shared/tools/models/quirks.mjs", import.meta.url));
const key = "sk-test-7c1e5a90d3";

/** Pauses of real servers, shortened: 33 seconds is too long for a test. */
const shorter = 1 / 60;

/**
 * Every behaviour of the server of misbehaving models, over the real backend: a turn as JSON, one as a stream, what is
 * stored of both, and the turn after them. `quirk-outcomes.ts` says what must come of each.
 */
describe.skipIf(!existsSync(file))(
  "models as they really behave [needs ../shared/tools/models]",
  async () => {
    const { quirks, startQuirks } = existsSync(file)
      ? ((await import(file)) as Quirks)
      : { quirks: {}, startQuirks: () => Promise.reject(new Error("There is no such file.")) };
    let folder: string;
    let endpoint: { server: Server; port: number };
    let server: RunningServer;
    let person: HttpPerson;
    let tasks: TaskService;
    let userId: string;

    beforeAll(async () => {
      for (const quirk of Object.values(quirks)) {
        const [, behave] = quirk;
        quirk[1] = (turn) => {
          const parts = behave(turn);
          return Array.isArray(parts)
            ? parts.map((part) => (typeof part === "number" ? part * shorter : part))
            : parts;
        };
      }
      endpoint = await startQuirks(0);
      folder = mkdtempSync(join(tmpdir(), "todo-quirks-"));
      const config = readConfig({
        BACKEND_PORT: "0",
        DATA_DIR: folder,
        REQUESTS_PER_MINUTE: "1000000",
        OPENAI_API_KEY: key,
        OPENAI_BASE_URL: `http://127.0.0.1:${endpoint.port}/v1`,
        OPENAI_MODEL: "fake",
        // Some of them never answer, and each is asked three times.
        TURN_TIMEOUT_SECONDS: "5",
      });
      server = await startServer(config, createLogger("silent"));
      await server.ready;
      person = await signUp(server.url);
      tasks = createTaskService(server.database);
      const { body } = await person.call<{ user: { id: string } }>("GET", "/api/auth/get-session");
      userId = body.user.id;
    });
    afterAll(async () => {
      await server.stop("test");
      endpoint.server.closeAllConnections();
      endpoint.server.close();
      rmSync(folder, { recursive: true });
    });

    /** A list of exactly six tasks, one of them with four subtasks. */
    async function seed(): Promise<Task[]> {
      const by = () => ({ userId, actor: "user" as const, groupId: crypto.randomUUID() });
      const old = await tasks.openTasks(by());
      if (old.length > 0)
        await tasks.remove(
          by(),
          old.map(({ id }) => id),
        );
      const create = (titles: string[], parentId: string | null) =>
        tasks.create(
          by(),
          titles.map((title) => taskCreate.parse({ title, parentId })),
        );
      const [parent] = await create(["Paint", "Second", "Third", "Fourth", "Fifth", "Sixth"], null);
      await create(["Sub one", "Sub two", "Sub three", "Sub four"], parent?.id ?? null);
      return [...(await list())];
    }

    const list = () => tasks.openTasks({ userId });

    /** One turn as a stream: what was shown live, and how it ended. */
    async function streamed(message: string, conversationId: string) {
      let shown = "";
      let outcome: Message | undefined;
      for await (const { chunk } of readStream(await person.stream(message, { conversationId }))) {
        if (chunk?.type === "text-delta") shown += chunk.delta;
        if (chunk?.type === "data-outcome") outcome = chunk.data as Message;
      }
      return { shown, outcome: outcome as Message };
    }

    const isUntouched = (before: readonly Task[], after: readonly Task[]) => {
      const now = new Map(after.map((task) => [task.id, task]));
      return before.every((task) => now.get(task.id)?.version === task.version);
    };

    function check(
      wanted: Wanted,
      title: string,
      turn: Pick<Turn, "status" | "question" | "answeredBy" | "toolCalls">,
      text: string,
      tasks: readonly Task[],
    ) {
      const own = tasks.filter((task) => task.title.includes(title));
      expect(own.map((task) => task.title).sort(), "what was added").toHaveLength(wanted.adds ?? 0);
      expect(turn.answeredBy?.kind).toBe(wanted.by ?? "model");
      expect(turn.status).toBe(wanted.status ?? "complete");
      if (wanted.asks !== undefined)
        expect({ asks: turn.question, text }).toMatchObject({
          asks: true,
          text: expect.stringMatching(wanted.asks),
        });
      if (wanted.says) expect(text).toMatch(wanted.says);
      if (wanted.why) expect(turn.answeredBy?.fallbackReason).toMatch(wanted.why);
      for (const task of own) if (wanted.task) expect(task).toMatchObject(wanted.task);
      expect(JSON.stringify([turn, text])).not.toMatch(new RegExp(`SECRET THOUGHT|${key}`));
    }

    it("defines the outcome of every behaviour", () => {
      expect(Object.keys(outcomes).sort()).toEqual(Object.keys(quirks).sort());
    });

    it.each(Object.entries(outcomes))(
      "%s",
      async (name, wanted) => {
        const before = await seed();
        const turn = await person.say(`add "Zebra ${name}" ${name}`);
        const { conversationId } = turn;
        check(wanted, "Zebra", turn, turn.message.text, await list());

        const { shown, outcome } = await streamed(`add "Yak ${name}" ${name}`, conversationId);
        expect(shown).not.toContain("SECRET THOUGHT");
        // The built-in assistant may ask whether the second title is the first, which it then has.
        if (!(wanted.by === "builtin" && outcome.question)) {
          check(wanted, "Yak", outcome as Turn & Message, outcome.text, await list());
        }
        const stored = await person.messages(conversationId);
        expect(stored.at(-1)).toEqual(outcome);
        expect(stored[1]).toMatchObject({ text: turn.message.text, toolCalls: turn.toolCalls });

        const next = await person.say("hello there", { conversationId });
        expect(next).toMatchObject({ status: "complete", answeredBy: { kind: "model" } });
        expect(next.message.text).toMatch(/^Hello/);
        expect(isUntouched(before, await list()), "what was there before").toBe(true);
      },
      120_000,
    );
  },
);
