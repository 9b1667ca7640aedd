import { describe, expect, it } from "vitest";
import { Talk } from "../testing/talk.ts";
import { due, friday, tasks } from "../testing/turns.ts";

describe("“the same for …”", () => {
  it("repeats the last change on other tasks", () => {
    const it = new Talk(tasks);
    it.wish({ act: "update", target: it.on("Dentist"), fields: { priority: 1 } });
    it.wish({ act: "update", target: it.on("Ring the plumber"), fields: {}, like: true });
    expect(it.task("Ring the plumber").priority).toBe(1);
    it.wish({ act: "complete", target: it.on("Dentist") });
    it.wish({ act: "update", target: it.on("Ring the plumber"), fields: {}, like: true });
    expect(it.task("Ring the plumber").completedAt).not.toBeNull();
  });

  it("asks what to change if nothing was changed before", () => {
    const it = new Talk(tasks);
    expect(it.wish({ act: "update", target: it.on("Dentist"), fields: {}, like: true }).text).toContain("?");
  });
});

describe("a day relative to the task last mentioned", () => {
  const party = () => new Talk([{ title: "Party", due: { date: "2026-12-05" } }, { title: "Cake" }]);
  const before = { grain: "day", shift: { amount: -1, unit: "day" }, ahead: { minutes: 1440 } } as const;

  it("becomes the due date of a task without one", () => {
    const it = party();
    it.wish({ act: "tell", target: it.on("Party"), field: "due" });
    it.wish({ act: "update", target: it.on("Cake"), fields: { when: before } });
    expect(due(it, "Cake")).toEqual({ date: "2026-12-04" });
  });

  it("becomes the due date, not the reminder, of a new task", () => {
    const it = party();
    it.wish({ act: "tell", target: it.on("Party"), field: "due" });
    it.wish({ act: "add", tasks: [{ title: "Balloons", remind: before }] });
    expect(due(it, "Balloons")).toEqual({ date: "2026-12-04" });
    expect(it.task("Balloons").reminders).toEqual([]);
  });
});

it("the weekday a task starts on is the one before its due date, if there is one", () => {
  const it = new Talk();
  const from = (date: string) => ({ date, grain: "day", bound: "from" }) as const;
  it.wish({ act: "add", tasks: [{ title: "report", when: friday, start: from("2026-12-14") }] });
  expect(it.task("report").start).toEqual({ date: "2026-12-07" });
  it.wish({ act: "update", target: it.on("report"), fields: { start: null } });
  expect(it.task("report").start).toBeNull();
});
