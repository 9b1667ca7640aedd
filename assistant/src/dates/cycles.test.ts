import { RRuleTemporal } from "rrule-temporal";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { read } from "../testing/reading.ts";

/** The first days of a rule by a library that is not ours. */
function expand(phrase: string, count: number): string[] {
  const when = read(phrase, "en");
  const rule = when.repeat?.rule ?? "";
  const start = Temporal.PlainDateTime.from(`${when.date}T${when.time ?? "12:00"}`).toZonedDateTime("UTC");
  const left = new Set(when.repeat?.exceptions?.map((day) => day.slice(0, 10)));
  return new RRuleTemporal({ rruleString: `RRULE:${rule}`, dtstart: start })
    .all((_, index) => index < count + left.size)
    .map((day) => day.toPlainDateTime().toString().slice(0, 16))
    .filter((day) => !left.has(day.slice(0, 10)))
    .slice(0, count)
    .map((day) => (when.time ? day : day.slice(0, 10)));
}

describe("rules, as another library expands them", () => {
  it.each<[string, string[]]>([
    ["every other thursday", ["2026-11-19", "2026-12-03", "2026-12-17"]],
    ["every other thursday except in december", ["2026-11-19", "2027-01-14", "2027-01-28"]],
    ["every month on the 31st", ["2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28", "2027-03-31"]],
    ["every 3 months from 30 november", ["2026-11-30", "2027-02-28", "2027-05-30", "2027-08-30"]],
    ["every year on feb 29", ["2027-02-28", "2028-02-29", "2029-02-28"]],
    ["last workday of the month", ["2026-11-30", "2026-12-31", "2027-01-29"]],
    ["every 12h starting 8pm", ["2026-11-18T20:00", "2026-11-19T08:00", "2026-11-19T20:00"]],
    ["8am and 6pm daily", ["2026-11-18T18:00", "2026-11-19T08:00", "2026-11-19T18:00"]],
    ["every weekday except friday", ["2026-11-18", "2026-11-19", "2026-11-23"]],
    ["every 3rd friday", ["2026-11-20", "2026-12-18", "2027-01-15"]],
    ["every day until 20 november", ["2026-11-18", "2026-11-19", "2026-11-20"]],
    ["every day for 3 days", ["2026-11-18", "2026-11-19", "2026-11-20"]],
    [
      "every friday except christmas",
      ["2026-11-20", "2026-11-27", "2026-12-04", "2026-12-11", "2026-12-18", "2027-01-01"],
    ],
  ])("%s", (phrase, days) => {
    expect(expand(phrase, days.length)).toEqual(days);
  });

  it("says so where no rule can", () => {
    for (const phrase of ["every 20 minutes", "8am and 6:30pm daily"])
      expect(read(phrase, "en").problem?.kind).toBe("unsupported-rule");
  });

  it("counts from completion where that was said", () => {
    expect(read("every! 6 weeks", "en").repeat?.anchor).toBe("completion");
    expect(read("every 6 weeks after I do it", "en").repeat?.anchor).toBe("completion");
  });
});
