import { taskCreate } from "@todo-chatbot/contracts";
import { describe, expect, it } from "vitest";
import { useDatabase } from "../../testing/database.ts";
import { findLastAnswer } from "../store/begin.ts";
import { useBothAssistants } from "../testing/both-assistants.ts";

describe("undo in a conversation", () => {
  const database = useDatabase("embedded");
  const both = useBothAssistants(database);

  const titles = async () =>
    (await both.builtin.tasks.openTasks(both.builtin.principal(both.user)))
      .filter(({ completedAt }) => !completedAt)
      .map(({ title }) => title);
  const addElsewhere = (...names: string[]) =>
    both.builtin.tasks.create(
      both.builtin.principal(both.user),
      names.map((title) => taskCreate.parse({ title })),
    );
  /** Plays a model that calls a tool and then says something. */
  const modelCalls = (name: string, args: object) =>
    both.server.play(
      { type: "tools", calls: [{ name, arguments: args as Record<string, unknown> }] },
      { type: "text", text: "Done." },
    );

  it("takes back this conversation's last act, and the one before, whatever was made elsewhere since", async () => {
    const { conversationId } = await both.builtin.say(both.user, "add milk");
    await both.builtin.say(both.user, "add bread", conversationId);
    await addElsewhere("Elsewhere");
    const undone = await both.builtin.say(both.user, "undo", conversationId);
    expect(undone.question).toBe(false);
    expect(await titles()).toEqual([expect.stringMatching(/milk/i), "Elsewhere"]);
    await both.builtin.say(both.user, "undo", conversationId);
    expect(await titles()).toEqual(["Elsewhere"]);
  });

  it("as a first message changes nothing: it names what was done elsewhere, and does it after a yes", async () => {
    await addElsewhere("Made on the page");
    const asked = await both.builtin.say(both.user, "undo");
    expect(asked.question).toBe(true);
    expect(asked.text).toContain("Made on the page");
    expect(await titles()).toEqual(["Made on the page"]);
    const no = await both.builtin.say(both.user, "no", asked.conversationId);
    expect(no.toolCalls).toEqual([]);
    const again = await both.builtin.say(both.user, "undo", asked.conversationId);
    await addElsewhere("Made in between");
    // The yes is for what was named, not for what is newest by now.
    await both.builtin.say(both.user, "yes", again.conversationId);
    expect(await titles()).toEqual(["Made in between"]);
  });

  it("is held to the same when a language model asks", async () => {
    const [page] = await addElsewhere("Made on the page");
    modelCalls("undo", {});
    const asked = await both.model.say(both.user, "take that back");
    expect(asked).toMatchObject({ question: true, asks: "confirm" });
    expect(asked.text).toContain("added “Made on the page”");
    expect(await titles()).toEqual(["Made on the page"]);

    const [change] = await both.builtin.tasks.activity(both.builtin.principal(both.user), { limit: 1 });
    expect(change?.taskId).toBe(page?.id);
    modelCalls("undo", { changeId: change?.id });
    expect((await both.model.say(both.user, "take that back")).question).toBe(true);

    modelCalls("undo", {});
    await both.model.say(both.user, "yes", asked.conversationId);
    expect(await titles()).toEqual([]);
  });

  it("lets a language model take back what it did in the same turn or the one before", async () => {
    modelCalls("add_task", { tasks: [{ title: "Milk" }] });
    const { conversationId } = await both.model.say(both.user, "milk please");
    await addElsewhere("Elsewhere");
    both.server.play(
      { type: "tools", calls: [{ name: "add_task", arguments: { tasks: [{ title: "Wrong" }] } }] },
      { type: "tools", calls: [{ name: "undo", arguments: {} }] },
      { type: "text", text: "I took that back." },
    );
    await both.model.say(both.user, "add something", conversationId);
    expect(await titles()).toEqual(["Milk", "Elsewhere"]);
    modelCalls("undo", {});
    expect((await both.model.say(both.user, "and the milk too", conversationId)).question).toBe(false);
    expect(await titles()).toEqual(["Elsewhere"]);
  });

  it("asks before it removes what several acts of one turn made, not what one act did", async () => {
    const first = await both.builtin.say(both.user, "add milk, bread and eggs");
    expect(await titles()).toHaveLength(3);
    expect((await both.builtin.say(both.user, "undo", first.conversationId)).question).toBe(false);
    expect(await titles()).toEqual([]);

    const [done] = await addElsewhere("Done in between");
    both.server.play(
      { type: "tools", calls: [{ name: "add_task", arguments: { tasks: [{ title: "One" }] } }] },
      { type: "tools", calls: [{ name: "complete_task", arguments: { ids: [done?.id] } }] },
      { type: "tools", calls: [{ name: "add_task", arguments: { tasks: [{ title: "Two" }] } }] },
      { type: "text", text: "Done." },
    );
    const { conversationId } = await both.model.say(both.user, "do all that");
    modelCalls("undo", {});
    const asked = await both.model.say(both.user, "undo", conversationId);
    expect(asked.question).toBe(true);
    expect(asked.text).toContain("added “One”, “Two”");
    expect(await titles()).toEqual(["One", "Two"]);
  });

  it("redoes what was undone, and undoes that again", async () => {
    modelCalls("add_task", { tasks: [{ title: "Milk" }] });
    const { conversationId } = await both.model.say(both.user, "milk please");
    const turn = async (redo: boolean) => {
      modelCalls("undo", redo ? { redo } : {});
      const answer = await both.model.say(both.user, redo ? "redo" : "undo", conversationId);
      expect(answer.question).toBe(false);
      return titles();
    };
    expect(await turn(false)).toEqual([]);
    expect(await turn(true)).toEqual(["Milk"]);
    expect(await turn(false)).toEqual([]);
    expect(await turn(true)).toEqual(["Milk"]);
  });

  it("is remembered as what it was, act by act", async () => {
    const { conversationId } = await both.builtin.say(both.user, "add milk");
    await both.builtin.say(both.user, "move milk to 2030-01-02", conversationId);
    await both.builtin.say(both.user, "undo", conversationId);
    const done = await lastTurns(conversationId);
    expect(done).toMatchObject([
      [{ type: "add", tasks: [{ title: expect.stringMatching(/milk/i) }], changeId: expect.any(String) }],
      [{ type: "update", fields: ["due"] }],
      [{ type: "undo", changeId: expect.any(String) }],
    ]);
    const [, [update]] = done as unknown as [
      unknown,
      [{ tasks: [{ id: string }]; before: object; changeId?: string }],
    ];
    expect(update.before).toEqual({ [update.tasks[0].id]: { due: null } });
    expect(update.changeId).toBeUndefined();
  });

  async function lastTurns(conversationId: string) {
    // The history of a turn is what came before it.
    await both.builtin.say(both.user, "hello", conversationId);
    return (await findLastAnswer(database().queries, both.user, conversationId))?.history.map(
      ({ done }) => done,
    );
  }
});
