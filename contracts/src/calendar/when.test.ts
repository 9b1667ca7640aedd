import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  daysBetween,
  dueKey,
  instantAt,
  isOverdue,
  isWaiting,
  localDue,
  today,
  wallClock,
} from "./when.ts";

const zones = [
  "Pacific/Honolulu",
  "America/Los_Angeles",
  "UTC",
  "Europe/Berlin",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Pacific/Kiritimati",
];

describe("the wall clock of an instant", () => {
  test.each([
    ["Pacific/Honolulu", "2026-11-20", "14:30"],
    ["America/Los_Angeles", "2026-11-20", "16:30"],
    ["UTC", "2026-11-21", "00:30"],
    ["Asia/Kathmandu", "2026-11-21", "06:15"],
    ["Pacific/Kiritimati", "2026-11-21", "14:30"],
  ])("%s", (zone, date, time) => {
    expect(wallClock(Date.parse("2026-11-21T00:30:00Z"), zone)).toEqual({ date, time });
  });

  test("today differs on the two sides of the date line at the same moment", () => {
    const instant = Date.parse("2026-11-21T10:30:00Z");
    expect(today({ instant, zone: "Pacific/Kiritimati" })).toBe("2026-11-22");
    expect(today({ instant, zone: "Pacific/Honolulu" })).toBe("2026-11-21");
    expect(today({ instant: Date.parse("2026-11-21T09:59:00Z"), zone: "Pacific/Honolulu" })).toBe(
      "2026-11-20",
    );
  });
});

describe("the instant of a wall clock", () => {
  test("round-trips in every zone, at any minute", () => {
    const minutes = fc.integer({ min: Date.UTC(2020, 0, 1) / 60_000, max: Date.UTC(2035, 0, 1) / 60_000 });
    fc.assert(
      fc.property(fc.constantFrom(...zones), minutes, (zone, minute) => {
        const clock = wallClock(minute * 60_000, zone);
        // In the hour that comes twice, the instants differ but the clock does not.
        expect(wallClock(instantAt(clock.date, clock.time, zone), zone)).toEqual(clock);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    // Berlin skips 02:00–03:00 on 29 March 2026 and has 02:00–03:00 twice on 25 October.
    ["Europe/Berlin", "2026-03-29", "01:59", "2026-03-29T00:59:00.000Z"],
    ["Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T01:30:00.000Z"],
    ["Europe/Berlin", "2026-03-29", "03:00", "2026-03-29T01:00:00.000Z"],
    ["Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T00:30:00.000Z"],
    ["Europe/Berlin", "2026-10-25", "03:00", "2026-10-25T02:00:00.000Z"],
    ["America/Los_Angeles", "2026-11-01", "01:30", "2026-11-01T08:30:00.000Z"],
    // Lord Howe moves by half an hour.
    ["Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:45:00.000Z"],
  ])("%s %s %s", (zone, date, time, instant) => {
    expect(new Date(instantAt(date, time, zone)).toISOString()).toBe(instant);
  });
});

test("days are counted by the calendar, not by 24 hours", () => {
  expect(addDays("2026-03-28", 2)).toBe("2026-03-30");
  expect(addDays("2024-02-28", 1)).toBe("2024-02-29");
  expect(addDays("2026-01-01", -1)).toBe("2025-12-31");
  expect(daysBetween("2026-10-24", "2026-10-26")).toBe(2);
  expect(daysBetween("2026-12-31", "2026-12-30")).toBe(-1);
});

describe("a due on the viewer's clock", () => {
  test("a whole day is that day everywhere", () => {
    for (const zone of zones) expect(localDue({ date: "2026-11-21" }, zone).date).toBe("2026-11-21");
  });

  test("a time in another zone is shown on the viewer's day and clock", () => {
    const due = { date: "2026-11-21", time: "23:30", timeZone: "Europe/Berlin" };
    expect(localDue(due, "Europe/Berlin")).toMatchObject({ date: "2026-11-21", time: "23:30" });
    expect(localDue(due, "Pacific/Kiritimati")).toMatchObject({ date: "2026-11-22", time: "12:30" });
    expect(localDue(due, "Pacific/Honolulu")).toMatchObject({ date: "2026-11-21", time: "12:30" });
  });
});

describe("compares instants, in the viewer's zone", () => {
  /** 20:00 in Los Angeles: the next day, 13:00, in Tokyo. */
  const due = { date: "2026-11-20", time: "20:00", timeZone: "America/Los_Angeles" };
  const task = { due, completedAt: null };
  const before = Date.parse("2026-11-21T03:59:00Z");
  const after = Date.parse("2026-11-21T04:01:00Z");

  test.each(["Pacific/Honolulu", "America/Los_Angeles", "UTC", "Asia/Tokyo", "Pacific/Kiritimati"])(
    "is overdue once its time has come, seen from %s",
    (zone) => {
      expect(isOverdue(task, { instant: before, zone })).toBe(false);
      expect(isOverdue(task, { instant: after, zone })).toBe(true);
    },
  );

  test("its day, its clock and its order are the reader's", () => {
    expect(localDue(due, "Asia/Tokyo")).toEqual({ date: "2026-11-21", time: "13:00" });
    const keys = [
      dueKey(null, "Asia/Tokyo"),
      dueKey(due, "Asia/Tokyo"),
      dueKey({ date: "2026-11-21" }, "Asia/Tokyo"),
      dueKey({ date: "2026-11-21", time: "12:00", timeZone: "Asia/Tokyo" }, "Asia/Tokyo"),
    ];
    expect(keys.sort()).toEqual(["2026-11-21 ", "2026-11-21 12:00", "2026-11-21 13:00", "~"]);
  });

  test("a task waits for the day it starts, or its hour", () => {
    const start = { date: "2026-11-21" };
    const at = (zone: string) => isWaiting({ start }, { instant: Date.parse("2026-11-20T23:30:00Z"), zone });
    expect([at("Pacific/Honolulu"), at("UTC"), at("Pacific/Kiritimati")]).toEqual([true, true, false]);
    expect(isWaiting({ start: due }, { instant: before, zone: "UTC" })).toBe(true);
    expect(isWaiting({ start: due }, { instant: after, zone: "UTC" })).toBe(false);
  });
});
