import { limits, type Task } from "@todo-chatbot/contracts";
import { ValidationError } from "../../errors.ts";
import type { Workspace } from "./workspace.ts";

/** All descendants of a task, closest first. */
export function descendantsOf(workspace: Workspace, id: string): Task[] {
  const found: Task[] = [];
  const seen = new Set([id]);
  for (let level = [id]; level.length > 0; ) {
    const children = level
      .flatMap((parent) => workspace.subtasksOf(parent))
      .filter((task) => !seen.has(task.id));
    for (const child of children) {
      seen.add(child.id);
      found.push(child);
    }
    level = children.map((child) => child.id);
  }
  return found;
}

/** The ancestors of a task, closest first; ends where the chain leaves the workspace or repeats. */
export function ancestorsOf(workspace: Workspace, task: Task): Task[] {
  const found: Task[] = [];
  const seen = new Set([task.id]);
  for (let at = task; at.parentId !== null; ) {
    const parent = workspace.get(at.parentId);
    if (!parent || seen.has(parent.id)) break;
    seen.add(parent.id);
    found.push(parent);
    at = parent;
  }
  return found;
}

function heightOf(workspace: Workspace, id: string, depth = 1): number {
  return workspace
    .subtasksOf(id)
    .reduce((height, child) => Math.max(height, heightOf(workspace, child.id, depth + 1)), depth);
}

/**
 * Checks the `parentId` of a task: it must be an existing task that is not a descendant, at
 * most `limits.taskDepth` levels deep.
 * @throws {ValidationError}
 */
export function checkPlacement(workspace: Workspace, task: Task): void {
  if (task.parentId === null) return;
  const refuse = (message: string) => new ValidationError([{ path: "parentId", message }]);
  if (!workspace.has(task.parentId)) throw refuse("names no task of yours");
  const below = descendantsOf(workspace, task.id);
  if (task.parentId === task.id || below.some(({ id }) => id === task.parentId)) {
    throw refuse("would put the task under itself");
  }
  if (ancestorsOf(workspace, task).length + heightOf(workspace, task.id) > limits.taskDepth) {
    throw refuse(`would make more than ${limits.taskDepth} levels of subtasks`);
  }
}
