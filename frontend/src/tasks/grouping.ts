import type { Task } from "@todo-chatbot/contracts";
import { dueKey, isPast, isWaiting, localDue, standsWith, today } from "@todo-chatbot/contracts/calendar";
import { fold, isFound, searchWords } from "@todo-chatbot/contracts/fold";
import { momentOf, type Reader } from "../lib/due-words.ts";

export const groupNames = ["overdue", "today", "upcoming", "noDate", "done"] as const;
export type GroupName = (typeof groupNames)[number];

/** A task as a line of the panel: a subtask shown under its parent is one step in. */
export interface Row {
  task: Task;
  indented: boolean;
}

export interface TaskFilter {
  text: string;
  project: string;
  label: string;
  priority: number | null;
}

export const noFilter: TaskFilter = { text: "", project: "", label: "", priority: null };

/** Whether a filter leaves anything out. */
export function isFiltering(filter: TaskFilter): boolean {
  return Boolean(filter.text.trim() || filter.project || filter.label || filter.priority);
}

/** Which group a task belongs to, by the reader's clock. */
export function groupOf(task: Task, reader: Reader): GroupName {
  if (task.completedAt) return "done";
  const moment = momentOf(reader);
  if (isWaiting(task, moment)) return "upcoming";
  if (!task.due) return "noDate";
  if (isPast(task.due, moment)) return "overdue";
  return localDue(task.due, reader.timeZone).date === today(moment) ? "today" : "upcoming";
}

/** The groups of the panel, each in its order; a subtask follows its parent where both are in one group. */
export function groupTasks(
  tasks: readonly Task[],
  filter: TaskFilter,
  reader: Reader,
): Record<GroupName, Row[]> {
  const groups: Record<GroupName, Task[]> = { overdue: [], today: [], upcoming: [], noDate: [], done: [] };
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const matches = matcher(filter);
  for (const task of tasks) {
    if (!matches(task)) continue;
    groups[groupOf(standsWith(task, byId, matches), reader)].push(task);
  }
  return Object.fromEntries(
    groupNames.map((name) => [name, nest(groups[name].sort(name === "done" ? byCompletion : byDue(reader)))]),
  ) as Record<GroupName, Row[]>;
}

function matcher(filter: TaskFilter): (task: Task) => boolean {
  const words = searchWords(filter.text);
  const [project, label] = [fold(filter.project), fold(filter.label)];
  return (task) => {
    if (project && fold(task.project ?? "") !== project) return false;
    if (label && !task.labels.some((one) => fold(one) === label)) return false;
    if (filter.priority && task.priority !== filter.priority) return false;
    return isFound(task, words);
  };
}

function byCompletion(a: Task, b: Task): number {
  return (b.completedAt ?? "").localeCompare(a.completedAt ?? "");
}

function byDue(reader: Reader): (a: Task, b: Task) => number {
  const keys = new Map<string, string>();
  const key = (task: Task): string => {
    const known = keys.get(task.id);
    if (known !== undefined) return known;
    const made = dueKey(task.due ?? task.start, reader.timeZone);
    keys.set(task.id, made);
    return made;
  };
  return (a, b) =>
    compare(key(a), key(b)) || a.priority - b.priority || a.position - b.position || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function nest(tasks: Task[]): Row[] {
  const here = new Set(tasks.map(({ id }) => id));
  const children = new Map<string, Task[]>();
  for (const task of tasks) {
    if (task.parentId && here.has(task.parentId)) {
      children.set(task.parentId, [...(children.get(task.parentId) ?? []), task]);
    }
  }
  const rows: Row[] = [];
  const placed = new Set<string>();
  const place = (task: Task, indented: boolean) => {
    if (placed.has(task.id)) return;
    placed.add(task.id);
    rows.push({ task, indented });
    for (const child of children.get(task.id) ?? []) place(child, true);
  };
  for (const task of tasks) if (!task.parentId || !here.has(task.parentId)) place(task, false);
  // Tasks that are each other's parents hang on no other.
  for (const task of tasks) place(task, false);
  return rows;
}
