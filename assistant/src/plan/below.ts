import type { Task } from "@todo-chatbot/contracts";
import type { Action } from "../types.ts";

/** The ids of all descendants of tasks. */
function below(ids: readonly string[], tasks: readonly Task[]): Task[] {
  const children = Map.groupBy(tasks, ({ parentId }) => parentId);
  const found: Task[] = [];
  const seen = new Set(ids);
  for (let level = [...ids]; level.length > 0; ) {
    const next = level.flatMap((id) => children.get(id) ?? []).filter(({ id }) => !seen.has(id));
    for (const task of next) seen.add(task.id);
    found.push(...next);
    level = next.map(({ id }) => id);
  }
  return found;
}

/** An action including the affected subtasks: all of them for a deletion, the open ones for a completion. */
export function withBelow(action: Action, tasks: readonly Task[]): Action {
  if (action.type !== "delete" && action.type !== "complete") return action;
  if (!tasks.some(({ parentId }) => parentId !== null)) return action;
  const along = below(action.ids, tasks)
    .filter(({ completedAt }) => action.type === "delete" || completedAt === null)
    .map(({ id }) => id);
  return along.length === 0 ? action : { type: action.type, ids: [...action.ids, ...along] };
}
