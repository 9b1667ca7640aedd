import { taskCreate } from "@todo-chatbot/contracts";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { useDatabase } from "../../../testing/database.ts";
import { type ChatHarness, chatHarness } from "../../testing/chat-harness.ts";
import { type ScriptedAnswer, type ScriptedModel, startScriptedModel } from "../../testing/scripted-model.ts";

describe("one gate for every tool and every model", () => {
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

  const calls = (...all: [string, object][]): ScriptedAnswer => ({
    type: "tools",
    calls: all.map(([name, args]) => ({ name, arguments: args })),
  });
  const said: ScriptedAnswer = { type: "text", text: "Done." };
  const open = async () =>
    (await builtin.tasks.openTasks(builtin.principal(user))).filter(({ completedAt }) => !completedAt);
  const titles = async () => (await open()).map(({ title }) => title);
  async function family(name: string, ...steps: string[]) {
    const by = builtin.principal(user);
    const [parent] = await builtin.tasks.create(by, [taskCreate.parse({ title: name })]);
    const below = await builtin.tasks.create(
      by,
      steps.map((title) => taskCreate.parse({ title, parentId: parent?.id })),
    );
    return [parent, ...below].map((task) => task?.id as string) as [string, ...string[]];
  }

  const steps = ["Buy paint", "Sand it", "Clean the brushes", "Cover the plants", "Second coat"];

  it("counts the subtasks of what the built-in assistant deletes, and names them in its language", async () => {
    await family("Paint the fence", ...steps);
    const asked = await builtin.say(user, "delete paint the fence");
    expect(asked).toMatchObject({ question: true, asks: "confirm" });
    expect(asked.text).toMatch(/6 tasks.*Paint the fence.*Buy paint/s);
    expect(asked.tasks.map(({ title }) => title)).toEqual(["Paint the fence", ...steps]);
    expect(await titles()).toHaveLength(6);
    await builtin.say(user, "yes", asked.conversationId);
    expect(await titles()).toEqual([]);
    await family("Zaun streichen", "Farbe kaufen");
    const german = await builtin.say(user, "lösche Zaun streichen");
    expect(german.text).toMatch(/2 Aufgaben.*Zaun streichen.*Farbe kaufen/);
    await builtin.say(user, "ja", german.conversationId);
    expect(await titles()).toEqual([]);
  });

  it("does at once what only adds, when something beside it is asked about", async () => {
    await family("Garden party", "Invite", "Cook");
    const asked = await builtin.say(user, "add milk and delete garden party");
    expect(asked.question).toBe(true);
    expect(asked.text).toMatch(/milk.*3 tasks/is);
    expect(await titles()).toHaveLength(4);
  });

  it.each([
    ["deletes", "delete_task", /^Delete these 6 tasks\?/],
    ["completes", "complete_task", /^Mark as done these 6 tasks\?/],
  ])("asks before a model %s one task with five below it", async (_, tool, question) => {
    const [parent] = await family("Paint the fence", ...steps);
    server.play(calls([tool, { ids: [parent] }]), said);
    const asked = await model.say(user, "do it");
    expect(asked).toMatchObject({ question: true, asks: "confirm" });
    expect(asked.text).toMatch(question);
    expect(asked.tasks).toHaveLength(6);
    expect(await titles()).toHaveLength(6);
  });

  it("asks before a model overwrites many, in one call, in one step or step by step", async () => {
    const ids = await family("A", "B", "C", "D", "E");
    const rename = (id: string): [string, object] => ["update_task", { changes: [{ id, title: "pwned" }] }];
    const all = { changes: ids.map((id) => ({ id, title: "pwned" })) };
    for (const script of [[calls(["update_task", all])], [calls(...ids.map(rename))]]) {
      server.play(...script, said);
      const asked = await model.say(user, "tidy up");
      expect(asked.text).toMatch(/^Change these 5 tasks\?\n1\. “A”: now “pwned”/);
      expect(await titles()).toEqual(["A", "B", "C", "D", "E"]);
    }
    server.play(...ids.map((id) => calls(rename(id))), said);
    expect((await model.say(user, "tidy up")).question).toBe(true);
    expect((await titles()).filter((title) => title === "pwned")).toHaveLength(3);
  });

  it("counts all tools of a turn together", async () => {
    const ids = await family("A", "B", "C", "D");
    server.play(
      calls(["complete_task", { ids: ids.slice(1, 3) }]),
      calls(["reschedule_task", { changes: ids.map((id) => ({ id, due: { date: "2030-01-02" } })) }]),
      said,
    );
    const asked = await model.say(user, "go on");
    expect(asked.question).toBe(true);
    expect((await open()).every(({ due }) => due === null)).toBe(true);
  });

  it("sees through a move that comes before the deletion", async () => {
    const [first, ...rest] = await family("A");
    const others = await family("B", "C");
    const move: [string, object] = [
      "update_task",
      { changes: [{ id: others[0], parentId: first }, ...rest.map((id) => ({ id, parentId: first }))] },
    ];
    const remove: [string, object] = ["delete_task", { ids: [first] }];
    for (const script of [[calls(move, remove)], [calls(move), calls(remove)]]) {
      server.play(...script, said);
      expect((await model.say(user, "tidy up")).question).toBe(true);
      expect(await titles()).toHaveLength(3);
    }
  });

  it("takes back nothing large that nobody asked to be taken back", async () => {
    const tasks = Array.from({ length: 30 }, (_, index) => ({ title: `Task ${index + 1}` }));
    server.play(calls(["add_task", { tasks }]), said);
    const { conversationId } = await model.say(user, "add my thirty tasks");
    server.play(calls(["undo", {}]), said);
    const asked = await model.say(user, "hello", conversationId);
    expect(asked).toMatchObject({ question: true, asks: "confirm" });
    expect(asked.text).toMatch(/added 30 tasks: “Task 1”, .*and 22 more/);
    expect(await titles()).toHaveLength(30);

    server.play(said);
    const done = await model.say(user, "yes", asked.conversationId);
    expect(await titles()).toEqual([]);
    // An undo is a change of its own: its card takes it back.
    expect(done.undoChangeId).not.toBeNull();
    await model.tasks.undo(model.principal(user), { changeId: done.undoChangeId as string });
    expect(await titles()).toHaveLength(30);
  });

  it("does what was agreed to, whatever the model does after a yes", async () => {
    const replies: ScriptedAnswer[][] = [
      [said],
      [calls(["list_tasks", {}]), said],
      [calls(["delete_task", { ids: ["01890000-0000-7000-8000-000000000000"] }]), said],
      [{ type: "status", status: 500 }],
      [{ type: "empty" }],
    ];
    for (const reply of replies) {
      const ids = await family("Stays");
      const gone = await family("A", "B", "C");
      server.play(calls(["delete_task", { ids: gone }]), said);
      const asked = await model.say(user, "clean up");
      // A model that takes the yes for more than it was is held to what was shown.
      const more = calls(
        ["delete_task", { ids }],
        ["update_task", { changes: [{ id: ids[0], title: "X" }] }],
      );
      server.play(...(reply[0] === said ? [more, said] : reply));
      const done = await model.say(user, "yes", asked.conversationId);
      expect(await titles()).toEqual(["Stays"]);
      expect(done).toMatchObject({ status: "complete", question: false });
      expect(done.toolCalls[0]).toMatchObject({ name: "delete_task", status: "ok" });
      await builtin.tasks.remove(builtin.principal(user), ids);
    }
  });

  it("does nothing after a no, or after anything else", async () => {
    const ids = await family("A", "B", "C");
    for (const answer of ["no", "what is on my list?", "add milk instead"]) {
      server.play(calls(["delete_task", { ids }]), said);
      const asked = await model.say(user, "clean up");
      server.play({ type: "text", text: "Fine." });
      await model.say(user, answer, asked.conversationId);
      expect(await titles()).toEqual(["A", "B", "C"]);
    }
  });
});
