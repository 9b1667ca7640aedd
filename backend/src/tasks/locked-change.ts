import { type IdempotencyKey, type Remembered, recall } from "./idempotency.ts";
import type { LockedTasks } from "./repository/locked-tasks.ts";
import type { TaskRepository } from "./repository/repository.ts";
import type { Guard, Principal, Step } from "./types.ts";

/** Who requests a change, its idempotency key, and the guard that checks it before it is written. */
export interface Asked {
  principal: Principal;
  idempotency: IdempotencyKey | null;
  guard: Guard | null;
}

/** What a change writes and returns. */
export interface Outcome<Result> {
  steps: readonly Step[];
  /** The group it undoes. */
  undoes: string | null;
  result: Result;
}

/**
 * Changes tasks while the person's row is locked.
 * @param work determines what to write, or finds the response to the same earlier request
 */
export function changeLocked<Result>(
  repository: TaskRepository,
  { principal, idempotency, guard }: Asked,
  now: () => Date,
  work: (tasks: LockedTasks) => Promise<Outcome<Result> | Remembered>,
): Promise<Result> {
  const { userId, actor, groupId } = principal;
  return repository.locked(userId, async (tasks) => {
    const outcome = await work(tasks);
    if ("requestHash" in outcome) return recall<Result>(outcome, idempotency);
    const { steps, undoes, result } = outcome;
    guard?.(steps);
    const remember = idempotency && { ...idempotency, result };
    await tasks.write({ actor, groupId, steps, undoes, remember, at: now() });
    return result;
  });
}
