import { limits, type Task } from "@todo-chatbot/contracts";
import { ValidationError } from "../http/errors.ts";

/** The tasks a call has to do with, by id: those it names, their subtasks and what they hang under. */
export type Workspace = Map<string, Task>;

export function subtasksOf(workspace: Workspace, id: string): Task[] {
  return [...workspace.values()].filter(({ parentId }) => parentId === id);
}

/** All that hangs under a task, near ones first. */
export function descendantsOf(workspace: Workspace, id: string): Task[] {
  const found: Task[] = [];
  const seen = new Set([id]);
  for (let level = [id]; level.length > 0; ) {
    const parents = new Set(level);
    const children = [...workspace.values()].filter(
      (task) => task.parentId !== null && parents.has(task.parentId) && !seen.has(task.id),
    );
    for (const child of children) seen.add(child.id);
    found.push(...children);
    level = children.map((child) => child.id);
  }
  return found;
}

/** What a task hangs under, the nearest first; ends where the chain leaves the workspace or repeats. */
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
  const below = subtasksOf(workspace, id).map((child) => heightOf(workspace, child.id, depth + 1));
  return Math.max(depth, ...below);
}

/**
 * Checks that a task can hang where its `parentId` says: under an existing task that is not part of it, at
 * most `limits.taskDepth` deep.
 * @throws {ValidationError}
 */
export function checkPlacement(workspace: Workspace, task: Task, age?: "new"): void {
  if (task.parentId === null) return;
  const refuse = (message: string) => new ValidationError([{ path: "parentId", message }]);
  if (!workspace.has(task.parentId)) throw refuse("names no task of yours");
  // Nothing hangs under a new task yet; looking for it would make large imports slow.
  const below = new Set(age === "new" ? [] : descendantsOf(workspace, task.id).map(({ id }) => id));
  if (task.parentId === task.id || below.has(task.parentId)) throw refuse("would put the task under itself");
  if (
    ancestorsOf(workspace, task).length + (age === "new" ? 1 : heightOf(workspace, task.id)) >
    limits.taskDepth
  ) {
    throw refuse(`would make more than ${limits.taskDepth} levels of subtasks`);
  }
}
