import { describe, expect, it } from "vitest";
import { omissionOf } from "./omission.ts";

const short = (...days: number[]) => ({ code: "short_months", days });

describe("what a rule skips", () => {
  it.each([
    ["FREQ=MONTHLY;BYMONTHDAY=31", "2026-12-31", short(31)],
    ["FREQ=MONTHLY", "2026-12-30", short(30)],
    ["FREQ=MONTHLY;BYMONTHDAY=15,29,31", "2026-12-15", short(29, 31)],
    ["FREQ=MONTHLY;BYMONTHDAY=-31", "2026-12-01", short(31)],
    ["FREQ=DAILY;BYMONTHDAY=30", "2026-12-30", short(30)],
    ["FREQ=YEARLY;BYMONTHDAY=31", "2026-12-31", short(31)],
    ["FREQ=MONTHLY;BYMONTH=1,4;BYMONTHDAY=31", "2027-01-31", short(31)],
    ["FREQ=MONTHLY;INTERVAL=3", "2026-11-30", short(30)],
    ["FREQ=YEARLY", "2024-02-29", { code: "common_years" }],
    ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2024-02-29", { code: "common_years" }],
    ["FREQ=YEARLY;BYYEARDAY=366", "2024-12-31", { code: "common_years" }],
    ["FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO", "2026-12-28", { code: "short_years" }],
    ["FREQ=MONTHLY;BYDAY=5FR", "2027-01-29", { code: "fifth_weekdays" }],
    ["FREQ=YEARLY;BYMONTH=3;BYDAY=-5SU", "2027-03-07", { code: "fifth_weekdays" }],
  ])("%s from %s", (rule, date, expected) => {
    expect(omissionOf({ rule, start: { date } })).toEqual(expected);
  });

  it.each([
    ["FREQ=MONTHLY", "2026-12-28"],
    ["FREQ=MONTHLY;BYMONTHDAY=-1", "2026-12-31"],
    ["FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", "2026-12-31"],
    ["FREQ=MONTHLY;BYMONTH=1,3;BYMONTHDAY=31", "2027-01-31"],
    ["FREQ=MONTHLY;INTERVAL=12", "2026-12-31"],
    ["FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "2026-11-13"],
    ["FREQ=MONTHLY;BYDAY=-1FR", "2026-11-27"],
    ["FREQ=YEARLY", "2026-12-31"],
    ["FREQ=YEARLY;INTERVAL=4", "2024-02-29"],
    ["FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "2027-03-28"],
    ["FREQ=YEARLY;BYDAY=20MO", "2027-05-17"],
    ["FREQ=WEEKLY", "2026-12-31"],
    ["FREQ=DAILY", "2026-12-31"],
  ])("nothing of %s from %s", (rule, date) => {
    expect(omissionOf({ rule, start: { date } })).toBeNull();
  });

  it("from the rule alone, if there is no first date yet", () => {
    expect(omissionOf({ rule: "FREQ=MONTHLY" })).toBeNull();
    expect(omissionOf({ rule: "FREQ=MONTHLY;BYMONTHDAY=31" })).toEqual(short(31));
  });
});
