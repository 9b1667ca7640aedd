import { due, limits, range } from "@todo-chatbot/contracts";
import { z } from "zod";
import { runChanges, updatesOf } from "./changes.ts";
import { defineTool } from "./types.ts";

export const rescheduleTask = defineTool({
  name: "reschedule_task",
  title: "Reschedule tasks",
  description:
    "Move tasks to another date or time, by id; null removes the date. A repeating task is moved this once; " +
    "with range thisAndFuture for good, if the person says so. " +
    "To change only the day of a timed task, give its old time again.",
  input: z.strictObject({
    changes: z
      .array(z.strictObject({ id: z.uuid(), due: due.nullable(), range: range.optional() }))
      .min(1)
      .max(limits.batchSize),
  }),
  hints: { readOnlyHint: false, destructiveHint: false, idempotentHint: true },
  operations: ({ changes }) => updatesOf(changes),
  run: (principal, { changes }, services) => runChanges("Rescheduled", principal, changes, services),
});
