import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addMonths, formatDay, fromDay, nextWeekday, parseDay, toDay, weekdayOf } from "./civil.ts";
import { toInstant, toWall } from "./zone.ts";

const zones = [
  "Pacific/Honolulu",
  "America/New_York",
  "America/Sao_Paulo",
  "UTC",
  "Europe/London",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Pacific/Kiritimati",
];

describe("civil days", () => {
  it("agree with Date over four centuries", () => {
    fc.assert(
      fc.property(fc.integer({ min: -73_000, max: 73_000 }), (day) => {
        const date = new Date(day * 86_400_000);
        expect(fromDay(day)).toEqual({
          year: date.getUTCFullYear(),
          month: date.getUTCMonth() + 1,
          day: date.getUTCDate(),
        });
        expect(weekdayOf(day)).toBe(((date.getUTCDay() + 6) % 7) + 1);
        expect(parseDay(formatDay(day))).toBe(day);
      }),
    );
  });

  it("use a month's last day if it has no such day", () => {
    expect(formatDay(addMonths(toDay(2027, 1, 31), 1))).toBe("2027-02-28");
    expect(formatDay(addMonths(toDay(2028, 1, 31), 1))).toBe("2028-02-29");
  });

  it("take a weekday of next week when it is today", () => {
    expect(formatDay(nextWeekday(toDay(2026, 4, 17), 5))).toBe("2026-04-24");
  });
});

describe("zones", () => {
  it("convert an instant to a wall clock and back", () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 2_000_000_000 }), (zone, minutes) => {
        const instant = (minutes % 40_000_000) * 60_000;
        const back = toInstant(zone, toWall(zone, instant));
        // An hour that happens twice is read as the first of them.
        expect([0, -1_800_000, -3_600_000]).toContain(back - instant);
      }),
    );
  });

  it("move a time that the clocks skip forward", () => {
    const skipped = { day: toDay(2026, 3, 29), minute: 150 };
    expect(toWall("Europe/Berlin", toInstant("Europe/Berlin", skipped))).toEqual({
      day: skipped.day,
      minute: 210,
    });
  });

  it("use the first of two identical times", () => {
    expect(new Date(toInstant("Europe/London", { day: toDay(2026, 10, 25), minute: 90 })).toISOString()).toBe(
      "2026-10-25T00:30:00.000Z",
    );
  });
});
