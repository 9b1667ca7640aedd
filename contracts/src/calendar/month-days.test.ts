import { describe, expect, it } from "vitest";
import { meantDays, monthDays } from "./month-days.ts";

describe("days of the month in a rule", () => {
  it.each([
    { days: [15, 1], byMonthDay: [1, 15], bySetPos: [] },
    { days: [1, -1], byMonthDay: [1, -1], bySetPos: [] },
    { days: [31], byMonthDay: [28, 29, 30, 31], bySetPos: [-1] },
    { days: [15, 31], byMonthDay: [15, 28, 29, 30, 31], bySetPos: [1, -1] },
    { days: [28, 30], byMonthDay: [28, 29, 30], bySetPos: [1, -1] },
  ])("$days", ({ days, byMonthDay, bySetPos }) => {
    expect(monthDays(days)).toEqual({ byMonthDay, bySetPos });
    const back = days.toSorted((a, b) => a - b);
    expect(meantDays(byMonthDay, bySetPos)).toEqual(bySetPos.length > 0 ? back : null);
  });

  it("returns null when no rule can express them", () => {
    expect(monthDays([30, 31])).toBeNull();
    expect(monthDays([30, -1])).toBeNull();
  });

  it("recognises only rules it has written itself", () => {
    expect(meantDays([28, 29, 30, 31], [-2])).toBeNull();
    expect(meantDays([15, 29, 31], [1, -1])).toBeNull();
    expect(meantDays([1, 15], [-1])).toBeNull();
  });
});
