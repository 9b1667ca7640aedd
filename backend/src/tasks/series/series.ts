import { isDeepStrictEqual } from "node:util";
import type { Due, Range, Recurrence, Task, TaskPatch } from "@todo-chatbot/contracts";
import {
  addDays,
  daysBetween,
  formatRuleParts,
  meantDays,
  monthDays,
  weekdayCodes,
} from "@todo-chatbot/contracts/calendar";
import type { Temporal } from "temporal-polyfill";
import { ValidationError } from "../../errors.ts";
import { wallClockOf } from "./due.ts";
import { withoutMonthEnds } from "./month-ends.ts";
import { advance, laterBy, occurrenceOf, settle, wallOf } from "./recurrence.ts";
import { datesOf, floating, parse, type Spend } from "./rule.ts";

type Dates = Pick<Task, "start" | "due">;
export type Repeating = Dates & { recurrence: Recurrence };

/** The current time, the time zone, and the budget for rules. */
export interface Reckoning {
  asked: Date;
  timeZone: string;
  spend?: Spend;
}

/** The date of a task that its rule determines. */
const baseOf = ({ basis = "due" }: Recurrence, dates: Dates): Due | null => dates[basis];

/** The dates of a task after the one determined by its rule moves: the other keeps its distance. */
function withBase({ basis = "due" }: Recurrence, dates: Dates, base: Due, days: number): Dates {
  return basis === "start"
    ? { start: base, due: laterBy(days, dates.due) }
    : { due: base, start: laterBy(days, dates.start) };
}

/**
 * Validates the recurrence of a task and fills in its dates; see `settle`.
 * @throws {ValidationError}
 */
export function settleSeries(task: Repeating, { asked, timeZone, spend }: Reckoning): Repeating {
  const base = baseOf(task.recurrence, task);
  if (task.recurrence.basis === "start" && !base) {
    throw new ValidationError([{ path: "recurrence.basis", message: "needs the task to have a start" }]);
  }
  const { recurrence, due } = settle(task.recurrence, base, asked, timeZone, spend);
  const days = base ? daysBetween(base.date, due.date) : 0;
  return { ...withBase(recurrence, task, due, days), recurrence };
}

/** The next date of a repeating task when it is completed, and the distance in days; null if the series is over. */
export function nextInSeries(
  task: Dates & { recurrence: Recurrence | null },
  { asked, timeZone, spend }: Reckoning,
): (Repeating & { days: number }) | null {
  const { recurrence } = task;
  const base = recurrence && baseOf(recurrence, task);
  if (!base) return null;
  const next = advance(recurrence, base, asked, timeZone, spend);
  if (!next) return null;
  const { days } = next;
  return { ...withBase(recurrence, task, next.due, days), recurrence: next.recurrence, days };
}

/**
 * The recurrence that results from a patch, before `settle`. A new rule starts with the due date; the same rule
 * keeps its series, with the given parts. A new date then applies only to the next occurrence, which is still
 * identified by its original date (RFC 5545 RECURRENCE-ID), or with `thisAndFuture` to all from there on.
 */
export function patchedSeries(before: Task, patch: TaskPatch, range: Range): Recurrence | null {
  const { recurrence: old } = before;
  const given = patch.recurrence === undefined ? old : patch.recurrence;
  if (!given || !old || given.rule !== old.rule || given.anchor !== old.anchor) return given;
  const series = { ...old, ...given };
  const from = baseOf(series, before);
  const to = baseOf(series, { start: before.start, due: before.due, ...defined(patch) });
  const told = patch.recurrence?.start !== undefined || patch.recurrence?.occurrence !== undefined;
  // The date of an occurrence that was moved can be applied to all later ones.
  const stays = isDeepStrictEqual(from, to) && !(range === "thisAndFuture" && series.occurrence);
  if (!from || !to || told || stays) return series;
  if (series.anchor === "completion") return { ...series, start: to };
  const start = series.start ?? from;
  const occurrence = series.occurrence ?? occurrenceOf(wallClockOf(from), start);
  return range === "this" ? { ...series, start, occurrence } : movedSeries(series, start, occurrence, to);
}

function defined({ start, due }: TaskPatch): Partial<Dates> {
  return { ...(start !== undefined && { start }), ...(due !== undefined && { due }) };
}

/**
 * A series that continues from another date: its rule names the new day in place of the old one.
 * @param start the first date of the series
 * @param occurrence the date from which on it moves
 * @param to where that date moves to
 */
export function movedSeries(series: Recurrence, start: Due, occurrence: string, to: Due): Recurrence {
  const { basis, anchor } = series;
  const parts = new Map(withoutMonthEnds(parse(series.rule)));
  const from = wallOf(occurrence, start);
  const target = wallClockOf(to);
  const rename = (name: string, old: string, fresh: string) => {
    const all = parts.get(name)?.split(",");
    if (all)
      parts.set(
        name,
        [...new Set(all.map((one) => (one.replace(/^\+/, "") === old ? fresh : one)))].join(","),
      );
  };
  const freq = parts.get("FREQ");
  if (freq === "MONTHLY" || freq === "YEARLY") moveInMonth(parts, from, target);
  else rename("BYDAY", weekday(from), weekday(target));
  if (freq === "YEARLY") rename("BYMONTH", String(from.month), String(target.month));
  if ("time" in start && "time" in to) {
    rename("BYHOUR", String(from.hour), String(target.hour));
    rename("BYMINUTE", String(from.minute), String(target.minute));
  }
  const count = parts.get("COUNT");
  if (count !== undefined) {
    const dates = datesOf(parse(series.rule), wallClockOf(start), start);
    const before = dates.between(floating(wallClockOf(start)), floating(from), true);
    const passed = before.filter((date) => date.epochMilliseconds < floating(from).epochMilliseconds).length;
    parts.set("COUNT", String(Math.max(1, Number(count) - passed)));
  }
  const later = (dates: readonly string[] = []) =>
    dates.filter((date) => date > occurrence).map(movedWith(start, occurrence, to));
  return {
    rule: formatRuleParts(parts),
    anchor,
    ...(basis ? { basis } : {}),
    exceptions: later(series.exceptions),
    additions: later(series.additions),
    done: later(series.done),
  };
}

/** Moves the other dates of a series with one of them: by the same days, and by the same time on the clock. */
export function movedWith(start: Due, occurrence: string, to: Due): (date: string) => string {
  const days = daysBetween(occurrence.slice(0, 10), to.date);
  const by = wallOf(occurrence, start).until(wallClockOf(to), { largestUnit: "days" });
  return (date) =>
    date.includes("T") && "time" in to
      ? occurrenceOf(wallOf(date, start).add(by), to)
      : addDays(date.slice(0, 10), days);
}

const weekday = (date: Temporal.PlainDateTime): string => weekdayCodes[date.dayOfWeek - 1] ?? "";

/** Within a month, a day is identified by its number or, if the rule counts weekdays, by its weekday's position. */
function moveInMonth(
  parts: Map<string, string>,
  from: Temporal.PlainDateTime,
  to: Temporal.PlainDateTime,
): void {
  const numbers = parts.get("BYMONTHDAY")?.split(",").map(Number);
  const byDay = parts.get("BYDAY");
  if (numbers && !byDay) {
    const meant = meantDays(numbers, parts.get("BYSETPOS")?.split(",").map(Number) ?? []);
    const names = new Set([from.day, from.day - from.daysInMonth - 1]);
    // The last day of a shorter month stands for the day it lacks.
    if (meant && !meant.includes(from.day)) names.add(meant.at(-1) ?? from.day);
    const fresh = (meant ?? numbers).map((one) => (names.has(one) ? to.day : one));
    if (meant) parts.delete("BYSETPOS");
    if (fresh.length === 1 && to.day > 28) parts.delete("BYMONTHDAY");
    else nameDays(parts, fresh);
  } else if (byDay && !numbers) {
    const fromEnd = byDay.startsWith("-") || (parts.get("BYSETPOS") ?? "").startsWith("-");
    const place = fromEnd && to.day > to.daysInMonth - 7 ? -1 : Math.ceil(to.day / 7);
    parts.delete("BYSETPOS");
    parts.set("BYDAY", `${place}${weekday(to)}`);
  }
}

/** Days that no rule can combine with the ends of short months are skipped there, which is reported when the rule is set. */
function nameDays(parts: Map<string, string>, days: readonly number[]): void {
  const named = parts.has("BYSETPOS") ? null : monthDays(days);
  parts.set("BYMONTHDAY", (named?.byMonthDay ?? [...new Set(days)]).join(","));
  if (named && named.bySetPos.length > 0) parts.set("BYSETPOS", named.bySetPos.join(","));
}
