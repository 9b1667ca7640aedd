import type { BatchOperation, Task } from "@todo-chatbot/contracts";
import { v7 as uuidv7 } from "uuid";
import type { Database } from "../database/client.ts";
import { isDatabaseUnavailable } from "../database/unavailable.ts";
import { IdempotencyConflictError, UnauthenticatedError } from "../errors.ts";
import { apply, type Circumstances, checkSize, openAdded } from "./apply.ts";
import {
  concernedBy,
  type FoundRow,
  foundIn,
  type Remembered,
  type Situation,
  situationStatement,
} from "./read.ts";
import {
  changesChannel,
  type GroupWrite,
  groupStatement,
  groupValues,
  type LoggedStep,
  stepsPerStatement,
} from "./sql.ts";
import type { Guard, Principal } from "./types.ts";
import { Workspace } from "./workspace.ts";

/** A repeated request: the same key and content is done once and answered the same. */
export interface IdempotencyKey {
  key: string;
  /** Of all that makes the request what it is. */
  requestHash: string;
}

/** Operations asked for together: all of them are done, or none. */
export interface Job {
  principal: Principal;
  operations: readonly BatchOperation[];
  idempotency: IdempotencyKey | null;
  guard: Guard;
}

interface Waiting extends Job {
  resolve: (tasks: Task[]) => void;
  reject: (error: unknown) => void;
}

/** Requests of one person that are written together at most. */
const mostTogether = 50;

/** How often it is tried to write before anybody else does, which is before it is waited in line. */
const attempts = 4;

/** People whose number of open tasks is remembered. */
const mostCounted = 10_000;

/**
 * Does the jobs of a process. Those of one person that come while another is being written are written together, so
 * that they share a commit. A group takes two round trips, one that reads without a lock and one that writes if
 * nothing has changed meanwhile: the person's row is locked for no longer than that.
 * @param alone does a job in a transaction that locks the person from its beginning: one too large for a statement, and
 *   one that others were always faster than
 */
export function createWriter(database: Database, now: () => Date, alone: (job: Job) => Promise<Task[]>) {
  const queues = new Map<string, Waiting[]>();
  /** Open tasks by person as of a change, so that they need not be counted for each that is added. */
  const counted = new Map<string, { sequence: number; open: number }>();

  async function drain(owner: string, queue: Waiting[]): Promise<void> {
    while (queue.length > 0) {
      const group = takeGroup(queue);
      await write(owner, group).catch(async (error: unknown) => {
        // Of a lost connection it is not known whether all was written.
        const isOver = group.length === 1 || isDatabaseUnavailable(error);
        // Otherwise one of them is at fault; the others do not suffer.
        for (const one of group) {
          if (isOver) one.reject(error);
          else await write(owner, [one]).catch(one.reject);
        }
      });
    }
    queues.delete(owner);
  }

  async function write(owner: string, group: readonly Waiting[]): Promise<void> {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const situation = await read(owner, group);
      const plan = planOf(situation, group, now);
      if (situation.below > stepsPerStatement || plan.steps.length > stepsPerStatement) break;
      if (!(await isWritten(owner, situation, plan))) continue;
      for (const settle of plan.settle) settle();
      return;
    }
    for (const one of group) await alone(one).then(one.resolve, one.reject);
  }

  async function read(owner: string, group: readonly Waiting[]): Promise<Situation> {
    const concerned = concernedBy(group.flatMap(({ operations }) => operations));
    const keys = group.flatMap(({ idempotency }) => idempotency?.key ?? []);
    const count = counted.get(owner);
    const values = { ...concerned, owner, keys, counted: count?.sequence ?? -1 };
    const found = foundIn<Situation>(await database.run<FoundRow>(situationStatement, values));
    // The account was deleted after the request was let in.
    if (!found) throw new UnauthenticatedError();
    return count?.sequence === found.sequence ? { ...found, open: count.open } : found;
  }

  async function isWritten(owner: string, situation: Situation, plan: Plan): Promise<boolean> {
    const { steps, remember } = plan;
    if (steps.length === 0 && remember.length === 0) return true;
    const { sequence } = situation;
    const values = groupValues({ owner, sequence, steps, remember, newId: uuidv7 });
    const written = await database.run(groupStatement, values).catch((error: unknown) => {
      // Another process did the same request, and it changed nothing.
      if (isRepeated(error)) return [];
      throw error;
    });
    if (written.length === 0) return false;
    const end = sequence + steps.length;
    counted.delete(owner);
    if (situation.open !== null) {
      if (counted.size >= mostCounted) counted.delete(counted.keys().next().value as string);
      counted.set(owner, { sequence: end, open: situation.open + openAdded(steps) });
    }
    if (steps.length > 0) database.announce(changesChannel, `${owner} ${end}`);
    return true;
  }

  return {
    /** Does a job. @throws what the task service throws */
    run(job: Job): Promise<Task[]> {
      return new Promise((resolve, reject) => {
        const { userId } = job.principal;
        const waiting = { ...job, resolve, reject };
        const queue = queues.get(userId);
        if (queue) return void queue.push(waiting);
        const begun = [waiting];
        queues.set(userId, begun);
        void drain(userId, begun);
      });
    },
  };
}

/** What a group writes, and how its jobs end once it is written. */
interface Plan {
  steps: LoggedStep[];
  remember: GroupWrite["remember"][number][];
  settle: (() => void)[];
}

/** The first that waits, with those after it as far as they can be told apart from it afterwards. */
function takeGroup(queue: Waiting[]): Waiting[] {
  const group = queue.splice(0, 1);
  // The spelling of names hangs on all tasks but those that are changed.
  const givesNames = ({ operations }: Job) => concernedBy(operations).names;
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

/** Does the jobs one after the other in memory. One that is refused leaves nothing to those after it. */
function planOf(situation: Situation, group: readonly Waiting[], now: () => Date): Plan {
  const plan: Plan = { steps: [], remember: [], settle: [] };
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
      guard(steps);
      const { actor, groupId } = principal;
      for (const step of steps)
        plan.steps.push({
          ...step,
          sequence: situation.sequence + plan.steps.length + 1,
          actor,
          groupId,
          at,
        });
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
      workspace = new Workspace(tasks);
    }
  }
  return plan;
}

/**
 * What a request under a key was answered before.
 * @throws {IdempotencyConflictError} when it was another request
 */
export function recall<Result>(
  { requestHash, result }: Remembered,
  idempotency: IdempotencyKey | null,
): Result {
  if (requestHash !== idempotency?.requestHash) {
    throw new IdempotencyConflictError(
      "This Idempotency-Key was used for another request. Use a new key for each new request.",
    );
  }
  return result as Result;
}

/** In which circumstances operations are applied. */
export function circumstancesOf(
  { timeZone, open, lastPosition, names }: Situation,
  { at }: Principal,
  now: Date,
): Circumstances {
  // No one has asked for anything in the future, whatever their clock says.
  const asked = at && at < now ? at : now;
  return { now, asked, timeZone, newId: uuidv7, lastPosition, open: open ?? 0, names };
}

function isRepeated(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause)
    if ("constraint" in at && at.constraint === "idempotency_owner_id_key_pk") return true;
  return false;
}
