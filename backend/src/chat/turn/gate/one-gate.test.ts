import { taskCreate } from "@todo-chatbot/contracts";
import { describe, expect, it } from "vitest";
import { useDatabase } from "../../../testing/database.ts";
import { useBothAssistants } from "../../testing/both-assistants.ts";
import type { ScriptedAnswer } from "../../testing/scripted-model.ts";

describe("one gate for every tool and every model", () => {
  const database = useDatabase("embedded");
  const both = useBothAssistants(database);

  const calls = (...all: [string, object][]): ScriptedAnswer => ({
    type: "tools",
    calls: all.map(([name, args]) => ({ name, arguments: args })),
  });
  const said: ScriptedAnswer = { type: "text", text: "Done." };
  const open = async () =>
    (await both.builtin.tasks.openTasks(both.builtin.principal(both.user))).filter(
      ({ completedAt }) => !completedAt,
    );
  const titles = async () => (await open()).map(({ title }) => title);
  async function family(name: string, ...steps: string[]) {
    const by = both.builtin.principal(both.user);
    const [parent] = await both.builtin.tasks.create(by, [taskCreate.parse({ title: name })]);
    const below = await both.builtin.tasks.create(
      by,
      steps.map((title) => taskCreate.parse({ title, parentId: parent?.id })),
    );
    return [parent, ...below].map((task) => task?.id as string) as [string, ...string[]];
  }

  const steps = ["Buy paint", "Sand it", "Clean the brushes", "Cover the plants", "Second coat"];

  it("counts the subtasks of what the built-in assistant deletes, and names them in its language", async () => {
    await family("Paint the fence", ...steps);
    const asked = await both.builtin.say(both.user, "delete paint the fence");
    expect(asked).toMatchObject({ question: true, asks: "confirm" });
    expect(asked.text).toMatch(/6 tasks.*Paint the fence.*Buy paint/s);
    expect(asked.tasks.map(({ title }) => title)).toEqual(["Paint the fence", ...steps]);
    expect(await titles()).toHaveLength(6);
    await both.builtin.say(both.user, "yes", asked.conversationId);
    expect(await titles()).toEqual([]);
    await family("Zaun streichen", "Farbe kaufen");
    const german = await both.builtin.say(both.user, "lösche Zaun streichen");
    expect(german.text).toMatch(/2 Aufgaben.*Zaun streichen.*Farbe kaufen/);
    await both.builtin.say(both.user, "ja", german.conversationId);
    expect(await titles()).toEqual([]);
  });

  it("adds at once, even if another part is asked about", async () => {
    await family("Garden party", "Invite", "Cook");
    const asked = await both.builtin.say(both.user, "add milk and delete garden party");
    expect(asked.question).toBe(true);
    expect(asked.text).toMatch(/milk.*3 tasks/is);
    expect(await titles()).toHaveLength(4);
  });

  it.each([
    ["deletes", "delete_task", /^Delete these 6 tasks\?/],
    ["completes", "complete_task", /^Mark as done these 6 tasks\?/],
  ])("asks before a model %s one task with five below it", async (_, tool, question) => {
    const [parent] = await family("Paint the fence", ...steps);
    both.server.play(calls([tool, { ids: [parent] }]), said);
    const asked = await both.model.say(both.user, "do it");
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
      both.server.play(...script, said);
      const asked = await both.model.say(both.user, "tidy up");
      expect(asked.text).toMatch(/^Change these 5 tasks\?\n1\. “A”: now “pwned”/);
      expect(await titles()).toEqual(["A", "B", "C", "D", "E"]);
    }
    both.server.play(...ids.map((id) => calls(rename(id))), said);
    expect((await both.model.say(both.user, "tidy up")).question).toBe(true);
    expect((await titles()).filter((title) => title === "pwned")).toHaveLength(3);
  });

  it("counts all tools of a turn together", async () => {
    const ids = await family("A", "B", "C", "D");
    both.server.play(
      calls(["complete_task", { ids: ids.slice(1, 3) }]),
      calls(["reschedule_task", { changes: ids.map((id) => ({ id, due: { date: "2030-01-02" } })) }]),
      said,
    );
    const asked = await both.model.say(both.user, "go on");
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
      both.server.play(...script, said);
      expect((await both.model.say(both.user, "tidy up")).question).toBe(true);
      expect(await titles()).toHaveLength(3);
    }
  });

  it("undoes nothing large unless asked to", async () => {
    const tasks = Array.from({ length: 30 }, (_, index) => ({ title: `Task ${index + 1}` }));
    both.server.play(calls(["add_task", { tasks }]), said);
    const { conversationId } = await both.model.say(both.user, "add my thirty tasks");
    both.server.play(calls(["undo", {}]), said);
    const asked = await both.model.say(both.user, "hello", conversationId);
    expect(asked).toMatchObject({ question: true, asks: "confirm" });
    expect(asked.text).toMatch(/added 30 tasks: “Task 1”, .*and 22 more/);
    expect(await titles()).toHaveLength(30);

    both.server.play(said);
    const done = await both.model.say(both.user, "yes", asked.conversationId);
    expect(await titles()).toEqual([]);
    // An undo is a change of its own: its card takes it back.
    expect(done.undoChangeId).not.toBeNull();
    await both.model.tasks.undo(both.model.principal(both.user), { changeId: done.undoChangeId as string });
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
      both.server.play(calls(["delete_task", { ids: gone }]), said);
      const asked = await both.model.say(both.user, "clean up");
      // A model that takes the yes for more is limited to what was shown.
      const more = calls(
        ["delete_task", { ids }],
        ["update_task", { changes: [{ id: ids[0], title: "X" }] }],
      );
      both.server.play(...(reply[0] === said ? [more, said] : reply));
      const done = await both.model.say(both.user, "yes", asked.conversationId);
      expect(await titles()).toEqual(["Stays"]);
      expect(done).toMatchObject({ status: "complete", question: false });
      expect(done.toolCalls[0]).toMatchObject({ name: "delete_task", status: "ok" });
      await both.builtin.tasks.remove(both.builtin.principal(both.user), ids);
    }
  });

  it("does nothing after a no, or after anything else", async () => {
    const ids = await family("A", "B", "C");
    for (const answer of ["no", "what is on my list?", "add milk instead"]) {
      both.server.play(calls(["delete_task", { ids }]), said);
      const asked = await both.model.say(both.user, "clean up");
      both.server.play({ type: "text", text: "Fine." });
      await both.model.say(both.user, answer, asked.conversationId);
      expect(await titles()).toEqual(["A", "B", "C"]);
    }
  });
});
