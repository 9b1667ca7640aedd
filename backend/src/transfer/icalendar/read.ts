import { ValidationError } from "../../errors.ts";
import { parentsFirst } from "../../tasks/changes/workspace.ts";
import { createDraft, type Draft, type Entry, type Reader, type Tell } from "../draft.ts";
import { textOfHtml } from "../json/value.ts";
import { remindersOf } from "./alarms.ts";
import { partsOf } from "./later.ts";
import { allOf, type Component, firstOf, readComponents, textOf } from "./lines.ts";
import { ours } from "./ours.ts";
import { applyOccurrences, datesOf, seriesOf, undatedSeriesOf } from "./series.ts";
import { type Clock, createClock } from "./times.ts";
import {
  isDone,
  parentsOf,
  percentOf,
  statusOf,
  type Todo,
  titleOf,
  todosOf,
  withOccurrences,
} from "./todos.ts";
import { createZones } from "./zones.ts";

/**
 * Reads the to-dos of an iCalendar file (RFC 5545 §3.6.2). Times keep their zone; UTC times are converted to the user's
 * zone, and floating times are taken to be in it. A bad line affects nothing else.
 * @throws {ValidationError} if the file contains no iCalendar data.
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
    else
      for (const part of partsOf(todo, clock, tell)) {
        const tellPart = telling(part.component.line, titleOf(part.component));
        add({ ...entryOf(part, clock, reader, tellPart), order, parentKey: parent });
      }
  }
  return draft;
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

/** RFC 5545 §3.8.1.11, values for to-dos. */
const statuses = new Set(["NEEDS-ACTION", "COMPLETED", "IN-PROCESS", "CANCELLED"]);

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

/** Everything except values that change on every export. */
function rawOf({ component, occurrences }: Todo): unknown {
  const linesOf = ({ properties, components }: Component): unknown[] => [
    ...properties.filter(({ name }) => name !== "dtstamp").map(({ written }) => written),
    ...components.map(linesOf),
  ];
  return [component, ...occurrences].map(linesOf);
}

/** RFC 5545 §3.8.1.9: 1 is highest, 9 lowest, 0 none. */
function priorityOf(written: string | null, tell: Tell) {
  const number = Number(written ?? 0);
  if (number === 1) return 1;
  if (number >= 2 && number <= 4) return 2;
  if (number === 5) return 3;
  if (number >= 6 && number <= 9) tell("priority_lowered", written);
  if (!/^\d$/.test(written ?? "0")) tell("field_unreadable", `priority ${written}`);
  return 4;
}

/** Its description; without one, the HTML description as plain text. */
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

/** Properties that are read somewhere, or that only concern how the file was made. */
const known = new Set([
  ...kept.map(([name]) => name),
  ..."uid dtstamp created last-modified sequence summary description priority categories dtstart due duration".split(
    " ",
  ),
  ..."completed percent-complete status rrule exrule exdate rdate recurrence-id related-to".split(" "),
]);

/** Properties that a to-do has at most once (RFC 5545 §3.6.2). */
const single = ["summary", "description", "due", "dtstart", "duration", "priority", "status"];

/** Properties without a field here, one line each in the notes. */
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
  for (const name of single) {
    for (const { values } of allOf(todo, name).slice(1)) {
      const again = values.join(", ").trim();
      if (again && again !== textOf(todo, name)) tell("field_left_out", `a second ${name} ${again}`);
    }
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
