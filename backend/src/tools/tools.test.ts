import { type Task, type ToolResult, taskCreate } from "@todo-chatbot/contracts";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { TaskService } from "../tasks/service.ts";
import { createTaskService } from "../tasks/service.ts";
import type { Principal } from "../tasks/types.ts";
import { useDatabase } from "../testing/database.ts";
import { makePerson } from "../testing/people.ts";
import { type ChangeGate, HeldError } from "./gate.ts";
import { tasksOf } from "./question.ts";
import { type ToolName, taskTools } from "./registry.ts";
import { runTool } from "./run.ts";
import type { TaskTool } from "./types.ts";

const open: ChangeGate = {
  announce: () => {},
  check: () => {},
  undoes: () => null,
  allowsUndo: async () => true,
  held: () => ({}),
};
const unknown = "01890000-0000-7000-8000-000000000000";

describe("the task tools", () => {
  const database = useDatabase("embedded");
  let tasks: TaskService;
  let as: () => Principal;
  let stranger: () => Principal;

  beforeAll(() => {
    tasks = createTaskService(database());
  });
  beforeEach(async () => {
    as = await makePerson(database(), { timeZone: "Europe/Berlin" });
    stranger = await makePerson(database());
  });

  const run = (name: ToolName, input: object, gate = open, principal = as()): Promise<ToolResult> => {
    const tool: TaskTool = taskTools[name];
    return runTool(name, principal, tool.input.parse(input), { tasks: tasks.guarded(gate.check), gate });
  };
  const add = (...titles: string[]) =>
    tasks.create(
      as(),
      titles.map((title) => taskCreate.parse({ title })),
    );
  const titlesOf = (list: readonly Task[]) => list.map(({ title }) => title);
  const titles = async () => titlesOf(await tasks.openTasks(as()));

  it("adds several, subtasks under those of the same call", async () => {
    const result = await run("add_task", {
      tasks: [{ title: "Move" }, { title: "Rent a van", parentIndex: 0 }, { title: "Pay", parentIndex: 1 }],
    });
    expect(result.errors).toEqual([]);
    expect(result.tasks.map(({ parentId }) => parentId)).toEqual([
      null,
      result.tasks[0]?.id,
      result.tasks[1]?.id,
    ]);
    expect(result.text).toBe("Added 3 tasks:\n1. “Move”\n2. “Rent a van”\n3. “Pay”");
  });

  it("adds the good ones of a batch and says why not the others", async () => {
    const [theirs] = await tasks.create(stranger(), [taskCreate.parse({ title: "Theirs" })]);
    const result = await run("add_task", {
      tasks: [
        { title: "Good" },
        { title: "Under theirs", parentId: theirs?.id },
        { title: "Under nothing", parentIndex: 1 },
        { title: "Also good" },
      ],
    });
    expect(titlesOf(result.tasks)).toEqual(["Good", "Also good"]);
    expect(result.errors.map(({ index, code }) => [index, code])).toEqual([
      [1, "validation_failed"],
      [2, "validation_failed"],
    ]);
    expect(JSON.stringify(result)).not.toContain("Theirs");
    expect(await titles()).toEqual(["Good", "Also good"]);
  });

  it("lists by filter, or by ids in their order", async () => {
    const [one, two, three] = await add("One", "Two", "Three");
    expect(titlesOf((await run("list_tasks", { q: "t" })).tasks)).toEqual(["Two", "Three"]);
    const page = await run("list_tasks", { limit: 2 });
    expect(page.more?.nextCursor).toEqual(expect.any(String));
    const ids = [three?.id, one?.id, unknown];
    const chosen = await run("list_tasks", { ids });
    expect(titlesOf(chosen.tasks)).toEqual(["Three", "One"]);
    expect(chosen.errors).toEqual([
      { index: 2, id: unknown, code: "not_found", detail: "There is no such task." },
    ]);
    expect((await run("list_tasks", { ids: [] })).text).toBe("No tasks found.");
    expect(two?.title).toBe("Two");
  });

  it("completes, reopens and deletes what is there, once each", async () => {
    const [one, two] = await add("One", "Two");
    const ids = [one?.id, unknown, two?.id, one?.id];
    const done = await run("complete_task", { ids });
    expect(titlesOf(done.tasks)).toEqual(["One", "Two"]);
    expect(done.tasks.every(({ completedAt }) => completedAt !== null)).toBe(true);
    expect(done.errors).toMatchObject([{ index: 1, id: unknown, code: "not_found" }]);
    expect((await run("reopen_task", { ids: [two?.id] })).text).toBe("Reopened “Two”.");
    expect(titlesOf((await run("delete_task", { ids: [two?.id] })).tasks)).toEqual(["Two"]);
    expect(await titles()).toEqual(["One"]);
  });

  it("changes fields of several tasks, and says when there is nothing to change", async () => {
    const [one, two] = await add("One", "Two");
    const result = await run("update_task", {
      changes: [
        { id: one?.id },
        { id: two?.id, title: "Zwei", labels: ["x"], project: "Home" },
        { id: unknown, title: "X" },
      ],
    });
    expect(result.tasks).toMatchObject([{ title: "Zwei", labels: ["x"], project: "Home" }]);
    expect(result.errors.map(({ index, code }) => [index, code])).toEqual([
      [0, "nothing_to_change"],
      [2, "not_found"],
    ]);
  });

  it("moves dates and keeps the repeat", async () => {
    const made = await run("add_task", {
      tasks: [{ title: "Gym", due: { date: "2030-01-07" }, recurrence: { rule: "FREQ=WEEKLY;BYDAY=MO" } }],
    });
    const id = made.tasks[0]?.id;
    const moved = await run("reschedule_task", { changes: [{ id, due: { date: "2030-01-08" } }] });
    expect(moved.tasks).toMatchObject([
      { due: { date: "2030-01-08" }, recurrence: { rule: "FREQ=WEEKLY;BYDAY=MO", anchor: "schedule" } },
    ]);
  });

  it("make a language model mention which dates a rule skips", async () => {
    const due = { date: "2035-12-31" };
    const recurrence = { rule: "FREQ=MONTHLY;BYMONTHDAY=31" };
    const made = await run("add_task", { tasks: [{ title: "Rent", due, recurrence }, { title: "Bins" }] });
    const told = "Tell the person about “Rent”: It leaves out the 31st in months that have none.";
    expect(made.text.split("\n")).toContain(told);
    const id = made.tasks[0]?.id;
    const set = await run("update_task", { changes: [{ id, recurrence }] });
    expect(set.text.split("\n")).toContain(told);
    expect((await run("update_task", { changes: [{ id, priority: 1 }] })).text).not.toContain("31st");
  });

  it("undoes the last change, and says when there is none", async () => {
    await run("add_task", { tasks: [{ title: "Oops" }, { title: "Oops too" }] });
    const undone = await run("undo", {});
    expect(undone.more?.removedIds).toHaveLength(2);
    expect(await titles()).toEqual([]);
    expect(await run("undo", {})).toMatchObject({ tasks: [], errors: [{ code: "nothing_to_undo" }] });
  });

  it("undoes nothing the gate holds back, and asks about all of it by name", async () => {
    await run("add_task", { tasks: [{ title: "One" }, { title: "Two" }] });
    const held: string[] = [];
    const shut: ChangeGate = {
      ...open,
      allowsUndo: async () => false,
      held: ({ undo }) => {
        held.push(String(undo?.changeId));
        return { needsConfirmation: true };
      },
    };
    const asked = await run("undo", {}, shut);
    expect(asked).toMatchObject({ tasks: [], errors: [{ code: "needs_confirmation" }] });
    expect(asked.text).toContain("added “One”, “Two”");
    expect(await titles()).toEqual(["One", "Two"]);
    await run("add_task", { tasks: [{ title: "Three" }] });
    await run("undo", { changeId: held[0] });
    expect(await titles()).toEqual(["Three"]);
    await run("undo", { redo: true });
    expect(await titles()).toEqual(["One", "Two", "Three"]);
  });

  it("tells what was done, newest first", async () => {
    const [one] = await add("One");
    await run("complete_task", { ids: [one?.id] });
    const activity = await run("find_activity", {});
    expect(activity.text).toMatch(/completed “One”\n.*added “One”$/);
    expect(activity.tasks).toHaveLength(1);
    expect((await run("find_activity", { until: "2020-01-01T00:00:00Z" })).tasks).toEqual([]);
  });

  it("changes nothing the gate holds back, and asks about the tasks that are there, subtasks included", async () => {
    const [one, two] = await add("One", "Two");
    await tasks.create(as(), [taskCreate.parse({ title: "Below one", parentId: one?.id })]);
    const asked: string[][] = [];
    const shut: ChangeGate = {
      ...open,
      check: (steps) => {
        throw new HeldError(steps);
      },
      held: ({ steps }) => {
        asked.push(titlesOf(tasksOf(steps)));
        return { needsConfirmation: true };
      },
    };
    const result = await run("delete_task", { ids: [one?.id, two?.id] }, shut);
    expect(result.tasks).toEqual([]);
    expect(new Set(result.errors.map(({ code }) => code))).toEqual(new Set(["needs_confirmation"]));
    expect(result.text).toContain("Delete these 3 tasks?\n1. “One”\n2. “Two”\n3. “Below one”");
    expect(asked).toEqual([["One", "Two", "Below one"]]);
    const renamed = await run("update_task", { changes: [{ id: one?.id, title: "Uno" }] }, shut);
    expect(renamed.text).toContain("Change “One”: now “Uno”?");
    expect(await titles()).toEqual(["One", "Two", "Below one"]);
  });

  it("treats another person's task as nonexistent", async () => {
    const [theirs] = await tasks.create(stranger(), [taskCreate.parse({ title: "Secret" })]);
    const id = theirs?.id;
    const attempts: [ToolName, (id: string | undefined) => object][] = [
      ["complete_task", (id) => ({ ids: [id] })],
      ["reopen_task", (id) => ({ ids: [id] })],
      ["delete_task", (id) => ({ ids: [id] })],
      ["list_tasks", (id) => ({ ids: [id] })],
      ["update_task", (id) => ({ changes: [{ id, title: "Mine" }] })],
      ["reschedule_task", (id) => ({ changes: [{ id, due: null }] })],
      ["add_task", (id) => ({ tasks: [{ title: "Child", parentId: id }] })],
      ["undo", (id) => ({ changeId: id })],
    ];
    for (const [name, input] of attempts) {
      const foreign = JSON.stringify(await run(name, input(id))).replaceAll(String(id), "ID");
      const absent = JSON.stringify(await run(name, input(unknown))).replaceAll(unknown, "ID");
      expect(foreign, name).toBe(absent);
    }
    const [change] = await tasks.activity(stranger(), { limit: 1 });
    expect((await run("undo", { changeId: change?.id })).errors).toHaveLength(1);
    expect(await tasks.get(stranger(), [String(id)])).toMatchObject([
      { title: "Secret", completedAt: null, version: 1 },
    ]);
  });
});
