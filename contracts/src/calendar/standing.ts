import type { Task } from "../task.ts";

/**
 * The task whose date decides where a task is listed: the task itself, or for an open one without a date its nearest
 * open ancestor that has one; the topmost open ancestor if none has.
 * @param byId the possible ancestors
 * @param joins whether a task may be used as the ancestor
 */
export function standsWith<One extends Pick<Task, "id" | "parentId" | "due" | "completedAt">>(
  task: One,
  byId: ReadonlyMap<string, One>,
  joins: (task: One) => boolean = () => true,
): One {
  if (task.completedAt) return task;
  const seen = new Set([task.id]);
  let nearest = task;
  while (!nearest.due && nearest.parentId) {
    const above = byId.get(nearest.parentId);
    if (!above || seen.has(above.id) || above.completedAt || !joins(above)) break;
    seen.add(above.id);
    nearest = above;
  }
  return nearest;
}
