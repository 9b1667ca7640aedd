import type { Due, Range, Recurrence, Task, TaskCreateInput, TaskPatch } from "@todo-chatbot/contracts";
import { localDue } from "@todo-chatbot/contracts/calendar";
import { limits } from "@todo-chatbot/contracts/limits";
import { messages } from "../messages/en.ts";

/** A task in the form: all fields as text. */
export interface TaskDraft {
  title: string;
  description: string;
  date: string;
  time: string;
  /** Not before this day. */
  start: string;
  /** What a new date of a repeating task applies to. */
  range: Range;
  priority: string;
  project: string;
  labels: string;
  rule: string;
  anchor: Recurrence["anchor"];
}

/** A task in the form, with its due date in the editor's time zone. */
export function draftOf(task: Task, timeZone: string): TaskDraft {
  const due = task.due && localDue(task.due, timeZone);
  return {
    title: task.title,
    description: task.description,
    date: due?.date ?? "",
    time: due?.time ?? "",
    start: task.start ? localDue(task.start, timeZone).date : "",
    range: "this",
    priority: String(task.priority),
    project: task.project ?? "",
    labels: task.labels.join(", "),
    rule: task.recurrence?.rule ?? "",
    anchor: task.recurrence?.anchor ?? "schedule",
  };
}

/** What is wrong with a draft, in words for the field; null if it can be saved. */
export function draftFault(draft: TaskDraft): { field: keyof TaskDraft; text: string } | null {
  const lengths = [
    ["title", draft.title.trim().length, limits.titleLength],
    ["description", draft.description.length, limits.descriptionLength],
    ["project", draft.project.trim().length, limits.projectLength],
    ["labels", Math.max(0, ...splitLabels(draft.labels).map(({ length }) => length)), limits.labelLength],
  ] as const;
  for (const [field, length, most] of lengths) {
    if (length > most) return { field, text: messages.tasks.form.tooLong(length - most, most) };
  }
  if (draft.title.trim() === "") return { field: "title", text: messages.tasks.form.titleMissing };
  if (draft.time && !draft.date) return { field: "date", text: messages.tasks.form.timeNeedsDate };
  return null;
}

/**
 * The fields in which a draft differs from the form's initial content. Untouched ones are left out, so that a
 * change made elsewhere to another field stays.
 * @param today used as the date if a repeating task has none
 */
export function patchOf(
  before: TaskDraft,
  draft: TaskDraft,
  { timeZone, today }: { timeZone: string; today: string },
): Partial<TaskPatch> {
  const patch: Partial<TaskPatch> = {};
  if (draft.title.trim() !== before.title) patch.title = draft.title.trim();
  if (draft.description !== before.description) patch.description = draft.description;
  if (draft.priority !== before.priority) patch.priority = Number(draft.priority) as 1 | 2 | 3 | 4;
  if (draft.project.trim() !== before.project) patch.project = draft.project.trim() || null;
  if (draft.labels !== before.labels) patch.labels = splitLabels(draft.labels);
  const date = draft.rule && !draft.date ? today : draft.date;
  if (isMoved(before, draft) || date !== before.date) patch.due = dueOf(date, draft.time, timeZone);
  if (draft.start !== before.start) patch.start = draft.start ? { date: draft.start } : null;
  if (draft.rule !== before.rule || (draft.rule && draft.anchor !== before.anchor)) {
    patch.recurrence = draft.rule ? { rule: draft.rule, anchor: draft.anchor } : null;
  } else if (asksForRange(before, draft)) {
    patch.range = draft.range;
  }
  return patch;
}

const isMoved = (before: TaskDraft, draft: TaskDraft): boolean =>
  draft.date !== before.date || draft.time !== before.time;

/** Whether a draft moves an occurrence of a series, so that it matters whether later ones move too. */
export function asksForRange(before: TaskDraft, draft: TaskDraft): boolean {
  const repeats = before.rule !== "" && draft.rule === before.rule && draft.anchor === before.anchor;
  return repeats && draft.anchor === "schedule" && draft.date !== "" && isMoved(before, draft);
}

/** A new task with nothing but a title, and for a subtask its parent. */
export function newTask(title: string, parentId: string | null): TaskCreateInput {
  return { title: title.trim(), ...(parentId ? { parentId } : {}) };
}

function dueOf(date: string, time: string, timeZone: string): Due | null {
  if (!date) return null;
  return time ? { date, time, timeZone } : { date };
}

function splitLabels(text: string): string[] {
  return [
    ...new Set(
      text
        .split(",")
        .map((label) => label.trim())
        .filter(Boolean),
    ),
  ];
}
