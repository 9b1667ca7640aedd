import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../database/client.ts";
import { openPostgres } from "../database/postgres.ts";
import { startPostgres, type TestPostgres } from "../testing/postgres.ts";
import { ChatHistory } from "./history.ts";
import { type ChatHarness, chatHarness, speaker } from "./testing/chat-harness.ts";
import { type ScriptedModel, startScriptedModel } from "./testing/scripted-model.ts";

describe("an outage of PostgreSQL in the middle of an answer", () => {
  let postgres: TestPostgres;
  let database: Database;
  let model: ScriptedModel;
  let chat: ChatHarness;

  beforeAll(async () => {
    postgres = await startPostgres();
    database = openPostgres({ url: postgres.url, poolSize: 5, retryMs: 100 });
    await database.ready();
    model = await startScriptedModel();
    chat = await chatHarness(database, { model: { baseUrl: model.baseUrl } });
  });
  afterAll(async () => {
    await chat.runs.close(1000);
    await database.close();
    await model.close();
    await postgres.stop();
  });

  it("loses neither the message nor the answer", async () => {
    const user = await chat.person();
    const { promise: asked, resolve: isAsked } = Promise.withResolvers<void>();
    const { promise: mayAnswer, resolve: answer } = Promise.withResolvers<void>();
    model.script(async () => {
      isAsked();
      await mayAnswer;
      return { type: "text", text: "I kept this." };
    });
    const turn = await chat.service.say(speaker(user), { message: "hello" }, null);
    await asked;
    await postgres.halt();
    answer();
    // Followers hear the words at once; the end only comes when it is stored.
    for await (const chunk of turn.chunks()) if (chunk?.type === "text-end") break;
    await postgres.resume();
    expect(await turn.message()).toMatchObject({ text: "I kept this.", status: "complete" });
    const { items } = await new ChatHistory(database).messages(user, turn.conversationId, { limit: 50 });
    expect(items).toMatchObject([{ text: "hello" }, { text: "I kept this.", status: "complete" }]);
  });
});
