import { describe, expect, it } from "vitest";
import { parseDay } from "./civil.ts";
import { monthDays, monthEndParts } from "./month-days.ts";
import { formatRuleParts, rulePartsOf, weekdayCode } from "./rule-parts.ts";

describe("parts of a rule", () => {
  it.each(["RRULE:FREQ=WEEKLY;BYDAY=MO,FR", "freq=weekly; byday=mo,fr;", "FREQ=WEEKLY;BYDAY=MO,FR"])(
    "are read from %s and written in their order",
    (rule) => {
      expect(formatRuleParts(rulePartsOf(rule))).toBe("FREQ=WEEKLY;BYDAY=MO,FR");
    },
  );

  it("call weekdays as RFC 5545 does", () => {
    expect(["2026-11-30", "2026-12-05", "2026-12-06"].map((day) => weekdayCode(parseDay(day)))).toEqual([
      "MO",
      "SA",
      "SU",
    ]);
  });

  it("say the end of a month as its days do", () => {
    const days = monthDays([30]);
    expect(monthEndParts(30)).toEqual([
      ["BYMONTHDAY", days?.byMonthDay.join(",")],
      ["BYSETPOS", days?.bySetPos.join(",")],
    ]);
  });
});
