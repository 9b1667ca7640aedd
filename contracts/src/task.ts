import { z } from "zod";
import { limits } from "./limits.ts";
import { storable } from "./text.ts";

/** An IANA time zone name, as `Intl` knows it. */
export const timeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, { error: "must be an IANA time zone, such as Europe/Berlin" })
  .meta({ example: "Europe/Berlin" });

// Asking Intl takes a tenth of a millisecond, half a second for a file of 5,000 tasks.
const known = new Set<string>();
/** There are some 600 names; more entries are spellings in unusual case. */
const mostKnown = 1000;

function isTimeZone(name: string): boolean {
  if (known.has(name)) return true;
  try {
    // Offsets such as "+02:00" are accepted by Intl but carry no daylight saving rules.
    if (!/^[A-Za-z]/.test(name) || !new Intl.DateTimeFormat("en", { timeZone: name })) return false;
  } catch {
    return false;
  }
  if (known.size < mostKnown) known.add(name);
  return true;
}

/** A calendar day, `YYYY-MM-DD`. */
export const calendarDate = z.iso
  .date()
  .refine((date) => date >= "0001-01-01", { error: "must not be before the year 1" })
  .meta({ example: "2026-11-21" });

/** A wall-clock time, `HH:MM`, 24 hours. */
export const wallClock = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: "must be a time of day, HH:MM" })
  .meta({ example: "17:00" });

/**
 * When a task is due: a calendar day, or a wall-clock time in a zone. A day never acquires a time by itself.
 */
export const due = z.union([
  z.strictObject({ date: calendarDate, time: wallClock, timeZone }),
  z.strictObject({ date: calendarDate }),
]);

/** 1 is highest, 4 means none. */
export const priority = z.literal([1, 2, 3, 4]);

/** One date of a series by its own wall clock: `YYYY-MM-DD`, or `YYYY-MM-DDTHH:MM` where the series has a time. */
export const occurrence = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}(T([01]\d|2[0-3]):[0-5]\d)?$/, {
    error: "must be a date of the series, YYYY-MM-DD or YYYY-MM-DDTHH:MM",
  })
  .refine((text) => calendarDate.safeParse(text.slice(0, 10)).success, {
    error: "must be a day that exists",
  })
  .meta({ example: "2026-11-21" });

const occurrences = z.array(occurrence).max(limits.datesPerSeries);

/**
 * A series. It is kept separate from the due date of the next occurrence, which can be moved on its own. Wall-clock
 * times are in the zone of `start`; absent parts are empty.
 */
export const recurrence = z.strictObject({
  /** An RFC 5545 RRULE without DTSTART. */
  rule: z.string().min(1).max(500).meta({ example: "FREQ=WEEKLY;BYDAY=MO" }),
  /** What the next occurrence is counted from: the dates of the rule, or the day the last one was completed. */
  anchor: z.enum(["schedule", "completion"]).default("schedule"),
  /** DTSTART: the first date and the zone of the rule. Set from the task if absent. */
  start: due.optional(),
  /** Which date of the task the rule determines. With `start`, as in RFC 5545, the due date keeps its distance from it. */
  basis: z.enum(["due", "start"]).optional(),
  /** RECURRENCE-ID: the date in the series of the current occurrence, if the task was moved from it. */
  occurrence: occurrence.optional(),
  /** EXDATE: dates of the rule that are left out. */
  exceptions: occurrences.optional(),
  /** RDATE: dates in addition to those of the rule. */
  additions: occurrences.optional(),
  /** Occurrences after the next one that are already completed. */
  done: occurrences.optional(),
});

/** RFC 5545 RANGE: whether a new date is for one occurrence of a series, or for it and all that follow. */
export const range = z.enum(["this", "thisAndFuture"]);

/** Either minutes before the task is due, or a point in time (RFC 3339, with offset). */
export const reminder = z.union([
  z.strictObject({ minutesBefore: z.number().int().min(0).max(40_320) }),
  z.strictObject({ at: z.iso.datetime({ offset: true }) }),
]);

/** Stored in Unicode form NFC, so that text that looks the same is the same. */
const text = (max: number) => storable(z.string().normalize("NFC").trim().min(1).max(max));

const title = text(limits.titleLength);
const description = storable(z.string().normalize("NFC").max(limits.descriptionLength));
const labels = z
  .array(text(limits.labelLength))
  .max(limits.labelsPerTask)
  .transform((all) => [...new Set(all)]);
const project = text(limits.projectLength);
const reminders = z.array(reminder).max(limits.remindersPerTask);
const id = z.uuid();

/** A task as every interface shows it. */
export const task = z.object({
  id,
  title: z.string(),
  description: z.string(),
  completedAt: z.iso.datetime().nullable(),
  priority,
  labels: z.array(z.string()),
  project: z.string().nullable(),
  parentId: id.nullable(),
  /** Not before: until then the task does not count as something to do. */
  start: due.nullable(),
  due: due.nullable(),
  recurrence: recurrence.nullable(),
  reminders: z.array(reminder),
  position: z.number(),
  version: z.number().int(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});

/** Input that was accepted but may not do what is expected. Codes are part of the API. */
export const taskWarning = z.object({
  code: z.enum(["short_months", "fifth_weekdays", "common_years", "short_years"]),
  /** Dotted path of the field within the task. */
  path: z.string(),
  message: z.string(),
});

/** A task after a change; `warnings` is present if the change has any. */
export const writtenTask = task.extend({ warnings: z.array(taskWarning).optional() });

/** A new task: only the title is required. */
export const taskCreate = z.strictObject({
  title,
  description: description.default(""),
  priority: priority.default(4),
  labels: labels.default([]),
  project: project.nullable().default(null),
  parentId: id.nullable().default(null),
  start: due.nullable().default(null),
  due: due.nullable().default(null),
  recurrence: recurrence.nullable().default(null),
  reminders: reminders.default([]),
  position: z.number().optional(),
});

/**
 * Fields to change; absent ones stay. `version`, if given, must be the current one. `range` says what a new
 * `due` of a repeating task applies to: this occurrence (the default), or this and all later ones.
 */
export const taskPatch = z.strictObject({
  title: title.optional(),
  description: description.optional(),
  priority: priority.optional(),
  labels: labels.optional(),
  project: project.nullable().optional(),
  parentId: id.nullable().optional(),
  start: due.nullable().optional(),
  due: due.nullable().optional(),
  range: range.optional(),
  recurrence: recurrence.nullable().optional(),
  reminders: reminders.optional(),
  position: z.number().optional(),
  version: z.number().int().positive().optional(),
});

export const taskStatus = z.enum(["open", "completed", "all"]);
export const taskSort = z.enum(["position", "due", "priority", "created", "updated", "title"]);

/**
 * Filters of a list of tasks. Due bounds are calendar days in the person's zone, both inclusive. They and sorting by due
 * date use the date of a task, or for an open one without a date that of its nearest open ancestor with one.
 */
export const taskQuery = z.strictObject({
  status: taskStatus.default("open"),
  q: storable(z.string().trim().max(limits.searchLength)).optional(),
  project: storable(z.string().max(limits.projectLength)).optional(),
  label: storable(z.string().max(limits.labelLength)).optional(),
  priority: z.coerce.number().pipe(priority).optional(),
  parentId: id.optional(),
  dueFrom: calendarDate.optional(),
  dueTo: calendarDate.optional(),
  due: z.enum(["any", "none"]).optional(),
  sort: taskSort.default("position"),
  order: z.enum(["asc", "desc"]).default("asc"),
  limit: z.coerce.number().int().min(1).max(limits.pageSize).default(50),
  cursor: z.string().max(500).optional(),
});

export const taskList = z.object({ items: z.array(task), nextCursor: z.string().nullable() });

/** One step of a batch; steps run in order, all or none. */
export const batchOperation = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("create"), task: taskCreate }),
  z.strictObject({ type: z.literal("update"), id, patch: taskPatch }),
  z.strictObject({ type: z.literal("complete"), id }),
  z.strictObject({ type: z.literal("reopen"), id }),
  z.strictObject({ type: z.literal("delete"), id }),
]);

export const taskBatch = z.strictObject({
  operations: z.array(batchOperation).min(1).max(limits.batchSize),
});

/** The tasks of a batch in the order of its operations; null where one was deleted. */
export const batchResult = z.object({ items: z.array(writtenTask.nullable()) });

export type Due = z.infer<typeof due>;
export type Priority = z.infer<typeof priority>;
export type Range = z.infer<typeof range>;
export type Recurrence = z.infer<typeof recurrence>;
export type Reminder = z.infer<typeof reminder>;
export type Task = z.infer<typeof task>;
export type TaskWarning = z.infer<typeof taskWarning>;
export type TaskCreate = z.infer<typeof taskCreate>;
export type TaskCreateInput = z.input<typeof taskCreate>;
export type TaskPatch = z.infer<typeof taskPatch>;
export type TaskQuery = z.infer<typeof taskQuery>;
export type TaskQueryInput = z.input<typeof taskQuery>;
export type TaskList = z.infer<typeof taskList>;
export type BatchOperation = z.infer<typeof batchOperation>;
export type TaskBatch = z.infer<typeof taskBatch>;
