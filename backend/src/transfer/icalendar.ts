import type { Due, Priority, Reminder, Task } from "@todo-chatbot/contracts";
import ICAL from "ical.js";
import { Temporal } from "temporal-polyfill";
import { LimitError, ValidationError } from "../http/errors.ts";
import { parentsFirst } from "../tasks/workspace.ts";
import { createDraft, type Draft, type Reader } from "./draft.ts";
import { plainText } from "./plain-text.ts";

/**
 * iCalendar's to-dos (RFC 5545 §3.6.2). Times keep their zone; one in UTC becomes the person's clock, one
 * without a zone counts as theirs. Events are no tasks and are told, not taken.
 * @throws {ValidationError} when it is no iCalendar file.
 */
export function readICalendar(content: string, reader: Reader): Draft {
  let calendars: ICAL.Component[];
  try {
    const parsed = ICAL.parse(content) as unknown[];
    // One calendar, or several in one file.
    const all = typeof parsed[0] === "string" ? [parsed] : parsed;
    calendars = all.map((jcal) => new ICAL.Component(jcal as never));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : "it cannot be read";
    throw new ValidationError([{ path: "", message: `is not an iCalendar file: ${why}` }], { cause });
  }
  const { draft, add, fault } = createDraft(reader);
  const todos = calendars.flatMap((calendar) => calendar.getAllSubcomponents("vtodo"));
  const events = calendars.flatMap((calendar) => calendar.getAllSubcomponents("vevent"));
  if (events.length > 0) fault(1, `${events.length} events are no tasks and were left out.`);
  const uids = new Set(todos.map((todo) => textOf(todo, "uid")));
  const entries = todos.map((todo, index) => {
    const parent = parentOf(todo);
    return { todo, line: index + 1, key: textOf(todo, "uid"), parentKey: uids.has(parent) ? parent : null };
  });
  for (const { todo, line, key, parentKey } of parentsFirst(
    entries,
    (entry) => entry.key,
    (entry) => entry.parentKey,
  )) {
    try {
      const completed = textOf(todo, "status") === "COMPLETED" || todo.hasProperty("completed");
      add(line, {
        title: textOf(todo, "summary") ?? "",
        description: textOf(todo, "description") ?? "",
        priority: priorityOf(Number(textOf(todo, "priority") ?? 0)),
        labels: todo.getAllProperties("categories").flatMap((property) => property.getValues().map(String)),
        due: dueOf(todo, reader.timeZone),
        recurrence: todo.hasProperty("rrule")
          ? { rule: String(todo.getFirstPropertyValue("rrule")), anchor: "schedule" }
          : null,
        reminders: remindersOf(todo),
        completedAt: completed ? completionOf(todo, reader.now) : null,
        key,
        parentKey,
      });
    } catch (error) {
      if (error instanceof LimitError) throw error;
      fault(line, error instanceof Error ? error.message : "It cannot be read.");
    }
  }
  return draft;
}

function textOf(component: ICAL.Component, name: string): string | null {
  const value = component.getFirstPropertyValue(name);
  return value === null || value === undefined ? null : String(value);
}

/** RFC 5545 §3.8.4.5: a relation is to the parent unless it says otherwise. */
function parentOf(todo: ICAL.Component): string | null {
  const type = todo.getFirstProperty("related-to")?.getFirstParameter("reltype") || "PARENT";
  return type === "PARENT" ? textOf(todo, "related-to") : null;
}

function dueOf(todo: ICAL.Component, timeZone: string): Due | null {
  const property = todo.getFirstProperty("due") ?? todo.getFirstProperty("dtstart");
  const value = property?.getFirstValue();
  if (!(value instanceof ICAL.Time)) return null;
  const pad = (number: number, length = 2) => String(number).padStart(length, "0");
  const date = `${pad(value.year, 4)}-${pad(value.month)}-${pad(value.day)}`;
  if (value.isDate) return { date };
  const time = `${pad(value.hour)}:${pad(value.minute)}`;
  const named = property?.getFirstParameter("tzid");
  if (named) return { date, time, timeZone: named };
  if (value.zone !== ICAL.Timezone.utcTimezone) return { date, time, timeZone };
  const here = Temporal.Instant.from(`${date}T${time}Z`).toZonedDateTimeISO(timeZone);
  return {
    date: here.toPlainDate().toString(),
    time: here.toPlainTime().toString({ smallestUnit: "minute" }),
    timeZone,
  };
}

/** RFC 5545 §3.8.1.9: 1 is highest, 9 lowest, 0 none. */
function priorityOf(number: number): Priority {
  if (number === 1) return 1;
  if (number >= 2 && number <= 4) return 2;
  return number === 5 ? 3 : 4;
}

function remindersOf(todo: ICAL.Component): Reminder[] {
  return todo.getAllSubcomponents("valarm").flatMap((alarm): Reminder[] => {
    const trigger = alarm.getFirstPropertyValue("trigger");
    if (!(trigger instanceof ICAL.Duration)) return [];
    const minutes = -trigger.toSeconds() / 60;
    return Number.isInteger(minutes) && minutes >= 0 ? [{ minutesBefore: minutes }] : [];
  });
}

function completionOf(todo: ICAL.Component, now: Date): string {
  const value = todo.getFirstPropertyValue("completed");
  const at = value instanceof ICAL.Time ? value.toJSDate() : now;
  return (Number.isNaN(at.getTime()) ? now : at).toISOString();
}

/** Tasks as one iCalendar file. Times are given in UTC, which needs no rules of zones beside it. */
export function toICalendar(tasks: readonly Task[], instantOf: (due: Due) => number | null): string {
  const calendar = new ICAL.Component("vcalendar");
  calendar.updatePropertyWithValue("version", "2.0");
  calendar.updatePropertyWithValue("prodid", "-//Todo Chatbot//EN");
  for (const task of tasks) {
    const todo = new ICAL.Component("vtodo");
    const set = (name: string, value: string | number | ICAL.Time) =>
      todo.updatePropertyWithValue(name, value as string);
    set("uid", task.id);
    set("dtstamp", utc(task.updatedAt));
    set("created", utc(task.createdAt));
    set("summary", plainText(task.title));
    if (task.description) set("description", plainText(task.description));
    set("priority", [1, 3, 5, 0][task.priority - 1] ?? 0);
    if (task.labels.length > 0) {
      const categories = new ICAL.Property("categories");
      categories.setValues(task.labels.map(plainText));
      todo.addProperty(categories);
    }
    if (task.due) {
      const instant = instantOf(task.due);
      set(
        "due",
        instant === null ? ICAL.Time.fromDateString(task.due.date) : utc(new Date(instant).toISOString()),
      );
    }
    if (task.recurrence)
      todo.updatePropertyWithValue("rrule", ICAL.Recur.fromString(task.recurrence.rule) as never);
    if (task.parentId) set("related-to", task.parentId);
    set("status", task.completedAt ? "COMPLETED" : "NEEDS-ACTION");
    if (task.completedAt) set("completed", utc(task.completedAt));
    calendar.addSubcomponent(todo);
  }
  return calendar.toString();
}

function utc(iso: string): ICAL.Time {
  return ICAL.Time.fromJSDate(new Date(iso), true);
}
