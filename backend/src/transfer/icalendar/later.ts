import type { Due, Recurrence } from "@todo-chatbot/contracts";
import { daysBetween, formatRuleParts, rulePartsOf } from "@todo-chatbot/contracts/calendar";
import type { Temporal } from "temporal-polyfill";
import { ValidationError } from "../../errors.ts";
import { wallClockOf } from "../../tasks/series/due.ts";
import { laterBy as daysLater, occurrenceOf as occurrenceAt, wallOf } from "../../tasks/series/recurrence.ts";
import { datesOf as datesOfRule, floating, parse } from "../../tasks/series/rule.ts";
import { movedSeries, movedWith } from "../../tasks/series/series.ts";
import type { Tell } from "../draft.ts";
import { type Component, firstOf, type Property } from "./lines.ts";
import { ours } from "./ours.ts";
import { type Dates, datesOf, movedDates, occurrenceOf, seriesOf } from "./series.ts";
import { type Clock, stampOf } from "./times.ts";
import { statusOf, type Todo } from "./todos.ts";

/** A date of a series with a component of its own. */
interface Single {
  component: Component;
  /** Its date according to the series. */
  at: string;
}

const silent: Tell = () => undefined;

const isLater = (component: Component) =>
  firstOf(component, "recurrence-id")?.parameters.range?.toUpperCase() === "THISANDFUTURE";

/**
 * Splits a series in which a component with RANGE=THISANDFUTURE changes all dates from one on (RFC 5545 §3.2.13): the
 * series until then, and another from there, with its rule moved as far as that date was and the changed fields. A
 * to-do without such a component, or whose series cannot be determined, is returned as it is.
 */
export function partsOf(todo: Todo, clock: Clock, tell: Tell): Todo[] {
  if (!todo.occurrences.some(isLater)) return [todo];
  try {
    return splitAt(todo, clock, tell) ?? [todo];
  } catch (error) {
    if (error instanceof ValidationError) return [todo];
    throw error;
  }
}

function splitAt(todo: Todo, clock: Clock, tell: Tell): Todo[] | null {
  const { component } = todo;
  const dates = datesOf(component, clock, silent);
  const given = dates.start ?? dates.due;
  const series = given && dates.due && seriesOf(component, given, dates, clock, silent);
  const first = series?.recurrence.start;
  if (!series || !first || series.moved || !firstOf(component, "rrule")) return null;
  const singles = todo.occurrences
    .flatMap((single): Single[] => {
      const id = clock.due(firstOf(single, "recurrence-id"), silent);
      return id ? [{ component: single, at: occurrenceOf(id, first) }] : [];
    })
    .sort((a, b) => (a.at < b.at ? -1 : 1));
  const cuts = singles.filter((single) => isLater(single.component));
  const between = (from: string, to: string | undefined) =>
    singles.filter(({ component, at }) => !isLater(component) && at >= from && (!to || at < to));
  const [cut] = cuts;
  if (!cut) return null;
  const parts: Todo[] = [];
  const before = endedBefore(component, series.recurrence, first, cut.at, clock);
  if (before === "over") return null;
  if (before)
    parts.push({ ...todo, component: before, occurrences: between("", cut.at).map((one) => one.component) });
  cuts.forEach(({ component: later, at }, index) => {
    if (statusOf(later) === "CANCELLED") return;
    const days = daysBetween(first.date, at.slice(0, 10));
    const shifted = { start: daysLater(days, dates.start), due: daysLater(days, dates.due) };
    const moved = movedDates(later, shifted, clock, tell);
    const to = dates.start ? moved.start : moved.due;
    if (!to) return;
    if (parts.length > 0) tell("series_split", at);
    const move = movedWith(first, at, to);
    const moving = { ...series.recurrence, rule: untilMoved(series.recurrence.rule, first, to, move) };
    const recurrence = movedSeries(moving, first, at, to);
    const next = cuts[index + 1]?.at;
    const whole = laterComponent(component, later, moved, recurrence, to);
    const ended = next === undefined ? whole : endedBefore(whole, recurrence, to, move(next), clock);
    if (!ended || ended === "over") return;
    parts.push({
      ...todo,
      uid: parts.length === 0 ? todo.uid : todo.uid && `${todo.uid} ${at}`,
      component: ended,
      occurrences: between(at, next).map((one) => ({
        ...one.component,
        properties: one.component.properties.map((property) =>
          property.name === "recurrence-id"
            ? dateProperty("recurrence-id", dueOf(move(one.at), to))
            : property,
        ),
      })),
    });
  });
  return parts;
}

/**
 * A to-do without the dates of its series from `at` on; null if none is left, "over" if the series ended before that.
 */
function endedBefore(
  component: Component,
  { rule }: Recurrence,
  first: Due,
  at: string,
  clock: Clock,
): Component | "over" | null {
  const start = wallClockOf(first);
  const end = wallOf(at, first);
  const all = datesOfRule(parse(rule), start, first).between(floating(start), floating(end), true);
  const passed = all.filter((date) => date.epochMilliseconds < floating(end).epochMilliseconds);
  if (passed.length === 0) return null;
  if (passed.length === all.length) return "over";
  const until = "time" in first ? instantBefore(end, first.timeZone) : dayBefore(end);
  // The rule as the file has it, which may count in a different zone than the dates here.
  const bounded = (written: string) => {
    const parts = new Map(rulePartsOf(written));
    if (parts.has("COUNT")) parts.set("COUNT", String(passed.length));
    else parts.set("UNTIL", until);
    return textProperty("rrule", formatRuleParts(parts));
  };
  const isBefore = (date: Due) => occurrenceOf(date, first) < at;
  return {
    ...component,
    properties: component.properties.flatMap((property): Property[] => {
      if (property.name === "rrule") return [bounded(property.values.join(","))];
      if (property.name !== "rdate") return [property];
      return clock
        .dates(property, silent)
        .filter(isBefore)
        .map((date) => dateProperty("rdate", date));
    }),
  };
}

/** Moves the end of a rule by as much as its dates are moved, so that the number of dates stays the same. */
function untilMoved(rule: string, first: Due, to: Due, move: (date: string) => string): string {
  const parts = new Map(rulePartsOf(rule));
  const until = stampOf(parts.get("UNTIL") ?? "");
  if (!until) return rule;
  const wall = until.date.toPlainDateTime(until.time ?? "23:59");
  const isInstant = until.utc && "time" in first;
  const here = isInstant ? wall.toZonedDateTime("UTC").withTimeZone(first.timeZone).toPlainDateTime() : wall;
  const moved = dueOf(move(occurrenceAt(here, first)), to);
  parts.set("UNTIL", "time" in moved ? instantIn(wallClockOf(moved), moved.timeZone) : compact(moved.date));
  return formatRuleParts(parts);
}

const compact = (iso: string) => iso.replaceAll(/[-:]/g, "");

function instantBefore(wall: Temporal.PlainDateTime, timeZone: string): string {
  return instantIn(wall.subtract({ seconds: 1 }), timeZone);
}

function instantIn(wall: Temporal.PlainDateTime, timeZone: string): string {
  return compact(wall.toZonedDateTime(timeZone).toInstant().toString({ smallestUnit: "second" }));
}

function dayBefore(wall: Temporal.PlainDateTime): string {
  return compact(wall.toPlainDate().subtract({ days: 1 }).toString());
}

const ofSeries = new Set([
  "dtstart",
  "due",
  "duration",
  "rrule",
  "exrule",
  "rdate",
  "exdate",
  "recurrence-id",
  ours.series,
]);

/** The component for all dates from one on: its own properties, and those of the series for the rest. */
function laterComponent(
  series: Component,
  later: Component,
  { start, due }: Dates,
  { rule, exceptions = [], additions = [] }: Recurrence,
  first: Due,
): Component {
  const said = new Set(later.properties.map(({ name }) => name));
  return {
    ...later,
    properties: [
      ...series.properties.filter(({ name }) => !said.has(name) && !ofSeries.has(name)),
      ...later.properties.filter(({ name }) => !ofSeries.has(name)),
      ...(start ? [dateProperty("dtstart", start)] : []),
      ...(due ? [dateProperty("due", due)] : []),
      textProperty("rrule", rule),
      ...exceptions.map((date) => dateProperty("exdate", dueOf(date, first))),
      ...additions.map((date) => dateProperty("rdate", dueOf(date, first))),
    ],
    components: later.components.length > 0 ? later.components : series.components,
  };
}

/** A date of a series, in its first date's clock. */
function dueOf(date: string, like: Due): Due {
  if (!date.includes("T") || !("time" in like)) return { date: date.slice(0, 10) };
  return { ...like, date: date.slice(0, 10), time: date.slice(11) };
}

function textProperty(name: string, value: string): Property {
  return { name, parameters: {}, values: [value], written: `${name.toUpperCase()}:${value}` };
}

function dateProperty(name: string, due: Due): Property {
  const day = due.date.replaceAll("-", "");
  if (!("time" in due)) return textProperty(name, day);
  const value = `${day}T${due.time.replace(":", "")}00`;
  return { ...textProperty(name, value), parameters: { tzid: due.timeZone } };
}
