import type { Due, Recurrence } from "@todo-chatbot/contracts";
import { dueAtInstant, weekdayCodes } from "@todo-chatbot/contracts/calendar";
import { createDraft, type Draft, type Reader, type Tell } from "../draft.ts";
import { lastDays } from "../icalendar/rules.ts";
import { stampOf } from "../icalendar/times.ts";
import { zoneNamed } from "../icalendar/zones.ts";
import { isObject, type Json, objectOf, objectsOf, tasksIn, textOf, textOfHtml } from "./value.ts";

/** The lists in a file: `todoTaskList` with their tasks, or tasks without a list. */
function listsOf(content: unknown): Json[] {
  const items = objectsOf(
    Array.isArray(content) ? content : isObject(content) ? (content.value ?? content.lists) : [],
  );
  const isTask = (item: Json) => "title" in item && "importance" in item;
  const isList = (item: Json) => "displayName" in item && Array.isArray(item.tasks);
  if (items.length > 0 && items.every(isTask)) return [{ tasks: items }];
  return items.length > 0 && items.every(isList) ? items : [];
}

export const isMicrosoftToDo = (content: unknown): boolean => listsOf(content).length > 0;

/**
 * Reads Microsoft To Do in the format of Microsoft Graph: lists (`displayName`) with `tasks` of type `todoTask`, or the
 * tasks of one list. Steps (`checklistItems`) become subtasks. A due date has no time. See Microsoft Graph, "todoTask
 * resource type".
 */
export function readMicrosoftToDo(content: unknown, reader: Reader): Draft {
  const { draft, add, telling } = createDraft("microsoft-todo", reader);
  let line = 0;
  for (const list of listsOf(content)) {
    const tellOther = (written: string) => telling(line + 1, null)("line_unreadable", written);
    for (const task of tasksIn(list.tasks, tellOther)) {
      line++;
      const title = textOf(task.title);
      const tell = telling(line, title || null);
      const id = textOf(task.id) || null;
      const key = id ?? String(line);
      const due = dayOf(task.dueDateTime, reader, tell) ?? firstDayOf(task.recurrence);
      const { lastModifiedDateTime: _modified, "@odata.etag": _etag, ...raw } = task;
      add({
        line,
        title,
        description: descriptionOf(task, tell),
        project: textOf(list.displayName) || null,
        priority: priorityOf(task.importance, tell),
        labels: Array.isArray(task.categories) ? task.categories.map(textOf) : [],
        due,
        start: dayOf(task.startDateTime, reader, tell),
        recurrence: recurrenceOf(task.recurrence, due, tell),
        reminders: remindersOf(task, reader),
        completedAt: completionOf(task, reader, tell),
        createdAt: textOf(task.createdDateTime) || null,
        key,
        uid: id && `microsoft ${id}`,
        raw,
      });
      for (const step of objectsOf(task.checklistItems)) {
        const stepId = textOf(step.id);
        const checked = textOf(step.checkedDateTime);
        if (step.isChecked === true && !checked)
          telling(line, textOf(step.displayName) || null)("completion_time_unknown");
        add({
          line,
          title: textOf(step.displayName),
          project: textOf(list.displayName) || null,
          completedAt: step.isChecked === true ? checked || reader.now.toISOString() : null,
          createdAt: textOf(step.createdDateTime) || null,
          parentKey: key,
          uid: stepId && id ? `microsoft ${id} ${stepId}` : null,
          raw: step,
        });
      }
    }
  }
  return draft;
}

function priorityOf(importance: unknown, tell: Tell): 2 | 4 {
  if (importance === "low") tell("priority_lowered", "low");
  return importance === "high" ? 2 : 4;
}

const statuses: Record<string, string> = {
  waitingOnOthers: "waiting on others",
  deferred: "deferred",
  inProgress: "in progress",
};

function descriptionOf(task: Json, tell: Tell): string {
  const body = objectOf(task.body);
  const content = textOf(body.content);
  const links = objectsOf(task.linkedResources).map(({ displayName, webUrl }) =>
    [textOf(displayName), textOf(webUrl)].filter(Boolean).join(": "),
  );
  if (task.hasAttachments === true) tell("field_left_out", "attachments");
  const status = statuses[textOf(task.status)];
  if (status) {
    tell("kept_in_description", `status ${status}`);
    links.push(`Status: ${status}`);
  }
  return [body.contentType === "html" ? textOfHtml(content) : content, ...links].filter(Boolean).join("\n");
}

/** `dateTimeTimeZone` as an instant, in milliseconds; null if there is none. */
function momentOf(value: unknown, reader: Reader): number | null {
  const { dateTime, timeZone } = objectOf(value);
  const stamp = stampOf(textOf(dateTime));
  if (!stamp) return null;
  const zone = zoneNamed(textOf(timeZone)) ?? reader.timeZone;
  return stamp.date.toPlainDateTime(stamp.time ?? undefined).toZonedDateTime(stamp.utc ? "UTC" : zone)
    .epochMilliseconds;
}

/** A day is given as its midnight, in UTC or in the user's zone. */
function dayOf(value: unknown, reader: Reader, tell: Tell): Due | null {
  const written = textOf(objectOf(value).dateTime);
  if (!written) return null;
  const stamp = stampOf(written);
  const zone = textOf(objectOf(value).timeZone);
  if (zone && !zoneNamed(zone)) tell("zone_unknown", zone);
  const moment = momentOf(value, reader);
  if (!stamp || moment === null) {
    tell("date_unknown", written);
    return null;
  }
  const isMidnight = stamp.time?.toString({ smallestUnit: "minute" }) === "00:00";
  return { date: isMidnight ? stamp.date.toString() : dueAtInstant(moment, reader.timeZone).date };
}

function remindersOf(task: Json, reader: Reader) {
  const at = task.isReminderOn === false ? null : momentOf(task.reminderDateTime, reader);
  return at === null ? [] : [{ at: new Date(at).toISOString() }];
}

function completionOf(task: Json, reader: Reader, tell: Tell): string | null {
  if (task.status !== "completed") return null;
  const at = momentOf(task.completedDateTime, reader);
  if (at === null) tell("completion_time_unknown");
  return new Date(at ?? reader.now).toISOString();
}

/** The iCalendar code of a weekday, from its English name. */
const codeOf = (name: unknown) =>
  weekdayCodes.find((code) => code === textOf(name).slice(0, 2).toUpperCase());
const places: Record<string, number> = { first: 1, second: 2, third: 3, fourth: 4, last: -1 };

/** `patternedRecurrence` as a rule, as far as a rule can express it. */
function recurrenceOf(value: unknown, due: Due | null, tell: Tell): Recurrence | null {
  if (!isObject(value)) return null;
  const rule = ruleOf(objectOf(value.pattern), due);
  if (!rule) {
    tell("recurrence_left_out", textOf(objectOf(value.pattern).type) || JSON.stringify(value));
    return null;
  }
  const { type, endDate, numberOfOccurrences } = objectOf(value.range);
  const until = type === "endDate" ? `;UNTIL=${textOf(endDate).replaceAll("-", "")}` : "";
  const count = type === "numbered" ? `;COUNT=${Number(numberOfOccurrences)}` : "";
  return { rule: `${rule}${until}${count}`, anchor: "schedule" };
}

/** The start of a repetition, for tasks without a due date. */
function firstDayOf(recurrence: unknown): Due | null {
  const stamp = stampOf(textOf(objectOf(objectOf(recurrence).range).startDate));
  return stamp && { date: stamp.date.toString() };
}

function ruleOf(pattern: Json, due: Due | null): string | null {
  const interval = Number(pattern.interval ?? 1);
  const every = interval === 1 ? "" : `;INTERVAL=${interval}`;
  const days = Array.isArray(pattern.daysOfWeek)
    ? pattern.daysOfWeek.flatMap((day) => codeOf(day) ?? [])
    : [];
  const day = Number(pattern.dayOfMonth || due?.date.slice(8) || 1);
  const month = Number(pattern.month || due?.date.slice(5, 7) || 1);
  const place = places[textOf(pattern.index) || "first"];
  const monthly = (rule: string) => (day > 28 ? lastDays(rule, day) : `${rule};BYMONTHDAY=${day}`);
  const nth =
    days.length === 0 || !place
      ? null
      : days.length === 1
        ? `;BYDAY=${place}${days[0]}`
        : `;BYDAY=${days.join(",")};BYSETPOS=${place}`;
  const first = codeOf(pattern.firstDayOfWeek);
  const week = interval > 1 && days.length > 0 && first && first !== "MO" ? `;WKST=${first}` : "";
  switch (pattern.type) {
    case "daily":
      return `FREQ=DAILY${every}`;
    case "weekly":
      return `FREQ=WEEKLY${every}${days.length > 0 ? `;BYDAY=${days.join(",")}` : ""}${week}`;
    case "absoluteMonthly":
      return monthly(`FREQ=MONTHLY${every}`);
    case "relativeMonthly":
      return nth && `FREQ=MONTHLY${every}${nth}`;
    case "absoluteYearly":
      return monthly(`FREQ=YEARLY${every};BYMONTH=${month}`);
    case "relativeYearly":
      return nth && `FREQ=YEARLY${every};BYMONTH=${month}${nth}`;
    default:
      return null;
  }
}
