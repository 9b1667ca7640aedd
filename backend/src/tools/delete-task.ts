import { z } from "zod";
import { each, runById } from "./by-id.ts";
import { taskIds } from "./task-ids.ts";
import { defineTool } from "./types.ts";

export const deleteTask = defineTool({
  name: "delete_task",
  title: "Delete tasks",
  description: "Delete tasks and their subtasks, by id. Undo brings them back.",
  input: z.strictObject({ ids: taskIds }),
  hints: { readOnlyHint: false, destructiveHint: true, idempotentHint: true },
  operations: ({ ids }) => each("delete", ids),
  run: (principal, { ids }, { tasks }) => runById("Deleted", ids, (some) => tasks.remove(principal, some)),
});
