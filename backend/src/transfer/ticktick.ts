import type { Due, Priority, Recurrence, Reminder } from "@todo-chatbot/contracts";
import { dueAtInstant, instantOf as momentOf } from "@todo-chatbot/contracts/calendar";
import { ValidationError } from "../errors.ts";
import { parentsFirst } from "../tasks/changes/workspace.ts";
import { isTickTick, mendRow, readTable, type Shapes } from "./csv.ts";
import { createDraft, type Draft, type Reader, type Tell } from "./draft.ts";
import { ruleOf } from "./icalendar/rules.ts";
import { durationOf, laterBy, stampOf } from "./icalendar/times.ts";
import { zoneNamed } from "./icalendar/zones.ts";
import { instantOf } from "./instants.ts";

type Row = Record<string, string>;

/**
 * Reads a TickTick backup: instants in UTC with a zone next to them, RRULE, reminders as durations before the due date
 * (several in one cell), priorities 0, 1, 3, 5 from none to high, status 0 open, 1 completed, 2 archived, -1 given up.
 * @throws {ValidationError} if it is not such a file.
 */
export function readTickTick(text: string, reader: Reader): Draft {
  const { draft, add, telling, unread } = createDraft("ticktick", reader);
  const table = readTable(text, isTickTick, (line, written) => telling(line, written)("row_mended"));
  if (!table) {
    throw new ValidationError([
      { path: "", message: "is not a TickTick file: the column List Name is missing" },
    ]);
  }
  const { names } = table;
  const content = names.indexOf("CONTENT") >= 0 ? names.indexOf("CONTENT") : names.indexOf("TITLE");
  const entries = table.rows.map(({ line, cells }, order) => {
    const row = mendRow(cells, names, content, shapes);
    const record = recordOf(names, row.cells);
    const tell = telling(line, record.TITLE || null);
    if (row.mended) tell("row_mended");
    for (const name of told) if (record[name]) unread(name);
    return { line, order, record, tell, key: record.TASKID || null, parentKey: record.PARENTID || null };
  });
  for (const { line, order, record, tell, key, parentKey } of parentsFirst(
    entries,
    (entry) => entry.key,
    (entry) => entry.parentKey,
  )) {
    if (Number(record.STATUS) < 0) {
      tell("cancelled_left_out");
      continue;
    }
    const done = Number(record.STATUS) > 0;
    const completed = done ? momentIn(record["COMPLETED TIME"]) : null;
    if (done && completed === null) tell("completion_time_unknown");
    add({
      ...fieldsOf(record, reader, tell),
      line,
      order,
      completedAt: done ? new Date(completed ?? reader.now).toISOString() : null,
      createdAt: isoOf(momentIn(record["CREATED TIME"])),
      key,
      parentKey,
      uid: key && `ticktick ${key}`,
      raw: record,
    });
  }
  return draft;
}

const shapes: Shapes = {
  STATUS: /^-?\d$/,
  PRIORITY: /^\d$/,
  "IS ALL DAY": /^(true|false)$/i,
  KIND: /^[A-Z]+$/,
};

/** Columns for groups of lists, which cannot be imported; other unread columns only concern the display. */
const told = ["FOLDER NAME", "COLUMN NAME"];

function recordOf(names: readonly string[], cells: readonly string[]): Row {
  return Object.fromEntries(names.map((name, index) => [name, (cells[index] ?? "").trim()]));
}

/**
 * Some versions write `2031-01-06 10:00:00`: in UTC, like all dates, including the one on which the file was created.
 */
function momentIn(written: string | undefined): number | null {
  return instantOf(written) ?? instantOf(`${written}Z`);
}

function isoOf(instant: number | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}

function fieldsOf(record: Row, reader: Reader, tell: Tell) {
  const timeZone = zoneOf(record.TIMEZONE, reader, tell);
  const allDay = record["IS ALL DAY"]?.toLowerCase() === "true";
  const isFloating = record["IS FLOATING"]?.toLowerCase() === "true";
  const dateOf = (written: string | undefined): Due | null => {
    if (!written) return null;
    const instant = momentIn(written);
    if (instant === null) {
      tell("date_unknown", written);
      return null;
    }
    const due = dueAtInstant(instant, timeZone);
    if (allDay) return { date: due.date };
    // A floating time is the same clock time in every zone.
    return isFloating ? { ...due, timeZone: reader.timeZone } : due;
  };
  const start = dateOf(record["START DATE"]);
  const due = dateOf(record["DUE DATE"]) ?? start;
  const rule = recurrenceOf(record.REPEAT ?? "", due, tell);
  return {
    title: record.TITLE ?? "",
    description: contentOf(record),
    labels: (record.TAGS ?? "").split(","),
    project: record["LIST NAME"] || null,
    priority: priorityOf(record.PRIORITY ?? "", tell),
    due,
    start: start && due && isBefore(start, due) ? start : null,
    recurrence: rule,
    reminders: remindersOf(record.REMINDER ?? "", due, allDay ? timeZone : null, tell),
  };
}

function isBefore(start: Due, due: Due): boolean {
  const [from, to] = [momentOf(start), momentOf(due)];
  return from === null || to === null ? start.date < due.date : from < to;
}

function zoneOf(written: string | undefined, reader: Reader, tell: Tell): string {
  if (!written) return reader.timeZone;
  const zone = zoneNamed(written);
  if (!zone) tell("zone_unknown", written);
  return zone ?? reader.timeZone;
}

/** Check list items are lines that start with a mark; they stay a list in the notes. */
function contentOf({ CONTENT = "", KIND = "" }: Row): string {
  if (KIND !== "CHECKLIST") return CONTENT;
  return CONTENT.replaceAll(/^[ \t]*▪[ \t]*/gmu, "- [x] ").replaceAll(/^[ \t]*▫[ \t]*/gmu, "- [ ] ");
}

function recurrenceOf(written: string, due: Due | null, tell: Tell): Recurrence | null {
  // "ERULE:" and the like are undocumented forms of TickTick.
  const lines = written
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  const rules = lines
    .filter((line) => /^(RRULE:)?FREQ=/i.test(line))
    .map((line) => {
      const plain = line.replace(/;TT_\w+=[^;]*/g, "");
      if (plain !== line) tell("recurrence_changed", line);
      return plain;
    });
  for (const line of lines) if (!/^(RRULE:)?FREQ=/i.test(line)) tell("recurrence_left_out", line);
  const rule = ruleOf(rules, due ? Number(due.date.slice(8)) : 1, tell);
  return rule === null ? null : { rule, anchor: "schedule" };
}

function remindersOf(written: string, due: Due | null, timeZone: string | null, tell: Tell): Reminder[] {
  return written
    .split(/[\n,]/)
    .map((part) => part.trim().replace(/^TRIGGER:/i, ""))
    .filter(Boolean)
    .flatMap((part): Reminder[] => {
      const duration = stampOf(part) ? null : durationOf(part);
      if (!duration || !due) {
        tell("reminder_left_out", part);
        return [];
      }
      const minutes = Math.round(duration.total({ unit: "minutes", relativeTo: "2026-01-01" }));
      // For a whole day, it is relative to midnight; for a time, it is always before it, regardless of the sign.
      const before = timeZone ? -minutes : Math.abs(minutes);
      if (before >= 0 || !timeZone) return [{ minutesBefore: before }];
      const at = laterBy({ date: due.date, time: "00:00", timeZone }, duration);
      const moment = momentOf(at);
      return moment === null ? [] : [{ at: new Date(moment).toISOString() }];
    });
}

function priorityOf(written: string, tell: Tell): Priority {
  const levels: Record<string, Priority> = { "5": 1, "3": 2, "1": 3, "0": 4, "": 4 };
  const level = levels[written];
  if (!level) tell("field_unreadable", `priority ${written}`);
  return level ?? 4;
}
