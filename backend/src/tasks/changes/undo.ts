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

/** A row of the change log, as far as undoing it needs it. */
export interface LoggedChange {
  taskId: string;
  before: Task | null;
  after: Task | null;
}

/** What an undo needs to know. `groupId` is null when there is nothing; `changes` are those that stand. */
export interface UndoSituation {
  groupId: string | null;
  changes: LoggedChange[];
  tasks: Task[];
  below: number;
  open: number;
  remembered: Remembered | null;
}

/** The group to undo with its standing changes; `groupId` is null when there is nothing. */
export interface PreviewSituation extends Omit<UndoPreview, "groupId"> {
  groupId: string | null;
}

/** What changes with every write and so says nothing about a conflict. */
const bookkeeping = new Set<string>(["id", "version", "createdAt", "updatedAt"]);

/** @throws {NotFoundError | NothingToUndoError} when there is nothing that can be undone */
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
 * Works out how to take back the changes of one group, given in their order. Only the fields the group
 * changed are put back, so later changes of other fields stay.
 * @param workspace the tasks concerned as they are now, with their direct subtasks and with what restored
 *   ones hang under; afterwards it holds the new state.
 * @throws {UndoConflictError} when a later change touched the same fields, or stands in the way.
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
