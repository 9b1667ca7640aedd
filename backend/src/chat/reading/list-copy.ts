import type { Task } from "@todo-chatbot/contracts";

/** The difference between a thread's copy of a person's tasks and the current tasks. */
export interface ListUpdate {
  /** New or changed tasks. */
  tasks: Task[];
  /** The ids of all tasks in order; null if unchanged. */
  order: string[] | null;
  /** People whose copies are to be dropped. */
  forget: string[];
}

/** Maximum number of tasks a thread keeps, over all people: some 20 MB. */
const mostKept = 20_000;

/**
 * What was sent to a thread. Copying thousands of tasks takes the sender longer than reading a message,
 * so only differences are sent.
 */
export class SentLists {
  /** By person, least recently used first: the version of each task, in task order. */
  readonly #versions = new Map<string, Map<string, number>>();
  #kept = 0;

  has(ownerId: string): boolean {
    return this.#versions.has(ownerId);
  }

  /** The update that gives the thread `tasks`; it is assumed to be sent. */
  update(ownerId: string, tasks: readonly Task[]): ListUpdate {
    const before = this.#versions.get(ownerId);
    const now = new Map(tasks.map(({ id, version }) => [id, version]));
    this.#forget(ownerId);
    this.#versions.set(ownerId, now);
    this.#kept += now.size;
    return {
      tasks: tasks.filter(({ id, version }) => before?.get(id) !== version),
      order: before && sameKeys(before, now) ? null : [...now.keys()],
      forget: this.#shrink(ownerId),
    };
  }

  #shrink(current: string): string[] {
    const gone: string[] = [];
    for (const ownerId of this.#versions.keys()) {
      if (this.#kept <= mostKept || ownerId === current) break;
      this.#forget(ownerId);
      gone.push(ownerId);
    }
    return gone;
  }

  #forget(ownerId: string): void {
    this.#kept -= this.#versions.get(ownerId)?.size ?? 0;
    this.#versions.delete(ownerId);
  }
}

function sameKeys(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): boolean {
  if (a.size !== b.size) return false;
  const others = b.keys();
  for (const key of a.keys()) if (key !== others.next().value) return false;
  return true;
}

/** The copies in the thread. */
export class ListCopies {
  readonly #lists = new Map<string, Task[]>();

  /** A person's tasks after an update. */
  apply(ownerId: string, { tasks, order, forget }: ListUpdate): readonly Task[] {
    for (const other of forget) this.#lists.delete(other);
    const before = this.#lists.get(ownerId) ?? [];
    if (tasks.length === 0 && order === null) return before;
    const byId = new Map([...before, ...tasks].map((task) => [task.id, task]));
    const now = (order ?? before.map(({ id }) => id)).flatMap((id) => byId.get(id) ?? []);
    this.#lists.set(ownerId, now);
    return now;
  }
}
