import type { BatchOperation, Task } from "@todo-chatbot/contracts";
import type { Principal, TaskService } from "../tasks/types.ts";

interface Asked {
  principal: Principal;
  operations: BatchOperation[];
  alone: () => Promise<Task[]>;
  resolve: (tasks: Task[]) => void;
  reject: (error: unknown) => void;
}

/**
 * A task service whose changes asked for at the same moment are made in one transaction, in the order asked:
 * "add eggs and mark bread as done" costs the database no more than either alone. When that is refused, each
 * is made by itself, so that the others do not suffer. Looking at tasks waits for those changes and then needs
 * the database only for what is not among `known`, the tasks as they were when the turn began.
 */
export function joinTasks(tasks: TaskService, known: readonly Task[]): TaskService {
  const before = new Map(known.map((task) => [task.id, task]));
  const now = new Map(before);
  let waiting: Asked[] = [];
  let looking: (() => void)[] = [];

  async function flush(): Promise<void> {
    const asked = waiting;
    const looked = looking;
    waiting = [];
    looking = [];
    await change(asked);
    for (const look of looked) look();
  }

  async function change(asked: readonly Asked[]): Promise<void> {
    const [first] = asked;
    if (!first) return;
    if (asked.length > 1) {
      try {
        const results = await tasks.batch(
          first.principal,
          asked.flatMap(({ operations }) => operations),
        );
        let next = 0;
        for (const { operations, resolve } of asked) {
          const changed = operations.flatMap(
            (operation) => results[next++] ?? before.get(idOf(operation)) ?? [],
          );
          keep(operations, changed);
          resolve(changed);
        }
        return;
      } catch {
        // Made one by one below, where each gets its own reason.
      }
    }
    for (const { operations, alone, resolve, reject } of asked) {
      await alone().then((changed) => {
        keep(operations, changed);
        resolve(changed);
      }, reject);
    }
  }

  function keep(operations: readonly BatchOperation[], changed: readonly Task[]): void {
    for (const task of changed) now.set(task.id, task);
    // Subtasks go along, so that after a deletion only the database knows what is left.
    if (operations.some(({ type }) => type === "delete")) now.clear();
  }

  function later(): void {
    // Everything asked for before the event loop turns is one moment.
    if (waiting.length + looking.length === 0) setImmediate(() => void flush());
  }

  function ask(
    principal: Principal,
    operations: BatchOperation[],
    alone: () => Promise<Task[]>,
  ): Promise<Task[]> {
    return new Promise((resolve, reject) => {
      later();
      waiting.push({ principal, operations, alone, resolve, reject });
    });
  }

  const each = (type: "complete" | "reopen" | "delete", ids: readonly string[]) =>
    ids.map((id) => ({ type, id }));
  return {
    ...tasks,
    create: (principal, created) =>
      ask(
        principal,
        created.map((task) => ({ type: "create", task })),
        () => tasks.create(principal, created),
      ),
    update: (principal, changes) =>
      ask(
        principal,
        changes.map(({ id, patch }) => ({ type: "update", id, patch })),
        () => tasks.update(principal, changes),
      ),
    complete: (principal, ids) => ask(principal, each("complete", ids), () => tasks.complete(principal, ids)),
    reopen: (principal, ids) => ask(principal, each("reopen", ids), () => tasks.reopen(principal, ids)),
    remove: (principal, ids) => ask(principal, each("delete", ids), () => tasks.remove(principal, ids)),
    get: async (principal, ids) => {
      await new Promise<void>((done) => {
        later();
        looking.push(done);
      });
      const found = ids.flatMap((id) => now.get(id) ?? []);
      return found.length === ids.length ? found : tasks.get(principal, ids);
    },
  };
}

function idOf(operation: BatchOperation): string {
  return operation.type === "create" ? "" : operation.id;
}
