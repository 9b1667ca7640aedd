import type { Task } from "@todo-chatbot/contracts";

/** How many completed tasks a list ends with. */
export const mostCompleted = 50;

/** A row of the change log, as far as a list depends on it. */
export interface LoggedChange {
  sequence: number;
  id: string;
  taskId: string;
  after: Task | null;
}

/**
 * A list of open tasks and then those completed last, after some changes in their order. Returns null if a completed
 * task that is not in the list may now belong to it.
 */
export function listAfter(tasks: readonly Task[], changes: readonly LoggedChange[]): readonly Task[] | null {
  if (changes.length === 0) return tasks;
  const latest = new Map(changes.map(({ taskId, after }) => [taskId, after]));
  const unchanged = tasks.filter(({ id }) => !latest.has(id));
  const firstCompleted = unchanged.findIndex(({ completedAt }) => completedAt !== null);
  const openCount = firstCompleted < 0 ? unchanged.length : firstCompleted;
  const open = unchanged.slice(0, openCount);
  const completed = unchanged.slice(openCount);
  for (const task of latest.values()) {
    if (task) task.completedAt === null ? insert(open, task, byPosition) : completed.push(task);
  }
  const shown = completed.sort(byCompletion).slice(0, mostCompleted);
  // Completed tasks beyond a full list come after its end.
  const end = tasks.at(-mostCompleted)?.completedAt ? tasks.at(-1) : undefined;
  const last = shown[mostCompleted - 1];
  if (end && (!last || byCompletion(last, end) > 0)) return null;
  return [...open, ...shown];
}

type Order = (a: Task, b: Task) => number;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byPosition: Order = (a, b) => a.position - b.position || compare(a.id, b.id);
const byCompletion: Order = (a, b) =>
  compare(b.completedAt ?? "", a.completedAt ?? "") || compare(a.id, b.id);

/** Inserts a task at its place in sorted ones. */
function insert(sorted: Task[], task: Task, order: Order): void {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (order(sorted[middle] as Task, task) < 0) from = middle + 1;
    else to = middle;
  }
  sorted.splice(from, 0, task);
}
