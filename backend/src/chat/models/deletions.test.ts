import { describe, expect, it } from "vitest";
import { call, says, useScriptedChat } from "../testing/scripted-chat.ts";
import type { ScriptedAnswer } from "../testing/scripted-model.ts";

describe("a language model that deletes", () => {
  const scripted = useScriptedChat();

  it("asks before it deletes everything, in one call or in many, and a yes does exactly that", async () => {
    const made = await scripted.add("One", "Two", "Three");
    const ids = made.map(({ id }) => id);
    const attempts: ScriptedAnswer[] = [
      call("delete_task", { ids }),
      { type: "tools", calls: ids.map((id) => ({ name: "delete_task", arguments: { ids: [id] } })) },
    ];
    for (const attempt of attempts) {
      scripted.play(attempt, says("All deleted!"));
      const asked = await scripted.say("delete all of it");
      expect(asked).toMatchObject({ question: true, asks: "confirm", status: "complete" });
      expect(asked.text).toMatch(/^Delete these 3 tasks\?\n1\. “One”\n2\. “Two”\n3\. “Three”$/);
      expect(await scripted.titles()).toEqual(["One", "Two", "Three"]);

      scripted.play(attempt);
      const refused = await scripted.say("no, leave them", asked.conversationId);
      expect(refused.question).toBe(true); // The model tries again, and is held back again.
      expect(await scripted.titles()).toEqual(["One", "Two", "Three"]);
    }
    scripted.play(attempts[0] as ScriptedAnswer);
    const asked = await scripted.say("delete all of it");
    scripted.play(call("delete_task", { ids }), says("Gone."));
    const done = await scripted.say("yes", asked.conversationId);
    expect(done).toMatchObject({ text: "Gone.", question: false });
    expect(await scripted.titles()).toEqual([]);
  });

  it("counts deletions over all steps of the turn", async () => {
    const ids = (await scripted.add("One", "Two", "Three")).map(({ id }) => id);
    scripted.model.script((_, index) => call("delete_task", { ids: [ids[index % 3]] }));
    const answer = await scripted.say("clean up");
    expect(await scripted.titles()).toHaveLength(2);
    expect(answer.question).toBe(true);
  });

  it("asks before a single deletion if the person said “everything”", async () => {
    const [only] = await scripted.add("Only one");
    scripted.play(call("delete_task", { ids: [only?.id] }));
    const answer = await scripted.say("delete everything");
    expect(answer).toMatchObject({ question: true, text: "Delete “Only one”?" });
    expect(await scripted.titles()).toEqual(["Only one"]);
  });

  it("lets the built-in assistant carry out a yes to the model's question", async () => {
    const ids = (await scripted.add("One", "Two")).map(({ id }) => id);
    scripted.play(call("delete_task", { ids }));
    const asked = await scripted.say("delete all");
    scripted.play({ type: "status", status: 503 });
    const done = await scripted.say("yes", asked.conversationId);
    expect(done.answeredBy?.kind).toBe("builtin");
    expect(await scripted.titles()).toEqual([]);
  });
});
