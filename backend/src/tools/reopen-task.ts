import { z } from "zod";
import { each, runById } from "./by-id.ts";
import { taskIds } from "./task-ids.ts";
import { defineTool } from "./types.ts";

export const reopenTask = defineTool({
  name: "reopen_task",
  title: "Reopen tasks",
  description: "Make completed tasks open again, by id.",
  input: z.strictObject({ ids: taskIds }),
  hints: { readOnlyHint: false, destructiveHint: false, idempotentHint: true },
  operations: ({ ids }) => each("reopen", ids),
  run: (principal, { ids }, { tasks }) => runById("Reopened", ids, (some) => tasks.reopen(principal, some)),
});
