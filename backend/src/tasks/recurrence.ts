import type { Due, Recurrence } from "@todo-chatbot/contracts";
import { RRuleTemporal } from "rrule-temporal";
import { Temporal } from "temporal-polyfill";
import { ValidationError } from "../http/errors.ts";
import { dueAt, today, wallClock, wallClockOf } from "./due.ts";

/** Enough to reach the next 29 February from any day; a rule that needs more never happens. */
const searchLimit = 3500;

/** A series longer than this is not a countdown; it also bounds the counting of what was missed. */
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

type Parts = ReadonlyMap<string, string>;

/** A rule's parts, RFC 5545 §3.3.10, or a `ValidationError` that says which part is wrong. */
function parse(rule: string): Parts {
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

function format(parts: Parts): string {
  return [...parts].map(([name, value]) => `${name}=${value}`).join(";");
}

function invalid(message: string, cause?: unknown): ValidationError {
  return new ValidationError([{ path: "recurrence.rule", message }], { cause });
}

/** The wall clock as if it were UTC: no local time is skipped or repeated while a rule is worked out. */
function floating(wall: Temporal.PlainDateTime): Temporal.ZonedDateTime {
  return wall.toZonedDateTime("UTC");
}

/**
 * UNTIL as a wall clock of the task. A day ends with that day; an instant (`Z`) is what the clocks of a timed
 * task show then, and for a task due on a day it is that day.
 */
function untilOf(until: string, due: Due): string {
  const day = until.slice(0, 8);
  if (until.length === 8 || !("time" in due)) return `${day}T235959Z`;
  if (!until.endsWith("Z")) return `${until}Z`;
  const wall = Temporal.Instant.from(until).toZonedDateTimeISO(due.timeZone).toPlainDateTime();
  return `${wall.toString({ smallestUnit: "second" }).replaceAll(/[-:]/g, "")}Z`;
}

function series(parts: Parts, start: Temporal.PlainDateTime, due: Due): RRuleTemporal {
  const until = parts.get("UNTIL");
  try {
    const rule = format(until ? new Map([...parts, ["UNTIL", untilOf(until, due)]]) : parts);
    return new RRuleTemporal({
      rruleString: `RRULE:${rule}`,
      dtstart: floating(start),
      maxIterations: searchLimit,
      maxCandidateEvaluations: searchLimit * 10,
    });
  } catch (cause) {
    throw invalid("is not a valid RFC 5545 rule", cause);
  }
}

function find(rule: RRuleTemporal, after: Temporal.PlainDateTime, inclusive: boolean) {
  try {
    return rule.next(floating(after), inclusive)?.toPlainDateTime() ?? null;
  } catch {
    return null; // The library gives up on rules that (almost) never happen.
  }
}

/**
 * Checks a recurrence and says when the task is due: as given, or without a due the first date of the rule
 * from today on.
 * @throws {ValidationError} when the rule is wrong, never happens, or needs a time that the due lacks.
 */
export function settle(recurrence: Recurrence, due: Due | null, now: Date, timeZone: string) {
  const parts = parse(recurrence.rule);
  const timed = due !== null && "time" in due;
  if (!timed && (parts.get("FREQ") === "HOURLY" || parts.has("BYHOUR") || parts.has("BYMINUTE"))) {
    throw invalid("needs a task that is due at a time of day");
  }
  const from: Due = due ?? { date: today(now, timeZone) };
  const first = find(series(parts, wallClockOf(from), from), wallClockOf(from), true);
  if (!first) throw invalid("gives no date from the due date on");
  return { recurrence: { ...recurrence, rule: format(parts) }, due: due ?? dueAt(first, from) };
}

/**
 * Where a recurring task goes when it is completed: the next date after both its due and now, counted from
 * the due (`schedule`) or from the completion; null when the series is over. Dates missed in between are
 * passed over, and count for COUNT, as they are dates of the series all the same.
 * @param timeZone the person's: it decides which day "now" is for a task due on a day.
 */
export function advance(recurrence: Recurrence, due: Due, now: Date, timeZone: string) {
  const parts = parse(recurrence.rule);
  const wallNow =
    "time" in due ? wallClock(now, due.timeZone) : wallClock(now, timeZone).with({ hour: 0, minute: 0 });
  const wallDue = wallClockOf(due);
  const fromCompletion = recurrence.anchor === "completion";
  const hourly = parts.get("FREQ") === "HOURLY";
  const start = !fromCompletion ? wallDue : hourly ? wallNow : wallNow.withPlainTime(wallDue.toPlainTime());
  const later = Temporal.PlainDateTime.compare(wallNow, start) > 0 ? wallNow : start;
  const rule = series(parts, start, due);
  const next = find(rule, later, false);
  if (!next) return null;

  const count = parts.get("COUNT");
  if (count === undefined) return { due: dueAt(next, due), recurrence };
  const past = rule.between(floating(start), floating(next), true).length - 1;
  const left = Number(count) - Math.max(past, 1);
  if (left < 1) return null;
  return {
    due: dueAt(next, due),
    recurrence: { ...recurrence, rule: format(new Map([...parts, ["COUNT", String(left)]])) },
  };
}
