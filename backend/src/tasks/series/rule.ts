import type { Due } from "@todo-chatbot/contracts";
import { formatRuleParts, type RuleParts } from "@todo-chatbot/contracts/calendar";
import { RRuleTemporal } from "rrule-temporal";
import { Temporal } from "temporal-polyfill";
import { LimitError, ValidationError } from "../../errors.ts";

/**
 * Maximum number of dates to try for one rule. Daily rules may try 3,500 days, enough to reach the next 29
 * February from any day; a rule that needs more never occurs, or is unreasonably expensive.
 */
export const ruleBudget = 21_000;

/** Maximum COUNT; it also limits the work of counting missed dates. */
const largest = 1000;

const frequencies = ["HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"];
const list = (item: string) => new RegExp(`^(${item})(,(${item}))*$`);
const signed = (number: string) => `[+-]?0*(${number})`;
const grammar: Record<string, RegExp> = {
  FREQ: /^(HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY)$/,
  INTERVAL: /^[1-9]\d{0,3}$/,
  COUNT: /^[1-9]\d{0,3}$/,
  UNTIL: /^\d{8}(T\d{6}Z?)?$/,
  BYDAY: list(`(${signed("[1-9]|[1-4]\\d|5[0-3]")})?(MO|TU|WE|TH|FR|SA|SU)`),
  BYMONTHDAY: list(signed("[1-9]|[12]\\d|3[01]")),
  BYYEARDAY: list(signed("[1-9]\\d?|[12]\\d\\d|3[0-5]\\d|36[0-6]")),
  BYWEEKNO: list(signed("[1-9]|[1-4]\\d|5[0-3]")),
  BYMONTH: list("0?[1-9]|1[0-2]"),
  BYSETPOS: list(signed("[1-9]\\d?|[12]\\d\\d|3[0-5]\\d|36[0-6]")),
  BYHOUR: list("[01]?\\d|2[0-3]"),
  BYMINUTE: list("[0-5]?\\d"),
  WKST: /^(MO|TU|WE|TH|FR|SA|SU)$/,
};

/** A rule's parts, RFC 5545 §3.3.10, or a `ValidationError` that says which part is wrong. */
export function parse(rule: string): RuleParts {
  const parts = new Map<string, string>();
  for (const part of rule
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, "")
    .replace(/;$/, "")
    .split(";")) {
    const [name = "", value = ""] = part.split("=", 2);
    const allowed = Object.hasOwn(grammar, name) ? grammar[name] : undefined;
    if (!allowed) {
      throw invalid(
        `does not know ${JSON.stringify(name)}; use an RFC 5545 rule, such as FREQ=WEEKLY;BYDAY=MO`,
      );
    }
    if (parts.has(name)) throw invalid(`has ${name} twice`);
    if (!allowed.test(value)) {
      throw invalid(
        name === "FREQ"
          ? `needs FREQ to be one of ${frequencies.join(", ")}`
          : `has no valid value for ${name}`,
      );
    }
    parts.set(name, value);
  }
  if (!parts.has("FREQ")) throw invalid(`needs FREQ, one of ${frequencies.join(", ")}`);
  if (parts.has("COUNT") && parts.has("UNTIL")) throw invalid("can end by COUNT or by UNTIL, not by both");
  for (const name of ["INTERVAL", "COUNT"]) {
    if (Number(parts.get(name) ?? 1) > largest) throw invalid(`has a ${name} over ${largest}`);
  }
  return parts;
}

/** An error in the rule, worded to follow "The rule …". */
export function invalid(message: string, cause?: unknown): ValidationError {
  return new ValidationError([{ path: "recurrence.rule", message }], { cause });
}

/** Treats the wall clock as UTC, so that no local time is skipped or repeated while expanding a rule. */
export function floating(wall: Temporal.PlainDateTime): Temporal.ZonedDateTime {
  return wall.toZonedDateTime("UTC");
}

/**
 * UNTIL as a wall-clock time of the task. A day means its end; an instant (`Z`) is converted to the zone of a timed
 * task, and to a day for a task due on a day.
 */
function untilOf(until: string, due: Due): string {
  const day = until.slice(0, 8);
  if (until.length === 8 || !("time" in due)) return `${day}T235959Z`;
  if (!until.endsWith("Z")) return `${until}Z`;
  const wall = Temporal.Instant.from(until).toZonedDateTimeISO(due.timeZone).toPlainDateTime();
  return `${wall.toString({ smallestUnit: "second" }).replaceAll(/[-:]/g, "")}Z`;
}

const daysOf: Record<string, number> = { HOURLY: 1, DAILY: 1, WEEKLY: 7, MONTHLY: 31, YEARLY: 366 };

/** The cost of one day of a rule: its times of day, and more with BYSETPOS. */
function weightOf(parts: RuleParts): number {
  const freq = parts.get("FREQ") ?? "";
  const sizeOf = (name: string) => parts.get(name)?.split(",").length ?? 1;
  const inYear = parts.has("BYYEARDAY") || parts.has("BYWEEKNO");
  const inSet = parts.has("BYSETPOS") || (inYear && freq !== "YEARLY");
  const inMonth = hasNumbers(parts) && freq !== "YEARLY" && freq !== "MONTHLY";
  return sizeOf("BYHOUR") * sizeOf("BYMINUTE") * (inSet ? 10 : 1) * (inMonth ? 10 : 1);
}

function hasNumbers(parts: RuleParts): boolean {
  return /\d/.test(parts.get("BYDAY") ?? "");
}

/** Periods (days, weeks, months …) that may be tried: fewer, the more each of them costs. */
function periodsOf(parts: RuleParts): number {
  const dates = (daysOf[parts.get("FREQ") ?? ""] ?? 1) * weightOf(parts);
  return Math.max(1, Math.floor(ruleBudget / Math.max(dates, 6)));
}

/** The cost of finding the next date, in dates tried. */
export function costOf(parts: RuleParts, from: Temporal.PlainDateTime, to: Temporal.PlainDateTime): number {
  const { days } = to.since(from, { largestUnit: "days" });
  return Math.min(ruleBudget, (1 + days) * weightOf(parts) * (parts.get("FREQ") === "HOURLY" ? 24 : 1));
}

/** RFC 5545 §3.3.10: which parts go with which frequency. @throws {ValidationError} */
export function checkParts(parts: RuleParts): void {
  const freq = parts.get("FREQ") ?? "";
  const only = (name: string, ...allowed: string[]) => {
    if (parts.has(name) && !allowed.includes(freq)) {
      throw invalid(`can have ${name} only with FREQ=${allowed.join(" or ")}`);
    }
  };
  only("BYWEEKNO", "YEARLY");
  only("BYYEARDAY", "YEARLY", "HOURLY");
  only("BYMONTHDAY", "YEARLY", "MONTHLY", "DAILY", "HOURLY");
  if (hasNumbers(parts) && freq !== "YEARLY" && freq !== "MONTHLY") {
    throw invalid("can have numbers in BYDAY only with FREQ=MONTHLY or YEARLY");
  }
}

/** The dates of a rule from `start` on; `due` determines whether they have times. @throws {ValidationError} */
export function datesOf(parts: RuleParts, start: Temporal.PlainDateTime, due: Due): RRuleTemporal {
  const until = parts.get("UNTIL");
  try {
    const rule = formatRuleParts(until ? new Map([...parts, ["UNTIL", untilOf(until, due)]]) : parts);
    return new RRuleTemporal({
      rruleString: `RRULE:${rule}`,
      dtstart: floating(start),
      // COUNT counts from the first date, which is not searched again each time.
      maxIterations: periodsOf(parts) * (parts.has("COUNT") ? 10 : 1),
      maxCandidateEvaluations: ruleBudget,
    });
  } catch (cause) {
    throw invalid("is not a valid RFC 5545 rule", cause);
  }
}

/** @throws {ValidationError} when the next date is not found within the budget. */
export function find(rule: RRuleTemporal, after: Temporal.PlainDateTime, inclusive: boolean) {
  try {
    return rule.next(floating(after), inclusive)?.toPlainDateTime() ?? null;
  } catch (cause) {
    throw invalid("never occurs, or its next date takes too much work to find; make it simpler", cause);
  }
}

/** Receives how many dates a rule had to try, and throws if that exceeds the budget. */
export type Spend = (dates: number) => void;

/** A budget for several rules together. */
export function rulesBudget(dates: number): Spend {
  let left = dates;
  return (tried) => {
    left -= tried;
    if (left >= 0) return;
    throw new LimitError(
      "The recurrence rules take too much work in total. Do it in smaller parts, or make them simpler.",
    );
  };
}
