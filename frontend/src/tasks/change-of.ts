import type { Change, Task } from "@todo-chatbot/contracts";

/**
 * Finds the change that led to this state of a task, or deleted it; undefined if the log does not reach that far
 * back. Later changes to the task do not count.
 */
export function changeOf(
  log: readonly Change[],
  task: Pick<Task, "id" | "version">,
  what: "changed" | "deleted",
): Change | undefined {
  return log.find(({ taskId, after, action }) => {
    if (taskId !== task.id) return false;
    return what === "deleted" ? action === "delete" : after?.version === task.version;
  });
}
