import { replaceEqualDeep } from "@tanstack/react-query";
import type { Change, Task } from "@todo-chatbot/contracts";

/** Every task this browser knows, each in its latest version. */
export interface TaskBook {
  tasks: Readonly<Record<string, Task>>;
  /** Deleted tasks and the last version seen, so that a late response does not bring one back. */
  removed: Readonly<Record<string, number>>;
  /** Cursor of completed tasks not loaded yet. */
  doneCursor: string | null;
}

export const emptyBook: TaskBook = { tasks: {}, removed: {}, doneCursor: null };

/** The book with these tasks added; versions that are known or older change nothing. */
export function withTasks(book: TaskBook, incoming: readonly Task[]): TaskBook {
  let next: { tasks: Record<string, Task>; removed: Record<string, number> } | null = null;
  for (const task of incoming) {
    if (!isNews(next ?? book, task)) continue;
    next ??= { tasks: { ...book.tasks }, removed: { ...book.removed } };
    next.tasks[task.id] = task;
    delete next.removed[task.id];
  }
  return next ? { ...book, ...next } : book;
}

function isNews({ tasks, removed }: Pick<TaskBook, "tasks" | "removed">, task: Task): boolean {
  if (task.version <= (removed[task.id] ?? -1)) return false;
  const known = tasks[task.id];
  if (!known || task.version !== known.version) return task.version > (known?.version ?? -1);
  return replaceEqualDeep(known, task) !== known;
}

/** The book without these tasks and their subtasks. */
export function withoutTasks(book: TaskBook, ids: readonly string[]): TaskBook {
  const tasks = { ...book.tasks };
  const removed = { ...book.removed };
  for (const id of ids) {
    for (const subtask of Object.values(tasks)) {
      if (subtask.parentId === id) {
        removed[subtask.id] = subtask.version;
        delete tasks[subtask.id];
      }
    }
    removed[id] = tasks[id]?.version ?? removed[id] ?? 0;
    delete tasks[id];
  }
  return { ...book, tasks, removed };
}

/** The book with a task restored to an earlier state regardless of its version, after a failed change or an undo. */
export function withTasksAsTheyAre(book: TaskBook, exact: readonly Task[]): TaskBook {
  const tasks = { ...book.tasks };
  const removed = { ...book.removed };
  for (const task of exact) {
    tasks[task.id] = task;
    delete removed[task.id];
  }
  return { ...book, tasks, removed };
}

/** The book after a change that was announced by the server. */
export function afterChange(book: TaskBook, change: Change): TaskBook {
  if (!change.after) return withoutTasks(book, [change.taskId]);
  return change.action === "undo"
    ? withTasksAsTheyAre(book, newer(book, change.after))
    : withTasks(book, [change.after]);
}

function newer(book: TaskBook, task: Task): Task[] {
  return (book.tasks[task.id]?.version ?? 0) > task.version ? [] : [task];
}

/**
 * What was loaded, plus changes that arrived while loading.
 * @param before the book when loading began
 * @param now the book when loading ended
 */
export function reconcile(
  before: TaskBook,
  now: TaskBook,
  loaded: readonly Task[],
  doneCursor: string | null,
): TaskBook {
  // Unchanged tasks stay the same objects, so that nothing is rendered or computed again for them.
  const kept = loaded.map((task) => replaceEqualDeep(now.tasks[task.id], task));
  const fresh = withTasks({ ...emptyBook, removed: now.removed, doneCursor }, kept);
  const arrived = Object.values(now.tasks).filter((task) => before.tasks[task.id] !== task);
  return withTasks(fresh, arrived);
}
