import { createHash } from "node:crypto";
import {
  type Due,
  due as dueSchema,
  type ImportFormat,
  type ImportNote,
  type ImportNoteCode,
  limits,
  type Recurrence,
  type Reminder,
  type TaskCreateInput,
} from "@todo-chatbot/contracts";
import { omissionOf } from "@todo-chatbot/contracts/calendar";
import { LimitError, ValidationError } from "../errors.ts";
import type { ImportedFields, ImportedTask, TaskLikeness } from "../tasks/changes/import.ts";
import { omissionText } from "../tasks/series/omissions.ts";
import { ruleBudget, rulesBudget } from "../tasks/series/rule.ts";
import { settleSeries } from "../tasks/series/series.ts";
import { fitTask } from "./fit.ts";
import { noteOf } from "./notes.ts";

/** The parts of a file that were understood. */
export interface Draft {
  format: ImportFormat;
  /** Parents come before their subtasks. */
  tasks: ImportedTask[];
  /** The line in the file at which each of `tasks` starts. */
  lines: number[];
  /**
   * In a todo.txt file, the original line of each of `tasks`, which shows whether a task has changed since; otherwise
   * null.
   */
  written: string[] | null;
  notes: ImportNote[];
  /** Names of fields that are not imported, such as internal markers of programs, and how often each occurs. */
  unread: Map<string, number>;
}

/**
 * One task of a file. A field is absent if the format cannot express it: new tasks get our default, and existing ones
 * keep their value.
 */
export interface Entry {
  /** The line it starts at, counted from 1. */
  line: number;
  title: string;
  description?: string;
  priority?: TaskCreateInput["priority"];
  labels?: string[];
  project?: string | null;
  due?: Due | null;
  start?: Due | null;
  recurrence?: Recurrence | null;
  reminders?: Reminder[];
  /** Dates of the recurrence that are done, possibly including the first. */
  finished?: string[];
  /** When the last of them was completed. */
  finishedAt?: string | null;
  completedAt?: string | null;
  createdAt?: string | null;
  /** The file's identifiers of the task and of its parent; null or absent if it has none. */
  key?: string | null;
  parentKey?: string | null;
  /**
   * An identifier that is the same in every version of the file; without it, list, parent and title identify the task.
   */
  uid?: string | null;
  /** Its position among the tasks of the file; by default, the order in which it is added. */
  order?: number;
  /** What the file says about it, except for values that change on every export: shows whether a version is newer. */
  raw: unknown;
  /** For todo.txt: criteria that recognise a task that was imported before. */
  like?: TaskLikeness;
}

/** The maximum number of dates that the recurrence rules of one file may try in total. */
const budget = 50 * ruleBudget;

/** The user who imports the file; recurrences without a date begin on their current day. */
export interface Reader {
  timeZone: string;
  now: Date;
}

/** Reports what was left out or changed in the entry that starts at a line. */
export type Tell = (code: ImportNoteCode, written?: string | null, reason?: string) => void;

/** Collects the tasks of a file. A faulty field is reported and dropped; the rest of its entry is kept. */
export function createDraft(format: ImportFormat, reader: Reader) {
  const draft: Draft = {
    format,
    tasks: [],
    lines: [],
    written: format === "todotxt" ? [] : null,
    notes: [],
    unread: new Map(),
  };
  const spend = rulesBudget(budget);
  const known = new Map<string, { index: number; depth: number }>();
  const used = new Map<string, number>();
  const told = new Set<string>();
  /** Invalid dates by the line of their entry; they are added to the task's notes. */
  const unknownDates = new Map<number, string[]>();

  const telling =
    (line: number, title: string | null): Tell =>
    (code, written = null, reason) => {
      // A fault that start and due share, such as their zone, is reported once.
      const once = JSON.stringify([line, title, code, written]);
      if (told.has(once)) return;
      told.add(once);
      draft.notes.push(noteOf({ line, title }, code, written, reason));
      if (code === "date_unknown" && written) {
        unknownDates.set(line, [...(unknownDates.get(line) ?? []), written]);
      }
    };

  function parentOf(tell: Tell, key: string | null | undefined) {
    if (key == null) return null;
    const parent = known.get(key);
    if (parent && parent.depth < limits.taskDepth) return parent;
    tell(parent ? "too_deep" : "parent_missing");
    return null;
  }

  /**
   * The dates that a series gives its task: the first one that is neither done nor an exception. If all of its dates
   * are done, the series is over.
   */
  function settled(
    tell: Tell,
    fields: ImportedFields,
    finished: readonly string[],
  ): { series: Partial<ImportedFields>; isOver: boolean } {
    const { recurrence, due = null, start = null } = fields;
    if (!recurrence) return { series: {}, isOver: false };
    const before = recurrence.done ?? [];
    const settle = (done: readonly string[]) =>
      settleSeries(
        { start, due, recurrence: { ...recurrence, ...(done.length > 0 && { done: [...done] }) } },
        { asked: reader.now, timeZone: reader.timeZone, spend },
      );
    const withoutFinished = () => {
      try {
        return finished.length > 0 ? settle(before) : null;
      } catch {
        return null;
      }
    };
    try {
      const series = settle([...before, ...finished].sort().slice(0, limits.datesPerSeries));
      const omission = omissionOf(series.recurrence);
      // For our own export, this was reported when the rule was set.
      if (omission && format !== "todo-chatbot")
        tell("recurrence_skips", recurrence.rule, omissionText(omission));
      return { series, isOver: false };
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error;
      const over = withoutFinished();
      if (over) return { series: over, isOver: true };
      tell("recurrence_left_out", recurrence.rule, error.errors[0]?.message);
      return { series: { recurrence: null }, isOver: false };
    }
  }

  /** An identifier for an entry without one in its file. */
  function nameOf({ project, title }: ImportedFields, parent: ImportedTask | null | undefined): string {
    return ["like", format, project ?? "", parent?.source ?? "", title].join("\n");
  }

  /** A second entry with the same identifier is a different task. */
  function sourceOf(name: string): string {
    const times = (used.get(name) ?? 0) + 1;
    used.set(name, times);
    return hash(times === 1 ? name : `${name}\n${times}`);
  }

  return {
    draft,
    telling,
    /** Counts fields that are not read; they are reported once for the whole file. */
    unread(name: string): void {
      draft.unread.set(name, (draft.unread.get(name) ?? 0) + 1);
    },
    add(entry: Entry): void {
      if (draft.tasks.length >= limits.tasksPerChange) {
        throw new LimitError(`One import may have ${limits.tasksPerChange} tasks. Split the file.`);
      }
      const { line, key, parentKey, uid, createdAt, order, raw } = entry;
      let { completedAt } = entry;
      const name = entry.title.trim() || entry.description?.trim().split("\n")[0]?.trim() || null;
      const tell = telling(line, name);
      const dates: Pick<Entry, "due" | "start"> = {};
      for (const name of ["due", "start"] as const) {
        if (!entry[name] || dueSchema.safeParse(entry[name]).success) continue;
        tell("date_unknown", entry[name].date);
        dates[name] = null;
      }
      const unknown = unknownDates.get(line) ?? [];
      unknownDates.delete(line);
      const described = unknown.length > 0 && {
        description: [entry.description, ...unknown].filter(Boolean).join("\n"),
      };
      const fields = fitTask({ ...entry, ...dates, ...described }, tell);
      const { series, isOver } = settled(tell, fields, entry.finished ?? []);
      Object.assign(fields, series);
      if (isOver) completedAt ??= entry.finishedAt ?? reader.now.toISOString();
      const parent = parentOf(tell, parentKey);
      const index = draft.tasks.length;
      if (key != null) known.set(key, { index, depth: (parent?.depth ?? 0) + 1 });
      draft.tasks.push({
        source: sourceOf(uid == null ? nameOf(fields, parent && draft.tasks[parent.index]) : `uid\n${uid}`),
        ownId: uid != null && isUuid(uid) ? uid.toLowerCase() : null,
        digest: hash(JSON.stringify(raw)),
        parent: parent?.index ?? null,
        order: order ?? index,
        fields,
        ...(entry.like && { like: entry.like }),
        ...(completedAt !== undefined && { completedAt }),
        ...(createdAt != null && isInstant(createdAt) && { createdAt }),
      });
      draft.lines.push(line);
      draft.written?.push(String(raw));
    },
  };
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

/** Whether an instant is between the first year allowed for dates and the last one a database can store. */
function isInstant(iso: string): boolean {
  return /^[1-9]\d{3}-/.test(iso) && !Number.isNaN(Date.parse(iso));
}
