import type { Task } from "@todo-chatbot/contracts";
import { formatDay, parseDay, parseMinute } from "../calendar/civil.ts";
import { toInstant, toWall } from "../calendar/zone.ts";
import { fold } from "../text/fold.ts";
import type { ListFilter } from "../types.ts";

/** The moment a list is looked at, and whose calendar tells its days. */
export interface Moment {
  /** Epoch milliseconds. */
  instant: number;
  zone: string;
}

/** The day, `YYYY-MM-DD`, of an instant in a zone. */
const dayAt = (instant: number, zone: string): string => formatDay(toWall(zone, instant).day);

const dueInstant = (task: Task): number | null =>
  task.due && "time" in task.due
    ? toInstant(task.due.timeZone, { day: parseDay(task.due.date), minute: parseMinute(task.due.time) })
    : null;

/** The day a task is due in the person's zone. */
function dueDay(task: Task, zone: string): string | null {
  const instant = dueInstant(task);
  return instant === null ? (task.due?.date ?? null) : dayAt(instant, zone);
}

/** Whether an open task's time has passed: its day is over, or its time has come. */
export function isOverdue(task: Task, { instant, zone }: Moment): boolean {
  if (!task.due || task.completedAt) return false;
  const at = dueInstant(task);
  return at === null ? task.due.date < dayAt(instant, zone) : at < instant;
}

/** The tasks a filter lets through, in the order they are given; open ones unless it says otherwise. */
export function select(filter: ListFilter, tasks: readonly Task[], moment: Moment): Task[] {
  const status = filter.status ?? "open";
  const label = filter.label === undefined ? undefined : fold(filter.label);
  const project = filter.project === undefined ? undefined : fold(filter.project);
  const words = filter.text === undefined ? [] : wordsOf(filter.text);
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
    const done = task.completedAt && dayAt(Date.parse(task.completedAt), moment.zone);
    if (!within(done, filter.completedFrom, filter.completedTo)) return false;
    return words.length === 0 || mentions(task, words);
  });
}

/** Whether a day lies between two, both included; no day lies nowhere, and no bound lets all through. */
function within(day: string | null, from: string | undefined, to: string | undefined): boolean {
  if (from === undefined && to === undefined) return true;
  return day !== null && (from === undefined || day >= from) && (to === undefined || day <= to);
}

const wordsOf = (text: string): string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** Whether every word begins a word of the task. */
function mentions(task: Task, words: readonly string[]): boolean {
  const own = wordsOf([task.title, task.description, task.project ?? "", ...task.labels].join(" "));
  return words.every((word) => own.some((one) => one.startsWith(word)));
}

/** Tasks by when they are due, those without a day last, keeping their order among equals. */
export function byDue(tasks: readonly Task[], { zone }: Moment): Task[] {
  const key = (task: Task): string => {
    const instant = dueInstant(task);
    if (instant === null) return task.due ? `${task.due.date}T99` : "9999";
    const { day, minute } = toWall(zone, instant);
    return `${formatDay(day)}T${String(minute).padStart(4, "0")}`;
  };
  return tasks
    .map((task) => ({ task, key: key(task) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ task }) => task);
}

/** What to do first: what is overdue, due today, important, dated, in this order. */
export function nextOf(tasks: readonly Task[], moment: Moment): Task | undefined {
  const today = dayAt(moment.instant, moment.zone);
  const rank = (task: Task): number => {
    if (isOverdue(task, moment)) return 0;
    const day = dueDay(task, moment.zone);
    if (day !== null && day <= today) return 1;
    return task.priority < 4 ? 2 : day === null ? 4 : 3;
  };
  return byDue(tasks, moment)
    .map((task) => ({ task, rank: rank(task) }))
    .sort((a, b) => a.rank - b.rank || a.task.priority - b.task.priority)
    .at(0)?.task;
}
