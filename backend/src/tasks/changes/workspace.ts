import type { Task } from "@todo-chatbot/contracts";

/**
 * The tasks a call has to do with, by id: those it names, their subtasks and what they hang under. Knows what
 * hangs under each, so that walking a tree costs no more than the tree is large.
 */
export class Workspace {
  readonly #tasks = new Map<string, Task>();
  readonly #below = new Map<string, Set<string>>();

  constructor(tasks: Iterable<Task> = []) {
    for (const task of tasks) this.set(task);
  }

  all(): Task[] {
    return [...this.#tasks.values()];
  }

  has(id: string): boolean {
    return this.#tasks.has(id);
  }

  get(id: string): Task | undefined {
    return this.#tasks.get(id);
  }

  set(task: Task): void {
    const old = this.#tasks.get(task.id);
    this.#tasks.set(task.id, task);
    if (old && old.parentId === task.parentId) return;
    if (old) this.#leave(old);
    if (task.parentId === null) return;
    const siblings = this.#below.get(task.parentId);
    if (siblings) siblings.add(task.id);
    else this.#below.set(task.parentId, new Set([task.id]));
  }

  delete(id: string): void {
    const old = this.#tasks.get(id);
    if (!old) return;
    this.#tasks.delete(id);
    this.#leave(old);
  }

  /** What hangs directly under a task. */
  subtasksOf(id: string): Task[] {
    return [...(this.#below.get(id) ?? [])].flatMap((child) => this.#tasks.get(child) ?? []);
  }

  #leave({ id, parentId }: Task): void {
    if (parentId !== null) this.#below.get(parentId)?.delete(id);
  }
}

/**
 * Items in their order, but each after what it hangs under. Those in a circle come as they are.
 * @param keyOf what an item is called, and `parentOf` what it hangs under; null or unknown: nothing
 */
export function parentsFirst<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string | null,
  parentOf: (item: Item) => string | null,
): Item[] {
  const byKey = new Map(items.map((item) => [keyOf(item), item]));
  const sorted = new Set<Item>();
  for (const item of items) {
    const chain = new Set<Item>();
    for (let at: Item | undefined = item; at && !sorted.has(at) && !chain.has(at); ) {
      chain.add(at);
      const parent: string | null = parentOf(at);
      at = parent === null ? undefined : byKey.get(parent);
    }
    for (const next of [...chain].reverse()) sorted.add(next);
  }
  return [...sorted];
}
