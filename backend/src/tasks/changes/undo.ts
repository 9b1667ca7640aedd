import { isDeepStrictEqual } from "node:util";
import type { Task } from "@todo-chatbot/contracts";
import {
  type AppError,
  NotFoundError,
  NothingToUndoError,
  UndoConflictError,
  ValidationError,
} from "../../errors.ts";
import type { Remembered } from "../idempotency.ts";
import type { Step, UndoPreview } from "../types.ts";
import { checkPlacement } from "./placement.ts";
import type { Workspace } from "./workspace.ts";

/** The parts of a change log row needed to undo it. */
export interface LoggedChange {
  taskId: string;
  before: Task | null;
  after: Task | null;
}

/** What an undo depends on. `groupId` is null if there is nothing to undo; `changes` are those in effect. */
export interface UndoSituation {
  groupId: string | null;
  changes: LoggedChange[];
  tasks: Task[];
  below: number;
  open: number;
  remembered: Remembered | null;
}

/** The group to undo with its changes in effect; `groupId` is null if there is nothing to undo. */
export interface PreviewSituation extends Omit<UndoPreview, "groupId"> {
  groupId: string | null;
}

/** Fields that change with every write and so do not indicate a conflict. */
const bookkeeping = new Set<string>(["id", "version", "createdAt", "updatedAt"]);

/** @throws {NotFoundError | NothingToUndoError} if nothing can be undone */
export function checkUndoable<Found extends { groupId: string | null; changes: readonly unknown[] }>(
  found: Found,
  isNamed: boolean,
): asserts found is Found & { groupId: string } {
  const { groupId, changes } = found;
  if (!groupId) {
    if (isNamed) throw new NotFoundError("There is no change of yours with this id.");
    throw new NothingToUndoError();
  }
  if (changes.length === 0) throw new NothingToUndoError("This was undone already.");
}

/**
 * Reverts the changes of one group, given in order. Only the fields the group
 * changed are restored, so later changes of other fields stay.
 * @param workspace the current tasks concerned, with their direct subtasks and the ancestors of restored
 *   ones; afterwards it has the new state.
 * @throws {UndoConflictError} if a later change touched the same fields, or prevents it.
 */
export function planUndo(workspace: Workspace, changes: readonly LoggedChange[], now: Date): Step[] {
  const net = new Map<string, LoggedChange>();
  for (const change of changes) {
    const first = net.get(change.taskId);
    net.set(change.taskId, first ? { ...first, after: change.after } : change);
  }
  const steps: Step[] = [];
  for (const { taskId, before, after } of net.values()) {
    const current = workspace.get(taskId) ?? null;
    if (before === null && after === null) continue; // Made and deleted by the same group.
    const restored = restore(current, before, after, now);
    if (current === null && restored === null) continue;
    steps.push({ action: "undo", before: current, after: restored });
  }
  for (const { before, after } of steps) {
    if (after) workspace.set(after);
    else if (before) workspace.delete(before.id);
  }
  for (const { before, after } of steps) checkPlace(workspace, before, after);
  return steps;
}

function restore(current: Task | null, before: Task | null, after: Task | null, now: Date): Task | null {
  const updatedAt = now.toISOString();
  if (after === null) {
    if (current) throw conflict(current, "is there again");
    return before && { ...before, version: before.version + 1, updatedAt };
  }
  if (current === null) throw conflict(after, "was deleted since");
  const fields = (Object.keys(after) as (keyof Task)[]).filter((field) => !bookkeeping.has(field));
  const touched =
    before === null ? fields : fields.filter((field) => !isDeepStrictEqual(before[field], after[field]));
  if (touched.some((field) => !isDeepStrictEqual(current[field], after[field]))) {
    throw conflict(current, "was changed since");
  }
  if (before === null) return null;
  const old = Object.fromEntries(touched.map((field) => [field, before[field]])) as Partial<Task>;
  return { ...current, ...old, version: current.version + 1, updatedAt };
}

function checkPlace(workspace: Workspace, before: Task | null, after: Task | null): void {
  if (before && !after && workspace.subtasksOf(before.id).length > 0) {
    throw conflict(before, "has subtasks that were added since");
  }
  if (!after || after.parentId === before?.parentId) return;
  try {
    checkPlacement(workspace, after);
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    throw conflict(after, "cannot go back to where it was", error);
  }
}

function conflict(task: Task, what: string, cause?: AppError): UndoConflictError {
  return new UndoConflictError(`“${task.title}” ${what}, so this cannot be undone. Nothing was changed.`, {
    cause,
  });
}
