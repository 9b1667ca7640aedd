import { z } from "zod";
import { each, runById } from "./by-id.ts";
import { taskIds } from "./task-ids.ts";
import { defineTool } from "./types.ts";

export const completeTask = defineTool({
  name: "complete_task",
  title: "Complete tasks",
  description: "Mark tasks and their subtasks as done, by id. A repeating task moves to its next date.",
  input: z.strictObject({ ids: taskIds }),
  hints: { readOnlyHint: false, destructiveHint: false, idempotentHint: false },
  operations: ({ ids }) => each("complete", ids),
  run: (principal, { ids }, { tasks }) =>
    runById("Completed", ids, (some) => tasks.complete(principal, some)),
});
