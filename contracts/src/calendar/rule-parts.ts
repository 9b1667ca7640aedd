import { type Day, weekdayOf } from "./civil.ts";

/** Weekdays as a rule calls them, Monday first (RFC 5545 §3.3.10). */
export const weekdayCodes = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;

export type WeekdayCode = (typeof weekdayCodes)[number];

/** The weekday of a day, as a rule calls it. */
export function weekdayCode(day: Day): WeekdayCode {
  return weekdayCodes[weekdayOf(day) - 1] ?? "MO";
}

/** The parts of a rule by name, in their order. */
export type RuleParts = ReadonlyMap<string, string>;

/** Splits any rule into its parts: upper or lower case, with spaces, with or without `RRULE:`. */
export function rulePartsOf(rule: string): Map<string, string> {
  const pairs = rule
    .toUpperCase()
    .replaceAll(/\s+/g, "")
    .replace(/^RRULE:/, "")
    .split(";")
    .filter(Boolean);
  return new Map(
    pairs.map((pair) => {
      const [name = "", value = ""] = pair.split("=", 2);
      return [name, value];
    }),
  );
}

/** The rule that parts make, as an RRULE value. */
export function formatRuleParts(parts: RuleParts): string {
  return [...parts].map(([name, value]) => `${name}=${value}`).join(";");
}
