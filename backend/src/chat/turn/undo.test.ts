import { taskCreate } from "@todo-chatbot/contracts";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { useDatabase } from "../../testing/database.ts";
import { findLastAnswer } from "../store/begin.ts";
import { type ChatHarness, chatHarness } from "../testing/chat-harness.ts";
import { type ScriptedModel, startScriptedModel } from "../testing/scripted-model.ts";

describe("undo in a conversation", () => {
  const database = useDatabase("embedded");
  let server: ScriptedModel;
  let builtin: ChatHarness;
  let model: ChatHarness;
  let user: string;

  beforeAll(async () => {
    server = await startScriptedModel();
    builtin = await chatHarness(database());
    model = await chatHarness(database(), { model: { baseUrl: server.baseUrl } });
  });
  beforeEach(async () => {
    user = await builtin.person();
  });
  afterAll(async () => {
    await builtin.runs.close(1000);
    await model.runs.close(1000);
    await server.close();
  });

  const titles = async () =>
    (await builtin.tasks.openTasks(builtin.principal(user)))
      .filter(({ completedAt }) => !completedAt)
      .map(({ title }) => title);
  const addElsewhere = (...names: string[]) =>
    builtin.tasks.create(
      builtin.principal(user),
      names.map((title) => taskCreate.parse({ title })),
    );
  /** Plays a model that calls a tool and then says something. */
  const modelCalls = (name: string, args: object) =>
    server.play(
      { type: "tools", calls: [{ name, arguments: args as Record<string, unknown> }] },
      { type: "text", text: "Done." },
    );

  it("takes back this conversation's last act, and the one before, whatever was made elsewhere since", async () => {
    const { conversationId } = await builtin.say(user, "add milk");
    await builtin.say(user, "add bread", conversationId);
    await addElsewhere("Elsewhere");
    const undone = await builtin.say(user, "undo", conversationId);
    expect(undone.question).toBe(false);
    expect(await titles()).toEqual([expect.stringMatching(/milk/i), "Elsewhere"]);
    await builtin.say(user, "undo", conversationId);
    expect(await titles()).toEqual(["Elsewhere"]);
  });

  it("as a first message changes nothing: it names what was done elsewhere, and does it after a yes", async () => {
    await addElsewhere("Made on the page");
    const asked = await builtin.say(user, "undo");
    expect(asked.question).toBe(true);
    expect(asked.text).toContain("Made on the page");
    expect(await titles()).toEqual(["Made on the page"]);
    const no = await builtin.say(user, "no", asked.conversationId);
    expect(no.toolCalls).toEqual([]);
    const again = await builtin.say(user, "undo", asked.conversationId);
    await addElsewhere("Made in between");
    // The yes is for what was named, not for what is newest by now.
    await builtin.say(user, "yes", again.conversationId);
    expect(await titles()).toEqual(["Made in between"]);
  });

  it("is held to the same when a language model asks", async () => {
    const [page] = await addElsewhere("Made on the page");
    modelCalls("undo", {});
    const asked = await model.say(user, "take that back");
    expect(asked).toMatchObject({ question: true, asks: "confirm" });
    expect(asked.text).toContain("added “Made on the page”");
    expect(await titles()).toEqual(["Made on the page"]);

    const [change] = await builtin.tasks.activity(builtin.principal(user), { limit: 1 });
    expect(change?.taskId).toBe(page?.id);
    modelCalls("undo", { changeId: change?.id });
    expect((await model.say(user, "take that back")).question).toBe(true);

    modelCalls("undo", {});
    await model.say(user, "yes", asked.conversationId);
    expect(await titles()).toEqual([]);
  });

  it("lets a language model take back what it did in the same turn or the one before", async () => {
    modelCalls("add_task", { tasks: [{ title: "Milk" }] });
    const { conversationId } = await model.say(user, "milk please");
    await addElsewhere("Elsewhere");
    server.play(
      { type: "tools", calls: [{ name: "add_task", arguments: { tasks: [{ title: "Wrong" }] } }] },
      { type: "tools", calls: [{ name: "undo", arguments: {} }] },
      { type: "text", text: "I took that back." },
    );
    await model.say(user, "add something", conversationId);
    expect(await titles()).toEqual(["Milk", "Elsewhere"]);
    modelCalls("undo", {});
    expect((await model.say(user, "and the milk too", conversationId)).question).toBe(false);
    expect(await titles()).toEqual(["Elsewhere"]);
  });

  it("asks before it removes what several acts of one turn made, not what one act did", async () => {
    const first = await builtin.say(user, "add milk, bread and eggs");
    expect(await titles()).toHaveLength(3);
    expect((await builtin.say(user, "undo", first.conversationId)).question).toBe(false);
    expect(await titles()).toEqual([]);

    const [done] = await addElsewhere("Done in between");
    server.play(
      { type: "tools", calls: [{ name: "add_task", arguments: { tasks: [{ title: "One" }] } }] },
      { type: "tools", calls: [{ name: "complete_task", arguments: { ids: [done?.id] } }] },
      { type: "tools", calls: [{ name: "add_task", arguments: { tasks: [{ title: "Two" }] } }] },
      { type: "text", text: "Done." },
    );
    const { conversationId } = await model.say(user, "do all that");
    modelCalls("undo", {});
    const asked = await model.say(user, "undo", conversationId);
    expect(asked.question).toBe(true);
    expect(asked.text).toContain("added “One”, “Two”");
    expect(await titles()).toEqual(["One", "Two"]);
  });

  it("makes again what was taken back, and takes that back again", async () => {
    modelCalls("add_task", { tasks: [{ title: "Milk" }] });
    const { conversationId } = await model.say(user, "milk please");
    const turn = async (redo: boolean) => {
      modelCalls("undo", redo ? { redo } : {});
      const answer = await model.say(user, redo ? "redo" : "undo", conversationId);
      expect(answer.question).toBe(false);
      return titles();
    };
    expect(await turn(false)).toEqual([]);
    expect(await turn(true)).toEqual(["Milk"]);
    expect(await turn(false)).toEqual([]);
    expect(await turn(true)).toEqual(["Milk"]);
  });

  it("is remembered as what it was, act by act", async () => {
    const { conversationId } = await builtin.say(user, "add milk");
    await builtin.say(user, "move milk to 2030-01-02", conversationId);
    await builtin.say(user, "undo", conversationId);
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
    await builtin.say(user, "hello", conversationId);
    return (await findLastAnswer(database().queries, user, conversationId))?.history.map(({ done }) => done);
  }
});
