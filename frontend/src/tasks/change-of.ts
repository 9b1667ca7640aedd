import type { Change, Task } from "@todo-chatbot/contracts";

/**
 * The change that left a task as it is here, or that deleted it, in the log; undefined when the log does not reach
 * back to it. What was done to the task since is another change.
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
