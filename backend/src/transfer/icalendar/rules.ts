import { formatRuleParts, monthEndParts, rulePartsOf, weekdayCodes } from "@todo-chatbot/contracts/calendar";
import type { Tell } from "../draft.ts";
import { type Stamp, stampOf } from "./times.ts";

type Parts = Map<string, string>;

/**
 * Combines the rules of a file into one that our series support; null if there is none. Omissions are reported.
 * @param dayOfMonth of the first date, for rules that fall back to the end of shorter months (RFC 7529)
 */
export function ruleOf(written: readonly string[], dayOfMonth: number, tell: Tell): string | null {
  const [first, ...others] = written.map(rulePartsOf);
  if (!first) return null;
  if (!first.has("FREQ")) {
    for (const rule of written) tell("recurrence_left_out", rule);
    return null;
  }
  for (const other of others) {
    if (!mergeWeekly(first, other)) tell("recurrence_left_out", formatRuleParts(other));
  }
  const until = stampOf(first.get("UNTIL") ?? "");
  if (until) first.set("UNTIL", compact(until));
  if (until && first.has("COUNT")) {
    first.delete("UNTIL");
    tell("recurrence_changed", written[0] ?? "");
  }
  const count = Number(first.get("COUNT") ?? 1);
  if (count <= 0) {
    // Some programs write COUNT=-1 for a series without an end.
    first.delete("COUNT");
    tell("recurrence_changed", written[0] ?? "");
  }
  // Times are exact to the minute here; most programs that write seconds write zero.
  const seconds = first.get("BYSECOND");
  first.delete("BYSECOND");
  if (seconds !== undefined && Number(seconds) !== 0) tell("recurrence_changed", written[0] ?? "");
  const freq = first.get("FREQ");
  if ((freq === "SECONDLY" || freq === "MINUTELY") && inLargerUnits(first))
    tell("recurrence_changed", written[0] ?? "");
  return withoutCalendar(first, written[0] ?? "", dayOfMonth, tell);
}

const lengths = { WEEKLY: 604_800, DAILY: 86_400, HOURLY: 3600 };

/** Converts intervals in seconds, which some programs use for days; false if that is impossible. */
function inLargerUnits(parts: Parts): boolean {
  if ([...parts.keys()].some((name) => name.startsWith("BY"))) return false;
  const span = Number(parts.get("INTERVAL") ?? 1) * (parts.get("FREQ") === "MINUTELY" ? 60 : 1);
  const [unit, size] = Object.entries(lengths).find(([, each]) => span % each === 0) ?? [];
  if (!unit || !size || span === 0) return false;
  parts.set("FREQ", unit);
  parts.set("INTERVAL", String(span / size));
  return true;
}

/** A date in the basic format of ISO 8601, which rules use. */
function compact({ date, time, utc }: Stamp): string {
  const wall = time
    ? `${date}T${time.toString({ smallestUnit: "second" })}${utc ? "Z" : ""}`
    : date.toString();
  return wall.replaceAll(/[-:]/g, "");
}

/** Merges two weekly rules that differ only in their days. */
function mergeWeekly(into: Parts, other: Parts): boolean {
  const rest = (parts: Parts) =>
    formatRuleParts(new Map([...parts].filter(([name]) => name !== "BYDAY").sort()));
  if (into.get("FREQ") !== "WEEKLY" || !into.has("BYDAY") || !other.has("BYDAY")) return false;
  if (into.has("COUNT") || rest(into) !== rest(other)) return false;
  const both = new Set([...(into.get("BYDAY") ?? "").split(","), ...(other.get("BYDAY") ?? "").split(",")]);
  into.set("BYDAY", weekdayCodes.filter((day) => both.has(day)).join(","));
  return true;
}

function withoutCalendar(parts: Parts, written: string, dayOfMonth: number, tell: Tell): string | null {
  const scale = parts.get("RSCALE") ?? "GREGORIAN";
  const skip = parts.get("SKIP") ?? "OMIT";
  parts.delete("RSCALE");
  parts.delete("SKIP");
  if (scale !== "GREGORIAN") {
    tell("recurrence_left_out", written);
    return null;
  }
  const plain = ![...parts.keys()].some((name) => name.startsWith("BY"));
  if (skip === "BACKWARD" && plain && dayOfMonth > 28 && parts.get("FREQ") === "MONTHLY") {
    return lastDays(formatRuleParts(parts), dayOfMonth);
  }
  if (skip !== "OMIT" && (parts.get("FREQ") === "MONTHLY" || parts.get("FREQ") === "YEARLY"))
    tell("recurrence_changed", written);
  return formatRuleParts(parts);
}

/** A monthly rule on a given day, or on the last day of shorter months. */
export function lastDays(rule: string, dayOfMonth: number): string {
  return formatRuleParts(new Map([...rulePartsOf(rule), ...monthEndParts(dayOfMonth)]));
}
