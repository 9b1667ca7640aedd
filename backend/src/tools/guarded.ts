import { limits, type Task } from "@todo-chatbot/contracts";
import { z } from "zod";
import type { Principal } from "../tasks/types.ts";
import { runBatch } from "./batch.ts";
import { confirmationQuestion, type GuardedAction, needsConfirmation } from "./confirmation.ts";
import { errorsText, joinText, tasksText } from "./text.ts";
import type { ToolResult, ToolServices } from "./types.ts";

/** Ids of tasks, without repeats. */
export const taskIds = z
  .array(z.uuid())
  .min(1)
  .max(limits.batchSize)
  .transform((ids) => [...new Set(ids)]);

/**
 * Runs a change on several tasks, unless the gate wants the person asked first: then nothing is changed,
 * and the answer is the question.
 */
export async function runGuarded(
  action: GuardedAction,
  verb: string,
  principal: Principal,
  ids: readonly string[],
  { tasks, gate }: ToolServices,
  change: (ids: readonly string[]) => Promise<Task[]>,
): Promise<ToolResult> {
  if (!gate.allows(action, ids)) {
    const theirs = await runBatch(
      ids,
      (some) => tasks.get(principal, some),
      (id) => id,
    );
    if (theirs.tasks.length === 0) return { text: errorsText(theirs.errors), ...theirs };
    const question = confirmationQuestion(action, theirs.tasks);
    return {
      text: `Nothing was changed. Ask the person first: ${question}`,
      tasks: [],
      errors: [...needsConfirmation(theirs.tasks), ...theirs.errors],
      more: gate.refused(action, theirs.tasks),
    };
  }
  const outcome = await runBatch(ids, change, (id) => id);
  return { text: joinText(tasksText(verb, outcome.tasks), errorsText(outcome.errors)), ...outcome };
}
