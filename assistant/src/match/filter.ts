import type { Task } from "@todo-chatbot/contracts";
import { formatDay, parseDay } from "../calendar/civil.ts";
import { toWall } from "../calendar/zone.ts";
import type { Clock } from "../dates/scan.ts";
import { fold } from "../text/fold.ts";
import type { ListFilter } from "../types.ts";
import { bySearch } from "./names.ts";

/** Whether an open task's time has passed: its day is before today, or its time today is. */
export function isOverdue(task: Task, clock: Clock): boolean {
  if (!task.due || task.completedAt) return false;
  const today = formatDay(clock.day);
  const local = dueLocal(task, clock);
  if (!local || local.date > today) return false;
  if (local.date < today) return true;
  return local.minute !== null && local.minute < clock.minute;
}

/** A task's due in the person's zone: its day, and its minutes after midnight or null. */
export function dueLocal(task: Task, _clock: Clock): { date: string; minute: number | null } | null {
  const { due } = task;
  if (!due) return null;
  if (!("time" in due)) return { date: due.date, minute: null };
  return { date: due.date, minute: Number(due.time.slice(0, 2)) * 60 + Number(due.time.slice(3, 5)) };
}

/** The tasks a filter lets through, in the order of the list: by the person's order, or when all have a day by that. */
export function select(filter: ListFilter, tasks: readonly Task[], clock: Clock): Task[] {
  const status = filter.status ?? "open";
  const label = filter.label === undefined ? undefined : fold(filter.label);
  const project = filter.project === undefined ? undefined : fold(filter.project);
  let found = tasks.filter((task) => {
    if (status === "open" ? task.completedAt : status === "completed" && !task.completedAt) return false;
    if (label !== undefined && !task.labels.some((l) => fold(l).replace(/^#/, "") === label)) return false;
    if (project !== undefined && fold(task.project ?? "") !== project) return false;
    if (filter.priority !== undefined && task.priority !== filter.priority) return false;
    if (filter.recurring && !task.recurrence) return false;
    if (filter.overdue && !isOverdue(task, clock)) return false;
    if (filter.due === "none" && task.due) return false;
    if (filter.due === "any" && !task.due) return false;
    if (filter.dueFrom !== undefined || filter.dueTo !== undefined) {
      const date = dueLocal(task, clock)?.date;
      if (!date || (filter.dueFrom && date < filter.dueFrom) || (filter.dueTo && date > filter.dueTo))
        return false;
    }
    if (filter.completedFrom !== undefined || filter.completedTo !== undefined) {
      if (!task.completedAt) return false;
      const date = formatDay(toWall(clock.zone, Date.parse(task.completedAt)).day);
      if (
        (filter.completedFrom && date < filter.completedFrom) ||
        (filter.completedTo && date > filter.completedTo)
      )
        return false;
    }
    return true;
  });
  if (filter.text !== undefined) found = bySearch(filter.text, found);
  return found;
}

/** Tasks by when they are due, those without a day last, keeping the person's order among equals. */
export function byDue(tasks: readonly Task[]): Task[] {
  const key = (task: Task): string =>
    task.due ? `${task.due.date}T${"time" in task.due ? task.due.time : "99"}` : "9999";
  return [...tasks].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

/** Days between a due date and today; negative when past. */
export function daysUntil(task: Task, clock: Clock): number | null {
  return task.due ? parseDay(task.due.date) - clock.day : null;
}
