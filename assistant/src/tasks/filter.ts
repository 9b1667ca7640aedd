import type { Task } from "@todo-chatbot/contracts";
import {
  dueKey,
  isOverdue,
  isWaiting,
  localDue,
  type Moment,
  standsWith,
  today,
  wallClock,
} from "@todo-chatbot/contracts/calendar";
import { fold, isFound, searchWords } from "@todo-chatbot/contracts/fold";
import type { ListFilter } from "../types.ts";

/** The day a task is due in the person's zone. */
const dueDay = ({ due }: Task, zone: string): string | null => due && localDue(due, zone).date;

/** The task whose date is used for another. */
type Standing = (task: Task) => Task;
const alone: Standing = (task) => task;

/** How tasks are filtered by date: those without one use their nearest ancestor that has one. */
export function standingIn(tasks: readonly Task[]): Standing {
  let byId: Map<string, Task> | undefined;
  return (task) => {
    if (task.parentId === null) return task;
    byId ??= new Map(tasks.map((one) => [one.id, one]));
    return standsWith(task, byId);
  };
}

/**
 * The tasks a filter includes, in the given order; open ones by default.
 * @param standing whose date is used: the ancestor's for display, the task's own for changes
 */
export function select(
  filter: ListFilter,
  tasks: readonly Task[],
  moment: Moment,
  standing: Standing = alone,
): Task[] {
  const status = filter.status ?? "open";
  const label = filter.label === undefined ? undefined : fold(filter.label);
  const project = filter.project === undefined ? undefined : fold(filter.project);
  // Punctuation in the words is not searched for.
  const words = searchWords((filter.text ?? "").replaceAll(/[^\p{L}\p{N}]+/gu, " "));
  return tasks.filter((task) => {
    if (status !== "all" && (status === "completed") !== (task.completedAt !== null)) return false;
    if (label !== undefined && !task.labels.some((one) => fold(one).replace(/^#/, "") === label))
      return false;
    if (project !== undefined && fold(task.project ?? "") !== project) return false;
    if (filter.priority !== undefined && task.priority !== filter.priority) return false;
    if (filter.recurring && !task.recurrence) return false;
    const dated = standing(task);
    if (filter.overdue && !isOverdue(dated, moment)) return false;
    if (filter.due !== undefined && (filter.due === "none") !== (dated.due === null)) return false;
    if (!within(dueDay(dated, moment.zone), filter.dueFrom, filter.dueTo)) return false;
    if (isLaterThan(task, filter, moment) || isLaterThan(dated, filter, moment)) return false;
    const done = task.completedAt && wallClock(Date.parse(task.completedAt), moment.zone).date;
    if (!within(done, filter.completedFrom, filter.completedTo)) return false;
    return isFound(task, words);
  });
}

/** Whether a task starts only after the requested days, or later today. */
function isLaterThan(task: Task, { dueTo, overdue }: ListFilter, moment: Moment): boolean {
  if (!task.start || (dueTo === undefined && !overdue)) return false;
  const last = overdue ? today(moment) : (dueTo as string);
  return last <= today(moment) ? isWaiting(task, moment) : localDue(task.start, moment.zone).date > last;
}

/** Whether a day is between two bounds, inclusive; no day never is, and a missing bound does not restrict. */
function within(day: string | null, from: string | undefined, to: string | undefined): boolean {
  if (from === undefined && to === undefined) return true;
  return day !== null && (from === undefined || day >= from) && (to === undefined || day <= to);
}

/** Tasks sorted by due date, those without one last, stable among equals, subtasks below their parents. */
export function byDue(tasks: readonly Task[], { zone }: Moment, standing: Standing = alone): Task[] {
  const sorted = tasks
    .map((task) => ({ task, key: dueKey(standing(task).due, zone) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const parts = Map.groupBy(
    sorted.filter(({ task }) => standing(task) !== task),
    ({ task }) => task.parentId,
  );
  const placed = new Set<Task>();
  const place = (task: Task): void => {
    if (placed.has(task)) return;
    placed.add(task);
    for (const part of parts.get(task.id) ?? []) place(part.task);
  };
  for (const { task } of sorted) if (standing(task) === task) place(task);
  // Parts of what is not shown itself.
  for (const { task } of sorted) place(task);
  return [...placed];
}

/** What to do first: overdue, due today, important, dated, in this order. */
export function nextOf(tasks: readonly Task[], moment: Moment): Task | undefined {
  const now = today(moment);
  const rank = (task: Task): number => {
    if (isOverdue(task, moment)) return 0;
    const day = dueDay(task, moment.zone);
    if (day !== null && day <= now) return 1;
    return task.priority < 4 ? 2 : day === null ? 4 : 3;
  };
  return byDue(tasks, moment)
    .filter((task) => !isWaiting(task, moment))
    .map((task) => ({ task, rank: rank(task) }))
    .sort((a, b) => a.rank - b.rank || a.task.priority - b.task.priority)
    .at(0)?.task;
}
