import type { Due, Recurrence, Reminder, Task } from "@todo-chatbot/contracts";
import { daysBetween, formatRuleParts } from "@todo-chatbot/contracts/calendar";
import ICAL from "ical.js";
import { Temporal } from "temporal-polyfill";
import { tzlib_get_ical_block } from "timezones-ical-library";
import { dueAt, wallClockOf } from "../../tasks/series/due.ts";
import { laterBy, occurrenceOf, wallOf } from "../../tasks/series/recurrence.ts";
import { datesOf, floating, parse } from "../../tasks/series/rule.ts";
import { plainText } from "../plain-text.ts";
import { type KeptSeries, ours } from "./ours.ts";

/**
 * Writes tasks as one iCalendar file (RFC 5545). Times are local times with their zone, whose rules are included, so
 * that every program expands a series alike. What iCalendar has no field for (list, what a repetition counts from) is
 * in properties of our own.
 */
export function toICalendar(tasks: readonly Task[]): string {
  const calendar = new ICAL.Component("vcalendar");
  calendar.updatePropertyWithValue("version", "2.0");
  calendar.updatePropertyWithValue("prodid", "-//Todo Chatbot//EN");
  const zones = new Set(tasks.flatMap((task) => zonesOf(task)));
  const described = new Set<string>();
  for (const zone of [...zones].sort()) {
    const block = zoneBlock(zone);
    if (!block) continue;
    described.add(zone);
    calendar.addSubcomponent(block);
  }
  for (const task of tasks) for (const todo of todosOf(task, described)) calendar.addSubcomponent(todo);
  // RFC 5545 §3.1: 75 octets, including the space at the start of a continued line.
  const longest = ICAL.foldLength;
  ICAL.foldLength = 74;
  try {
    return calendar.toString();
  } finally {
    ICAL.foldLength = longest;
  }
}

const withTime = (when: Due | null | undefined) => (when && "time" in when ? when : null);

function zonesOf({ due, start, recurrence }: Task): string[] {
  return [due, start, recurrence?.start].flatMap((when) => withTime(when)?.timeZone ?? []);
}

/** The rules of a zone under its name here; null if they are not available. */
function zoneBlock(zone: string): ICAL.Component | null {
  const canonical = new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
  for (const name of [zone, canonical, `Etc/${zone}`]) {
    const found: unknown = tzlib_get_ical_block(name);
    if (!Array.isArray(found) || typeof found[0] !== "string") continue;
    const block = new ICAL.Component(ICAL.parse(found[0]) as never);
    block.updatePropertyWithValue("tzid", zone);
    // It repeats TZID, and dateutil refuses a zone that has it.
    block.removeAllProperties("x-lic-location");
    return block;
  }
  return null;
}

function todosOf(task: Task, described: ReadonlySet<string>): ICAL.Component[] {
  const series = task.recurrence && seriesOf(task, task.recurrence);
  const todo = todoOf(task, series?.dates ?? task, described);
  if (!series) return [todo];
  const recurrence = task.recurrence as Recurrence;
  todo.updatePropertyWithValue("rrule", series.rule as never);
  if (recurrence.anchor === "completion") todo.updatePropertyWithValue(ours.anchor, "completion");
  const byStart = recurrence.basis === "start";
  const kept: KeptSeries = { ...writtenOf(todo), recurrence, start: byStart ? null : task.start };
  todo.updatePropertyWithValue(ours.series, JSON.stringify(kept));
  for (const date of series.exceptions) todo.addProperty(dateProperty("exdate", date, described));
  for (const date of series.additions) todo.addProperty(dateProperty("rdate", date, described));
  if (!series.moved) return [todo];
  const dates = { start: byStart ? task.start : task.due, due: task.due };
  const occurrence = todoOf({ ...task, reminders: [] }, dates, described);
  occurrence.addProperty(dateProperty("recurrence-id", series.moved, described));
  return [todo, occurrence];
}

function todoOf(
  task: Task,
  dates: Pick<Task, "start" | "due">,
  described: ReadonlySet<string>,
): ICAL.Component {
  const todo = new ICAL.Component("vtodo");
  const set = (name: string, value: string | number | ICAL.Time) =>
    todo.updatePropertyWithValue(name, value as string);
  set("uid", task.id);
  set("dtstamp", utc(task.updatedAt));
  set("created", utc(task.createdAt));
  set("last-modified", utc(task.updatedAt));
  set("summary", text(task.title));
  if (task.description) set("description", plainText(task.description));
  set("priority", [1, 3, 5, 0][task.priority - 1] ?? 0);
  if (task.labels.length > 0) {
    const categories = new ICAL.Property("categories");
    categories.setValues(task.labels.map(text));
    todo.addProperty(categories);
  }
  if (dates.start) todo.addProperty(dateProperty("dtstart", dates.start, described));
  if (dates.due) todo.addProperty(dateProperty("due", dates.due, described));
  if (task.project) set(ours.project, text(task.project));
  if (task.parentId) set("related-to", task.parentId);
  set("status", task.completedAt ? "COMPLETED" : "NEEDS-ACTION");
  if (task.completedAt) {
    set("completed", utc(task.completedAt));
    set("percent-complete", 100);
  }
  for (const reminder of task.reminders) todo.addSubcomponent(alarmOf(task, reminder));
  return todo;
}

const text = (value: string) => plainText(value).replaceAll("\n", " ");

/** The values that another program may change in a series. */
function writtenOf(todo: ICAL.Component): Pick<KeptSeries, "rrule" | "dtstart"> {
  return {
    rrule: String(todo.getFirstPropertyValue("rrule")),
    dtstart: todo.getFirstProperty("dtstart")?.toICALString().split(":").at(-1) ?? "",
  };
}

interface WrittenSeries {
  rule: ICAL.Recur;
  /** DTSTART, which the series counts from (§3.8.5.3), and the due date. */
  dates: Pick<Task, "start" | "due">;
  exceptions: Due[];
  additions: Due[];
  /** The original date, if the task was moved. */
  moved: Due | null;
}

/** A series from its next date on: past dates are left out. */
function seriesOf(task: Task, recurrence: Recurrence): WrittenSeries | null {
  const base = recurrence.basis === "start" ? task.start : task.due;
  if (!base) return null;
  const like = recurrence.start ?? base;
  const at = recurrence.occurrence ?? occurrenceOf(wallClockOf(base), like);
  const coming = dueAt(wallOf(at, like), like);
  const parts = new Map(parse(recurrence.rule));
  const exceptions = [...(recurrence.exceptions ?? []), ...(recurrence.done ?? [])];
  let first = coming;
  if (recurrence.anchor === "schedule" && (parts.has("COUNT") || recurrence.additions)) {
    const dates = datesOf(parts, wallClockOf(like), like);
    const passed = dates.between(floating(wallClockOf(like)), floating(wallClockOf(coming)), true);
    const count = parts.get("COUNT");
    if (count !== undefined) parts.set("COUNT", String(Math.max(1, Number(count) - passed.length + 1)));
    const last = passed.at(-1)?.toPlainDateTime();
    // An addition cannot be the date that a rule counts from.
    if (last && occurrenceOf(last, like) !== at) {
      first = dueAt(last, like);
      exceptions.push(occurrenceOf(last, like));
    }
  }
  const from = occurrenceOf(wallClockOf(first), like);
  const later = (dates: readonly string[]) =>
    [...new Set(dates)].filter((date) => date >= from).map((date) => dueAt(wallOf(date, like), like));
  const days = daysBetween(base.date, first.date);
  const rule = ICAL.Recur.fromString(formatRuleParts(parts));
  if (rule.until) rule.until = untilOf(rule.until, withTime(like));
  return {
    rule,
    dates:
      recurrence.basis === "start"
        ? { start: first, due: laterBy(days, task.due) }
        : { start: first, due: first },
    exceptions: later(exceptions),
    additions: later(recurrence.additions ?? []),
    moved: recurrence.occurrence === undefined ? null : coming,
  };
}

/** §3.3.10: UNTIL has the type of DTSTART, and times are in UTC. A date includes its whole day. */
function untilOf(until: ICAL.Time, clock: { timeZone: string } | null): ICAL.Time {
  if (!clock) return ICAL.Time.fromDateString(until.toString().slice(0, 10));
  if (until.zone === ICAL.Timezone.utcTimezone && !until.isDate) return until;
  const wall = until.isDate ? `${until.toString().slice(0, 10)}T23:59:59` : until.toString().slice(0, 19);
  return utc(Temporal.PlainDateTime.from(wall).toZonedDateTime(clock.timeZone).toInstant().toString());
}

function dateProperty(name: string, when: Due, described: ReadonlySet<string>): ICAL.Property {
  const property = new ICAL.Property(name);
  const clock = withTime(when);
  if (!clock) {
    property.resetType("date");
    property.setValue(ICAL.Time.fromDateString(when.date) as never);
    return property;
  }
  const wall = Temporal.PlainDateTime.from(`${clock.date}T${clock.time}`);
  if (described.has(clock.timeZone)) {
    property.setParameter("tzid", clock.timeZone);
    property.setValue(ICAL.Time.fromDateTimeString(wall.toString({ smallestUnit: "second" })) as never);
  } else {
    property.setValue(utc(wall.toZonedDateTime(clock.timeZone).toInstant().toString()) as never);
  }
  return property;
}

function alarmOf(task: Task, reminder: Reminder): ICAL.Component {
  const alarm = new ICAL.Component("valarm");
  alarm.updatePropertyWithValue("action", "DISPLAY");
  alarm.updatePropertyWithValue("description", text(task.title));
  const trigger = new ICAL.Property("trigger");
  if ("at" in reminder) {
    trigger.resetType("date-time");
    trigger.setValue(utc(reminder.at) as never);
  } else {
    trigger.setParameter("related", "END");
    trigger.setValue(ICAL.Duration.fromSeconds(-reminder.minutesBefore * 60) as never);
  }
  alarm.addProperty(trigger);
  return alarm;
}

function utc(iso: string): ICAL.Time {
  return ICAL.Time.fromJSDate(new Date(iso), true);
}
