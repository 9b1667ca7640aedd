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

/** A file understood as far as it can be. */
export interface Draft {
  format: ImportFormat;
  /** Each after what it hangs under. */
  tasks: ImportedTask[];
  /** Where each of `tasks` begins in the file. */
  lines: number[];
  /** The line each of `tasks` is in todo.txt, where the file is one: it says whether a task has changed since. */
  written: string[] | null;
  notes: ImportNote[];
  /** What the file has that nobody reads here, such as marks that programs leave for themselves: names, and how often. */
  unread: Map<string, number>;
}

/**
 * One task of a file. A field that is absent is one its format cannot say: it gets our default, and when the task is
 * here already it is left alone.
 */
export interface Entry {
  /** Where it begins in the file, counted from 1. */
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
  /** Dates of the recurrence that are finished, its first one among them perhaps. */
  finished?: string[];
  /** When the last of them was. */
  finishedAt?: string | null;
  completedAt?: string | null;
  createdAt?: string | null;
  /** What this file calls the task, and the one it hangs under; null or absent where it has no name for it. */
  key?: string | null;
  parentKey?: string | null;
  /** What every version of the file calls it; without it, it is known by its list, its parent and its title. */
  uid?: string | null;
  /** Its place among the tasks of the file; the place it is added at when absent. */
  order?: number;
  /** What the file says about it, without what changes each time it is written: tells a newer version. */
  raw: unknown;
  /** In todo.txt: what tells a task that is here already. */
  like?: TaskLikeness;
}

/** Dates that the recurrence rules of one file may have to try together. */
const budget = 50 * ruleBudget;

/** Whose file it is: recurrences without a date begin on their today. */
export interface Reader {
  timeZone: string;
  now: Date;
}

/** Tells what was left out or changed of the entry that begins at a line. */
export type Tell = (code: ImportNoteCode, written?: string | null, reason?: string) => void;

/** Collects the tasks of a file; what is wrong with an entry is told and costs it no more than that field. */
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
  /** Dates that are none, by the line of their entry: they go into its notes. */
  const unknownDates = new Map<number, string[]>();

  const telling =
    (line: number, title: string | null): Tell =>
    (code, written = null, reason) => {
      // What is wrong with the start and the due alike, such as their zone, is one thing to know.
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
   * The dates a series gives its task: the first one that is neither finished nor an exception. A series with all of
   * its dates finished is over.
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
      // In our own export it was said when it was set.
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

  /** A name for an entry that its file gives none. */
  function nameOf({ project, title }: ImportedFields, parent: ImportedTask | null | undefined): string {
    return ["like", format, project ?? "", parent?.source ?? "", title].join("\n");
  }

  /** The second of the same name is another task. */
  function sourceOf(name: string): string {
    const times = (used.get(name) ?? 0) + 1;
    used.set(name, times);
    return hash(times === 1 ? name : `${name}\n${times}`);
  }

  return {
    draft,
    telling,
    /** Counts what is not read; it is told once for the whole file. */
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

/** From the first year a date may have here on, and not beyond what a database can hold. */
function isInstant(iso: string): boolean {
  return /^[1-9]\d{3}-/.test(iso) && !Number.isNaN(Date.parse(iso));
}
