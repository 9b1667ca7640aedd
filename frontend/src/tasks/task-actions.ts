import type { Task, TaskCreateInput, TaskPatch, UndoResult } from "@todo-chatbot/contracts";
import { limits } from "@todo-chatbot/contracts/limits";
import { ApiError } from "../api/client.ts";
import { tasksApi } from "../api/tasks.ts";
import { dueWords, type Reader } from "../lib/due-words.ts";
import { messages } from "../messages/en.ts";
import { tellFault } from "../ui/tell-fault.ts";
import { toast } from "../ui/toasts.tsx";
import { changeOf } from "./change-of.ts";
import { taskStore } from "./task-store.ts";
import { tickQueue } from "./ticks.ts";

const text = messages.tasks;

const ticks = tickQueue({
  complete: ({ id }) => tasksApi.complete(id),
  reopen: ({ id }) => tasksApi.reopen(id),
  async takeBack(task) {
    await undoOf(task, "changed");
    return taskStore.get().tasks[task.id] ?? null;
  },
});

/** Completes or reopens optimistically; reverts if the server refuses. */
export async function setDone(task: Task, done: boolean, reader: Reader): Promise<void> {
  taskStore.putBack([{ ...task, completedAt: done ? reader.now.toISOString() : null }]);
  try {
    const end = await ticks.wish(task, done);
    if (!end) return;
    const { task: answer } = end;
    taskStore.putBack([answer]);
    if (end.done !== done) return;
    // If nothing changed, there is nothing to undo.
    if (answer.version === task.version) return toast(text.unchanged(task.title));
    const moved = done && !answer.completedAt && answer.due;
    const said = moved
      ? text.movedOn(task.title, dueWords(moved, reader))
      : done
        ? text.completed(task.title)
        : text.reopened(task.title);
    offerUndo(said, answer, "changed");
  } catch (error) {
    // A new object, so that the optimistic state no longer applies to it.
    taskStore.putBack([{ ...task }]);
    tellFault(error);
  }
}

/** Deletes optimistically, and offers to undo. */
export async function remove(task: Task): Promise<void> {
  const { tasks } = taskStore.get();
  const gone = [task, ...Object.values(tasks).filter(({ parentId }) => parentId === task.id)];
  taskStore.remove([task.id]);
  try {
    await tasksApi.remove(task.id);
    offerUndo(text.deleted(task.title), task, "deleted");
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return;
    taskStore.putBack(gone);
    tellFault(error);
  }
}

/**
 * Changes some fields.
 * @throws {ApiError} after restoring the previous state; on a conflict the page shows the current one
 */
export async function update(task: Task, patch: Partial<TaskPatch>): Promise<void> {
  taskStore.putBack([{ ...task, ...(patch as Partial<Task>), version: task.version }]);
  try {
    taskStore.put([await tasksApi.update(task.id, patch)]);
  } catch (error) {
    const current =
      error instanceof ApiError && error.code === "version_conflict" ? error.problem.current : null;
    taskStore.putBack([(current as Task | null) ?? task]);
    throw error;
  }
}

/** @throws {ApiError} */
export async function create(task: TaskCreateInput): Promise<void> {
  taskStore.put([await tasksApi.create(task)]);
}

/** Creates several in batches of the maximum size; those created before an error stay. @throws {ApiError} */
export async function createAll(tasks: readonly TaskCreateInput[]): Promise<void> {
  for (let from = 0; from < tasks.length; from += limits.batchSize) {
    taskStore.put(await tasksApi.createAll(tasks.slice(from, from + limits.batchSize)));
  }
}

/** The last undo this page offered; null before anything was done here, and once it was undone. */
let lastOffer: (() => Promise<void>) | null = null;

/** Undoes the last action on this page, if any. */
export async function undoLast(): Promise<void> {
  const offer = lastOffer;
  lastOffer = null;
  if (offer) await offer();
  else toast(text.nothingToUndo);
}

/** Shows what was done with an undo button; the undo shortcut does the same. */
function offerUndo(said: string, task: Task, what: "changed" | "deleted"): void {
  const offer = () => undoOf(task, what);
  lastOffer = offer;
  const run = () => {
    if (lastOffer === offer) lastOffer = null;
    void offer();
  };
  toast(said, { action: { label: messages.undo, run } });
}

/**
 * Undoes a change by its id; everything done together with it is undone too.
 * @returns whether it was; an error is shown
 */
export async function undo(changeId: string): Promise<boolean> {
  try {
    showUndone(await tasksApi.undo(changeId));
    return true;
  } catch (error) {
    tellFault(error);
    return false;
  }
}

/** Undoes the change that led to this state of a task, or deleted it, regardless of later changes. */
async function undoOf(task: Task, what: "changed" | "deleted"): Promise<void> {
  try {
    // The response to a change does not include its id.
    const { items } = await tasksApi.activity(100);
    const change = changeOf(items, task, what);
    if (!change) toast(text.undoGone, { fault: true });
    else if (await undo(change.id)) toast(text.undone);
  } catch (error) {
    tellFault(error);
  }
}

function showUndone({ tasks, removedIds }: UndoResult): void {
  taskStore.putBack(tasks);
  taskStore.remove(removedIds);
}
