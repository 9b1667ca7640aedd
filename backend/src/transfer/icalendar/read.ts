import type { Due, Recurrence } from "@todo-chatbot/contracts";
import { limits } from "@todo-chatbot/contracts";
import { dueAtInstant, instantOf as momentOf } from "@todo-chatbot/contracts/calendar";
import { Temporal } from "temporal-polyfill";
import { ValidationError } from "../../errors.ts";
import { parentsFirst } from "../../tasks/changes/workspace.ts";
import { createDraft, type Draft, type Entry, type Reader, type Tell } from "../draft.ts";
import { textOfHtml } from "../json/value.ts";
import { remindersOf } from "./alarms.ts";
import { allOf, type Component, firstOf, readComponents, textOf } from "./lines.ts";
import { keptSeriesOf, ours } from "./ours.ts";
import { ruleOf } from "./rules.ts";
import { type Clock, createClock, durationOf, laterBy, type Stamp, stampOf } from "./times.ts";
import { turnedRule } from "./turned.ts";
import { createZones } from "./zones.ts";

/** A to-do with the single dates of its series that the file has beside it. */
interface Todo {
  component: Component;
  uid: string | null;
  occurrences: Component[];
  /** The list it is on, by the name of its calendar. */
  calendar: string | null;
  /** Whether its calendar takes it back (RFC 5546 §3.4.5). */
  isCancelled: boolean;
  /** vCalendar 1.0, from before RFC 2445: it parts the values of a list with semicolons. */
  isOld: boolean;
}

/**
 * iCalendar's to-dos (RFC 5545 §3.6.2). Times keep their zone; one in UTC becomes the person's clock, one without a
 * zone counts as theirs. A bad line costs no more than itself.
 * @throws {ValidationError} when there is no iCalendar in it.
 */
export function readICalendar(bytes: Uint8Array, reader: Reader): Draft {
  const { root, guessed } = readComponents(bytes);
  if (root.components.length === 0) {
    throw new ValidationError([
      { path: "", message: "is not an iCalendar file: BEGIN:VCALENDAR is missing" },
    ]);
  }
  const { draft, add, telling, unread } = createDraft("icalendar", reader);
  const tellAll = telling(1, null);
  if (guessed) tellAll("encoding_guessed", guessed);
  const clock = createClock(createZones(root), reader.timeZone);
  tellOthers(root, tellAll);
  const todos = withOccurrences(todosOf(root, { calendar: null, isCancelled: false, isOld: false }), telling);
  const parents = parentsOf(todos, telling);
  const entries = todos.map((todo, order) => ({ todo, order, parent: parents.get(todo) ?? null }));
  for (const { todo, order, parent } of parentsFirst(
    entries,
    (entry) => entry.todo.uid,
    (entry) => entry.parent,
  )) {
    const { component } = todo;
    const tell = telling(component.line, titleOf(component));
    for (const { line, written } of component.unreadable) {
      telling(line, titleOf(component))("line_unreadable", written);
    }
    for (const { name } of component.properties)
      if (name.startsWith("x-") && !own.has(name)) unread(name.toUpperCase());
    if (statusOf(component) === "CANCELLED" || todo.isCancelled) tell("cancelled_left_out");
    else add({ ...entryOf(todo, clock, reader, tell), order, parentKey: parent });
  }
  return draft;
}

function todosOf(component: Component, around: Pick<Todo, "calendar" | "isCancelled" | "isOld">): Todo[] {
  return component.components.flatMap((inner): Todo[] => {
    if (inner.name === "vtodo")
      return [{ component: inner, uid: textOf(inner, "uid"), occurrences: [], ...around }];
    if (inner.name !== "vcalendar") return [];
    const isCancelled = textOf(inner, "method")?.toUpperCase() === "CANCEL";
    const isOld = textOf(inner, "version") === "1.0";
    const calendar = textOf(inner, "x-wr-calname") ?? textOf(inner, "name");
    return todosOf(inner, { calendar, isCancelled, isOld });
  });
}

const kinds: Record<string, readonly [one: string, many: string]> = {
  vevent: ["event", "events"],
  vjournal: ["journal entry", "journal entries"],
  vfreebusy: ["free/busy time", "free/busy times"],
  vavailability: ["availability", "availabilities"],
};

function tellOthers(root: Component, tell: Tell): void {
  const counts = new Map<string, number>();
  for (const { name, components } of root.components) {
    for (const kind of name === "vcalendar" ? components.map((inner) => inner.name) : [name]) {
      if (kinds[kind]) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
  }
  for (const [kind, count] of counts) tell("not_a_task", `${count} ${kinds[kind]?.[count === 1 ? 0 : 1]}`);
}

/** One to-do for each UID: its series, with the dates that are said apart (RFC 5545 §3.8.4.4) in `occurrences`. */
function withOccurrences(
  todos: readonly Todo[],
  telling: (line: number, title: string | null) => Tell,
): Todo[] {
  const masters = new Map<string, Todo>();
  const single = (todo: Todo) => firstOf(todo.component, "recurrence-id") !== undefined;
  const kept = new Set<Todo>();
  for (const todo of todos) {
    if (single(todo)) continue;
    const before = todo.uid === null ? undefined : masters.get(todo.uid);
    const newest = before && isNewer(before.component, todo.component) ? before : todo;
    if (before) {
      telling(newest.component.line, titleOf(newest.component))("same_twice");
      kept.delete(before);
    }
    if (todo.uid !== null) masters.set(todo.uid, newest);
    kept.add(newest);
  }
  for (const todo of todos) {
    if (!single(todo)) continue;
    const master = todo.uid === null ? undefined : masters.get(todo.uid);
    if (master) master.occurrences.push(todo.component);
    else kept.add({ ...todo, uid: todo.uid && `${todo.uid} ${textOf(todo.component, "recurrence-id")}` });
  }
  return [...kept].sort((a, b) => a.component.line - b.component.line);
}

/** RFC 5546 §2.1.5: the higher SEQUENCE, then the later DTSTAMP. */
function isNewer(a: Component, b: Component): boolean {
  const rank = (todo: Component): [number, string] => [
    Number(textOf(todo, "sequence") ?? 0) || 0,
    textOf(todo, "last-modified") ?? textOf(todo, "dtstamp") ?? "",
  ];
  const [[sequence, at], [otherSequence, otherAt]] = [rank(a), rank(b)];
  return sequence === otherSequence ? at > otherAt : sequence > otherSequence;
}

/** RFC 5545 §3.8.4.5: a relation is to the parent unless it says otherwise. */
function parentsOf(
  todos: readonly Todo[],
  telling: (line: number, title: string | null) => Tell,
): Map<Todo, string> {
  const byUid = new Map(todos.map((todo) => [todo.uid, todo]));
  const parents = new Map<Todo, string>();
  for (const todo of todos) {
    for (const relation of allOf(todo.component, "related-to")) {
      const type = (relation.parameters.reltype || "PARENT").toUpperCase();
      const other = relation.values[0]?.trim() ?? "";
      if (type === "PARENT" && !parents.has(todo) && other !== todo.uid) parents.set(todo, other);
      const child = type === "CHILD" ? byUid.get(other) : undefined;
      if (child && child !== todo && !parents.has(child) && todo.uid) parents.set(child, todo.uid);
      const isKept =
        type === "PARENT" ? parents.get(todo) === other : child && parents.get(child) === todo.uid;
      if (!isKept)
        telling(todo.component.line, titleOf(todo.component))("relation_left_out", `${type} ${other}`);
    }
  }
  return parents;
}

/** In capitals; vCalendar 1.0 has "NEEDS ACTION". */
function statusOf(todo: Component): string {
  return (textOf(todo, "status") ?? "").toUpperCase().replaceAll(/\s+/g, "-");
}

function titleOf(todo: Component): string | null {
  return textOf(todo, "summary") ?? textOf(todo, "description")?.split("\n")[0] ?? null;
}

/** RFC 5545 §3.8.1.11, of to-dos. */
const statuses = new Set(["NEEDS-ACTION", "COMPLETED", "IN-PROCESS", "CANCELLED"]);

function isDone(todo: Component): boolean {
  return (
    statusOf(todo) === "COMPLETED" || firstOf(todo, "completed") !== undefined || percentOf(todo) === 100
  );
}

function percentOf(todo: Component): number {
  return Number(textOf(todo, "percent-complete") ?? 0) || 0;
}

function entryOf(todo: Todo, clock: Clock, reader: Reader, tell: Tell): Omit<Entry, "order" | "parentKey"> {
  const { component, uid, calendar } = todo;
  const extra = extraLines(component, tell);
  const dates = datesOf(component, clock, tell);
  const series = dates.due
    ? seriesOf(component, dates.start ?? dates.due, dates, clock, tell)
    : undatedSeriesOf(component, tell);
  const done = series ? applyOccurrences(todo, series, dates, clock, tell) : isDone(component);
  return {
    line: component.line,
    title: textOf(component, "summary") ?? "",
    description: [descriptionOf(component), ...extra].filter(Boolean).join("\n"),
    priority: priorityOf(textOf(component, "priority"), tell),
    labels: allOf(component, "categories")
      .flatMap(({ values }) => values)
      .flatMap((value) => (todo.isOld ? value.split(";") : [value])),
    project: textOf(component, ours.project) ?? calendar,
    ...(series?.moved ?? dates),
    ...(series?.start !== undefined && { start: series.start }),
    recurrence: series?.recurrence ?? null,
    ...(series && { finished: series.finished, finishedAt: series.finishedAt ?? null }),
    reminders: remindersOf(component, { ...dates, timeZone: reader.timeZone }, clock, tell),
    completedAt: done ? completionOf(component, clock, reader.now, tell) : null,
    createdAt: isoOf(clock.instant(firstOf(component, "created"))),
    key: uid,
    uid,
    raw: rawOf(todo),
  };
}

/** Everything but what changes each time a file is written. */
function rawOf({ component, occurrences }: Todo): unknown {
  const linesOf = ({ properties, components }: Component): unknown[] => [
    ...properties.filter(({ name }) => name !== "dtstamp").map(({ written }) => written),
    ...components.map(linesOf),
  ];
  return [component, ...occurrences].map(linesOf);
}

interface Dates {
  start: Due | null;
  due: Due | null;
}

/** When it starts and is due. A start that is also the due, as programs write it for series, is none of its own. */
function datesOf(todo: Component, clock: Clock, tell: Tell): Dates {
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
  if (due && start.date > due.date) {
    tell("field_left_out", `a start after the due date, ${start.date}`);
    return { start: null, due };
  }
  return { start, due };
}

function isSame(a: Due, b: Due): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

interface Series {
  recurrence: Recurrence;
  /** Its dates that are finished, the first one among them too. */
  finished: string[];
  /** When the last of them was finished. */
  finishedAt?: string | null;
  /** The dates of its task, where they are not as they were read: by another clock, or moved. */
  moved?: Dates;
  /** When its task starts, where our own export says so. */
  start?: Due | null;
}

/** The series of a to-do: it counts from DTSTART (RFC 5545 §3.8.5.3), and from the due where there is none. */
function seriesOf(todo: Component, given: Due, dates: Dates, clock: Clock, tell: Tell): Series | null {
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

/** A rule without a date begins today. */
function undatedSeriesOf(todo: Component, tell: Tell): Series | null {
  const rules = allOf(todo, "rrule").map(({ values }) => values.join(","));
  const rule = ruleOf(rules, 1, tell);
  if (rule === null) return null;
  tell("date_relative", rule);
  return { recurrence: { rule, anchor: "schedule" }, finished: [] };
}

/** Where a series begins, as it is written. */
function stampIn(todo: Component): Stamp | null {
  return stampOf(textOf(todo, "dtstart") ?? textOf(todo, "due") ?? "");
}

/**
 * A rule counts days in the zone of its start; in UTC, or in a zone that only the file knows, they may be others than
 * here. Null where no rule says that.
 */
function ruleHere(todo: Component, rule: string, here: Due): string | null {
  const stamp = stampIn(todo);
  if (!stamp?.time || !("time" in here)) return rule;
  const isKept =
    stamp.date.toString() === here.date && stamp.time.toString({ smallestUnit: "minute" }) === here.time;
  if (isKept && !stamp.utc) return rule;
  return turnedRule(rule, stamp.date, stamp.date.until(here.date).days);
}

/** A time as the clocks of UTC show it. */
function inUtc(due: Due | null): Due | null {
  const at = momentOf(due);
  return at === null ? due : dueAtInstant(at, "UTC");
}

/** A date of a series by the wall clock of its first date. */
function occurrenceOf(date: Due, first: Due): string {
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
 * Puts what the file says of single dates into the series: finished ones are passed over, cancelled ones are
 * exceptions, one that was moved is left out on its day and added on the new one.
 * @returns whether the whole series is done.
 */
function applyOccurrences(todo: Todo, series: Series, dates: Dates, clock: Clock, tell: Tell): boolean {
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
  series.finishedAt = isoOf(lastOf(todo.occurrences.filter(isDone), clock));
  return isDone(todo.component);
}

/** When the last of these was completed, where they say so. */
function lastOf(todos: readonly Component[], clock: Clock): number | null {
  const all = todos.flatMap((todo) => clock.instant(firstOf(todo, "completed")) ?? []);
  return all.length > 0 ? Math.max(...all) : null;
}

/** Whether a single occurrence says something else than its series, beside its dates. */
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

/** The dates of a single occurrence; what it does not say is the series'. */
function movedDates(occurrence: Component, dates: Dates, clock: Clock, tell: Tell): Dates {
  const start = clock.due(firstOf(occurrence, "dtstart"), tell);
  const due = clock.due(firstOf(occurrence, "due"), tell) ?? start ?? dates.due;
  return { start: dates.start ? (start ?? dates.start) : null, due };
}

/** RFC 5545 §3.8.1.9: 1 is highest, 9 lowest, 0 none. */
function priorityOf(written: string | null, tell: Tell) {
  const number = Number(written ?? 0);
  if (number === 1) return 1;
  if (number >= 2 && number <= 4) return 2;
  if (number === 5) return 3;
  if (number >= 6 && number <= 9) tell("priority_lowered", written);
  return 4;
}

/** Its description, or where there is none the one that is meant for the eye, without its marks. */
function descriptionOf(todo: Component): string | null {
  return textOf(todo, "description") ?? textOfHtml(textOf(todo, "x-alt-desc") ?? "");
}

const kept: [name: string, words: string][] = [
  ["location", "Location"],
  ["url", "Link"],
  ["attach", "Attachment"],
  ["comment", "Comment"],
  ["contact", "Contact"],
  ["conference", "Call"],
  ["image", "Image"],
  ["link", "Link"],
  ["estimated-duration", "Estimated duration"],
];

const own: ReadonlySet<string> = new Set([...Object.values(ours), "x-alt-desc"]);

/** What is read in one place or another, or only says how the file came to be. */
const known = new Set([
  ...kept.map(([name]) => name),
  ..."uid dtstamp created last-modified sequence summary description priority categories dtstart due duration".split(
    " ",
  ),
  ..."completed percent-complete status rrule exrule exdate rdate recurrence-id related-to".split(" "),
]);

/** What has no field here and goes into the notes, a line each. */
function extraLines(todo: Component, tell: Tell): string[] {
  const lines = kept.flatMap(([name, words]) =>
    allOf(todo, name).flatMap(({ values, parameters }) => {
      if (parameters.encoding) {
        tell("field_left_out", words.toLowerCase());
        return [];
      }
      const text = values.join(", ").trim();
      return text ? [`${words}: ${text}`] : [];
    }),
  );
  const percent = percentOf(todo);
  if (percent > 0 && percent < 100) {
    tell("kept_in_description", `progress ${percent} %`);
    lines.push(`Progress: ${percent} %`);
  }
  const status = statusOf(todo);
  if (status && !statuses.has(status)) tell("field_left_out", `status ${status}`);
  const others = new Map<string, string[]>();
  for (const { name, values } of todo.properties) {
    const isPublic = name === "class" && values[0]?.toUpperCase() === "PUBLIC";
    if (!name.startsWith("x-") && !known.has(name) && !isPublic)
      others.set(name, [...(others.get(name) ?? []), ...values]);
  }
  for (const [name, values] of others) tell("field_left_out", `${name} ${values.join(", ")}`);
  return lines;
}

function completionOf(todo: Component, clock: Clock, now: Date, tell: Tell): string {
  const said = clock.instant(firstOf(todo, "completed"));
  if (said === null) tell("completion_time_unknown");
  return isoOf(said) ?? now.toISOString();
}

function isoOf(instant: number | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}
