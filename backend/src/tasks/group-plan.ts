import type { BatchOperation, Task } from "@todo-chatbot/contracts";
import { apply, checkSize, openAdded } from "./changes/apply.ts";
import { circumstancesOf, concernedBy, type Situation } from "./changes/situation.ts";
import { Workspace } from "./changes/workspace.ts";
import { recall } from "./idempotency.ts";
import type { Asked } from "./locked-change.ts";
import type { GroupWrite } from "./repository/group.ts";
import { stepsPerStatement } from "./repository/write.ts";

/** Operations requested together: all of them are done, or none. */
export interface Job extends Asked {
  operations: readonly BatchOperation[];
}

/** A job with its waiting caller. */
export interface Waiting extends Job {
  resolve: (tasks: Task[]) => void;
  reject: (error: unknown) => void;
}

/** What a group writes, and how its jobs are settled afterwards. */
export interface GroupPlan {
  steps: GroupWrite["steps"][number][];
  remember: GroupWrite["remember"][number][];
  settle: (() => void)[];
  /** Number of refused jobs. */
  refused: number;
}

/** Maximum number of requests of one person written together. */
const mostTogether = 50;

/** The spelling of names depends on all tasks except those that change. */
const givesNames = ({ operations }: Job) => concernedBy(operations).names;

/** Takes the first waiting job, and following ones as long as their results can be separated afterwards. */
export function takeGroup(queue: Waiting[]): Waiting[] {
  const group = queue.splice(0, 1);
  let size = group[0]?.operations.length ?? 0;
  if (group.some(givesNames)) return group;
  while (group.length < mostTogether) {
    const next = queue[0];
    if (!next || givesNames(next) || size + next.operations.length > stepsPerStatement) break;
    size += next.operations.length;
    group.push(next);
    queue.shift();
  }
  return group;
}

/** Applies the jobs one after the other in memory. A refused one has no effect on the following ones. */
export function planGroup(situation: Situation, group: readonly Waiting[], now: () => Date): GroupPlan {
  const plan: GroupPlan = { steps: [], remember: [], settle: [], refused: 0 };
  const remembered = new Map(Object.entries(situation.remembered));
  let { tasks, open, lastPosition } = situation;
  let workspace = new Workspace(tasks);
  for (const { principal, operations, idempotency, guard, resolve, reject } of group) {
    const at = now();
    try {
      const before = idempotency && remembered.get(idempotency.key);
      if (before) {
        const result = recall<Task[]>(before, idempotency);
        plan.settle.push(() => resolve(result));
        continue;
      }
      if (group.length === 1) checkSize(situation.below);
      const { steps, results } = apply(
        workspace,
        operations,
        circumstancesOf({ ...situation, open, lastPosition }, principal, at),
      );
      guard?.(steps);
      const { actor, groupId } = principal;
      for (const step of steps) {
        const sequence = situation.sequence + plan.steps.length + 1;
        plan.steps.push({ ...step, sequence, actor, groupId, at });
      }
      if (idempotency) {
        remembered.set(idempotency.key, { requestHash: idempotency.requestHash, result: results });
        plan.remember.push({ ...idempotency, result: results, at });
      }
      plan.settle.push(() => resolve(results));
      tasks = workspace.all();
      if (open !== null) open += openAdded(steps);
      for (const { position } of results) lastPosition = Math.max(lastPosition, position);
    } catch (error) {
      plan.settle.push(() => reject(error));
      plan.refused += 1;
      workspace = new Workspace(tasks);
    }
  }
  return plan;
}
