import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import path from "node:path";
import { promisify } from "node:util";
import { type HttpPerson, signUp } from "../../../backend/src/chat/testing/http-client.ts";
import type { Backend } from "../backend.ts";
import type { ProcedureName } from "./kinds.ts";
import { clear, lastOf, seed } from "./try.ts";

/** What a procedure has to work with. */
export interface Stage {
  person: HttpPerson;
  /** The misbehaving server. */
  port: number;
  folder: string;
  /** Starts another server of the build under test. */
  start(settings: Readonly<Record<string, string>>, folder?: string): Promise<Backend>;
}

/** Each returns a description of every deviation. */
export const procedures: Record<ProcedureName, (stage: Stage) => Promise<string[]>> = {
  async agreed({ person }) {
    await seed(person);
    const { conversationId, question } = await person.say("away with it all delete-all");
    await person.say("yes", { conversationId });
    return faults(
      [!question, "does not ask"],
      [(await person.tasks()).length > 0, "Yes, and nothing is done"],
    );
  },

  async baseUrls({ start, port, folder }) {
    const found: string[] = [];
    for (const [end, works] of [
      ["/v1/", true],
      ["", false],
      ["/v1/chat/completions", false],
    ] as const) {
      const settings = { OPENAI_BASE_URL: `http://127.0.0.1:${port}${end}` };
      const { kind, text } = await answerAt(
        await start(settings, path.join(folder, `url-${found.length}${end.length}`)),
      );
      if (works && kind !== "model") found.push(`${end} does not work`);
      if (!works && kind !== "model" && !/OPENAI_BASE_URL/.test(text)) found.push(`no advice for “${end}”`);
    }
    return found;
  },

  async certificate({ start, folder }) {
    const files = ["key.pem", "certificate.pem"].map((name) => path.join(folder, name));
    const [keyFile = "", certificateFile = ""] = files;
    const request = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=127.0.0.1", "-days", "2"];
    await promisify(execFile)("openssl", [...request, "-keyout", keyFile, "-out", certificateFile]);
    const server = createServer({ key: readFileSync(keyFile), cert: readFileSync(certificateFile) });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const { port } = server.address() as { port: number };
    const settings = { OPENAI_BASE_URL: `https://127.0.0.1:${port}/v1` };
    const { text } = await answerAt(await start(settings, path.join(folder, "certificate")));
    server.close();
    return faults([!/certificate/i.test(text), "does not say that it is the certificate"]);
  },

  async crashed({ start, port, folder }) {
    const settings = { OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1` };
    const data = path.join(folder, "crashed");
    const first = await start(settings, data);
    const person = await signUp(first.url);
    const { conversationId } = await person.say("hello");
    const cut = person.stream('add "Lost" hang', { conversationId }).catch(() => undefined);
    await cut;
    await first.kill();
    const second = await start(settings, data);
    const again = person.at(second.url);
    await again.say('add "Kept" strict', { conversationId });
    const { answeredBy } = await lastOf(again, conversationId);
    const kept = (await again.tasks()).filter(({ title }) => title === "Kept");
    await second.stop();
    return faults(
      [answeredBy?.kind !== "model", "refused after the crash"],
      [kept.length !== 1, `${kept.length} tasks instead of 1`],
    );
  },

  async eager({ person }) {
    const before = (await seed(person)).length;
    let conversationId: string | undefined;
    for (let turn = 0; turn < 3; turn++) {
      const said = await person.say("hello delete-first", conversationId ? { conversationId } : {});
      conversationId = said.conversationId;
    }
    return faults([(await person.tasks()).length < before, "tasks are gone, unasked"]);
  },

  async foreign({ person }) {
    const other = await signUp(person.url);
    const [theirs] = await other.add("Theirs");
    await seed(person);
    await person.say(`hello ${theirs?.id} other-person`);
    const [left] = await other.tasks();
    return faults([left?.version !== theirs?.version, "another person's task is changed"]);
  },

  async runaway({ person }) {
    await seed(person);
    const { conversationId } = await person.say("tell me all words-endless");
    const { status } = await lastOf(person, conversationId);
    const later: (string | undefined)[] = [];
    for (let turn = 0; turn < 3; turn++) {
      await person.say("and now context-window", { conversationId });
      later.push((await lastOf(person, conversationId)).answeredBy?.kind);
    }
    return faults(
      [status === "complete", "the endless answer passes for a whole one"],
      [later.some((kind) => kind !== "model"), "the turns after it are refused"],
    );
  },

  async tryAgain({ person }) {
    const found: string[] = [];
    for (const behaviour of ["cut-last-word", "status-500-after-call", "loop-add"]) {
      await clear(person);
      const { conversationId } = await person.say(`add "Once" ${behaviour}`);
      const before = (await person.tasks()).length;
      await person.call("POST", `/api/v1/conversations/${conversationId}/retry`);
      const message = await lastOf(person, conversationId);
      if ((await person.tasks()).length !== before) found.push(`${behaviour}: done twice`);
      if (!message.undoChangeId) found.push(`${behaviour}: nothing to undo it by`);
    }
    return found;
  },

  async undoThirty({ person }) {
    await clear(person);
    const { conversationId } = await person.say('add "Many" loop-parallel');
    const added = (await person.tasks()).length;
    const { question } = await person.say("hello undo-last", { conversationId });
    return faults(
      [added !== 30, `${added} tasks instead of 30`],
      [(await person.tasks()).length !== added, "they are gone, unasked"],
      [!question, "does not ask"],
    );
  },
};

/** Returns what a server answers to a first greeting, and stops it. */
async function answerAt(backend: Backend): Promise<{ kind: string | undefined; text: string }> {
  const person = await signUp(backend.url);
  const { conversationId } = await person.say("hello");
  const { answeredBy, text } = await lastOf(person, conversationId);
  await backend.stop();
  return { kind: answeredBy?.kind, text: `${text} ${answeredBy?.fallbackReason ?? ""}` };
}

const faults = (...checks: [is: boolean, fault: string][]): string[] =>
  checks.filter(([is]) => is).map(([, fault]) => fault);
