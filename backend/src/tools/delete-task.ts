import { z } from "zod";
import { runGuarded, taskIds } from "./guarded.ts";
import { defineTool } from "./types.ts";

export const deleteTask = defineTool({
  name: "delete_task",
  title: "Delete tasks",
  description:
    "Delete tasks and their subtasks, by id. More than one needs the person's yes first. Undo brings them back.",
  input: z.strictObject({ ids: taskIds }),
  hints: { readOnlyHint: false, destructiveHint: true, idempotentHint: true },
  run: (principal, { ids }, services) =>
    runGuarded("delete", "Deleted", principal, ids, services, (some) =>
      services.tasks.remove(principal, some),
    ),
});
