import { describe, expect, test } from "vitest";
import { makeTask } from "../testing/make-task.ts";
import { isFiltering, noFilter } from "./filters.ts";
import { type GroupName, groupInSteps, groupTasks, keepingSame } from "./grouping.ts";
import { TaskOrder } from "./order.ts";

const now = new Date("2026-11-21T10:30:00Z");
const at = (timeZone: string) => ({ now, timeZone, locale: "en-GB" });

function titles(tasks: Parameters<typeof groupTasks>[0], timeZone = "UTC", filter = noFilter) {
  const groups = groupTasks(tasks, filter, at(timeZone));
  return Object.fromEntries(
    Object.entries(groups)
      .filter(([, rows]) => rows.length > 0)
      .map(([name, rows]) => [
        name,
        rows.map(({ task, indented }) => (indented ? `> ${task.title}` : task.title)),
      ]),
  ) as Partial<Record<GroupName, string[]>>;
}

describe("groups by the reader's day", () => {
  const tasks = ["20", "21", "22"].map((day) => makeTask(day, { due: { date: `2026-11-${day}` } }));

  test.each([
    ["Pacific/Honolulu", { overdue: ["20"], today: ["21"], upcoming: ["22"] }],
    ["UTC", { overdue: ["20"], today: ["21"], upcoming: ["22"] }],
    ["Pacific/Kiritimati", { overdue: ["20", "21"], today: ["22"] }],
  ])("%s", (zone, groups) => {
    expect(titles(tasks, zone)).toEqual(groups);
  });

  test("an hour that has passed is overdue on its own day", () => {
    const timed = (time: string) => makeTask(time, { due: { date: "2026-11-21", time, timeZone: "UTC" } });
    expect(titles([timed("10:00"), timed("11:00")])).toEqual({ overdue: ["10:00"], today: ["11:00"] });
  });

  test("done tasks come last, the latest first, regardless of due date", () => {
    const done = (title: string, completedAt: string) =>
      makeTask(title, { completedAt, due: { date: "2026-11-01" } });
    const groups = titles([done("first", "2026-11-20T08:00:00Z"), done("second", "2026-11-21T08:00:00Z")]);
    expect(groups).toEqual({ done: ["second", "first"] });
  });
});

test("a task that starts later is not for today, until its day or hour has come", () => {
  const due = { date: "2026-11-21" };
  const tasks = [
    makeTask("tomorrow", { position: 1, due, start: { date: "2026-11-22" } }),
    makeTask("this evening", { start: { date: "2026-11-21", time: "18:00", timeZone: "UTC" } }),
    makeTask("now", { position: 2, due, start: { date: "2026-11-21", time: "10:30", timeZone: "UTC" } }),
  ];
  expect(titles(tasks)).toEqual({ today: ["now"], upcoming: ["tomorrow", "this evening"] });
  expect(titles(tasks, "Pacific/Kiritimati")).toEqual({
    overdue: ["tomorrow", "now"],
    upcoming: ["this evening"],
  });
});

test("within a group: day, then whole days before hours, then priority, then the person's order", () => {
  const tasks = [
    makeTask("late", { due: { date: "2026-11-25" } }),
    makeTask("timed", { due: { date: "2026-11-23", time: "08:00", timeZone: "UTC" }, priority: 1 }),
    makeTask("second", { due: { date: "2026-11-23" }, position: 2 }),
    makeTask("first", { due: { date: "2026-11-23" }, position: 1 }),
    makeTask("urgent", { due: { date: "2026-11-23" }, priority: 1, position: 9 }),
  ];
  expect(titles(tasks)).toEqual({ upcoming: ["urgent", "first", "second", "timed", "late"] });
});

describe("subtasks", () => {
  const parent = makeTask("party", { due: { date: "2026-11-25" } });

  test("without a date of their own they are listed under their parent", () => {
    const child = makeTask("book the room", { parentId: parent.id });
    expect(titles([child, parent])).toEqual({ upcoming: ["party", "> book the room"] });
  });

  test("with a date in another group they are listed there", () => {
    const child = makeTask("invite", { parentId: parent.id, due: { date: "2026-11-20" } });
    expect(titles([parent, child])).toEqual({ overdue: ["invite"], upcoming: ["party"] });
  });

  test("nested subtasks without dates are listed with the nearest ancestor that has one", () => {
    const step = makeTask("food", { parentId: parent.id });
    const deep = makeTask("bread", { parentId: step.id });
    expect(titles([deep, step, parent])).toEqual({ upcoming: ["party", "> food", "> bread"] });
    const dated = { ...step, due: { date: "2026-11-21" } };
    expect(titles([deep, dated, parent])).toEqual({ today: ["food", "> bread"], upcoming: ["party"] });
  });

  test("one whose parent is unknown is not lost", () => {
    expect(titles([makeTask("orphan", { parentId: parent.id })])).toEqual({ noDate: ["orphan"] });
  });

  test("two that claim to be each other's parent are not lost", () => {
    const a = makeTask("a");
    const b = makeTask("b", { parentId: a.id });
    const groups = titles([{ ...a, parentId: b.id }, b]);
    expect(groups.noDate?.length ?? 0).toBe(2);
  });
});

test("filters by words in any field, project, label and priority", () => {
  const tasks = [
    makeTask("Send report", { project: "Work", labels: ["mail"], priority: 1 }),
    makeTask("Send card", { project: "Family", description: "for the report party" }),
  ];
  const find = (filter: Partial<typeof noFilter>) => titles(tasks, "UTC", { ...noFilter, ...filter }).noDate;
  expect(find({ text: "REPORT send" })).toEqual(["Send report", "Send card"]);
  expect(find({ text: "report", project: "Work" })).toEqual(["Send report"]);
  expect(find({ label: "mail" })).toEqual(["Send report"]);
  expect(find({ priority: 4 })).toEqual(["Send card"]);
  expect(find({ text: "repo" })).toEqual(["Send report", "Send card"]);
  expect(find({ label: "MÀIL" })).toEqual(["Send report"]);
  expect(find({ text: "nothing" })).toBeUndefined();
  expect(isFiltering({ ...noFilter, text: "  " })).toBe(false);
});

describe("a long list", () => {
  const many = Array.from({ length: 10_000 }, (_, n) =>
    makeTask(`Task ${n}`, { id: `id-${n}`, due: n % 3 ? { date: `2026-12-${10 + (n % 20)}` } : null }),
  );
  const reader = at("UTC");

  test("is grouped in steps, with the same result as at once", () => {
    const steps = groupInSteps(many, noFilter, reader, new TaskOrder("UTC"));
    let rests = 0;
    let step = steps.next();
    for (; !step.done; step = steps.next()) rests += 1;
    expect(rests).toBeGreaterThanOrEqual(10);
    expect(step.value).toEqual(groupTasks(many, noFilter, reader));
  });

  test("keeps the lists a change does not affect, and sorts only what changed", () => {
    const order = new TaskOrder("UTC");
    const before = Object.fromEntries(many.map((task) => [task.id, task]));
    const first = order.of(many);
    const moved = { ...(many[1] as (typeof many)[0]), due: { date: "2026-11-22" }, version: 2 };
    const changed = Object.values({ ...before, [moved.id]: moved });
    expect(order.of(changed)).toEqual(new TaskOrder("UTC").of(changed));
    expect(order.of(changed)[first.length - 1]).toBe(first[first.length - 1]);

    const groups = groupTasks(many, noFilter, reader);
    const next = keepingSame(groups, groupTasks(changed, noFilter, reader));
    expect(next.noDate).toBe(groups.noDate);
    expect(next.upcoming).not.toBe(groups.upcoming);
  });
});
