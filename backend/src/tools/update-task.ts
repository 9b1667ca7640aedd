import { limits, taskPatch } from "@todo-chatbot/contracts";
import { z } from "zod";
import { rule } from "./add-task.ts";
import { runChanges, updatesOf } from "./changes.ts";
import { defineTool } from "./types.ts";

export const updateTask = defineTool({
  name: "update_task",
  title: "Update tasks",
  description:
    "Change title, description, priority (1 highest, 4 none), labels, project, repeat or parent of tasks, by id. " +
    "Fields left out stay; null clears. labels replaces them all. To change only dates use reschedule_task.",
  input: z.strictObject({
    changes: z
      .array(
        taskPatch
          .omit({ position: true, version: true, range: true })
          .extend({ id: z.uuid(), recurrence: rule.nullable().optional() }),
      )
      .min(1)
      .max(limits.batchSize),
  }),
  hints: { readOnlyHint: false, destructiveHint: true, idempotentHint: true },
  operations: ({ changes }) => updatesOf(changes),
  run: (principal, { changes }, services) => runChanges("Updated", principal, changes, services),
});
