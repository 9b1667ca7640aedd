import { limits, type Message, taskCreate } from "@todo-chatbot/contracts";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { useDatabase } from "../../testing/database.ts";
import { type ChatHarness, chatHarness, speaker } from "../testing/chat-harness.ts";
import { type ScriptedAnswer, type ScriptedModel, startScriptedModel } from "../testing/scripted-model.ts";

const unknown = "01890000-0000-7000-8000-000000000000";

describe("nothing is claimed that did not happen", () => {
  const database = useDatabase("embedded");
  let server: ScriptedModel;
  let chat: ChatHarness;
  let user: string;

  beforeAll(async () => {
    server = await startScriptedModel();
    chat = await chatHarness(database(), { model: { baseUrl: server.baseUrl } });
  });
  beforeEach(async () => {
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
  const add = (title: string) => chat.tasks.create(chat.principal(user), [taskCreate.parse({ title })]);
  const stored = async (answer: Message & { conversationId: string }) => {
    const turn = await chat.service.say(
      speaker(user),
      { message: "hello", conversationId: answer.conversationId },
      null,
    );
    await turn.message();
    return turn;
  };

  it("records a call that fits no tool as one that failed, with a reason in words", async () => {
    server.play(call("make_coffee", { cups: 2 }), call("add_task", '{"tasks": [{"ti'), says("Here you are!"));
    const answer = await chat.say(user, "coffee please");
    expect(answer.toolCalls).toMatchObject([
      {
        name: "make_coffee",
        status: "error",
        result: { errors: [{ detail: expect.stringContaining("cannot be done here: “make_coffee”") }] },
      },
      {
        name: "add_task",
        status: "error",
        result: { errors: [{ detail: expect.stringContaining("could not be understood") }] },
      },
    ]);
    expect(answer.text).toMatch(/^Here you are!\n\nNothing on your list changed\. The language model asked/);
  });

  it("says that nothing changed when all that was tried was refused, whatever the model says", async () => {
    server.play(call("complete_task", { ids: [unknown] }), says("Done! The task is completed."));
    const answer = await chat.say(user, "done with the report");
    expect(answer.notice).toBe("Nothing on your list changed. There is no such task.");
    expect(answer.text.endsWith(String(answer.notice))).toBe(true);
  });

  it("says it as well when a change was asked for and the model only talks", async () => {
    server.play(says("Done! I have added milk to your list."));
    expect((await chat.say(user, "add milk")).notice).toBe("Nothing on your list changed.");
    // In whatever words it was asked for: only what certainly asks for none goes without.
    expect((await chat.say(user, "Fügen Sie bitte die Milch hinzu")).notice).not.toBeNull();
  });

  it("says nothing of the kind where nothing was to change, or something did", async () => {
    server.play(says("You have nothing to do."));
    for (const message of ["what's on my list?", "hello"])
      expect((await chat.say(user, message)).notice, message).toBeNull();
    server.play(call("add_task", { tasks: [{ title: "Milk" }] }), says("Added."));
    expect((await chat.say(user, "add milk")).notice).toBeNull();
    const [milk] = await chat.tasks.openTasks(chat.principal(user));
    server.play(call("delete_task", { ids: [milk?.id, unknown] }), says("Gone."));
    expect((await chat.say(user, "milk is off")).notice).toBeNull();
  });

  it("repeats a refusal as a refusal, and takes two undos for two", async () => {
    server.play(
      call("complete_task", { ids: [unknown] }),
      call("complete_task", { ids: [unknown] }),
      says("No."),
    );
    await chat.say(user, "done with the report");
    const told = server.requests.at(-1)?.body.messages.filter(({ role }) => role === "tool") ?? [];
    expect(told).toHaveLength(2);
    for (const { content } of told) expect(content).toContain("There is no such task.");

    server.play(call("add_task", { tasks: [{ title: "One" }] }), says("Added."));
    const { conversationId } = await chat.say(user, "add one");
    server.play(call("add_task", { tasks: [{ title: "Two" }] }), says("Added."));
    await chat.say(user, "add two", conversationId);
    server.play(call("undo", {}), call("undo", {}), says("Both are gone."));
    const answer = await chat.say(user, "undo the last two", conversationId);
    expect(answer.toolCalls.map(({ status }) => status)).toEqual(["ok", "ok"]);
    expect(await chat.tasks.openTasks(chat.principal(user))).toEqual([]);
  });

  it("tells that an answer was cut, by the model's length or by ours", async () => {
    server.play({ type: "tools", calls: [], text: "You have three things: first the", finish: "length" });
    const short = await chat.say(user, "what's on my list?");
    expect(short).toMatchObject({ status: "cut", notice: expect.stringContaining("cut here") });
    server.play(says("the list ".repeat(10_000)));
    const long = await chat.say(user, "what's on my list?");
    expect(long.status).toBe("cut");
    expect(long.text.length).toBeLessThan(limits.answerLength + 200);
  });

  it("shows a model of its own answers what it said, and takes turns after a failure", async () => {
    server.play(says("I added milk."));
    const first = await chat.say(user, "add milk");
    const strict = await chatHarness(database(), { model: { baseUrl: server.baseUrl, fallback: false } });
    server.play({ type: "status", status: 500 });
    await strict.say(user, "add bread", first.conversationId);
    server.play(says("Hello."));
    await stored(first);
    const sent = server.requests.at(-1)?.body.messages.filter(({ role }) => role !== "system");
    expect(sent).toEqual([
      { role: "user", content: "add milk" },
      { role: "assistant", content: "I added milk." },
      { role: "user", content: "add bread" },
      { role: "assistant", content: "(no answer)" },
      { role: "user", content: "hello" },
    ]);
    await strict.runs.close(1000);
  });

  it("leaves out old turns when the conversation grows long", async () => {
    server.play(says("word ".repeat(1500)));
    const { conversationId } = await chat.say(user, "x".repeat(4000));
    for (let turn = 0; turn < 4; turn++) await chat.say(user, "y".repeat(4000), conversationId);
    const sent = JSON.stringify(
      server.requests.at(-1)?.body.messages.filter(({ role }) => role !== "system"),
    );
    expect(sent.length).toBeLessThan(18_000);
    expect(sent).not.toContain("xxx");
  });

  it("keeps the card and its undo after another try", async () => {
    await add("Bread");
    const strict = await chatHarness(database(), { model: { baseUrl: server.baseUrl, fallback: false } });
    server.play(call("add_task", { tasks: [{ title: "Milk" }] }), { type: "status", status: 500 });
    const failed = await strict.say(user, "add milk");
    expect(failed).toMatchObject({ status: "failed", undoChangeId: expect.any(String) });
    const turn = await strict.service.retry(speaker(user), failed.conversationId);
    const again = await turn.message();
    expect(again.undoChangeId).toBe(failed.undoChangeId);
    expect(again.toolCalls).toMatchObject([
      { name: "add_task", status: "ok", result: { tasks: [{ title: "Milk" }] } },
    ]);
    await strict.runs.close(1000);
  });
});
