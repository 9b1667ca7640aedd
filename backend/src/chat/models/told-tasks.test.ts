import { taskCreate } from "@todo-chatbot/contracts";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { useDatabase } from "../../testing/database.ts";
import { type ChatHarness, chatHarness } from "../testing/chat-harness.ts";
import { type ScriptedAnswer, type ScriptedModel, startScriptedModel } from "../testing/scripted-model.ts";
import { tokensOf } from "./tokens.ts";

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;

describe("the tasks as a language model sees them", () => {
  const database = useDatabase("embedded");
  let server: ScriptedModel;
  let chat: ChatHarness;
  let user: string;

  beforeAll(async () => {
    server = await startScriptedModel();
    chat = await chatHarness(database(), { model: { baseUrl: server.baseUrl } });
  });
  beforeEach(async () => {
    server.requests.length = 0;
    user = await chat.person();
  });
  afterAll(async () => {
    await chat.runs.close(1000);
    await server.close();
  });

  const call = (name: string, args: unknown): ScriptedAnswer => ({
    type: "tools",
    calls: [{ name, arguments: args }],
  });
  const says = (text: string): ScriptedAnswer => ({ type: "text", text });
  const add = (...titles: string[]) =>
    chat.tasks.create(
      chat.principal(user),
      titles.map((title) => taskCreate.parse({ title })),
    );
  const told = (request = 0) => String(server.requests[request]?.body.messages[0]?.content);
  const sent = () => JSON.stringify(server.requests);

  it("have handles, which are ids in what is done and kept", async () => {
    const [, bread] = await add("Buy milk", "Buy bread");
    server.play(
      call("complete_task", { ids: ["t2"] }),
      call("list_tasks", { status: "completed" }),
      call("update_task", { changes: [{ id: "t2", title: "Buy rye bread" }] }),
      says("Done."),
    );
    const answer = await chat.say(user, "bread is done, and it was rye");
    expect(answer.toolCalls.map(({ status }) => status)).toEqual(["ok", "ok", "ok"]);
    expect(answer.toolCalls[0]?.arguments).toEqual({ ids: [bread?.id] });
    expect(answer.tasks).toMatchObject([{ id: bread?.id, title: "Buy rye bread" }]);
    expect(sent()).not.toMatch(uuid);
    expect(sent()).toContain('{\\"ids\\":[\\"t2\\"]}');
  });

  it("are refused by a handle that nobody gave, with what there is", async () => {
    await add("Buy milk", "Buy bread");
    server.play(call("complete_task", { ids: ["t2", "t9"] }), says("Bread is done."));
    const answer = await chat.say(user, "bread and t9 are done");
    expect(answer.toolCalls).toMatchObject([
      {
        status: "ok",
        result: { tasks: [{ title: "Buy bread" }], errors: [{ index: 1, code: "not_found" }] },
      },
    ]);
    const result = server.requests[1]?.body.messages.at(-1)?.content;
    expect(result).toContain('"errors":[{"id":"t9","detail":"There is no such task."}]');
    expect(result).toContain("The tasks you know are t1 to t2; list_tasks finds others.");
  });

  it("may still be named by a UUID, but not those of other people", async () => {
    const [milk] = await add("Buy milk");
    const other = await chat.person();
    const [theirs] = await chat.tasks.create(chat.principal(other), [taskCreate.parse({ title: "Secret" })]);
    server.play(call("complete_task", { ids: [milk?.id, theirs?.id] }), says("Done."));
    const answer = await chat.say(user, "milk is done");
    expect(answer.tasks.map(({ title }) => title)).toEqual(["Buy milk"]);
    expect(await chat.tasks.openTasks(chat.principal(other))).toHaveLength(1);
  });

  it("are numbered anew in each turn", async () => {
    const [milk, bread] = await add("Buy milk", "Buy bread");
    server.play(call("complete_task", { ids: ["t1"] }), says("Done."));
    const first = await chat.say(user, "milk is done");
    expect(first.tasks).toMatchObject([{ id: milk?.id }]);
    server.play(call("complete_task", { ids: ["t1"] }), says("Done."));
    const second = await chat.say(user, "the first one too", first.conversationId);
    expect(second.tasks).toMatchObject([{ id: bread?.id }]);
  });

  it("are those that a message can mean, of a list that is long, at a cost that does not grow", async () => {
    server.play(says("Nothing."));
    const cost: number[] = [];
    for (const more of [100, 400, 500]) {
      for (let at = 0; at < more; at += 100)
        await add(...Array.from({ length: 100 }, (_, k) => `Sort the papers of box ${at + k}`));
      if (more === 400) await add("Ring the plumber", "Pay the plumbers");
      server.requests.length = 0;
      await chat.say(user, "the plumber is done");
      cost.push(tokensOf(told()));
    }
    expect(told()).toMatch(/Ring the plumber.*Pay the plumbers/s);
    expect(told()).toContain('"moreTasks":952');
    expect(Math.max(...cost) / Math.min(...cost)).toBeLessThan(1.05);
  });
});
