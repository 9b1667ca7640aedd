import {
  limits,
  recurrence,
  type Task,
  type TaskCreate,
  type ToolError,
  taskCreate,
} from "@todo-chatbot/contracts";
import { z } from "zod";
import { runBatch } from "./batch.ts";
import { errorsText, joinText, tasksText, warningsText } from "./text.ts";
import { defineTool } from "./types.ts";

/** The recurrence fields of a call; the rest of a series follows from the task. */
export const rule = recurrence.pick({ rule: true, anchor: true, exceptions: true });

const newTask = taskCreate.omit({ position: true }).extend({
  recurrence: rule.nullable().default(null),
  parentIndex: z
    .number()
    .int()
    .min(0)
    .optional()
    .describe("Makes it a subtask of that earlier entry of this call"),
});

type NewTask = z.output<typeof newTask>;

export const addTask = defineTool({
  name: "add_task",
  title: "Add tasks",
  description:
    "Add one or more tasks. Keep the title short and in the person's words; background goes into description. " +
    "Never invent a time for a date.",
  input: z.strictObject({ tasks: z.array(newTask).min(1).max(limits.batchSize) }),
  hints: { readOnlyHint: false, destructiveHint: false, idempotentHint: false },
  async run(principal, { tasks }, services) {
    const created = new Map<number, Task>();
    const errors: ToolError[] = [];
    const create = async (indexes: number[]) => {
      const items = indexes.map((index) => ({
        index,
        task: toCreate(tasks[index] as NewTask, created),
      }));
      const outcome = await runBatch(items, (some) =>
        services.tasks.create(
          principal,
          some.map((item) => item.task),
        ),
      );
      const refused = new Map(outcome.errors.map((error) => [error.index, error]));
      const made = outcome.tasks.values();
      for (const [place, { index }] of items.entries()) {
        const error = refused.get(place);
        const task = error ? undefined : made.next().value;
        if (error) errors.push({ ...error, index });
        if (task) created.set(index, task);
      }
    };

    // Parents before their subtasks, each level in one call.
    let waiting = tasks.map((_, index) => index);
    while (waiting.length > 0) {
      const ready = waiting.filter((index) => {
        const parent = tasks[index]?.parentIndex;
        return parent === undefined || created.has(parent);
      });
      if (ready.length === 0) break;
      await create(ready);
      waiting = waiting.filter((index) => !ready.includes(index));
    }
    for (const index of waiting) {
      errors.push({
        index,
        code: "validation_failed",
        detail: "Its parentIndex refers to no task that was added.",
      });
    }
    const added = [...created].sort(([a], [b]) => a - b).map(([, task]) => task);
    errors.sort((a, b) => a.index - b.index);
    const text = joinText(tasksText("Added", added), warningsText(added), errorsText(errors));
    return { text, tasks: added, errors };
  },
});

function toCreate({ parentIndex, ...task }: NewTask, created: ReadonlyMap<number, Task>): TaskCreate {
  const parent = parentIndex === undefined ? undefined : created.get(parentIndex);
  return parent ? { ...task, parentId: parent.id } : task;
}
