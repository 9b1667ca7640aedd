import type { Recurrence } from "../task.ts";
import { type RuleParts, rulePartsOf } from "./rule-parts.ts";

/** Dates that a rule appears to include but skips because they do not exist (RFC 5545 §3.3.10). */
export type Omission =
  /** These days of the month, in months that are too short for them. */
  | { code: "short_months"; days: number[] }
  /** Months without a fifth such weekday. */
  | { code: "fifth_weekdays" }
  /** All years but leap years. */
  | { code: "common_years" }
  /** Years without a week 53. */
  | { code: "short_years" };

const bare = new Set(["FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"]);
const shortest = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const everyMonth = shortest.map((_, index) => index + 1);

/** The dates a series skips although its rule, or its first date, names them; null if there are none. */
export function omissionOf({ rule, start }: Pick<Recurrence, "rule" | "start">): Omission | null {
  const parts = rulePartsOf(rule);
  const numbers = (name: string) => parts.get(name)?.split(",").map(Number);
  const freq = parts.get("FREQ") ?? "";
  if (parts.has("BYSETPOS")) return null;
  if (numbers("BYWEEKNO")?.every((week) => Math.abs(week) === 53)) return { code: "short_years" };
  if (numbers("BYYEARDAY")?.every((day) => Math.abs(day) === 366)) return { code: "common_years" };
  const places = parts.get("BYDAY")?.match(/\d+/g)?.map(Number) ?? [];
  const inMonth = freq === "MONTHLY" || (freq === "YEARLY" && parts.has("BYMONTH"));
  if (inMonth && places.includes(5)) return { code: "fifth_weekdays" };

  const isBare = [...parts.keys()].every((name) => bare.has(name) || name === "BYMONTH");
  const ofStart = isBare && (freq === "MONTHLY" || freq === "YEARLY") && start;
  // A day of the month beside weekdays is a condition for them: "Friday the 13th" skips no existing date.
  if (parts.has("BYDAY") || !(parts.has("BYMONTHDAY") || ofStart)) return null;
  const days = (numbers("BYMONTHDAY") ?? [Number(start?.date.slice(8))]).map(Math.abs);
  const months =
    numbers("BYMONTH") ?? monthsOf(freq, Number(parts.get("INTERVAL") ?? 1), start?.date, isBare);
  const isLeapDay = days.every((day) => day === 29) && months.every((month) => month === 2);
  if (isLeapDay) return comesInLeapYears(freq, parts, start?.date) ? null : { code: "common_years" };
  const missing = days.filter((day) => months.some((month) => day > (shortest[month - 1] ?? 31)));
  return missing.length === 0
    ? null
    : { code: "short_months", days: [...new Set(missing)].sort((a, b) => a - b) };
}

/** The months in which a rule without BYMONTH has occurrences. */
function monthsOf(freq: string, interval: number, first: string | undefined, isBare: boolean): number[] {
  if (!first) return everyMonth;
  const month = Number(first.slice(5, 7));
  if (freq === "YEARLY" && isBare) return [month];
  if (freq !== "MONTHLY") return everyMonth;
  return [...new Set(everyMonth.map((step) => ((month - 1 + step * interval) % 12) + 1))];
}

/** Whether all its years are leap years; the exception in 2100 is too far away to mention. */
function comesInLeapYears(freq: string, parts: RuleParts, first: string | undefined): boolean {
  const interval = Number(parts.get("INTERVAL") ?? 1);
  return freq === "YEARLY" && interval % 4 === 0 && Number(first?.slice(0, 4)) % 4 === 0;
}
