import type { Due, Recurrence, Reminder, Task } from "@todo-chatbot/contracts";
import ICAL from "ical.js";
import { Temporal } from "temporal-polyfill";
import { tzlib_get_ical_block } from "timezones-ical-library";
import { plainText } from "../plain-text.ts";
import { ours } from "./read.ts";

/**
 * Tasks as one iCalendar file (RFC 5545). Times are wall clocks with their zone, whose rules stand beside them, so that
 * a series expands alike everywhere; what iCalendar has no field for (list, what a repetition is counted from) is in
 * properties of our own.
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
  for (const task of tasks) calendar.addSubcomponent(todoOf(task, described));
  // RFC 5545 §3.1: 75 octets, of which the blank of a folded line is one.
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

/** The rules of a zone under the name it has here; null when there are none to be had. */
function zoneBlock(zone: string): ICAL.Component | null {
  const canonical = new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
  for (const name of [zone, canonical, `Etc/${zone}`]) {
    const found: unknown = tzlib_get_ical_block(name);
    if (!Array.isArray(found) || typeof found[0] !== "string") continue;
    const block = new ICAL.Component(ICAL.parse(found[0]) as never);
    block.updatePropertyWithValue("tzid", zone);
    return block;
  }
  return null;
}

function todoOf(task: Task, described: ReadonlySet<string>): ICAL.Component {
  const todo = new ICAL.Component("vtodo");
  const set = (name: string, value: string | number | ICAL.Time) =>
    todo.updatePropertyWithValue(name, value as string);
  const setDate = (name: string, when: Due) => todo.addProperty(dateProperty(name, when, described));
  set("uid", task.id);
  set("dtstamp", utc(task.updatedAt));
  set("created", utc(task.createdAt));
  set("last-modified", utc(task.updatedAt));
  set("summary", plainText(task.title).replaceAll("\n", " "));
  if (task.description) set("description", plainText(task.description));
  set("priority", [1, 3, 5, 0][task.priority - 1] ?? 0);
  if (task.labels.length > 0) {
    const categories = new ICAL.Property("categories");
    categories.setValues(task.labels.map((label) => plainText(label).replaceAll("\n", " ")));
    todo.addProperty(categories);
  }
  const { due, recurrence } = task;
  const start = startOf(task);
  if (start) setDate("dtstart", start);
  if (due) setDate("due", due);
  if (recurrence) addSeries(todo, recurrence, start ?? due, described);
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

/** A series counts from DTSTART (§3.8.5.3): its coming date, which is the due where it has no start of its own. */
function startOf({ start, due, recurrence }: Task): Due | null {
  return start ?? (recurrence ? due : null);
}

function addSeries(
  todo: ICAL.Component,
  recurrence: Recurrence,
  first: Due | null,
  described: ReadonlySet<string>,
): void {
  const rule = ICAL.Recur.fromString(recurrence.rule);
  const clock = withTime(first);
  if (rule.until) rule.until = untilOf(rule.until, clock);
  todo.updatePropertyWithValue("rrule", rule as never);
  if (recurrence.anchor === "completion") todo.updatePropertyWithValue(ours.anchor, "completion");
  const dated = (occurrence: string): Due => {
    const [date = "", time] = occurrence.split("T");
    const zone = withTime(recurrence.start)?.timeZone ?? clock?.timeZone;
    return time && zone ? { date, time, timeZone: zone } : { date };
  };
  // A date that is finished out of order is one the series passes over.
  const skipped = [...(recurrence.exceptions ?? []), ...(recurrence.done ?? [])];
  for (const date of skipped) todo.addProperty(dateProperty("exdate", dated(date), described));
  for (const date of recurrence.additions ?? [])
    todo.addProperty(dateProperty("rdate", dated(date), described));
}

/** §3.3.10: UNTIL is of the kind of DTSTART, and of a time in UTC. A day ends with that day. */
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
