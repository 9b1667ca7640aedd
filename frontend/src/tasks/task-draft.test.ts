import { describe, expect, test } from "vitest";
import { makeTask } from "../testing/make-task.ts";
import { asksForRange, draftFault, draftOf, newTask, patchOf } from "./task-draft.ts";

const berlin = { timeZone: "Europe/Berlin", today: "2026-11-21" };
const task = makeTask("Dentist", {
  due: { date: "2026-11-21", time: "23:30", timeZone: "Europe/Berlin" },
  labels: ["health"],
  recurrence: { rule: "FREQ=YEARLY", anchor: "schedule" },
});
const before = draftOf(task, "Europe/Berlin");

describe("only what was changed is sent", () => {
  test("nothing, when nothing was", () => {
    expect(patchOf(before, before, berlin)).toEqual({});
  });

  test("looking from another zone changes nothing", () => {
    const there = draftOf(task, "Pacific/Kiritimati");
    expect(there).toMatchObject({ date: "2026-11-22", time: "12:30" });
    expect(patchOf(there, there, { ...berlin, timeZone: "Pacific/Kiritimati" })).toEqual({});
  });

  test("a new day of a series applies to this occurrence or to all later ones; a new rule applies to all", () => {
    const due = { date: "2026-11-25", time: "23:30", timeZone: "Europe/Berlin" };
    const moved = { ...before, date: "2026-11-25" };
    expect(asksForRange(before, moved)).toBe(true);
    expect(patchOf(before, { ...moved, range: "thisAndFuture" }, berlin)).toEqual({
      due,
      range: "thisAndFuture",
    });
    for (const other of [
      before,
      { ...moved, rule: "FREQ=WEEKLY" },
      { ...moved, anchor: "completion" as const },
      { ...before, date: "", time: "", rule: "" },
    ]) {
      expect(asksForRange(before, other)).toBe(false);
      expect(patchOf(before, { ...other, range: "thisAndFuture" }, berlin)).not.toHaveProperty("range");
    }
  });

  test("a start is a separate day", () => {
    expect(patchOf(before, { ...before, start: "2026-11-20" }, berlin)).toEqual({
      start: { date: "2026-11-20" },
    });
    const started = draftOf({ ...task, start: { date: "2026-11-20" } }, "Europe/Berlin");
    expect(patchOf(started, { ...started, start: "" }, berlin)).toEqual({ start: null });
  });

  test("a new day keeps the time, in the editor's time zone", () => {
    expect(patchOf(before, { ...before, date: "2026-11-25" }, berlin)).toEqual({
      due: { date: "2026-11-25", time: "23:30", timeZone: "Europe/Berlin" },
      range: "this",
    });
  });

  test("without a time the task is due all day; without a day it has no due date", () => {
    expect(patchOf(before, { ...before, time: "" }, berlin)).toEqual({
      due: { date: "2026-11-21" },
      range: "this",
    });
    expect(patchOf(before, { ...before, date: "", time: "", rule: "" }, berlin)).toEqual({
      due: null,
      recurrence: null,
    });
  });

  test("a repeating task without a day starts today", () => {
    const plain = draftOf(makeTask("Water"), "Europe/Berlin");
    expect(patchOf(plain, { ...plain, rule: "FREQ=DAILY" }, berlin)).toEqual({
      due: { date: "2026-11-21" },
      recurrence: { rule: "FREQ=DAILY", anchor: "schedule" },
    });
  });

  test("texts are trimmed, labels separated, an emptied project removed", () => {
    const changed = { ...before, title: " Dentist  ", labels: "health, teeth,, health", project: "  " };
    expect(patchOf({ ...before, project: "Me" }, changed, berlin)).toEqual({
      labels: ["health", "teeth"],
      project: null,
    });
  });
});

test("reports what is missing before anything is sent", () => {
  expect(draftFault({ ...before, title: "  " })?.field).toBe("title");
  expect(draftFault({ ...before, date: "" })?.field).toBe("date");
  expect(draftFault(before)).toBeNull();
  expect(draftFault({ ...before, title: "x".repeat(201) })).toEqual({
    field: "title",
    text: expect.stringContaining("1 character"),
  });
  expect(draftFault({ ...before, description: "x".repeat(2003) })?.field).toBe("description");
  expect(draftFault({ ...before, labels: `a, ${"x".repeat(61)}` })?.field).toBe("labels");
});

test("a new subtask knows its parent", () => {
  expect(newTask(" Book ", task.id)).toEqual({ title: "Book", parentId: task.id });
  expect(newTask("Book", null)).toEqual({ title: "Book" });
});
