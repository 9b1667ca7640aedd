import type { Task } from "@todo-chatbot/contracts";
import { isOverdue } from "@todo-chatbot/contracts/calendar";
import { describe, expect, it } from "vitest";
import type { ListFilter } from "../types.ts";
import { byDue, nextOf, select, standingIn } from "./filter.ts";

const now = Date.parse("2026-11-29T09:00:00Z");
const berlin = { instant: now, zone: "Europe/Berlin" };

const task = (title: string, more: Partial<Task> = {}): Task => ({
  id: title,
  title,
  description: "",
  completedAt: null,
  priority: 4,
  labels: [],
  project: null,
  parentId: null,
  start: null,
  due: null,
  recurrence: null,
  reminders: [],
  position: 0,
  version: 1,
  createdAt: "2026-11-01T00:00:00Z",
  updatedAt: "2026-11-01T00:00:00Z",
  ...more,
});

const at = (date: string, time: string, timeZone = "Europe/Berlin") => ({ date, time, timeZone });
const titles = (tasks: readonly Task[]) => tasks.map(({ title }) => title);

const list = [
  task("Call mum", { due: at("2026-11-29", "17:00"), labels: ["Familie"] }),
  task("Pay rent", { due: { date: "2026-11-28" }, priority: 1 }),
  task("Prune the roses", { project: "Garden", description: "by the gate" }),
  task("Crème brûlée", {
    recurrence: { rule: "FREQ=DAILY", anchor: "schedule" },
    due: { date: "2026-12-06" },
  }),
  task("Post the parcel", { completedAt: "2026-11-28T23:30:00Z" }),
];

describe("a part without a date", () => {
  const tasks = [
    task("Compare prices", { parentId: "Book flights" }),
    task("Book flights", { parentId: "Plan trip" }),
    task("Bins", { due: { date: "2026-11-29" } }),
    task("Plan trip", { due: { date: "2026-11-29" } }),
    task("Pack", { parentId: "Plan trip", due: { date: "2026-12-05" } }),
    task("Some day"),
  ];
  const standing = standingIn(tasks);
  const today = { dueFrom: "2026-11-29", dueTo: "2026-11-29" };

  it("is shown with the nearest task above it that has one, below that", () => {
    const shown = byDue(select(today, tasks, berlin, standing), berlin, standing);
    expect(titles(shown)).toEqual(["Bins", "Plan trip", "Book flights", "Compare prices"]);
    expect(titles(select({ due: "none" }, tasks, berlin, standing))).toEqual(["Some day"]);
  });

  it("is not changed with it: it has no date to be moved off", () => {
    expect(titles(select(today, tasks, berlin))).toEqual(["Bins", "Plan trip"]);
  });
});

describe("a task that starts later", () => {
  const due = { date: "2026-11-29" };
  const waits = (start: Task["start"]) => [task("Waits", { start, due })];
  const today = { dueTo: "2026-11-29" };

  it.each([
    [{ date: "2026-11-30" }, []],
    [{ date: "2026-11-29" }, ["Waits"]],
    // Ten in Berlin is when it is looked at.
    [at("2026-11-29", "10:01"), []],
    [at("2026-11-29", "18:00", "Asia/Tokyo"), ["Waits"]],
  ])("%j keeps out of today until then", (start, now) => {
    expect(titles(select(today, waits(start), berlin))).toEqual(now);
    expect(titles(select({ dueTo: "2026-11-30" }, waits(start), berlin))).toEqual(["Waits"]);
    expect(nextOf(waits(start), berlin)?.title).toBe(now[0]);
  });

  it("is in no list of days before it, and in every list without days", () => {
    const later = waits({ date: "2026-12-03" });
    expect(select({ dueTo: "2026-12-02" }, later, berlin)).toEqual([]);
    expect(select({ dueTo: "2026-12-03" }, later, berlin)).toHaveLength(1);
    expect(select({}, later, berlin)).toHaveLength(1);
  });
});

describe("a filter", () => {
  it.each<[ListFilter, string[]]>([
    [{}, ["Call mum", "Pay rent", "Prune the roses", "Crème brûlée"]],
    [{ status: "all" }, titles(list)],
    [{ status: "completed" }, ["Post the parcel"]],
    // Half past eleven in UTC is the next day in Berlin.
    [{ status: "completed", completedFrom: "2026-11-29", completedTo: "2026-11-29" }, ["Post the parcel"]],
    [{ status: "completed", completedFrom: "2026-11-28", completedTo: "2026-11-28" }, []],
    [{ label: "familie" }, ["Call mum"]],
    [{ project: "garden" }, ["Prune the roses"]],
    [{ priority: 1 }, ["Pay rent"]],
    [{ recurring: true }, ["Crème brûlée"]],
    [{ overdue: true }, ["Pay rent"]],
    [{ due: "none" }, ["Prune the roses"]],
    [{ due: "any" }, ["Call mum", "Pay rent", "Crème brûlée"]],
    [{ dueFrom: "2026-11-29", dueTo: "2026-11-30" }, ["Call mum"]],
    [{ dueTo: "2026-11-28" }, ["Pay rent"]],
    [{ text: "creme" }, ["Crème brûlée"]],
    [{ text: "gate roses" }, ["Prune the roses"]],
    [{ text: "ate" }, ["Prune the roses"]],
  ])("%j", (filter, found) => {
    expect(titles(select(filter, list, berlin))).toEqual(found);
  });

  it.each([
    ["Pacific/Kiritimati", "2026-11-30", true],
    ["Europe/London", "2026-11-29", true],
    ["Pacific/Honolulu", "2026-11-29", true],
    ["Pacific/Honolulu", "2026-11-30", false],
  ])("counts the days of %s", (zone, day, isThere) => {
    const late = [task("t", { due: at("2026-11-29", "20:00", "Europe/London") })];
    expect(select({ dueFrom: day, dueTo: day }, late, { instant: now, zone })).toHaveLength(isThere ? 1 : 0);
  });
});

describe("overdue", () => {
  it("begins when the moment has come, wherever it is told", () => {
    const tokyo = task("t", { due: at("2026-11-29", "18:00", "Asia/Tokyo") });
    expect(isOverdue(tokyo, berlin)).toBe(false);
    expect(isOverdue(tokyo, { ...berlin, instant: now + 1 })).toBe(true);
  });

  it("of a day begins when it is over for the person", () => {
    const day = task("t", { due: { date: "2026-11-28" } });
    expect(isOverdue(day, berlin)).toBe(true);
    // There it is still the 28th.
    expect(isOverdue(day, { instant: now, zone: "Pacific/Honolulu" })).toBe(false);
    expect(
      isOverdue(task("t", { due: { date: "2026-11-29" } }), { instant: now, zone: "Pacific/Kiritimati" }),
    ).toBe(false);
    expect(isOverdue({ ...day, completedAt: "2026-11-29T00:00:00Z" }, berlin)).toBe(false);
  });
});

it("puts tasks by when they are due, and first what cannot wait", () => {
  expect(titles(byDue(list.slice(0, 4), berlin))).toEqual([
    "Pay rent",
    "Call mum",
    "Crème brûlée",
    "Prune the roses",
  ]);
  expect(nextOf(list.slice(0, 4), berlin)?.title).toBe("Pay rent");
  expect(nextOf(list.slice(2, 4), berlin)?.title).toBe("Crème brûlée");
  expect(nextOf([], berlin)).toBeUndefined();
});
