import { z } from "zod";
import { change } from "./change.ts";
import { problemCode } from "./problem.ts";
import { task } from "./task.ts";

/** Why one item of a call was refused; the others were carried out. */
export const toolError = z.object({
  /** Index in the call, from 0. */
  index: z.number().int(),
  id: z.string().optional(),
  code: z.enum([...problemCode.options, "needs_confirmation", "nothing_to_change"]),
  detail: z.string(),
});

/** A tool's result: text for a person or a model, and the same as data. */
export const toolResult = z.object({
  text: z.string(),
  /** Their current state; deleted ones as they were. In the order of the arguments, or of the list. */
  tasks: z.array(task),
  errors: z.array(toolError),
  /** What `text` and `tasks` do not say. */
  more: z
    .object({
      /** For a list: cursor of the next page; null at the end. */
      nextCursor: z.string().nullable(),
      /** For reading the change log. */
      changes: z.array(change),
      /** For an undo: the tasks that no longer exist, and the group of changes of the undo itself. */
      removedIds: z.array(z.string()),
      groupId: z.string(),
      /** The call was held back: the person must be asked first, about these tasks or this change. */
      needsConfirmation: z.literal(true),
      held: z.array(task),
      changeId: z.string(),
      /** Over MCP: the word to call again with after a yes, and how many tasks were already changed without asking. */
      confirm: z.string(),
      changedLately: z.number().int(),
    })
    .partial()
    .optional(),
});

export type ToolError = z.infer<typeof toolError>;
export type ToolResult = z.infer<typeof toolResult>;
export type ToolResultMore = NonNullable<ToolResult["more"]>;
