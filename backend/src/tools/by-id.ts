import type { BatchOperation, Task, ToolResult } from "@todo-chatbot/contracts";
import { runBatch } from "./batch.ts";
import { errorsText, joinText, tasksText } from "./text.ts";

/** Makes one change to several tasks, each by its id. */
export async function runById(
  verb: string,
  ids: readonly string[],
  change: (ids: readonly string[]) => Promise<Task[]>,
): Promise<ToolResult> {
  const outcome = await runBatch(ids, change, (id) => id);
  return { text: joinText(tasksText(verb, outcome.tasks), errorsText(outcome.errors)), ...outcome };
}

export const each = (type: "complete" | "reopen" | "delete", ids: readonly string[]): BatchOperation[] =>
  ids.map((id) => ({ type, id }));
