import { limits } from "@todo-chatbot/contracts";
import { describe, expect, it } from "vitest";
import { speaker } from "../testing/chat-harness.ts";
import { call, says, useScriptedChat } from "../testing/scripted-chat.ts";

const unknown = "01890000-0000-7000-8000-000000000000";

describe("nothing is claimed that did not happen", () => {
  const scripted = useScriptedChat();

  it("records an invalid call as failed, with a reason", async () => {
    scripted.play(
      call("make_coffee", { cups: 2 }),
      call("add_task", '{"tasks": [{"ti'),
      says("Here you are!"),
    );
    const answer = await scripted.say("coffee please");
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

  it("says that nothing changed when everything was refused, whatever the model says", async () => {
    scripted.play(call("complete_task", { ids: [unknown] }), says("Done! The task is completed."));
    const answer = await scripted.say("done with the report");
    expect(answer.notice).toBe("Nothing on your list changed. There is no such task.");
    expect(answer.text.endsWith(String(answer.notice))).toBe(true);
  });

  it("also says it when a change was requested and the model only talks", async () => {
    scripted.play(says("Done! I have added milk to your list."));
    expect((await scripted.say("add milk")).notice).toBe("Nothing on your list changed.");
    // In whatever words it was asked for: only what certainly asks for none goes without.
    expect((await scripted.say("Fügen Sie bitte die Milch hinzu")).notice).not.toBeNull();
  });

  it("does not say it when no change was requested, or something did change", async () => {
    scripted.play(says("You have nothing to do."));
    for (const message of ["what's on my list?", "hello"])
      expect((await scripted.say(message)).notice, message).toBeNull();
    scripted.play(call("add_task", { tasks: [{ title: "Milk" }] }), says("Added."));
    expect((await scripted.say("add milk")).notice).toBeNull();
    const [milk] = await scripted.openTasks();
    scripted.play(call("delete_task", { ids: [milk?.id, unknown] }), says("Gone."));
    expect((await scripted.say("milk is off")).notice).toBeNull();
  });

  it("repeats a refusal as a refusal, and takes two undos for two", async () => {
    scripted.play(
      call("complete_task", { ids: [unknown] }),
      call("complete_task", { ids: [unknown] }),
      says("No."),
    );
    await scripted.say("done with the report");
    const told = scripted.model.requests.at(-1)?.body.messages.filter(({ role }) => role === "tool") ?? [];
    expect(told).toHaveLength(2);
    for (const { content } of told) expect(content).toContain("There is no such task.");

    scripted.play(call("add_task", { tasks: [{ title: "One" }] }), says("Added."));
    const { conversationId } = await scripted.say("add one");
    scripted.play(call("add_task", { tasks: [{ title: "Two" }] }), says("Added."));
    await scripted.say("add two", conversationId);
    scripted.play(call("undo", {}), call("undo", {}), says("Both are gone."));
    const answer = await scripted.say("undo the last two", conversationId);
    expect(answer.toolCalls.map(({ status }) => status)).toEqual(["ok", "ok"]);
    expect(await scripted.openTasks()).toEqual([]);
  });

  it("tells that an answer was cut, by the model's length or by ours", async () => {
    scripted.play({ type: "tools", calls: [], text: "You have three things: first the", finish: "length" });
    const short = await scripted.say("what's on my list?");
    expect(short).toMatchObject({ status: "cut", notice: expect.stringContaining("cut here") });
    scripted.play(says("the list ".repeat(10_000)));
    const long = await scripted.say("what's on my list?");
    expect(long.status).toBe("cut");
    expect(long.text.length).toBeLessThan(limits.answerLength + 200);
  });

  it("shows a model of its own answers what it said, and takes turns after a failure", async () => {
    scripted.play(says("I added milk."));
    const first = await scripted.say("add milk");
    const strict = await scripted.another({ model: { fallback: false } });
    scripted.play({ type: "status", status: 500 });
    await strict.say(scripted.user, "add bread", first.conversationId);
    scripted.play(says("Hello."));
    await scripted.say("hello", first.conversationId);
    const sent = scripted.model.requests.at(-1)?.body.messages.filter(({ role }) => role !== "system");
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
    scripted.play(says("word ".repeat(1500)));
    const { conversationId } = await scripted.say("x".repeat(4000));
    for (let turn = 0; turn < 4; turn++) await scripted.say("y".repeat(4000), conversationId);
    const sent = JSON.stringify(
      scripted.model.requests.at(-1)?.body.messages.filter(({ role }) => role !== "system"),
    );
    expect(sent.length).toBeLessThan(18_000);
    expect(sent).not.toContain("xxx");
  });

  it("keeps the card and its undo after another try", async () => {
    await scripted.add("Bread");
    const strict = await scripted.another({ model: { fallback: false } });
    scripted.play(call("add_task", { tasks: [{ title: "Milk" }] }), { type: "status", status: 500 });
    const failed = await strict.say(scripted.user, "add milk");
    expect(failed).toMatchObject({ status: "failed", undoChangeId: expect.any(String) });
    const turn = await strict.service.retry(speaker(scripted.user), failed.conversationId);
    const again = await turn.message();
    expect(again.undoChangeId).toBe(failed.undoChangeId);
    expect(again.toolCalls).toMatchObject([
      { name: "add_task", status: "ok", result: { tasks: [{ title: "Milk" }] } },
    ]);
    await strict.runs.close(1000);
  });
});
