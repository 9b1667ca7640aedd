import { type Task, task } from "@todo-chatbot/contracts";
import { z } from "zod";
import { ValidationError } from "../errors.ts";
import { parentsFirst } from "../tasks/changes/workspace.ts";
import { createDraft, type Draft, type Reader } from "./draft.ts";

const file = z.object({
  format: z.literal("todo-chatbot"),
  version: z.literal(1),
  tasks: z.array(z.unknown()),
  conversations: z.array(z.unknown()).optional(),
  changes: z.array(z.unknown()).optional(),
});

/** Whether a document claims to be our export. */
export const isOwn = (content: unknown) => file.pick({ format: true }).safeParse(content).success;

/** The schema of each field, with a default for invalid values and for fields that older files do not have. */
const lenient = {
  description: task.shape.description.catch(""),
  completedAt: task.shape.completedAt.catch(null),
  priority: task.shape.priority.catch(4),
  labels: task.shape.labels.catch([]),
  project: task.shape.project.catch(null),
  parentId: task.shape.parentId.catch(null),
  start: task.shape.start.catch(null),
  due: task.shape.due.catch(null),
  recurrence: task.shape.recurrence.catch(null),
  reminders: task.shape.reminders.catch([]),
  position: task.shape.position.catch(Number.POSITIVE_INFINITY),
  createdAt: z.iso.datetime().nullable().catch(null),
};
const entry = z
  .object({ ...lenient, id: z.string().min(1).nullable().catch(null), title: task.shape.title.catch("") })
  .refine(({ id, title }) => id !== null || title !== "");

/**
 * Reads our own export. Tasks are identified by their ids, so it can be imported into any account: existing tasks are
 * updated to the file's version, missing ones are created. Order and creation dates are restored; the rest of the file
 * (change log, conversations) is history and is not imported.
 * @throws {ValidationError} if it is not such a file.
 */
export function readOwn(content: unknown, reader: Reader): Draft {
  const parsed = file.safeParse(content);
  if (!parsed.success) {
    throw new ValidationError([
      { path: "", message: "is not an export of Todo Chatbot: format, version and tasks are needed" },
    ]);
  }
  const { tasks, conversations = [], changes = [] } = parsed.data;
  const { draft, add, telling } = createDraft("todo-chatbot", reader);
  if (conversations.length + changes.length > 0) telling(1, null)("history_left_out");
  const entries = tasks.flatMap((written, index) => {
    const known = entry.safeParse(written);
    if (!known.success) {
      telling(index + 1, null)("line_unreadable", JSON.stringify(written));
      return [];
    }
    return [{ line: index + 1, task: known.data, written: written as Record<string, unknown> }];
  });
  const byPosition = [...entries].sort((a, b) => a.task.position - b.task.position || a.line - b.line);
  const orders = new Map(byPosition.map((item, order) => [item, order]));
  const sorted = parentsFirst(
    entries,
    (item) => item.task.id,
    (item) => item.task.parentId,
  );
  for (const item of sorted) {
    const { id, parentId, position: _position, ...fields } = item.task;
    const tell = telling(item.line, fields.title || null);
    for (const name of Object.keys(lenient) as (keyof typeof lenient & keyof Task)[]) {
      const value = item.written[name];
      if (value == null || task.shape[name].safeParse(value).success) continue;
      const shown = JSON.stringify(value);
      if (name === "due" || name === "start") tell("date_unknown", shown);
      else if (name === "recurrence") tell("recurrence_left_out", shown);
      else tell("field_unreadable", `${name} ${shown}`);
    }
    add({
      ...fields,
      line: item.line,
      order: orders.get(item) ?? item.line,
      key: id,
      uid: id,
      parentKey: parentId,
      raw: [fields, parentId],
    });
  }
  return draft;
}
