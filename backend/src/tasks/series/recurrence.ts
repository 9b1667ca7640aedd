import type { Due, Recurrence } from "@todo-chatbot/contracts";
import {
  addDays,
  daysBetween,
  formatRuleParts,
  type RuleParts,
  today,
} from "@todo-chatbot/contracts/calendar";
import { Temporal } from "temporal-polyfill";
import { dueAt, wallClockAt, wallClockOf } from "./due.ts";
import { withMonthEnds } from "./month-ends.ts";
import {
  checkParts,
  costOf,
  datesOf,
  find,
  floating,
  invalid,
  parse,
  ruleBudget,
  type Spend,
} from "./rule.ts";

const free: Spend = () => {};

/** A date of a series in the contract's form, of the same kind as its first date. */
export function occurrenceOf(wall: Temporal.PlainDateTime, like: Due): string {
  const due = dueAt(wall, like);
  return "time" in due ? `${due.date}T${due.time}` : due.date;
}

/** The wall clock of a date of a series; a bare day has the time that the series starts with. */
export function wallOf(occurrence: string, like: Due): Temporal.PlainDateTime {
  if (occurrence.includes("T")) return Temporal.PlainDateTime.from(occurrence);
  return Temporal.PlainDate.from(occurrence).toPlainDateTime(wallClockOf(like).toPlainTime());
}

/** Whether a list of dates contains one; a bare day in it means the whole day. */
function includes(dates: readonly string[] | undefined, occurrence: string): boolean {
  return dates !== undefined && (dates.includes(occurrence) || dates.includes(occurrence.slice(0, 10)));
}

type Read = (after: Temporal.PlainDateTime, inclusive: boolean) => Temporal.PlainDateTime | null;

/** Dates of a series in order: those of the rule and additions, without exceptions and completed ones. */
function reader(recurrence: Recurrence, like: Due, read: Read): Read {
  const additions = (recurrence.additions ?? [])
    .map((date) => wallOf(date, like))
    .sort(Temporal.PlainDateTime.compare);
  const isLeftOut = (wall: Temporal.PlainDateTime) => {
    const date = occurrenceOf(wall, like);
    return includes(recurrence.exceptions, date) || includes(recurrence.done, date);
  };
  return (after, inclusive) => {
    const least = inclusive ? 0 : 1;
    const added = additions.find(
      (date) => Temporal.PlainDateTime.compare(date, after) >= least && !isLeftOut(date),
    );
    let next = read(after, inclusive);
    while (next && isLeftOut(next) && !(added && Temporal.PlainDateTime.compare(added, next) < 0))
      next = read(next, false);
    if (!next || !added) return next ?? added ?? null;
    return Temporal.PlainDateTime.compare(added, next) < 0 ? added : next;
  };
}

/**
 * Validates a recurrence and determines when the task is due: as given, or else the first date of the series, which
 * begins today if it has no start. A rule that takes its day from its first date is rewritten to include
 * short months (`withMonthEnds`); with a start of its own it is unchanged.
 * @param due the date the rule determines: the due date, or the start of a series counted by that
 * @throws {ValidationError} if the rule is invalid, never occurs, is too expensive, or needs a time that the
 *   series lacks.
 */
export function settle(
  recurrence: Recurrence,
  due: Due | null,
  now: Date,
  timeZone: string,
  spend: Spend = free,
): { recurrence: Recurrence; due: Due } {
  const given = parse(recurrence.rule);
  checkParts(given);
  const from: Due = recurrence.start ?? due ?? { date: today({ instant: now.getTime(), zone: timeZone }) };
  const timed = "time" in from;
  if (!timed && (given.get("FREQ") === "HOURLY" || given.has("BYHOUR") || given.has("BYMINUTE"))) {
    throw invalid("needs a task that is due at a time of day");
  }
  const start = wallClockOf(from);
  const parts = recurrence.start ? given : withMonthEnds(given, start);
  const rule = datesOf(parts, start, from);
  let first: Temporal.PlainDateTime | null;
  try {
    first = find(rule, start, true);
  } catch (error) {
    spend(ruleBudget);
    throw error;
  }
  spend(costOf(parts, start, first ?? start));
  if (!first) throw invalid("gives no date from the due date on");
  const series = {
    ...recurrence,
    rule: formatRuleParts(parts),
    start: recurrence.start ?? due ?? dueAt(first, from),
  };
  const read = reader(series, from, readerOf(rule, parts, spend));
  const at = occurrenceAt(series, due ?? null);
  // An excluded occurrence is replaced by the next one.
  const isLeftOut = at !== null && (includes(series.exceptions, at) || includes(series.done, at));
  if (due && !isLeftOut) return { recurrence: tidy(series, due), due };
  const next = read(at === null ? start : wallOf(at, from), at === null);
  if (!next) throw invalid("gives no date that is not left out or done");
  return {
    recurrence: tidy({ ...series, occurrence: undefined }, dueAt(next, from)),
    due: dueAt(next, from),
  };
}

/** The date in the series of a task's current occurrence: the one it was moved from, or its own. */
function occurrenceAt(recurrence: Recurrence, due: Due | null): string | null {
  if (recurrence.occurrence !== undefined) return recurrence.occurrence;
  return due && occurrenceOf(wallClockOf(due), recurrence.start ?? due);
}

/** Removes redundant parts: empty lists, a date equal to the due date, the default basis. */
function tidy(recurrence: Recurrence, due: Due): Recurrence {
  const like: Due = recurrence.start ?? due;
  const same =
    "time" in like === "time" in due && occurrenceOf(wallClockOf(due), like) === recurrence.occurrence;
  return Object.fromEntries(
    Object.entries(recurrence).filter(
      ([name, value]) =>
        value !== undefined &&
        !(Array.isArray(value) && value.length === 0) &&
        !(name === "occurrence" && same) &&
        !(name === "basis" && value === "due"),
    ),
  ) as Recurrence;
}

/** A series whose next date is out of range is over: its task can still be completed. */
function readerOf(rule: ReturnType<typeof datesOf>, parts: RuleParts, spend: Spend): Read {
  return (after, inclusive) => {
    let next: Temporal.PlainDateTime | null;
    try {
      next = find(rule, after, inclusive);
    } catch {
      spend(ruleBudget);
      return null;
    }
    spend(costOf(parts, after, next ?? after));
    return next;
  };
}

/** The next date of a series, and its distance in days from the previous one. */
export interface Advance {
  due: Due;
  recurrence: Recurrence;
  days: number;
}

/** The current time in the zone of a series, or for whole days the current day in the person's zone, at midnight. */
function wallNowOf(like: Due, now: Date, timeZone: string): Temporal.PlainDateTime {
  return "time" in like
    ? wallClockAt(now, like.timeZone)
    : wallClockAt(now, timeZone).with({ hour: 0, minute: 0 });
}

/**
 * The next date of a recurring task when it is completed: after both the current occurrence and now,
 * counted from the first date of the series (`schedule`) or from the completion; null if the series is over. Dates
 * missed in between are skipped but count for COUNT, since they are part of the series. The current date of a
 * task is never its next.
 * @param due the date the rule determines: the due date, or the start of a series counted by that
 * @param timeZone the person's, which determines the current day for a task due on a day.
 */
export function advance(
  recurrence: Recurrence,
  due: Due,
  now: Date,
  timeZone: string,
  spend: Spend = free,
): Advance | null {
  const parts = parse(recurrence.rule);
  const like: Due = recurrence.start ?? due;
  const wallNow = wallNowOf(like, now, timeZone);
  const at = occurrenceAt(recurrence, due) as string;
  const occurrence = wallOf(at, like);
  const fromCompletion = recurrence.anchor === "completion";
  const hourly = parts.get("FREQ") === "HOURLY";
  const first = wallClockOf(like);
  const start = !fromCompletion ? first : hourly ? wallNow : wallNow.withPlainTime(first.toPlainTime());
  const base = fromCompletion ? start : occurrence;
  const later = Temporal.PlainDateTime.compare(wallNow, base) > 0 ? wallNow : base;
  const rule = datesOf(parts, start, like);
  const read = reader(recurrence, like, readerOf(rule, parts, spend));
  const own = occurrenceOf(wallClockOf(due), like);
  let next = read(later, false);
  while (next && occurrenceOf(next, like) === own) next = read(next, false);
  if (!next) return null;

  const date = occurrenceOf(next, like);
  const moved = dueAt(next, like);
  const done = recurrence.done?.filter((one) => one > date);
  const series = { ...recurrence, start: like, occurrence: undefined, done };
  const days = daysBetween(at.slice(0, 10), moved.date);
  const count = parts.get("COUNT");
  if (!fromCompletion || count === undefined) return { due: moved, recurrence: tidy(series, moved), days };
  const past = rule.between(floating(start), floating(next), true).length - 1;
  const left = Number(count) - Math.max(past, 1);
  if (left < 1) return null;
  return {
    due: moved,
    recurrence: tidy(
      { ...series, rule: formatRuleParts(new Map([...parts, ["COUNT", String(left)]])) },
      moved,
    ),
    days,
  };
}

/** A due some days later, at the same time of day. */
export function laterBy<When extends Due | null>(days: number, due: When): When {
  return due && ({ ...due, date: addDays(due.date, days) } as When);
}
