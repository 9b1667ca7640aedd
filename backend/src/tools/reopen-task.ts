import { z } from "zod";
import { runBatch } from "./batch.ts";
import { taskIds } from "./guarded.ts";
import { errorsText, joinText, tasksText } from "./text.ts";
import { defineTool } from "./types.ts";

export const reopenTask = defineTool({
  name: "reopen_task",
  title: "Reopen tasks",
  description: "Make completed tasks open again, by id.",
  input: z.strictObject({ ids: taskIds }),
  hints: { readOnlyHint: false, destructiveHint: false, idempotentHint: true },
  async run(principal, { ids }, services) {
    const outcome = await runBatch(
      ids,
      (some) => services.tasks.reopen(principal, some),
      (id) => id,
    );
    return { text: joinText(tasksText("Reopened", outcome.tasks), errorsText(outcome.errors)), ...outcome };
  },
});
