import type { Task } from "@todo-chatbot/contracts";
import { dueKey, localDue, type Point, pointOf } from "@todo-chatbot/contracts/calendar";

/** The part of a task's sort order that does not depend on the current time. */
interface Place {
  zone: string;
  /** Its sort key. */
  key: string;
  start: Point | null;
  due: Point | null;
  /** The day it is due, on the calendar of the zone. */
  day: string | null;
}

// Each change creates a new task object, so nothing is recomputed for the others.
const places = new WeakMap<Task, Place>();

/** The sort order of a task, computed once per version. */
export function placeOf(task: Task, zone: string): Place {
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

/** Keeps tasks sorted: after a small change, only the changed tasks are moved. */
export class TaskOrder {
  readonly #zone: string;
  #ordered: readonly Task[] = [];
  #members: ReadonlySet<Task> = new Set();

  constructor(zone: string) {
    this.#zone = zone;
  }

  /** Sorts by due date, then by priority, then by the person's order. */
  of(tasks: readonly Task[]): readonly Task[] {
    const members = new Set(tasks);
    const kept = this.#ordered.filter((task) => members.has(task));
    const fresh = tasks.filter((task) => !this.#members.has(task)).sort(this.#compare);
    this.#ordered = this.#merge(kept, fresh);
    this.#members = members;
    return this.#ordered;
  }

  readonly #compare = (a: Task, b: Task): number =>
    compare(placeOf(a, this.#zone).key, placeOf(b, this.#zone).key) ||
    a.priority - b.priority ||
    a.position - b.position ||
    compare(a.id, b.id);

  /** Merges two sorted lists; inserting few into many does not visit all of them. */
  #merge(kept: readonly Task[], fresh: readonly Task[]): readonly Task[] {
    const parts: (readonly Task[])[] = [];
    let from = 0;
    for (const task of fresh) {
      const to = this.#placeAmong(kept, task, from);
      parts.push(kept.slice(from, to), [task]);
      from = to;
    }
    return [...parts, kept.slice(from)].flat();
  }

  /** Index of a task in a sorted list; the first `from` are known to precede it. */
  #placeAmong(ordered: readonly Task[], task: Task, from: number): number {
    let [low, high] = [from, ordered.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = ordered[middle];
      if (other && this.#compare(other, task) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
