import type { Task } from "@todo-chatbot/contracts";
import { type Clock, clockOf, isAhead, isBehind, standsWith } from "@todo-chatbot/contracts/calendar";
import { momentOf, type Reader } from "../lib/due-words.ts";
import { matcherOf, type TaskFilter } from "./filters.ts";
import { placeOf, TaskOrder } from "./order.ts";

export const groupNames = ["overdue", "today", "upcoming", "noDate", "done"] as const;
export type GroupName = (typeof groupNames)[number];

/** A task as a row of the panel: a subtask shown under its parent is indented. */
export interface Row {
  task: Task;
  indented: boolean;
  /** The parent's title, when the parent is shown elsewhere. */
  partOf: string | null;
}

export type Groups = Readonly<Record<GroupName, readonly Row[]>>;

export const noGroups: Groups = { overdue: [], today: [], upcoming: [], noDate: [], done: [] };

/** Number of tasks handled before yielding: a few ms on a slow phone. */
const perStep = 2_000;

/**
 * The groups of the panel, each sorted; a subtask follows its parent if both are in the same group. A long list
 * takes a while, so this yields between steps.
 * @param order keeps the tasks sorted from one call to the next
 */
export function* groupInSteps(
  tasks: readonly Task[],
  filter: TaskFilter,
  reader: Reader,
  order: TaskOrder,
): Generator<void, Groups> {
  let seen = 0;
  const isRest = (more = 1) => {
    seen += more;
    if (seen < perStep) return false;
    seen = 0;
    return true;
  };
  const groups: Record<GroupName, Task[]> = { overdue: [], today: [], upcoming: [], noDate: [], done: [] };
  const byId = new Map<string, Task>();
  for (const task of tasks) {
    byId.set(task.id, task);
    placeOf(task, reader.timeZone);
    if (isRest()) yield;
  }
  const matches = matcherOf(filter);
  const clock = clockOf(momentOf(reader));
  for (const task of order.of(tasks)) {
    if (isRest()) yield;
    if (matches(task)) groups[groupAt(standsWith(task, byId, matches), reader.timeZone, clock)].push(task);
  }
  groups.done.sort(byCompletion);
  const rows: Record<GroupName, readonly Row[]> = { ...noGroups };
  for (const name of groupNames) {
    rows[name] = nest(groups[name], byId);
    if (isRest(rows[name].length)) yield;
  }
  return rows;
}

/** The groups at once. */
export function groupTasks(tasks: readonly Task[], filter: TaskFilter, reader: Reader): Groups {
  const steps = groupInSteps(tasks, filter, reader, new TaskOrder(reader.timeZone));
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** The newer groups, reusing the previous list of each unchanged group, so that it is not rendered again. */
export function keepingSame(before: Groups, now: Groups): Groups {
  const isSame = (name: GroupName) =>
    before[name].length === now[name].length && before[name].every((row, at) => row === now[name][at]);
  return Object.fromEntries(
    groupNames.map((name) => [name, isSame(name) ? before[name] : now[name]]),
  ) as unknown as Groups;
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

function byCompletion(a: Task, b: Task): number {
  const [first, second] = [a.completedAt ?? "", b.completedAt ?? ""];
  return first < second ? 1 : first > second ? -1 : 0;
}

/** The rows of a group's tasks, each subtask after its parent if that is in the group. */
function nest(tasks: readonly Task[], byId: ReadonlyMap<string, Task>): Row[] {
  const here = new Set(tasks);
  const parentOf = ({ parentId }: Task) => (parentId === null ? undefined : byId.get(parentId));
  const children = new Map<Task, Task[]>();
  const tops: Task[] = [];
  for (const task of tasks) {
    const parent = parentOf(task);
    if (!parent || !here.has(parent)) tops.push(task);
    else if (!children.get(parent)?.push(task)) children.set(parent, [task]);
  }
  const rows: Row[] = [];
  const placed = new Set<Task>();
  const place = (task: Task, indented: boolean) => {
    if (placed.has(task)) return;
    placed.add(task);
    rows.push(rowOf(task, indented, indented ? null : (parentOf(task)?.title ?? null)));
    for (const child of children.get(task) ?? []) place(child, true);
  };
  for (const task of tops) place(task, false);
  // Tasks in a cycle of parents have no root.
  for (const task of tasks) place(task, false);
  return rows;
}

const known = new WeakMap<Task, Row>();

/** The row of a task; the same object as long as nothing changes. */
function rowOf(task: Task, indented: boolean, partOf: string | null): Row {
  const before = known.get(task);
  if (before?.indented === indented && before.partOf === partOf) return before;
  const row = { task, indented, partOf };
  known.set(task, row);
  return row;
}
