import type { BatchOperation, Task } from "@todo-chatbot/contracts";
import type { TaskService } from "../../../tasks/service.ts";
import type { Principal } from "../../../tasks/types.ts";
import { HeldError } from "../../../tools/gate.ts";
import type { ToolTasks } from "../../../tools/types.ts";
import { pickTasks } from "../record.ts";

interface Asked {
  principal: Principal;
  operations: BatchOperation[];
  resolve: (tasks: Task[]) => void;
  reject: (error: unknown) => void;
}

/**
 * A task service that makes concurrent changes in one transaction, in the order they were requested:
 * "add eggs and mark bread as done" costs the database no more than either alone. If that is refused, each
 * is made separately, so that one failure does not affect the others; what needs confirmation is held back as a
 * whole. Tasks in `known`, a snapshot from the beginning of the turn, are read without the database.
 */
export function joinTasks(tasks: TaskService, known: readonly Task[]): ToolTasks {
  /** What changed since. */
  const changed = new Map<string, Task>();
  let current = known;
  let waiting: Asked[] = [];

  /** Those of these tasks whose state is known. */
  function seen(ids: readonly string[]): Map<string, Task> {
    const found = pickTasks(current, ids);
    for (const id of ids) {
      const task = changed.get(id);
      if (task) found.set(id, task);
    }
    return found;
  }

  function forget(): void {
    changed.clear();
    current = [];
  }

  function ask(principal: Principal, operations: BatchOperation[]): Promise<Task[]> {
    return new Promise((resolve, reject) => {
      // Everything requested within the same turn of the event loop is joined.
      if (waiting.push({ principal, operations, resolve, reject }) > 1) return;
      setImmediate(() => {
        const asked = waiting;
        waiting = [];
        void change(asked);
      });
    });
  }

  async function change(asked: readonly Asked[]): Promise<void> {
    const [first, ...others] = asked as [Asked, ...Asked[]];
    try {
      const results = await tasks.batch(
        first.principal,
        asked.flatMap(({ operations }) => operations),
      );
      const deleted = seen(
        asked.flatMap(({ operations }) => operations.filter(isDeletion).map(({ id }) => id)),
      );
      let next = 0;
      for (const { operations, resolve } of asked) {
        resolve(operations.flatMap((operation) => results[next++] ?? deleted.get(idOf(operation)) ?? []));
      }
      for (const task of results) if (task) changed.set(task.id, task);
      // Subtasks are deleted too, so that after a deletion only the database knows what is left.
      if (results.includes(null)) forget();
    } catch (error) {
      const adds = asked.filter(({ operations }) => operations.every(({ type }) => type === "create"));
      if (others.length === 0) first.reject(error);
      else if (error instanceof HeldError) {
        // Only additions need not wait for a result.
        for (const one of asked) if (adds.includes(one)) await change([one]);
        for (const one of asked) if (!adds.includes(one)) one.reject(error);
      } else for (const one of asked) await change([one]);
    }
  }

  const each = (type: "complete" | "reopen" | "delete", ids: readonly string[]) =>
    ids.map((id) => ({ type, id }));
  return {
    list: (principal, query) => tasks.list(principal, query),
    preview: (principal, operations) => tasks.preview(principal, operations),
    previewUndo: (principal, target) => tasks.previewUndo(principal, target),
    activity: (principal, range) => tasks.activity(principal, range),
    create: (principal, created) =>
      ask(
        principal,
        created.map((task) => ({ type: "create", task })),
      ),
    update: (principal, changes) =>
      ask(
        principal,
        changes.map(({ id, patch }) => ({ type: "update", id, patch })),
      ),
    complete: (principal, ids) => ask(principal, each("complete", ids)),
    reopen: (principal, ids) => ask(principal, each("reopen", ids)),
    remove: (principal, ids) => ask(principal, each("delete", ids)),
    undo: (principal, request) => {
      forget();
      return tasks.undo(principal, request);
    },
    get: async (principal, ids) => {
      const found = seen(ids);
      const all = ids.flatMap((id) => found.get(id) ?? []);
      return all.length === ids.length ? all : tasks.get(principal, ids);
    },
  };
}

const isDeletion = (operation: BatchOperation) => operation.type === "delete";

function idOf(operation: BatchOperation): string {
  return operation.type === "create" ? "" : operation.id;
}
