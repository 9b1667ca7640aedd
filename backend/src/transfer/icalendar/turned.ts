import { formatRuleParts, rulePartsOf, weekdayCodes } from "@todo-chatbot/contracts/calendar";
import type { Temporal } from "temporal-polyfill";

type Parts = Map<string, string>;
const days: readonly string[] = weekdayCodes;

/** A day of the month after conversion, and whether it falls in the previous or next month. */
interface Turned {
  day: number;
  crosses: boolean;
}

/**
 * Converts a rule that counts in UTC to a zone in which its dates fall on the previous or next day; null if no rule can
 * express this. Rules with hours are not converted.
 * @param first its first date in UTC
 * @param by 1 if its dates fall on the next day here, -1 for the previous day, 0 for the same
 */
export function turnedRule(rule: string, first: Temporal.PlainDate, by: number): string | null {
  const parts = rulePartsOf(rule);
  if (["BYHOUR", "BYMINUTE", "BYSECOND"].some((name) => parts.has(name))) return null;
  if (by === 0) return rule;
  if (["BYWEEKNO", "BYYEARDAY"].some((name) => parts.has(name))) return null;
  withoutPositions(parts);
  if (parts.has("BYSETPOS")) return null;
  switch (parts.get("FREQ")) {
    case "HOURLY":
      return [...parts.keys()].some((name) => name.startsWith("BY")) ? null : rule;
    case "DAILY":
      return parts.has("BYMONTHDAY") ? turnedMonths(parts, by) : turnedWeeks(parts, by);
    case "WEEKLY":
      return parts.has("BYMONTHDAY") ? null : turnedWeeks(parts, by);
    case "MONTHLY":
      if (!parts.has("BYDAY") && !parts.has("BYMONTHDAY")) parts.set("BYMONTHDAY", String(first.day));
      return turnedMonths(parts, by);
    case "YEARLY":
      return turnedYears(parts, first, by);
    default:
      return null;
  }
}

/** The last day of a month, and positions of a single weekday, can be expressed without BYSETPOS. */
function withoutPositions(parts: Parts): void {
  const positions = parts.get("BYSETPOS");
  const [byDay, byMonthDay] = [parts.get("BYDAY"), parts.get("BYMONTHDAY")];
  if (!positions) return;
  if (positions === "-1" && byMonthDay === "28,29,30,31" && !byDay) parts.set("BYMONTHDAY", "-1");
  else if (
    byDay &&
    days.includes(byDay) &&
    !byMonthDay &&
    (parts.get("FREQ") === "MONTHLY" || parts.has("BYMONTH"))
  )
    parts.set(
      "BYDAY",
      positions
        .split(",")
        .map((position) => position + byDay)
        .join(","),
    );
  else return;
  parts.delete("BYSETPOS");
}

const turnedDay = (day: string, by: number): string => days[(days.indexOf(day) + by + 7) % 7] ?? day;

/** Shifts weekdays; if weeks are counted, their first day is shifted as well. */
function turnedWeeks(parts: Parts, by: number): string | null {
  const named = parts.get("BYDAY")?.split(",");
  if (parts.has("BYMONTH") || named?.some((day) => !days.includes(day))) return null;
  if (named) parts.set("BYDAY", named.map((day) => turnedDay(day, by)).join(","));
  if (named && parts.get("FREQ") === "WEEKLY" && (parts.get("INTERVAL") ?? "1") !== "1")
    parts.set("WKST", turnedDay(parts.get("WKST") ?? "MO", by));
  return formatRuleParts(parts);
}

/** Shifts days of the month; a weekday with a position becomes a weekday among its possible days. */
function turnedMonths(parts: Parts, by: number): string | null {
  const byDay = parts.get("BYDAY");
  if (byDay && parts.has("BYMONTHDAY")) return null;
  const everyMonth = (parts.get("INTERVAL") ?? "1") === "1" && !parts.has("BYMONTH");
  if (byDay && !/\d/.test(byDay)) return everyMonth ? turnedWeeks(parts, by) : null;
  const places = byDay?.split(",").map((place) => /^([+-]?\d+)(\w\w)$/.exec(place));
  const [weekday, ...others] = new Set(places?.map((place) => place?.[2]));
  if (byDay && (!weekday || others.length > 0)) return null;
  const named = places
    ? places.flatMap((place) => daysOfPlace(Number(place?.[1])))
    : (parts.get("BYMONTHDAY") ?? "").split(",").map(Number);
  const turned = named.map((day) => turnedInMonth(day, by));
  if (turned.includes(null)) return null;
  const all = turned.filter((one) => one !== null);
  if (all.some(({ crosses }) => crosses) && !everyMonth && !crossesTogether(parts, all, by)) return null;
  parts.set("BYMONTHDAY", all.map(({ day }) => day).join(","));
  if (weekday) parts.set("BYDAY", turnedDay(weekday, by));
  return formatRuleParts(parts);
}

/** If all days move to the next or previous month, the named months are shifted too. */
function crossesTogether(parts: Parts, turned: readonly Turned[], by: number): boolean {
  if (!turned.every(({ crosses }) => crosses)) return false;
  const months = parts.get("BYMONTH")?.split(",").map(Number);
  if (months) parts.set("BYMONTH", months.map((month) => ((month + by + 11) % 12) + 1).join(","));
  return true;
}

/** The possible days of the month for a weekday with a position, counted from the start or the end. */
function daysOfPlace(place: number): number[] {
  const sign = Math.sign(place);
  return Array.from({ length: 7 }, (_, index) => sign * (7 * (Math.abs(place) - 1) + index + 1));
}

/** The next or previous day of the month, if it is the same in every month; otherwise null. */
function turnedInMonth(day: number, by: number): Turned | null {
  if (Math.abs(day) > 28 || day === 0) return null;
  if (day === -1 && by === 1) return { day: 1, crosses: true };
  if (day === 1 && by === -1) return { day: -1, crosses: true };
  // February has no 29th, counted from either end.
  return Math.abs(day + by) > 28 ? null : { day: day + by, crosses: false };
}

function turnedYears(parts: Parts, first: Temporal.PlainDate, by: number): string | null {
  const here = first.add({ days: by });
  const isNear = [first, here].some(
    ({ month, day }) => (month === 2 && day >= 28) || (month === 3 && day === 1),
  );
  const month = parts.get("BYMONTH");
  if (!month) {
    const isBare = !parts.has("BYDAY") && !parts.has("BYMONTHDAY");
    return isBare && !isNear ? formatRuleParts(parts) : null;
  }
  if (!parts.has("BYDAY") && !parts.has("BYMONTHDAY")) parts.set("BYMONTHDAY", String(first.day));
  const [day, lengths] = [parts.get("BYMONTHDAY"), month.split(",").map((one) => lengthOf(Number(one)))];
  // In months of equal length, the last day can be written as -1.
  if (day && lengths.every((length) => length === Number(day))) parts.set("BYMONTHDAY", "-1");
  else if (
    day &&
    Number(day) > 28 &&
    lengths.every((length) => Number(day) + by <= length && Number(day) < length)
  ) {
    parts.set("BYMONTHDAY", String(Number(day) + by));
    return formatRuleParts(parts);
  }
  return turnedMonths(parts, by);
}

/** The length of a month; 0 for February, whose length varies. */
const lengthOf = (month: number): number => [31, 0, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
