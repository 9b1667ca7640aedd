import type { Task } from "@todo-chatbot/contracts";
import { v7 as uuidv7 } from "uuid";
import { isDatabaseUnavailable } from "../database/unavailable.ts";
import { apply, checkSize, openAdded } from "./changes/apply.ts";
import { askedAt, circumstancesOf, concernedBy, type Situation } from "./changes/situation.ts";
import { Workspace } from "./changes/workspace.ts";
import { type GroupPlan, type Job, planGroup, takeGroup, type Waiting } from "./group-plan.ts";
import { changeLocked } from "./locked-change.ts";
import type { TaskRepository } from "./repository/repository.ts";
import { stepsPerStatement } from "./repository/write.ts";

/** Number of optimistic attempts before waiting for the lock, the first possibly without reading. */
const attempts = 5;

/** Number of people of whom it is cached what an addition depends on. */
const mostKnown = 10_000;

/** What a simple addition depends on, as of a change. */
interface Known {
  sequence: number;
  timeZone: string;
  open: number;
  /** At least the position of each open task. */
  lastPosition: number;
}

/**
 * Executes the jobs of a process. Jobs of one person that arrive while another is being written are written together, so
 * that they share a commit. A group takes two round trips: one reads without a lock, and one writes if
 * nothing has changed in between, so the person's row is only locked during the latter. Simple additions are not
 * preceded by reading if this process wrote the person's last change, nor is completing one task on which nothing
 * depends. A job too large for a statement, or one that repeatedly lost that race, runs with the person's row locked
 * from the start.
 */
export class TaskWriter {
  readonly #repository: TaskRepository;
  readonly #now: () => Date;
  /** By person. */
  readonly #queues = new Map<string, Waiting[]>();
  /** By person. */
  readonly #known = new Map<string, Known>();

  constructor(repository: TaskRepository, now: () => Date) {
    this.#repository = repository;
    this.#now = now;
  }

  /** Does a job. @throws what the task service throws */
  run(job: Job): Promise<Task[]> {
    return new Promise((resolve, reject) => {
      const { userId } = job.principal;
      const waiting = { ...job, resolve, reject };
      const queue = this.#queues.get(userId);
      if (queue) return void queue.push(waiting);
      const begun = [waiting];
      this.#queues.set(userId, begun);
      void this.#drain(userId, begun);
    });
  }

  async #drain(owner: string, queue: Waiting[]): Promise<void> {
    while (queue.length > 0) {
      const group = takeGroup(queue);
      await this.#write(owner, group).catch((error: unknown) => this.#writeEach(owner, group, error));
    }
    this.#queues.delete(owner);
  }

  /** Retries the jobs of a failed group separately, so that one bad job does not affect the others. */
  async #writeEach(owner: string, group: readonly Waiting[], error: unknown): Promise<void> {
    // After a lost connection it is unknown whether everything was written.
    const isOver = group.length === 1 || isDatabaseUnavailable(error);
    for (const one of group) {
      if (isOver) one.reject(error);
      else await this.#write(owner, [one]).catch(one.reject);
    }
  }

  async #write(owner: string, group: readonly Waiting[]): Promise<void> {
    const [first, ...others] = group;
    const completed = first && others.length === 0 ? await this.#completedPlainly(first) : null;
    if (completed) return first?.resolve([completed]);
    for (let attempt = 0; attempt < attempts; attempt++) {
      const known = attempt === 0 ? this.#remembered(owner, group) : null;
      const situation = known ?? (await this.#read(owner, group));
      const plan = planGroup(situation, group, this.#now);
      // Refused perhaps only because of what has changed since.
      if (known && plan.refused > 0) continue;
      if (situation.below > stepsPerStatement || plan.steps.length > stepsPerStatement) break;
      if (!(await this.#isWritten(owner, situation, plan))) continue;
      for (const settle of plan.settle) settle();
      return;
    }
    for (const one of group) await this.#writeLocked(one).then(one.resolve, one.reject);
  }

  /** The task, if that is all a job completes and nothing else depends on it; null if nothing was written. */
  async #completedPlainly({ principal, operations, idempotency, guard }: Job): Promise<Task | null> {
    const [operation, ...others] = operations;
    // A guard checks what is written before it is.
    if (operation?.type !== "complete" || others.length > 0 || guard) return null;
    const owner = principal.userId;
    const now = this.#now();
    const done = await this.#repository.completePlain({
      owner,
      id: operation.id,
      actor: principal.actor,
      groupId: principal.groupId,
      changeId: uuidv7(),
      completedAt: askedAt(principal, now).toISOString(),
      at: now.toISOString(),
      key: idempotency?.key ?? null,
      requestHash: idempotency?.requestHash ?? null,
    });
    if (!done) return null;
    const known = this.#known.get(owner);
    if (known && known.sequence === done.sequence - 1)
      this.#known.set(owner, { ...known, sequence: done.sequence, open: known.open - 1 });
    return done.task;
  }

  /** The situation of simple additions, if it is known. If it has changed since, or a key was used, nothing is written. */
  #remembered(owner: string, group: readonly Waiting[]): Situation | null {
    const known = this.#known.get(owner);
    const { ids, under, names } = concernedBy(group.flatMap(({ operations }) => operations));
    if (!known || names || ids.length + under.length > 0) return null;
    return { ...known, tasks: [], below: 0, names: { labels: [], projects: [] }, remembered: {} };
  }

  async #read(owner: string, group: readonly Waiting[]): Promise<Situation> {
    const concerned = concernedBy(group.flatMap(({ operations }) => operations));
    const keys = group.flatMap(({ idempotency }) => idempotency?.key ?? []);
    const known = this.#known.get(owner);
    const found = await this.#repository.situation({
      ...concerned,
      owner,
      keys,
      counted: known?.sequence ?? -1,
    });
    if (known?.sequence !== found.sequence) return found;
    return { ...found, open: known.open, lastPosition: known.lastPosition };
  }

  async #isWritten(owner: string, situation: Situation, plan: GroupPlan): Promise<boolean> {
    const { sequence, timeZone } = situation;
    const { steps, remember } = plan;
    const group = { owner, sequence, timeZone, steps, remember, newId: uuidv7 };
    const isWritten = await this.#repository.isWritten(group);
    if (!isWritten) this.#known.delete(owner);
    else if (steps.length > 0) this.#know(owner, situation, plan);
    return isWritten;
  }

  #know(owner: string, { sequence, timeZone, open, lastPosition }: Situation, { steps }: GroupPlan): void {
    this.#known.delete(owner);
    if (open === null) return;
    if (this.#known.size >= mostKnown) this.#known.delete(this.#known.keys().next().value as string);
    this.#known.set(owner, {
      sequence: sequence + steps.length,
      timeZone,
      open: open + openAdded(steps),
      lastPosition: Math.max(lastPosition, ...steps.map(({ after }) => after?.position ?? 0)),
    });
  }

  #writeLocked(job: Job): Promise<Task[]> {
    const { principal, operations, idempotency } = job;
    return changeLocked<Task[]>(this.#repository, job, this.#now, async (tasks) => {
      const key = idempotency?.key ?? null;
      const situation = await tasks.situation(concernedBy(operations), key);
      const remembered = key === null ? undefined : situation.remembered[key];
      if (remembered) return remembered;
      checkSize(situation.below);
      const { steps, results } = apply(
        new Workspace(situation.tasks),
        operations,
        circumstancesOf(situation, principal, this.#now()),
      );
      return { steps, result: results, undoes: null };
    });
  }
}
