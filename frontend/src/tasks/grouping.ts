import type { Task } from "@todo-chatbot/contracts";
import {
  type Clock,
  clockOf,
  dueKey,
  isAhead,
  isBehind,
  localDue,
  type Point,
  pointOf,
  standsWith,
} from "@todo-chatbot/contracts/calendar";
import { fold, hasWords, searchTextOf, searchWords } from "@todo-chatbot/contracts/fold";
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
function groupAt(task: Task, zone: string, clock: Clock): GroupName {
  if (task.completedAt) return "done";
  const { start, due, day } = placeOf(task, zone);
  if (start !== null && isAhead(start, clock)) return "upcoming";
  if (due === null) return "noDate";
  if (isBehind(due, clock)) return "overdue";
  return day === clock.today ? "today" : "upcoming";
}

/** The groups of the panel, each in its order; a subtask follows its parent where both are in one group. */
export function groupTasks(
  tasks: readonly Task[],
  filter: TaskFilter,
  reader: Reader,
): Record<GroupName, Row[]> {
  const groups: Record<GroupName, Task[]> = { overdue: [], today: [], upcoming: [], noDate: [], done: [] };
  const steps = tasks.some(({ parentId }) => parentId !== null);
  const byId = new Map(steps ? tasks.map((task) => [task.id, task]) : []);
  const matches = matcher(filter);
  const clock = clockOf(momentOf(reader));
  for (const task of tasks) {
    if (!matches(task)) continue;
    groups[groupAt(standsWith(task, byId, matches), reader.timeZone, clock)].push(task);
  }
  const ordered = (name: GroupName) =>
    name === "done" ? groups[name].sort(byCompletion) : byDue(groups[name], reader.timeZone);
  return Object.fromEntries(
    groupNames.map((name) => [name, steps ? nest(ordered(name)) : ordered(name).map(alone)]),
  ) as Record<GroupName, Row[]>;
}

const alone = (task: Task): Row => ({ task, indented: false });

/** What of a task's place in the list no clock changes. */
interface Place {
  zone: string;
  /** What it is ordered by. */
  key: string;
  start: Point | null;
  due: Point | null;
  /** The day it is due, on the calendar of the zone. */
  day: string | null;
}

// A change makes another task object; for all the others nothing has to be worked out again.
const places = new WeakMap<Task, Place>();
const searchTexts = new WeakMap<Task, string>();

function placeOf(task: Task, zone: string): Place {
  const known = places.get(task);
  if (known?.zone === zone) return known;
  const { start, due } = task;
  const place = {
    zone,
    key: dueKey(due ?? start, zone),
    start: start && pointOf(start),
    due: due && pointOf(due),
    day: due && localDue(due, zone).date,
  };
  places.set(task, place);
  return place;
}

/** What a search looks at, worked out once for a task as it is. */
export function searchedIn(task: Task): string {
  const known = searchTexts.get(task);
  if (known !== undefined) return known;
  const made = searchTextOf(task);
  searchTexts.set(task, made);
  return made;
}

function matcher(filter: TaskFilter): (task: Task) => boolean {
  const words = searchWords(filter.text);
  const [project, label] = [fold(filter.project), fold(filter.label)];
  return (task) => {
    if (project && fold(task.project ?? "") !== project) return false;
    if (label && !task.labels.some((one) => fold(one) === label)) return false;
    if (filter.priority && task.priority !== filter.priority) return false;
    return words.length === 0 || hasWords(searchedIn(task), words);
  };
}

function byCompletion(a: Task, b: Task): number {
  return (b.completedAt ?? "").localeCompare(a.completedAt ?? "");
}

function byDue(tasks: readonly Task[], zone: string): Task[] {
  return tasks
    .map((task) => ({ task, key: placeOf(task, zone).key }))
    .sort(
      ({ task: a, key: first }, { task: b, key: second }) =>
        compare(first, second) || a.priority - b.priority || a.position - b.position || compare(a.id, b.id),
    )
    .map(({ task }) => task);
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

/** Each of these once, in the order of the alphabet. */
export function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].sort((a, b) => a.localeCompare(b));
}
