import type { Task } from "../task.ts";

/**
 * Where a task stands on the calendar: the task itself, or for an open one without a date the nearest open task above it
 * that has one; the highest of those, where none has.
 * @param byId the tasks it may hang under
 * @param joins whether a task may be stood with
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
