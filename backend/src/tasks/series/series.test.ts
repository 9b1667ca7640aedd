import type { Due, Recurrence, Task, TaskPatch } from "@todo-chatbot/contracts";
import rrule from "rrule";
import { describe, expect, it } from "vitest";
import { ValidationError } from "../../errors.ts";
import { warningsOf } from "./omissions.ts";
import { nextInSeries, patchedSeries, type Repeating, settleSeries } from "./series.ts";

const noon = (date: string) => new Date(`${date.slice(0, 10)}T12:00:00Z`);
const reckoning = (date: string) => ({ asked: noon(date), timeZone: "UTC" });
const every = (rule: string, more: Partial<Recurrence> = {}): Recurrence => ({
  rule,
  anchor: "schedule",
  ...more,
});
const set = (recurrence: Recurrence, due: Due | null, start: Due | null = null): Repeating =>
  settleSeries({ recurrence, due, start }, reckoning(due?.date ?? "2026-11-20"));

/** Its dues, each completed on the day it is due. */
function duesOf(series: Repeating, count: number): string[] {
  const dues: string[] = [];
  for (let at: Repeating | null = series; at?.due && dues.length < count; ) {
    dues.push("time" in at.due ? `${at.due.date}T${at.due.time}` : at.due.date);
    at = nextInSeries(at, reckoning(at.due.date));
  }
  return dues;
}

/** The same by another library. */
function byRrule(
  { rule, exceptions = [], additions = [] }: Recurrence,
  start: string,
  count: number,
): string[] {
  const time = (date: string) => new Date(`${date.includes("T") ? date : `${date}T00:00`}:00Z`);
  const set = new rrule.RRuleSet();
  set.rrule(rrule.rrulestr(`RRULE:${rule}`, { dtstart: time(start) }));
  for (const date of exceptions) set.exdate(time(date));
  for (const date of additions) set.rdate(time(date));
  return set.all((_, index) => index < count).map((date) => date.toISOString().slice(0, start.length));
}

const day = (date: string): Due => ({ date });
const at = (date: string, time: string, timeZone = "Europe/Berlin"): Due => ({ date, time, timeZone });

describe("a series agrees with another library", () => {
  it.each<[string, string, Partial<Recurrence>?]>([
    ["FREQ=DAILY", "2026-03-27T02:30"],
    ["FREQ=DAILY;INTERVAL=3;COUNT=7", "2026-10-20"],
    ["FREQ=DAILY;UNTIL=20261210", "2026-11-30"],
    ["FREQ=WEEKLY;BYDAY=MO,TH", "2026-11-30"],
    [
      "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO",
      "2026-11-30",
      { exceptions: ["2026-12-14"], additions: ["2026-12-16"] },
    ],
    ["FREQ=WEEKLY;BYDAY=SU;WKST=SU;INTERVAL=2", "2026-11-29"],
    ["FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", "2026-12-31"],
    ["FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=28,29,30;BYSETPOS=-1", "2026-11-30"],
    ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1", "2024-02-29"],
    ["FREQ=MONTHLY;BYDAY=2TU", "2026-12-08", { exceptions: ["2027-01-12", "2027-03-09"] }],
    ["FREQ=MONTHLY;BYDAY=-1FR;COUNT=6", "2026-11-27", { additions: ["2026-12-01"] }],
    ["FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2026-11-30"],
    ["FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "2026-11-26"],
    ["FREQ=HOURLY;INTERVAL=7", "2026-11-30T20:15", { exceptions: ["2026-12-01T03:15"] }],
  ])("%s from %s %j", (rule, start, more = {}) => {
    const [date = "", time] = start.split("T");
    const series = set(every(rule, more), time ? at(date, time, "UTC") : day(date));
    const expected = byRrule(every(rule, more), start, 24);
    const ours: string[] = [];
    // Completed early: each date as soon as the one before it is done.
    for (let now: Repeating | null = series; now?.due && ours.length < 24; ) {
      ours.push("time" in now.due ? `${now.due.date}T${now.due.time}` : now.due.date);
      now = nextInSeries(now, reckoning("2020-01-01"));
    }
    expect(ours).toEqual(expected);
  });
});

describe("month ends", () => {
  const said = (series: Repeating) => warningsOf(series as Task).map(({ message }) => message);

  it.each([
    ["FREQ=MONTHLY", "2026-12-31", ["2026-12-31", "2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]],
    ["FREQ=MONTHLY;INTERVAL=3", "2026-11-30", ["2026-11-30", "2027-02-28", "2027-05-30"]],
    ["FREQ=MONTHLY", "2028-01-29", ["2028-01-29", "2028-02-29", "2028-03-29"]],
    ["FREQ=YEARLY", "2024-02-29", ["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]],
  ])("%s from %s comes on the last day of shorter months", (rule, start, dues) => {
    expect(duesOf(set(every(rule), day(start)), dues.length)).toEqual(dues);
  });

  it("a rule that names its days, or comes with its start, is kept as it is, and what it skips is said", () => {
    const named = set(every("FREQ=MONTHLY;BYMONTHDAY=31"), day("2026-12-31"));
    expect(duesOf(named, 3)).toEqual(["2026-12-31", "2027-01-31", "2027-03-31"]);
    expect(said(named)).toEqual(["It leaves out the 31st in months that have none."]);
    const own = set(every("FREQ=MONTHLY", { start: day("2026-12-30") }), null);
    expect(own).toMatchObject({ due: day("2026-12-30"), recurrence: { rule: "FREQ=MONTHLY" } });
    expect(said(own)).toEqual(["It leaves out the 30th in months that have none."]);
    expect(said(set(every("FREQ=YEARLY", { start: day("2024-02-29") }), null))).toEqual([
      "It comes in leap years only.",
    ]);
    expect(said(set(every("FREQ=MONTHLY;BYDAY=5FR"), day("2027-01-29")))).toEqual([
      "It leaves out months that have that weekday only four times.",
    ]);
    expect(said(set(every("FREQ=MONTHLY"), day("2026-12-31")))).toEqual([]);
    expect(said(set(every("FREQ=WEEKLY"), day("2026-12-31")))).toEqual([]);
  });
});

describe("the date a task has is never its next", () => {
  it("ticked a day early, counted from the completion", () => {
    const series = set(every("FREQ=WEEKLY;BYDAY=MO", { anchor: "completion" }), day("2026-11-30"));
    expect(nextInSeries(series, reckoning("2026-11-29"))?.due).toEqual(day("2026-12-07"));
  });

  it("moved onto the date that comes next", () => {
    const series = moved(set(every("FREQ=WEEKLY;BYDAY=MO"), day("2026-11-30")), { due: day("2026-12-07") });
    expect(nextInSeries(series, reckoning("2026-11-29"))?.due).toEqual(day("2026-12-14"));
  });
});

/** A series after a patch of its task. */
function moved(series: Repeating, patch: TaskPatch, range: "this" | "thisAndFuture" = "this"): Repeating {
  const recurrence = patchedSeries(series as Task, patch, range);
  if (!recurrence) throw new Error("It does not repeat any more.");
  const { start = series.start, due = series.due } = patch;
  return settleSeries({ start, due, recurrence }, reckoning("2026-11-20"));
}

describe("moving one occurrence", () => {
  const rent = set(every("FREQ=MONTHLY"), day("2026-12-15"));

  it("moves that one, and is known by the date it was moved off", () => {
    const once = moved(rent, { due: day("2026-12-18") });
    expect(once.recurrence).toEqual(
      every("FREQ=MONTHLY", { start: day("2026-12-15"), occurrence: "2026-12-15" }),
    );
    expect(duesOf(once, 3)).toEqual(["2026-12-18", "2027-01-15", "2027-02-15"]);
    const twice = moved(once, { due: day("2026-12-20") });
    expect(twice.recurrence.occurrence).toBe("2026-12-15");
    const back = moved(twice, { due: day("2026-12-15") });
    expect(back).toEqual(rent);
  });

  it("does not change which weeks count", () => {
    const series = set(every("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"), day("2026-11-30"));
    expect(duesOf(moved(series, { due: day("2026-12-01") }), 3)).toEqual([
      "2026-12-01",
      "2026-12-14",
      "2026-12-28",
    ]);
    // Past the week it was in, and before it.
    expect(duesOf(moved(series, { due: day("2026-12-09") }), 2)).toEqual(["2026-12-09", "2026-12-14"]);
    expect(duesOf(moved(series, { due: day("2026-11-27") }), 2)).toEqual(["2026-11-27", "2026-12-14"]);
  });

  it("keeps the clock and the zone of the series", () => {
    const series = set(every("FREQ=DAILY"), at("2026-03-27", "09:00"));
    const later = moved(series, { due: at("2026-03-28", "01:00", "America/Los_Angeles") });
    expect(nextInSeries(later, reckoning("2026-03-28"))?.due).toEqual(at("2026-03-29", "09:00"));
  });
});

describe("moving this and all later ones", () => {
  it.each<[string, string, string, string[]]>([
    ["FREQ=MONTHLY", "2026-12-15", "2026-12-18", ["2026-12-18", "2027-01-18"]],
    ["FREQ=MONTHLY;BYMONTHDAY=15", "2026-12-15", "2026-12-18", ["2026-12-18", "2027-01-18"]],
    ["FREQ=MONTHLY;BYMONTHDAY=1,15", "2026-12-15", "2026-12-18", ["2026-12-18", "2027-01-01", "2027-01-18"]],
    ["FREQ=MONTHLY;BYMONTHDAY=1,15", "2026-12-15", "2026-12-31", ["2026-12-31", "2027-01-01", "2027-01-31"]],
    [
      "FREQ=MONTHLY;BYMONTHDAY=15,28,29,30,31;BYSETPOS=1,-1",
      "2026-11-30",
      "2026-12-20",
      ["2026-12-20", "2027-01-15", "2027-01-20"],
    ],
    [
      "FREQ=MONTHLY;BYMONTHDAY=15,28,29,30,31;BYSETPOS=1,-1",
      "2026-12-15",
      "2026-12-14",
      ["2026-12-14", "2026-12-31", "2027-01-14", "2027-01-31", "2027-02-14", "2027-02-28"],
    ],
    ["FREQ=MONTHLY", "2026-12-31", "2026-12-30", ["2026-12-30", "2027-01-30", "2027-02-28", "2027-03-30"]],
    ["FREQ=MONTHLY;BYMONTHDAY=30", "2026-12-30", "2026-12-31", ["2026-12-31", "2027-01-31", "2027-02-28"]],
    ["FREQ=MONTHLY;BYDAY=2TU", "2026-12-08", "2026-12-17", ["2026-12-17", "2027-01-21"]],
    ["FREQ=MONTHLY;BYDAY=-1FR", "2026-11-27", "2026-11-30", ["2026-11-30", "2026-12-28"]],
    ["FREQ=WEEKLY;BYDAY=MO", "2026-11-30", "2026-12-01", ["2026-12-01", "2026-12-08"]],
    ["FREQ=WEEKLY;BYDAY=MO,WE", "2026-11-30", "2026-12-01", ["2026-12-01", "2026-12-02", "2026-12-08"]],
    ["FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "2026-11-30", "2026-12-07", ["2026-12-07", "2026-12-21"]],
    ["FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24", "2026-12-24", "2027-01-06", ["2027-01-06", "2028-01-06"]],
    ["FREQ=DAILY;COUNT=3", "2026-11-30", "2026-12-02", ["2026-12-02", "2026-12-03", "2026-12-04"]],
  ])("%s from %s to %s", (rule, from, to, dues) => {
    const all = moved(set(every(rule), day(from)), { due: day(to) }, "thisAndFuture");
    expect(duesOf(all, dues.length)).toEqual(dues);
  });

  it("takes a date it was moved to once for all later ones", () => {
    const once = moved(set(every("FREQ=MONTHLY"), day("2026-12-15")), { due: day("2026-12-18") });
    const all = moved(once, { due: day("2026-12-18") }, "thisAndFuture");
    expect(duesOf(all, 2)).toEqual(["2026-12-18", "2027-01-18"]);
    expect(all.recurrence).toEqual(every("FREQ=MONTHLY", { start: day("2026-12-18") }));
  });

  it("moves later exceptions to the new time of day", () => {
    const series = set(every("FREQ=DAILY", { exceptions: ["2026-12-02T09:00"] }), at("2026-11-30", "09:00"));
    const all = moved(series, { due: at("2026-11-30", "10:30") }, "thisAndFuture");
    expect(all.recurrence.exceptions).toEqual(["2026-12-02T10:30"]);
    expect(duesOf(all, 3)).toEqual(["2026-11-30T10:30", "2026-12-01T10:30", "2026-12-03T10:30"]);
  });

  it("leaves what was counted already counted, and moves later exceptions along", () => {
    const series = set(every("FREQ=DAILY;COUNT=4", { exceptions: ["2026-12-03"] }), day("2026-11-30"));
    const second = nextInSeries(series, reckoning("2026-11-30")) as Repeating;
    const all = moved(second, { due: day("2026-12-02") }, "thisAndFuture");
    expect(all.recurrence).toMatchObject({ rule: "FREQ=DAILY;COUNT=3", exceptions: ["2026-12-04"] });
    expect(duesOf(all, 9)).toEqual(["2026-12-02", "2026-12-03"]);
  });
});

describe("what else a series has", () => {
  it("skips its occurrence when that becomes an exception", () => {
    const series = set(every("FREQ=WEEKLY;BYDAY=MO"), day("2026-11-30"));
    const skipped = moved(series, { recurrence: { ...series.recurrence, exceptions: ["2026-11-30"] } });
    expect(skipped.due).toEqual(day("2026-12-07"));
    expect(skipped.recurrence.start).toEqual(day("2026-11-30"));
  });

  it("skips occurrences completed out of order", () => {
    const series = set(
      every("FREQ=DAILY", { start: day("2026-11-30"), done: ["2026-12-01", "2026-12-03"] }),
      null,
    );
    expect(duesOf(series, 4)).toEqual(["2026-11-30", "2026-12-02", "2026-12-04", "2026-12-05"]);
  });

  it("counted by its start, takes the due along at its distance", () => {
    const series = set(
      every("FREQ=WEEKLY;BYDAY=MO", { basis: "start" }),
      day("2026-12-02"),
      day("2026-11-30"),
    );
    expect(series.recurrence).toMatchObject({ basis: "start", start: day("2026-11-30") });
    const next = nextInSeries(series, reckoning("2026-12-02"));
    expect(next).toMatchObject({ start: day("2026-12-07"), due: day("2026-12-09"), days: 7 });
    expect(() => set(every("FREQ=DAILY", { basis: "start" }), day("2026-12-02"))).toThrow(ValidationError);
  });

  it("continues series stored before they had a start", () => {
    const old: Repeating = {
      start: null,
      due: day("2026-01-31"),
      recurrence: every("FREQ=MONTHLY;BYMONTHDAY=31"),
    };
    const next = nextInSeries(old, reckoning("2026-01-31"));
    expect(next).toMatchObject({ due: day("2026-03-31"), recurrence: { start: day("2026-01-31") } });
  });

  it("refuses invalid dates, by index", () => {
    const series = every("FREQ=DAILY", { exceptions: ["2026-12-01"] });
    const none = { ...series, exceptions: ["2026-11-30", "2026-12-01"], rule: "FREQ=DAILY;COUNT=2" };
    expect(() => set({ ...none, start: day("2026-11-30") }, null)).toThrow(/left out or done/);
  });
});
