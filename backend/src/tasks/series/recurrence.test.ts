import type { Due, Recurrence } from "@todo-chatbot/contracts";
import { instantOf, today } from "@todo-chatbot/contracts/calendar";
import { describe, expect, it } from "vitest";
import { ValidationError } from "../../errors.ts";
import { advance, settle } from "./recurrence.ts";
import { ruleBudget } from "./rule.ts";

const every = (rule: string, anchor: Recurrence["anchor"] = "schedule"): Recurrence => ({ rule, anchor });
const next = (recurrence: Recurrence, due: Due, now: string, zone = "UTC") =>
  advance(recurrence, due, new Date(now), zone);

describe("a task due on a day", () => {
  it.each([
    ["FREQ=DAILY", "2026-11-20", "2026-11-20T08:00:00Z", "2026-11-21"],
    ["FREQ=DAILY", "2026-11-20", "2026-11-18T08:00:00Z", "2026-11-21"],
    ["FREQ=DAILY", "2026-11-01", "2026-11-20T08:00:00Z", "2026-11-21"],
    ["FREQ=WEEKLY;BYDAY=MO", "2026-11-16", "2026-11-20T08:00:00Z", "2026-11-23"],
    ["FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "2026-11-16", "2026-12-02T08:00:00Z", "2026-12-14"],
    ["FREQ=MONTHLY", "2026-01-31", "2026-01-31T08:00:00Z", "2026-03-31"],
    ["FREQ=MONTHLY;BYMONTHDAY=-1", "2026-01-31", "2026-01-31T08:00:00Z", "2026-02-28"],
    ["FREQ=YEARLY", "2024-02-29", "2024-02-29T08:00:00Z", "2028-02-29"],
    ["FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2026-11-30", "2026-11-30T08:00:00Z", "2026-12-31"],
  ])("%s due %s, done %s: next %s", (rule, date, now, expected) => {
    expect(next(every(rule), { date }, now)?.due).toEqual({ date: expected });
  });

  it("goes by the person's day, from Honolulu to Kiritimati", () => {
    const now = "2026-11-20T11:00:00Z";
    const due = { date: "2026-11-19" };
    expect(next(every("FREQ=DAILY"), due, now, "Pacific/Honolulu")?.due).toEqual({ date: "2026-11-21" });
    expect(today({ instant: Date.parse("2026-11-20T09:00:00Z"), zone: "Pacific/Honolulu" })).toBe(
      "2026-11-19",
    );
    expect(next(every("FREQ=DAILY"), due, "2026-11-20T09:00:00Z", "Pacific/Honolulu")?.due).toEqual({
      date: "2026-11-20",
    });
    expect(next(every("FREQ=DAILY"), due, now, "Pacific/Kiritimati")?.due).toEqual({ date: "2026-11-22" });
  });

  it("does not loop over what was missed", () => {
    const started = performance.now();
    const moved = next(
      every("FREQ=HOURLY"),
      { date: "0001-01-01", time: "00:00", timeZone: "UTC" },
      "2026-11-20T08:30:00Z",
    );
    expect(moved?.due).toEqual({ date: "2026-11-20", time: "09:00", timeZone: "UTC" });
    // 17 million hours one by one would take many seconds.
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe("a task due at a time", () => {
  const berlin = (date: string, time: string): Due => ({ date, time, timeZone: "Europe/Berlin" });

  it("keeps its wall clock across both changes of daylight saving time", () => {
    const spring = next(every("FREQ=DAILY"), berlin("2026-03-28", "09:00"), "2026-03-28T09:00:00Z");
    expect(spring?.due).toEqual(berlin("2026-03-29", "09:00"));
    expect(instantOf(spring?.due ?? null)).toBe(Date.parse("2026-03-29T07:00:00Z"));
    const autumn = next(every("FREQ=DAILY"), berlin("2026-10-24", "09:00"), "2026-10-24T09:00:00Z");
    expect(instantOf(autumn?.due ?? null)).toBe(Date.parse("2026-10-25T08:00:00Z"));
  });

  it("is not skipped on the day its hour does not exist, and returns to it", () => {
    const gap = next(every("FREQ=DAILY"), berlin("2026-03-28", "02:30"), "2026-03-28T02:00:00Z");
    expect(gap?.due).toEqual(berlin("2026-03-29", "02:30"));
    expect(instantOf(gap?.due ?? null)).toBe(Date.parse("2026-03-29T01:30:00Z"));
    const after = next(every("FREQ=DAILY"), berlin("2026-03-29", "02:30"), "2026-03-29T02:00:00Z");
    expect(instantOf(after?.due ?? null)).toBe(Date.parse("2026-03-30T00:30:00Z"));
  });

  it("takes the first of two equal hours in autumn", () => {
    expect(instantOf(berlin("2026-10-25", "02:30"))).toBe(Date.parse("2026-10-25T00:30:00Z"));
  });

  it("goes to a later time of the same day when the rule has one", () => {
    const rule = every("FREQ=DAILY;BYHOUR=9,17;BYMINUTE=0");
    expect(next(rule, berlin("2026-11-20", "09:00"), "2026-11-20T09:00:00Z")?.due).toEqual(
      berlin("2026-11-20", "17:00"),
    );
  });
});

describe("counted from the completion", () => {
  it.each([
    ["FREQ=DAILY;INTERVAL=3", { date: "2026-11-01" }, { date: "2026-11-23" }],
    ["FREQ=WEEKLY", { date: "2026-11-30" }, { date: "2026-11-27" }],
    [
      "FREQ=DAILY",
      { date: "2026-11-01", time: "17:00", timeZone: "UTC" },
      { date: "2026-11-21", time: "17:00", timeZone: "UTC" },
    ],
    [
      "FREQ=HOURLY;INTERVAL=4",
      { date: "2026-11-20", time: "06:00", timeZone: "UTC" },
      { date: "2026-11-20", time: "12:10", timeZone: "UTC" },
    ],
  ])("%s", (rule, due, expected) => {
    expect(next(every(rule, "completion"), due, "2026-11-20T08:10:00Z")?.due).toEqual(expected);
  });
});

describe("the end of a series", () => {
  it("counts from its first date, missed dates included", () => {
    const start = { date: "2026-11-20" };
    const once = next(every("FREQ=DAILY;COUNT=5"), start, "2026-11-20T08:00:00Z");
    const series = { ...every("FREQ=DAILY;COUNT=5"), start };
    expect(once).toEqual({ due: { date: "2026-11-21" }, recurrence: series, days: 1 });
    expect(next(series, { date: "2026-11-21" }, "2026-11-22T08:00:00Z")?.due).toEqual({ date: "2026-11-23" });
    expect(next(series, { date: "2026-11-23" }, "2026-11-23T08:00:00Z")?.due).toEqual({ date: "2026-11-24" });
    expect(next(series, { date: "2026-11-24" }, "2026-11-24T08:00:00Z")).toBeNull();
    expect(next(every("FREQ=DAILY;COUNT=1"), start, "2026-11-20T08:00:00Z")).toBeNull();
  });

  it("counts down where it is counted from the completion", () => {
    const once = next(
      every("FREQ=DAILY;COUNT=2", "completion"),
      { date: "2026-11-20" },
      "2026-11-20T08:00:00Z",
    );
    expect(once?.recurrence.rule).toBe("FREQ=DAILY;COUNT=1");
    expect(
      next(every("FREQ=DAILY;COUNT=1", "completion"), { date: "2026-11-20" }, "2026-11-20T08:00:00Z"),
    ).toBeNull();
  });

  it("ends with the day of UNTIL, and with its instant where the task has one", () => {
    const rule = every("FREQ=DAILY;UNTIL=20261121");
    const at = (date: string) => ({ date, time: "17:00", timeZone: "America/Los_Angeles" });
    expect(next(rule, { date: "2026-11-20" }, "2026-11-20T08:00:00Z")?.due).toEqual({ date: "2026-11-21" });
    expect(next(rule, { date: "2026-11-21" }, "2026-11-21T08:00:00Z")).toBeNull();
    expect(next(rule, at("2026-11-20"), "2026-11-21T01:30:00Z")?.due).toEqual(at("2026-11-21"));
    const instant = every("FREQ=DAILY;UNTIL=20261122T005959Z");
    expect(next(instant, at("2026-11-20"), "2026-11-21T01:30:00Z")).toBeNull();
  });
});

describe("settling a recurrence", () => {
  const now = new Date("2026-11-20T23:30:00Z");

  it("gives a task without a due the first date from the person's today on", () => {
    expect(settle(every("FREQ=WEEKLY;BYDAY=MO"), null, now, "UTC").due).toEqual({ date: "2026-11-23" });
    expect(settle(every("FREQ=DAILY"), null, now, "Pacific/Kiritimati").due).toEqual({ date: "2026-11-21" });
  });

  it("writes the rule in one form", () => {
    expect(settle(every(" rrule:freq=daily;interval=2; "), null, now, "UTC").recurrence.rule).toBe(
      "FREQ=DAILY;INTERVAL=2",
    );
  });

  it.each([
    "FREQ=SECONDLY",
    "FREQ=MINUTELY",
    "FREQ=FOO",
    "INTERVAL=2",
    "FREQ=DAILY;INTERVAL=0",
    "FREQ=DAILY;INTERVAL=9999",
    "FREQ=DAILY;COUNT=0",
    "FREQ=DAILY;COUNT=3;UNTIL=20270101",
    "FREQ=DAILY;FREQ=DAILY",
    "FREQ=DAILY;BYDAY=XX",
    "FREQ=DAILY;X=1",
    "nonsense",
    "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=DAILY;UNTIL=20200101",
    "FREQ=DAILY;UNTIL=20269999",
    "FREQ=HOURLY",
    "FREQ=DAILY;BYHOUR=9",
    "FREQ=YEARLY;BYMONTH=13",
    "__proto__=1",
  ])("refuses %s", (rule) => {
    expect(() => settle(every(rule), null, now, "UTC")).toThrow(ValidationError);
  });

  const minutes = Array.from({ length: 60 }, (_, n) => n).join(",");
  const hours = Array.from({ length: 24 }, (_, n) => n).join(",");
  const timed: Due = { date: "2026-11-30", time: "09:00", timeZone: "UTC" };

  it.each([
    `FREQ=MONTHLY;BYYEARDAY=366;INTERVAL=2;BYMINUTE=${minutes}`,
    "FREQ=WEEKLY;BYYEARDAY=-366;BYSETPOS=366",
    "FREQ=DAILY;BYDAY=1FR,-53SU;BYSETPOS=4",
    "FREQ=HOURLY;BYDAY=-5TU,53WE;BYSETPOS=-366",
    `FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30;BYMINUTE=${minutes}`,
    `FREQ=DAILY;BYSETPOS=366;BYHOUR=${hours}`,
    `FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;BYHOUR=${hours};BYMINUTE=${minutes}`,
    "FREQ=YEARLY;BYDAY=MO,TU,WE;BYYEARDAY=77,2,23;BYSETPOS=10,300",
  ])("refuses %s, which costs too much, with a reason and little work", (rule) => {
    let tried = 0;
    const count = (dates: number) => {
      tried += dates;
    };
    expect(() => settle(every(rule), timed, now, "UTC", count)).toThrow(/only with FREQ|make it simpler/);
    expect(tried).toBeLessThanOrEqual(ruleBudget);
    // Those that were stored before there was a budget end their series.
    expect(next(every(rule), timed, "2026-11-30T10:00:00Z")).toBeNull();
  });

  it("finds what is rare but real: 29 February, week 53, a Monday the 29th of February", () => {
    const from = { date: "2096-03-01" };
    const first = (rule: string) => next(every(rule), from, "2026-11-20T08:00:00Z")?.due;
    expect(first("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29")).toEqual({ date: "2104-02-29" });
    expect(first("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29")).toEqual({ date: "2104-02-29" });
    expect(first("FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO")).toEqual({ date: "2099-12-28" });
    expect(first("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO")).toEqual({ date: "2112-02-29" });
  });
});
