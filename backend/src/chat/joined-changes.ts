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
 * is made by itself, so that the others do not suffer. `known` are the tasks as they were, for what is deleted.
 */
export function joinChanges(tasks: TaskService, known: readonly Task[]): TaskService {
  const before = new Map(known.map((task) => [task.id, task]));
  let waiting: Asked[] = [];

  async function flush(): Promise<void> {
    const asked = waiting;
    waiting = [];
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
          resolve(operations.flatMap((operation) => results[next++] ?? before.get(idOf(operation)) ?? []));
        }
        return;
      } catch {
        // Made one by one below, where each gets its own reason.
      }
    }
    for (const { alone, resolve, reject } of asked) await alone().then(resolve, reject);
  }

  function ask(
    principal: Principal,
    operations: BatchOperation[],
    alone: () => Promise<Task[]>,
  ): Promise<Task[]> {
    return new Promise((resolve, reject) => {
      // Everything asked for before the event loop turns is one moment.
      if (waiting.length === 0) setImmediate(() => void flush());
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
  };
}

function idOf(operation: BatchOperation): string {
  return operation.type === "create" ? "" : operation.id;
}
