import { type Due, limits, type Recurrence } from "@todo-chatbot/contracts";
import { dueAtInstant, instantOf as momentOf } from "@todo-chatbot/contracts/calendar";
import { Temporal } from "temporal-polyfill";
import type { Tell } from "../draft.ts";
import { allOf, type Component, firstOf, textOf } from "./lines.ts";
import { keptSeriesOf, ours } from "./ours.ts";
import { ruleOf } from "./rules.ts";
import { type Clock, durationOf, laterBy, type Stamp, stampOf } from "./times.ts";
import { isDone, statusOf, type Todo } from "./todos.ts";
import { turnedRule } from "./turned.ts";

export interface Dates {
  start: Due | null;
  due: Due | null;
}

/** The start and due date. A start equal to the due, which programs write for series, is not a separate start. */
export function datesOf(todo: Component, clock: Clock, tell: Tell): Dates {
  const start = clock.due(firstOf(todo, "dtstart"), tell);
  const duration = textOf(todo, "duration");
  let due = clock.due(firstOf(todo, "due"), tell);
  if (!due && start && duration) {
    const span = durationOf(duration);
    due = span && laterBy(start, span);
    if (!due) tell("date_unknown", duration);
  } else if (duration) tell("field_left_out", `duration ${duration}`);
  if (!due && start && (firstOf(todo, "rrule") || firstOf(todo, "rdate"))) {
    tell("start_became_due", start.date);
    return { start: null, due: start };
  }
  if (!start || (due && isSame(start, due))) return { start: null, due };
  const [from, to] = [momentOf(start), momentOf(due)];
  if (due && (from === null || to === null ? start.date > due.date : from > to)) {
    tell("field_left_out", `a start after the due date, ${start.date}`);
    return { start: null, due };
  }
  return { start, due };
}

function isSame(a: Due, b: Due): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

export interface Series {
  recurrence: Recurrence;
  /** Dates that are done, possibly including the first. */
  finished: string[];
  /** When the last of them was completed. */
  finishedAt?: string | null;
  /** The dates of its task, if they differ from those in the file: converted to another clock, or moved. */
  moved?: Dates;
  /** The start of its task, if our own export says so. */
  start?: Due | null;
}

/** The series of a to-do: it counts from DTSTART (RFC 5545 §3.8.5.3), or from the due date if there is none. */
export function seriesOf(todo: Component, given: Due, dates: Dates, clock: Clock, tell: Tell): Series | null {
  const kept = keptSeriesOf(textOf(todo, ours.series));
  const start = firstOf(todo, "dtstart")?.values[0];
  if (kept && kept.rrule === textOf(todo, "rrule") && kept.dtstart === start) {
    const byStart = kept.recurrence.basis === "start";
    return { recurrence: kept.recurrence, finished: [], ...(!byStart && { start: kept.start }) };
  }
  const rules = allOf(todo, "rrule").map(({ values, written }) => values.join(",") || written);
  for (const { values } of allOf(todo, "exrule")) tell("recurrence_left_out", values.join(","));
  const day = Temporal.PlainDate.from(given.date);
  const rule = ruleOf(rules, day.day, tell);
  const turned = rule === null ? "FREQ=DAILY;COUNT=1" : ruleHere(todo, rule, given);
  if (turned === null && !stampIn(todo)?.utc) {
    tell("recurrence_left_out", rule);
    return null;
  }
  if (turned === null) tell("recurrence_in_utc", rule);
  const first = turned === null ? (inUtc(given) ?? given) : given;
  const listed = (name: string) =>
    allOf(todo, name).flatMap((property) =>
      clock.dates(property, tell).map((date) => occurrenceOf(date, first)),
    );
  const additions = listed("rdate").filter((date) => date !== occurrenceOf(first, first));
  if (rule === null && (rules.length > 0 || additions.length === 0)) return null;
  const recurrence: Recurrence = {
    rule: turned ?? rule ?? "",
    anchor: textOf(todo, ours.anchor) === "completion" ? "completion" : "schedule",
    start: first,
    ...(dates.start && { basis: "start" as const }),
  };
  const exceptions = atMost(listed("exdate"), tell);
  if (exceptions.length > 0) recurrence.exceptions = exceptions;
  const more = atMost(additions, tell);
  if (more.length > 0) recurrence.additions = more;
  const byUtc = turned === null && { moved: { start: inUtc(dates.start), due: inUtc(dates.due) } };
  return { recurrence, finished: [], ...byUtc };
}

/** A rule without a date starts today. */
export function undatedSeriesOf(todo: Component, tell: Tell): Series | null {
  const rules = allOf(todo, "rrule").map(({ values }) => values.join(","));
  const rule = ruleOf(rules, 1, tell);
  if (rule === null) return null;
  tell("date_relative", rule);
  return { recurrence: { rule, anchor: "schedule" }, finished: [] };
}

/** The start of a series, as written. */
function stampIn(todo: Component): Stamp | null {
  return stampOf(textOf(todo, "dtstart") ?? textOf(todo, "due") ?? "");
}

/**
 * A rule counts days in the zone of its start. In UTC, or in a zone defined only in the file, these may differ from the
 * days here. Null if no rule can express them.
 */
function ruleHere(todo: Component, rule: string, here: Due): string | null {
  const stamp = stampIn(todo);
  if (!stamp?.time || !("time" in here)) return rule;
  const isKept =
    stamp.date.toString() === here.date && stamp.time.toString({ smallestUnit: "minute" }) === here.time;
  if (isKept && !stamp.utc) return rule;
  return turnedRule(rule, stamp.date, stamp.date.until(here.date).days);
}

/** Converts a time to UTC. */
function inUtc(due: Due | null): Due | null {
  const at = momentOf(due);
  return at === null ? due : dueAtInstant(at, "UTC");
}

/** A date of a series, in the wall clock of its first date. */
export function occurrenceOf(date: Due, first: Due): string {
  if (!("time" in first)) return date.date;
  if (!("time" in date)) return `${date.date}T${first.time}`;
  const wall = Temporal.PlainDateTime.from(`${date.date}T${date.time}`)
    .toZonedDateTime(date.timeZone)
    .withTimeZone(first.timeZone);
  return `${wall.toPlainDate()}T${wall.toPlainTime().toString({ smallestUnit: "minute" })}`;
}

function atMost(dates: readonly string[], tell: Tell): string[] {
  const all = [...new Set(dates)].sort();
  const over = all.length - limits.datesPerSeries;
  if (over > 0) tell("exceptions_left_out", `${over} of ${all.length}`);
  return all.slice(0, limits.datesPerSeries);
}

/**
 * Applies components for single dates to the series: done dates are skipped, cancelled ones become exceptions, and a
 * moved one becomes an exception on the old date and an addition on the new one.
 * @returns whether the whole series is done.
 */
export function applyOccurrences(
  todo: Todo,
  series: Series,
  dates: Dates,
  clock: Clock,
  tell: Tell,
): boolean {
  const { recurrence } = series;
  const first = recurrence.start ?? dates.due;
  if (!first) return isDone(todo.component);
  const finished = new Set<string>();
  const cancelled: string[] = [];
  const moved: { from: string; to: string }[] = [];
  const firstDate = occurrenceOf(dates.start ?? dates.due ?? first, first);
  const changed: string[] = [];
  for (const component of todo.occurrences) {
    const id = clock.due(firstOf(component, "recurrence-id"), tell);
    if (!id) continue;
    const date = occurrenceOf(id, first);
    if (statusOf(component) === "CANCELLED") cancelled.push(date);
    else if (isDone(component)) finished.add(date);
    else {
      const to = clock.due(
        firstOf(component, dates.start ? "dtstart" : "due") ?? firstOf(component, "dtstart"),
        tell,
      );
      if (to && date === firstDate && !finished.has(date)) {
        series.moved = movedDates(component, dates, clock, tell);
        recurrence.occurrence = date;
      } else if (to && occurrenceOf(to, first) !== date) {
        moved.push({ from: date, to: occurrenceOf(to, first) });
      }
      const range = firstOf(component, "recurrence-id")?.parameters.range?.toUpperCase();
      if (range === "THISANDFUTURE") changed.push(`${date} and all later ones`);
      else if (saysOtherwise(component, todo.component)) changed.push(date);
    }
  }
  if (finished.size > 0) tell("occurrences_finished", String(finished.size));
  if (changed.length > 0) tell("occurrence_moved", changed.join(", "));
  const exceptions = [...(recurrence.exceptions ?? []), ...cancelled, ...moved.map(({ from }) => from)];
  if (exceptions.length > 0) recurrence.exceptions = atMost(exceptions, tell);
  const additions = [...(recurrence.additions ?? []), ...moved.map(({ to }) => to)];
  if (additions.length > 0) recurrence.additions = atMost(additions, tell);
  series.finished = [...finished];
  series.finishedAt = lastOf(todo.occurrences.filter(isDone), clock);
  return isDone(todo.component);
}

/** The latest time of completion, if given. */
function lastOf(todos: readonly Component[], clock: Clock): string | null {
  const all = todos.flatMap((todo) => clock.instant(firstOf(todo, "completed")) ?? []);
  return all.length > 0 ? new Date(Math.max(...all)).toISOString() : null;
}

/** Whether a single occurrence differs from its series in anything but its dates. */
function saysOtherwise(occurrence: Component, series: Component): boolean {
  return ["summary", "description", "priority", "location", "categories"].some((name) => {
    const said = allOf(occurrence, name).flatMap(({ values }) => values);
    return (
      said.length > 0 &&
      said.join() !==
        allOf(series, name)
          .flatMap(({ values }) => values)
          .join()
    );
  });
}

/** The dates of a single occurrence; missing ones are taken from the series. */
export function movedDates(occurrence: Component, dates: Dates, clock: Clock, tell: Tell): Dates {
  const start = clock.due(firstOf(occurrence, "dtstart"), tell);
  const due = clock.due(firstOf(occurrence, "due"), tell) ?? start ?? dates.due;
  return { start: dates.start ? (start ?? dates.start) : null, due };
}
