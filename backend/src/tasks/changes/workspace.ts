import type { Task } from "@todo-chatbot/contracts";

/**
 * The tasks a call involves, by id: those it names, their subtasks and their ancestors. Indexes children, so that
 * walking a tree takes time proportional to its size.
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

  /** The direct subtasks of a task. */
  subtasksOf(id: string): Task[] {
    return [...(this.#below.get(id) ?? [])].flatMap((child) => this.#tasks.get(child) ?? []);
  }

  #leave({ id, parentId }: Task): void {
    if (parentId !== null) this.#below.get(parentId)?.delete(id);
  }
}

/**
 * Items in order, but each after its parent. Items in a cycle keep their order.
 * @param keyOf returns the key of an item, and `parentOf` that of its parent; null or unknown: none
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
