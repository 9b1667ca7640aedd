import { z } from "zod";
import { runGuarded, taskIds } from "./guarded.ts";
import { defineTool } from "./types.ts";

export const completeTask = defineTool({
  name: "complete_task",
  title: "Complete tasks",
  description:
    "Mark tasks as done, by id. A repeating task moves to its next date. More than 3 at once needs the person's yes.",
  input: z.strictObject({ ids: taskIds }),
  hints: { readOnlyHint: false, destructiveHint: false, idempotentHint: false },
  run: (principal, { ids }, services) =>
    runGuarded("complete", "Completed", principal, ids, services, (some) =>
      services.tasks.complete(principal, some),
    ),
});
