import rrule from "rrule";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { turnedRule } from "./turned.ts";

const clocks = {
  after: { zone: "Asia/Tokyo", time: "20:00" },
  before: { zone: "America/Bogota", time: "02:00" },
};

/** The dates of a rule over twelve years, from an independent library, in the given wall clock. */
function datesOf(rule: string, start: Temporal.PlainDateTime): Temporal.PlainDateTime[] {
  const dtstart = new Date(`${start.toString({ smallestUnit: "second" })}Z`);
  const end = new Date(dtstart.getTime() + 12 * 366 * 86_400_000);
  return rrule
    .rrulestr(`RRULE:${rule}`, { dtstart })
    .between(dtstart, end, true)
    .map((at) => Temporal.PlainDateTime.from(at.toISOString().slice(0, 19)));
}

/** Converts a rule with its first date in UTC to a zone that is a day ahead or behind at that time. */
function turn(rule: string, date: string, side: keyof typeof clocks) {
  const { zone, time } = clocks[side];
  const start = Temporal.PlainDateTime.from(`${date}T${time}`);
  const here = (at: Temporal.PlainDateTime) => at.toZonedDateTime("UTC").withTimeZone(zone).toPlainDateTime();
  const by = start.toPlainDate().until(here(start).toPlainDate()).days;
  return { start, here, turned: turnedRule(rule, start.toPlainDate(), by) };
}

const both = ["after", "before"] as const;

describe("a rule in UTC is converted to the local clock", () => {
  it.each(
    [
      ["FREQ=DAILY", "2031-01-31"],
      ["FREQ=DAILY;INTERVAL=2;BYDAY=MO,WE,FR", "2031-01-06"],
      ["FREQ=DAILY;BYMONTHDAY=1,15,-1", "2031-01-01"],
      ["FREQ=WEEKLY", "2031-01-05"],
      ["FREQ=WEEKLY;BYDAY=SU,MO", "2031-01-05"],
      ["FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU", "2031-01-06"],
      ["FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU", "2031-01-05"],
      ["FREQ=MONTHLY", "2031-01-15"],
      ["FREQ=MONTHLY;BYMONTHDAY=1", "2031-01-01"],
      ["FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=1", "2031-01-01"],
      ["FREQ=MONTHLY;BYMONTHDAY=-1", "2031-01-31"],
      ["FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1", "2031-01-31"],
      ["FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", "2031-01-31"],
      ["FREQ=MONTHLY;BYDAY=FR", "2031-01-03"],
      ["FREQ=MONTHLY;BYDAY=1FR", "2031-01-03"],
      ["FREQ=MONTHLY;BYDAY=+2TU", "2031-01-14"],
      ["FREQ=MONTHLY;BYDAY=1MO,3MO", "2031-01-06"],
      ["FREQ=MONTHLY;BYDAY=-1FR", "2031-01-31"],
      ["FREQ=MONTHLY;BYDAY=-2SU", "2031-01-19"],
      ["FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1", "2031-01-31"],
      ["FREQ=MONTHLY;BYDAY=TU;BYSETPOS=1,3", "2031-01-07"],
      ["FREQ=MONTHLY;INTERVAL=2;BYDAY=2TU", "2031-01-14"],
      ["FREQ=YEARLY", "2031-05-01"],
      ["FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24", "2031-12-24"],
      ["FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31", "2031-12-31"],
      ["FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1", "2031-01-01"],
      ["FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=30", "2031-10-30"],
      ["FREQ=YEARLY;BYMONTH=11;BYDAY=3TH", "2031-11-20"],
    ].flatMap(([rule = "", date = ""]) => both.map((side) => [rule, date, side] as const)),
  )("%s from %s, on the day %s", (rule, date, side) => {
    const { start, here, turned } = turn(rule, date, side);
    if (turned === null) throw new Error("It could not be turned.");
    const expected = datesOf(rule, start).map((at) => here(at).toString());
    const ours = datesOf(turned, here(start)).map(String);
    // The dates at the ends of the range are on one side only.
    const most = Math.min(expected.length, ours.length);
    expect(most).toBeGreaterThan(2);
    expect(Math.abs(expected.length - ours.length)).toBeLessThanOrEqual(1);
    expect(ours.slice(0, most)).toEqual(expected.slice(0, most));
  });

  it.each([
    ["FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2031-01-31"],
    ["FREQ=MONTHLY;BYMONTHDAY=31", "2031-01-31"],
    ["FREQ=MONTHLY;BYDAY=4FR,1MO", "2031-01-06"],
    ["FREQ=MONTHLY;BYDAY=5FR", "2031-01-31"],
    ["FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "2031-06-13"],
    ["FREQ=WEEKLY;BYMONTH=1;BYDAY=MO", "2031-01-06"],
    ["FREQ=YEARLY", "2032-02-29"],
    ["FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "2031-05-12"],
    ["FREQ=YEARLY;BYYEARDAY=1,100", "2031-01-01"],
    ["FREQ=HOURLY;INTERVAL=6;BYDAY=SA", "2031-01-04"],
    ["FREQ=DAILY;BYHOUR=2,20;BYMINUTE=0", "2031-01-04"],
  ])("but not if no rule can express it: %s", (rule, date) => {
    for (const side of both) expect(turn(rule, date, side).turned).toBeNull();
  });

  it("and stays as it is if the day is the same, unless it contains hours", () => {
    const first = Temporal.PlainDate.from("2031-01-31");
    const rule = "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1";
    expect(turnedRule(rule, first, 0)).toBe(rule);
    expect(turnedRule("FREQ=DAILY;BYHOUR=9", first, 0)).toBeNull();
  });
});
