import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Message, Turn } from "@todo-chatbot/contracts";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startPostgres, type TestPostgres } from "../testing/postgres.ts";
import { type HttpPerson, readStream, signUp } from "./testing/http-client.ts";
import { type ScriptedModel, startScriptedModel } from "./testing/scripted-model.ts";
import { type ServerProcess, startServerProcess } from "./testing/server-process.ts";
import type { Chunk } from "./types.ts";

const secret = "0123456789abcdef0123456789abcdef";

let model: ScriptedModel;
let processes: ServerProcess[] = [];

beforeAll(async () => {
  model = await startScriptedModel();
});
afterEach(async () => {
  await Promise.all(processes.splice(0).map((server) => server.end("SIGKILL")));
});
afterAll(() => model.close());

async function start(settings: Record<string, string>): Promise<ServerProcess> {
  const server = await startServerProcess({
    ...settings,
    BETTER_AUTH_SECRET: secret,
    OPENAI_BASE_URL: model.baseUrl,
  });
  processes.push(server);
  return server;
}

async function kill(server: ServerProcess): Promise<void> {
  processes = processes.filter((other) => other !== server);
  await server.end("SIGKILL");
}

/** Reads a stream until an event of a type, and returns it. */
async function readUntil<Type extends Chunk["type"]>(
  stream: AsyncIterator<{ chunk: Chunk | null }>,
  type: Type,
): Promise<Extract<Chunk, { type: Type }>> {
  for (let next = await stream.next(); !next.done; next = await stream.next()) {
    const { chunk } = next.value;
    if (chunk?.type === type) return chunk as Extract<Chunk, { type: Type }>;
  }
  throw new Error(`The stream ended without ${type}.`);
}

async function until<T>(look: () => Promise<T | false | undefined>): Promise<T> {
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    await sleep(100);
  }
}

describe.each(["embedded", "postgresql"] as const)(
  "a server on %s that is killed in the middle of a turn",
  (kind) => {
    let postgres: TestPostgres | null = null;
    let folder: string;
    let settings: Record<string, string>;

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), "todo-killed-"));
      postgres = kind === "postgresql" ? await startPostgres() : null;
      settings = { DATA_DIR: folder, ...(postgres && { DATABASE_URL: postgres.url }) };
    });
    afterAll(async () => {
      await postgres?.stop();
      rmSync(folder, { recursive: true });
    });

    it("has kept the message, says the answer was interrupted, and answers on retry", async () => {
      const before = await start(settings);
      const person = await signUp(before.url);
      model.play({ type: "hang", afterText: "Let me think about that" });
      const stream = readStream(await person.stream("what should I do first?"));
      const { data } = await readUntil(stream, "data-turn");
      await readUntil(stream, "text-delta");
      await kill(before);

      const after = person.at((await start(settings)).url);
      const messages = await until<Message[]>(async () => {
        const found = await after.messages(data.conversationId);
        return found[1]?.status === "interrupted" && found;
      });
      expect(messages).toMatchObject([
        { role: "user", text: "what should I do first?", status: "complete" },
        { id: data.messageId, role: "assistant", status: "interrupted" },
      ]);

      model.play({ type: "text", text: "Rest." });
      const retried = await after.call<Turn>("POST", `/api/v1/conversations/${data.conversationId}/retry`);
      expect(retried).toMatchObject({
        status: 200,
        body: { message: { id: data.messageId, text: "Rest." } },
      });
      expect(await after.messages(data.conversationId)).toMatchObject([
        { text: "what should I do first?" },
        { text: "Rest.", status: "complete" },
      ]);
    }, 120_000);
  },
);

describe("two servers on one PostgreSQL", () => {
  let postgres: TestPostgres;
  let folder: string;
  let settings: Record<string, string>;
  let here: HttpPerson;
  let there: HttpPerson;
  let hereServer: ServerProcess;

  beforeAll(async () => {
    postgres = await startPostgres();
    folder = mkdtempSync(join(tmpdir(), "todo-two-"));
    settings = { DATA_DIR: folder, DATABASE_URL: postgres.url };
  });
  beforeEach(async () => {
    const [first, second] = await Promise.all([start(settings), start(settings)]);
    hereServer = first;
    here = await signUp(first.url);
    there = here.at(second.url);
  }, 120_000);
  afterAll(async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true });
  });

  it("resume on one what was begun on the other", async () => {
    const { promise: mayGoOn, resolve: goOn } = Promise.withResolvers<void>();
    model.script(async ({ body }) => {
      if (body.messages.at(-1)?.role !== "tool") {
        return {
          type: "tools",
          calls: [{ name: "add_task", arguments: { tasks: [{ title: "Buy milk" }] } }],
        };
      }
      await mayGoOn;
      return { type: "text", text: "It is on your list." };
    });
    const first = readStream(await here.stream("buy milk"));
    const { data } = await readUntil(first, "data-turn");
    await readUntil(first, "tool-output-available");

    const response = await there.fetch(`/api/v1/conversations/${data.conversationId}/stream`);
    expect(response.status).toBe(200);
    const second = readStream(response);
    await readUntil(second, "tool-output-available");
    goOn();
    const [seenHere, seenThere] = await Promise.all([
      readUntil(first, "data-outcome"),
      readUntil(second, "data-outcome"),
    ]);
    expect(seenThere).toEqual(seenHere);
    expect(seenThere).toMatchObject({ data: { text: "It is on your list.", status: "complete" } });
    const over = await there.fetch(`/api/v1/conversations/${data.conversationId}/stream`);
    expect(over.status).toBe(204);
  }, 120_000);

  it("stop on one what runs on the other", async () => {
    model.play({ type: "hang", afterText: "This will take" });
    const stream = readStream(await here.stream("hello"));
    const { data } = await readUntil(stream, "data-turn");
    await readUntil(stream, "text-delta");
    const again = await there.call("POST", "/api/v1/chat", {
      message: "hello?",
      conversationId: data.conversationId,
    });
    expect(again).toMatchObject({ status: 409, body: { code: "run_active" } });
    const stopped = await there.call("POST", `/api/v1/conversations/${data.conversationId}/stop`);
    expect(stopped.status).toBe(204);
    expect(await readUntil(stream, "data-outcome")).toMatchObject({ data: { status: "stopped" } });
  }, 120_000);

  it("finish on one what the other was killed over, by retry", async () => {
    model.play({ type: "hang", afterText: "I am" });
    const stream = readStream(await here.stream("hello"));
    const { data } = await readUntil(stream, "data-turn");
    await readUntil(stream, "text-delta");
    const resumed = readStream(await there.fetch(`/api/v1/conversations/${data.conversationId}/stream`));
    await readUntil(resumed, "data-turn");
    await kill(hereServer);
    expect(await readUntil(resumed, "data-outcome")).toMatchObject({ data: { status: "interrupted" } });
    model.play({ type: "text", text: "Here." });
    const retried = await there.call<Turn>("POST", `/api/v1/conversations/${data.conversationId}/retry`);
    expect(retried).toMatchObject({ status: 200, body: { message: { text: "Here." } } });
  }, 120_000);

  it("finish the answer they are making before they stop", async () => {
    const { promise: mayGoOn, resolve: goOn } = Promise.withResolvers<void>();
    model.script(async () => {
      await mayGoOn;
      return { type: "text", text: "Goodbye." };
    });
    const stream = readStream(await here.stream("hello"));
    const { data } = await readUntil(stream, "data-turn");
    const ended = hereServer.end("SIGTERM");
    processes = processes.filter((server) => server !== hereServer);
    // It drains: new messages are for the other server, and this answer is still made.
    await until(async () => (await here.call("GET", "/health")).status === 503);
    goOn();
    expect(await readUntil(stream, "data-outcome")).toMatchObject({
      data: { text: "Goodbye.", status: "complete" },
    });
    await ended;
    expect((await there.messages(data.conversationId))[1]).toMatchObject({
      text: "Goodbye.",
      status: "complete",
    });
  }, 120_000);

  it("tell pages open on one what was changed on the other", async () => {
    const leave = new AbortController();
    const events = await there.fetch("/api/v1/events", { signal: leave.signal });
    expect(events.headers.get("content-type")).toMatch(/^text\/event-stream/);
    const [task] = await here.add("Buy milk");
    let seen = "";
    const decoder = new TextDecoder();
    for await (const bytes of events.body ?? []) {
      seen += decoder.decode(bytes as Uint8Array, { stream: true });
      if (seen.includes(String(task?.id))) break;
    }
    expect(seen).toContain("Buy milk");
    leave.abort();
  }, 120_000);
});
