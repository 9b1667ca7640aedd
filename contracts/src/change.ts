import { z } from "zod";
import { task } from "./task.ts";

export const changeAction = z.enum(["create", "update", "complete", "reopen", "delete", "undo"]);

/** Who made a change: a person through the pages or an API key, the assistant in a chat, or the clock. */
export const actor = z.enum(["user", "api", "assistant", "mcp", "system"]);

/** One row of the change log. Changes with one `groupId` were made, and are undone, together. */
export const change = z.object({
  id: z.uuid(),
  sequence: z.number().int(),
  groupId: z.uuid(),
  actor,
  action: changeAction,
  taskId: z.uuid(),
  before: task.nullable(),
  after: task.nullable(),
  at: z.iso.datetime(),
  /** Whether it was undone since. */
  undone: z.boolean().optional(),
});

/** Undoes the named change with everything done together with it. There is no "undo the latest": clients may disagree about which that is. */
export const undoRequest = z.strictObject({ changeId: z.uuid() });

/** The tasks as they are after the undo; `removedIds` are those that no longer exist. */
export const undoResult = z.object({
  groupId: z.uuid(),
  tasks: z.array(task),
  removedIds: z.array(z.uuid()),
});

export type Actor = z.infer<typeof actor>;
export type Change = z.infer<typeof change>;
export type ChangeAction = z.infer<typeof changeAction>;
export type UndoRequest = z.infer<typeof undoRequest>;
export type UndoResult = z.infer<typeof undoResult>;
