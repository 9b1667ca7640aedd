import type { Task } from "@todo-chatbot/contracts";
import {
  dueKey,
  isOverdue,
  isWaiting,
  localDue,
  type Moment,
  today,
  wallClock,
} from "@todo-chatbot/contracts/calendar";
import { fold, isFound, searchWords } from "@todo-chatbot/contracts/fold";
import type { ListFilter } from "../types.ts";

/** The day a task is due in the person's zone. */
const dueDay = ({ due }: Task, zone: string): string | null => due && localDue(due, zone).date;

/** The tasks a filter lets through, in the order they are given; open ones unless it says otherwise. */
export function select(filter: ListFilter, tasks: readonly Task[], moment: Moment): Task[] {
  const status = filter.status ?? "open";
  const label = filter.label === undefined ? undefined : fold(filter.label);
  const project = filter.project === undefined ? undefined : fold(filter.project);
  // Marks among spoken words are not looked for.
  const words = searchWords((filter.text ?? "").replaceAll(/[^\p{L}\p{N}]+/gu, " "));
  return tasks.filter((task) => {
    if (status !== "all" && (status === "completed") !== (task.completedAt !== null)) return false;
    if (label !== undefined && !task.labels.some((one) => fold(one).replace(/^#/, "") === label))
      return false;
    if (project !== undefined && fold(task.project ?? "") !== project) return false;
    if (filter.priority !== undefined && task.priority !== filter.priority) return false;
    if (filter.recurring && !task.recurrence) return false;
    if (filter.overdue && !isOverdue(task, moment)) return false;
    if (filter.due !== undefined && (filter.due === "none") !== (task.due === null)) return false;
    if (!within(dueDay(task, moment.zone), filter.dueFrom, filter.dueTo)) return false;
    if (isLaterThan(task, filter, moment)) return false;
    const done = task.completedAt && wallClock(Date.parse(task.completedAt), moment.zone).date;
    if (!within(done, filter.completedFrom, filter.completedTo)) return false;
    return isFound(task, words);
  });
}

/** Whether a task is not to be looked at within the days that are asked for: it starts after them, or later today. */
function isLaterThan(task: Task, { dueTo, overdue }: ListFilter, moment: Moment): boolean {
  if (!task.start || (dueTo === undefined && !overdue)) return false;
  const last = overdue ? today(moment) : (dueTo as string);
  return last <= today(moment) ? isWaiting(task, moment) : localDue(task.start, moment.zone).date > last;
}

/** Whether a day lies between two, both included; no day lies nowhere, and no bound lets all through. */
function within(day: string | null, from: string | undefined, to: string | undefined): boolean {
  if (from === undefined && to === undefined) return true;
  return day !== null && (from === undefined || day >= from) && (to === undefined || day <= to);
}

/** Tasks by when they are due, those without a day last, keeping their order among equals. */
export function byDue(tasks: readonly Task[], { zone }: Moment): Task[] {
  return tasks
    .map((task) => ({ task, key: dueKey(task.due, zone) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ task }) => task);
}

/** What to do first: what is overdue, due today, important, dated, in this order. */
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
