import type { Change, Task, ToolResult } from "@todo-chatbot/contracts";
import type { TaskService } from "../../tasks/service.ts";
import type { Principal } from "../../tasks/types.ts";
import type { ToolName } from "../../tools/registry.ts";
import { tasksText } from "../../tools/text.ts";
import type { Unanswered } from "../store/begin.ts";
import type { Answer, Chunk, ToolCallRecord } from "../types.ts";
import { plainAnswer } from "./answer-builtin.ts";

/** Rows of the change log to search for those of a run; a turn makes only a few batches. */
const lookBack = 1000;

/** Allowed clock difference between servers, in ms. */
const clockSkewMs = 60 * 60 * 1000;

/**
 * The answer to a message whose first attempt changed something before it was cut off: it only reports what was
 * done, since the remaining part would have to be guessed. Null if nothing was changed.
 */
export async function doneBefore(
  tasks: TaskService,
  principal: Principal,
  before: Unanswered,
  emit: (chunk: Chunk) => void,
): Promise<Answer | null> {
  const since = new Date(Date.parse(before.createdAt) - clockSkewMs).toISOString();
  const changes = await tasks.activity(principal, { since, limit: lookBack });
  const done = changes.filter((change) => isOf(before, change)).reverse();
  if (done.length === 0) return null;
  const shown = [...new Map(done.map((change) => [change.taskId, taskOf(change)])).values()].filter(
    (task) => task !== null,
  );
  const text = `${tasksText("Before the answer was cut off, this was done:", shown)} Say what else you want; undo takes it back.`;
  const toolCalls = doneCalls(done);
  emit({ type: "start-step" });
  for (const { id: toolCallId, name: toolName, arguments: input, result: output } of toolCalls) {
    emit({ type: "tool-input-available", toolCallId, toolName, input });
    emit({ type: "tool-output-available", toolCallId, output });
  }
  emit({ type: "finish-step" });
  return plainAnswer(emit, text, shown, toolCalls);
}

const toolOf: Readonly<Record<Change["action"], ToolName>> = {
  create: "add_task",
  update: "update_task",
  complete: "complete_task",
  reopen: "reopen_task",
  delete: "delete_task",
  undo: "undo",
};

/** What was done, as tool calls, for its card with the undo button. */
function doneCalls(done: readonly Change[]): ToolCallRecord[] {
  return [...Map.groupBy(done, ({ action }) => action)].map(([action, changes], index) => {
    const last = new Map(changes.map((change) => [change.taskId, change]));
    const tasks = [...last.values()].map(taskOf).filter((task) => task !== null);
    const name = toolOf[action];
    const groupId = changes[0]?.groupId;
    const result: ToolResult = { text: tasksText("Done:", tasks), tasks, errors: [], more: { groupId } };
    return { id: `before-${index + 1}`, name, arguments: {}, status: "ok", result, durationMs: 0 };
  });
}

/** An undo has a group of its own; one made by an assistant since then is attributed to this message. */
function isOf(before: Unanswered, { groupId, action, actor, at }: Change): boolean {
  const isUndo = action === "undo" && actor === "assistant" && at >= before.createdAt;
  return groupId === before.previousRunId || isUndo;
}

function taskOf({ before, after }: Change): Task | null {
  return after ?? before;
}
