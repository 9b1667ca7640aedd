import type { Task } from "@todo-chatbot/contracts";

/** Places from the first to before the second. */
type Range = [number, number];

/** Tasks, or a range of an earlier list. */
type Part = Task[] | Range;

/** The difference between a thread's copy of a person's tasks and the current tasks. */
export interface ListUpdate {
  /** The current list, in parts with ranges of the copy; null if nothing changed. */
  parts: Part[] | null;
  /** People whose copies are to be dropped. */
  forget: string[];
}

/** Maximum number of tasks a thread keeps, over all people: some 20 MB. */
const mostKept = 20_000;

/**
 * What was sent to a thread. Copying thousands of tasks takes the sender longer than reading a message,
 * so only differences are sent. A task that did not change must be the same object as before.
 */
export class SentLists {
  /** By person, least recently used first. */
  readonly #lists = new Map<string, readonly Task[]>();
  #kept = 0;

  has(ownerId: string): boolean {
    return this.#lists.has(ownerId);
  }

  /** The update that gives the thread `tasks`; it is assumed to be sent. */
  update(ownerId: string, tasks: readonly Task[]): ListUpdate {
    const before = this.#lists.get(ownerId);
    this.#forget(ownerId);
    this.#lists.set(ownerId, tasks);
    this.#kept += tasks.length;
    return {
      parts: before === tasks ? null : partsOf(before ?? [], tasks),
      forget: this.#shrink(ownerId),
    };
  }

  #shrink(current: string): string[] {
    const gone: string[] = [];
    for (const ownerId of this.#lists.keys()) {
      if (this.#kept <= mostKept || ownerId === current) break;
      this.#forget(ownerId);
      gone.push(ownerId);
    }
    return gone;
  }

  #forget(ownerId: string): void {
    this.#kept -= this.#lists.get(ownerId)?.length ?? 0;
    this.#lists.delete(ownerId);
  }
}

/** A list in parts: those it has in common with an earlier one, in the same order, as ranges of that. */
function partsOf(before: readonly Task[], now: readonly Task[]): Part[] {
  let start = 0;
  while (start < now.length && start < before.length && now[start] === before[start]) start++;
  let endBefore = before.length;
  let end = now.length;
  while (end > start && endBefore > start && now[end - 1] === before[endBefore - 1]) {
    end--;
    endBefore--;
  }
  const places = new Map<Task, number>();
  for (let place = start; place < endBefore; place++) places.set(before[place] as Task, place);
  const parts: Part[] = start > 0 ? [[0, start]] : [];
  for (const task of now.slice(start, end)) {
    const place = places.get(task);
    const last = parts.at(-1);
    if (place === undefined) {
      if (last && !isRange(last)) last.push(task);
      else parts.push([task]);
    } else if (last && isRange(last) && last[1] === place) last[1]++;
    else parts.push([place, place + 1]);
  }
  if (end < now.length) parts.push([endBefore, before.length]);
  return parts;
}

/** The copies in the thread. */
export class ListCopies {
  readonly #lists = new Map<string, readonly Task[]>();

  /** A person's tasks after an update. */
  apply(ownerId: string, { parts, forget }: ListUpdate): readonly Task[] {
    for (const other of forget) this.#lists.delete(other);
    const before = this.#lists.get(ownerId) ?? [];
    if (parts === null) return before;
    const now = parts.flatMap((part) => (isRange(part) ? before.slice(...part) : part));
    this.#lists.set(ownerId, now);
    return now;
  }
}

const isRange = (part: Part): part is Range => typeof part[0] === "number";
