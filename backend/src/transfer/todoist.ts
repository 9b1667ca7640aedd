import type { Priority } from "@todo-chatbot/contracts";
import { ValidationError } from "../errors.ts";
import { isTodoist, mendRow, readTable, type Shapes } from "./csv.ts";
import { readDate } from "./dates.ts";
import { createDraft, type Draft, type Entry, type Reader, type Tell } from "./draft.ts";
import { zoneNamed } from "./icalendar/zones.ts";

/** A template, or one project of a backup with its name. */
export interface TodoistFile {
  text: string;
  project: string | null;
}

/** A task whose notes may follow. */
type Open = Entry & { description: string };

/**
 * Reads Todoist's CSV, a template or one project of a backup: TYPE (task, section, note), CONTENT, DESCRIPTION,
 * PRIORITY (1 highest to 4), INDENT (1 is the top level), DATE in DATE_LANG and TIMEZONE, DEADLINE, RESPONSIBLE,
 * DURATION. Sections become lists, notes become descriptions, and `@word` in a content becomes a label.
 * See Todoist's help, "How to format your CSV file".
 * @throws {ValidationError} if it is not such a file.
 */
export function readTodoist(files: readonly TodoistFile[], reader: Reader): Draft {
  const draft = createDraft("todoist", reader);
  for (const file of files) readProject(file, reader, draft);
  return draft.draft;
}

function readProject(
  file: TodoistFile,
  reader: Reader,
  { add, telling, unread }: ReturnType<typeof createDraft>,
): void {
  const table = readTable(file.text, isTodoist, (line, written) => telling(line, written)("row_mended"));
  if (!table) {
    throw new ValidationError([
      { path: "", message: "is not a Todoist file: the columns TYPE and CONTENT are missing" },
    ]);
  }
  const { names, rows } = table;
  let project = file.project;
  /** The last task of each level. */
  const levels: string[] = [];
  let open: Open | null = null;

  for (const { line, cells } of rows) {
    const row = mendRow(cells, names, names.indexOf("CONTENT"), shapes);
    const record = recordOf(names, row.cells);
    const type = (record.TYPE ?? "").toLowerCase();
    const content = record.CONTENT ?? "";
    const tell = telling(line, content || null);
    if (row.mended) tell("row_mended");
    if (type !== "meta") for (const name of names) if (record[name] && !read.has(name)) unread(name);
    if (open && (type === "section" || type === "task")) {
      add(open);
      open = null;
    }
    if (type === "section") {
      if (record.DESCRIPTION) tell("field_left_out", `the description of a section, ${record.DESCRIPTION}`);
      project = [file.project, content].filter(Boolean).join(" / ") || null;
      levels.length = 0;
    } else if (type === "note") {
      const note = [withAttachment(content), record.DATE && `(${record.DATE})`].filter(Boolean).join(" ");
      if (!open) telling(line, null)("note_without_task", note);
      else if (note) {
        open.description = [open.description, note].filter(Boolean).join("\n");
        open.raw = [open.raw, note];
      }
    } else if (type === "task") {
      const level = Math.max(1, Number.parseInt(record.INDENT ?? "1", 10) || 1);
      levels.length = Math.min(levels.length, level - 1);
      const key = `${file.project ?? ""} ${line}`;
      open = { ...taskOf(record, reader, tell), line, project, key, parentKey: levels.at(-1) ?? null };
      levels.push(key);
    } else if (type && type !== "meta") {
      telling(line, null)("line_unreadable", cells.join(", "));
    }
  }
  if (open) add(open);
}

/** Columns that are read, or only concern the display of a list. */
const read = new Set(
  "TYPE CONTENT DESCRIPTION PRIORITY INDENT RESPONSIBLE DATE DATE_LANG TIMEZONE DURATION DURATION_UNIT DEADLINE DEADLINE_LANG IS_COLLAPSED".split(
    " ",
  ),
);

function recordOf(names: readonly string[], cells: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name, index) => [name, (cells[index] ?? "").trim()]));
}

/** Columns with few possible values. */
const shapes: Shapes = {
  PRIORITY: /^p?\d$/i,
  INDENT: /^\d+$/,
  DATE_LANG: /^[a-z]{2}([_-]\w+)?$/i,
  DEADLINE_LANG: /^[a-z]{2}([_-]\w+)?$/i,
  IS_COLLAPSED: /^(true|false|0|1)$/i,
  DURATION: /^(\d+|none)$/i,
  DURATION_UNIT: /^[a-z]+$/i,
};

function taskOf(record: Record<string, string>, reader: Reader, tell: Tell) {
  const { title, labels } = withoutLabels(record.CONTENT ?? "");
  const extra: string[] = [];
  const keep = (words: string, value: string) => {
    tell("kept_in_description", `${words.toLowerCase()} ${value}`);
    extra.push(`${words}: ${value}`);
  };
  const zone = record.TIMEZONE ? zoneNamed(record.TIMEZONE) : reader.timeZone;
  if (!zone) tell("zone_unknown", record.TIMEZONE ?? "");
  const timeZone = zone ?? reader.timeZone;
  const date = readDate(record.DATE ?? "", record.DATE_LANG ?? "en", timeZone, reader, tell);
  if (!date) tell("date_unknown", record.DATE ?? "");
  let due = date?.due ?? null;
  if (record.DEADLINE) {
    const deadline = readDate(record.DEADLINE, record.DEADLINE_LANG ?? "en", timeZone, reader, tell)?.due;
    if (due || !deadline) keep("Deadline", record.DEADLINE);
    else {
      tell("deadline_became_due", record.DEADLINE);
      due = deadline;
    }
  }
  if (record.RESPONSIBLE) keep("Responsible", record.RESPONSIBLE);
  const unit =
    record.DURATION_UNIT && record.DURATION_UNIT.toLowerCase() !== "none" ? record.DURATION_UNIT : "minute";
  if (record.DURATION && record.DURATION !== "None") keep("Duration", `${record.DURATION} ${unit}`);
  return {
    title,
    labels,
    description: [record.DESCRIPTION, ...extra].filter(Boolean).join("\n"),
    priority: priorityOf(record.PRIORITY ?? "", tell),
    due,
    recurrence: date?.recurrence ?? null,
    raw: record,
  };
}

/** Removes `@label` from a content; if nothing else is left, it stays as the title. */
function withoutLabels(content: string) {
  const labels: string[] = [];
  const title = content.replaceAll(
    /(^|\s)@([^\s@"()|&!,]+)(?=$|[\s,)!])/gu,
    (_match, _space, label: string) => {
      labels.push(label);
      return "";
    },
  );
  return { title: title.trim() || content.trim(), labels };
}

/** The attachment of a note is JSON after its text: `text [[file {…}]]`. */
function withAttachment(note: string): string {
  return note
    .replace(/\[\[file (\{.*\})\]\]/s, (written, json: string) => {
      try {
        const { file_name, file_url } = JSON.parse(json) as { file_name?: unknown; file_url?: unknown };
        return [file_name, file_url].filter((part) => typeof part === "string").join(": ");
      } catch {
        return written;
      }
    })
    .trim();
}

function priorityOf(text: string, tell: Tell): Priority {
  const [, level] = /^p?([1-4])$/i.exec(text) ?? [];
  if (text && !level) tell("field_unreadable", `priority ${text}`);
  return Number(level ?? 4) as Priority;
}
