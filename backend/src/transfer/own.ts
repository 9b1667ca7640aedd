import { task } from "@todo-chatbot/contracts";
import { z } from "zod";
import { ValidationError } from "../http/errors.ts";
import { parentsFirst } from "../tasks/workspace.ts";
import { createDraft, type Draft, type Reader } from "./draft.ts";

/** Files from before tasks had a start have none. */
const written = task.extend({ start: task.shape.start.default(null) });

const file = z.object({
  format: z.literal("todo-chatbot"),
  version: z.literal(1),
  tasks: z.array(z.unknown()),
});

/**
 * Our own export. Tasks get new ids, so that it can be read into any account, twice too; the rest of the file
 * (change log, conversations) is history and stays where it is.
 * @throws {ValidationError} when it is no such file.
 */
export function readOwn(content: unknown, reader: Reader): Draft {
  const parsed = file.safeParse(content);
  if (!parsed.success) {
    throw new ValidationError([
      { path: "", message: "is not an export of Todo Chatbot: format, version and tasks are needed" },
    ]);
  }
  const { draft, add, fault } = createDraft(reader);
  const entries = parsed.data.tasks.flatMap((entry, index) => {
    const known = written.safeParse(entry);
    if (!known.success) fault(index + 1, "This is not a task.");
    return known.success
      ? [{ line: index + 1, task: known.data, key: known.data.id, parentKey: known.data.parentId }]
      : [];
  });
  for (const { line, task, key, parentKey } of parentsFirst(
    entries,
    (entry) => entry.key,
    (entry) => entry.parentKey,
  )) {
    const {
      id: _id,
      parentId: _parent,
      version: _version,
      createdAt: _created,
      updatedAt: _updated,
      ...fields
    } = task;
    add(line, { ...fields, key, parentKey });
  }
  return draft;
}
