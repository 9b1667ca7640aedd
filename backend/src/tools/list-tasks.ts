import { limits, priority, taskQuery } from "@todo-chatbot/contracts";
import { z } from "zod";
import { runBatch } from "./batch.ts";
import { errorsText, joinText, tasksText } from "./text.ts";
import { defineTool } from "./types.ts";

export const listTasks = defineTool({
  name: "list_tasks",
  title: "List tasks",
  description:
    "List or search tasks; open ones unless status says otherwise. Use q to find a task by words of its title. " +
    "With ids, exactly those, in that order.",
  input: taskQuery.extend({
    priority: priority.optional(),
    limit: z.number().int().min(1).max(limits.pageSize).default(50),
    ids: z.array(z.uuid()).max(limits.batchSize).optional(),
  }),
  hints: { readOnlyHint: true, destructiveHint: false, idempotentHint: true },
  async run(principal, { ids, ...query }, services) {
    if (ids) {
      const found = await runBatch(
        ids,
        (some) => services.tasks.get(principal, some),
        (id) => id,
      );
      const text = joinText(tasksText("Found", found.tasks), errorsText(found.errors));
      return { text: text || "No tasks found.", ...found };
    }
    const page = await services.tasks.list(principal, query);
    return {
      text: tasksText("Found", page.items) || "No tasks found.",
      tasks: page.items,
      errors: [],
      more: { nextCursor: page.nextCursor },
    };
  },
});
