import type { Task } from "@todo-chatbot/contracts";
import { v7 as uuidv7 } from "uuid";
import { isDatabaseUnavailable } from "../database/unavailable.ts";
import { apply, checkSize, openAdded } from "./changes/apply.ts";
import { circumstancesOf, concernedBy, type Situation } from "./changes/situation.ts";
import { Workspace } from "./changes/workspace.ts";
import { type GroupPlan, type Job, planGroup, takeGroup, type Waiting } from "./group-plan.ts";
import { changeLocked } from "./locked-change.ts";
import type { TaskRepository } from "./repository/repository.ts";
import { stepsPerStatement } from "./repository/write.ts";

/** Number of optimistic attempts before waiting for the lock. */
const attempts = 4;

/** Number of people whose count of open tasks is cached. */
const mostCounted = 10_000;

/**
 * Executes the jobs of a process. Jobs of one person that arrive while another is being written are written together, so
 * that they share a commit. A group takes two round trips: one reads without a lock, and one writes if
 * nothing has changed in between, so the person's row is only locked during the latter. A job too large for a
 * statement, or one that repeatedly lost that race, runs with the person's row locked from the start.
 */
export class TaskWriter {
  readonly #repository: TaskRepository;
  readonly #now: () => Date;
  /** By person. */
  readonly #queues = new Map<string, Waiting[]>();
  /** Open tasks by person as of a change, so that they need not be counted for each addition. */
  readonly #counted = new Map<string, { sequence: number; open: number }>();

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
    for (let attempt = 0; attempt < attempts; attempt++) {
      const situation = await this.#read(owner, group);
      const plan = planGroup(situation, group, this.#now);
      if (situation.below > stepsPerStatement || plan.steps.length > stepsPerStatement) break;
      if (!(await this.#isWritten(owner, situation, plan))) continue;
      for (const settle of plan.settle) settle();
      return;
    }
    for (const one of group) await this.#writeLocked(one).then(one.resolve, one.reject);
  }

  async #read(owner: string, group: readonly Waiting[]): Promise<Situation> {
    const concerned = concernedBy(group.flatMap(({ operations }) => operations));
    const keys = group.flatMap(({ idempotency }) => idempotency?.key ?? []);
    const count = this.#counted.get(owner);
    const found = await this.#repository.situation({
      ...concerned,
      owner,
      keys,
      counted: count?.sequence ?? -1,
    });
    return count?.sequence === found.sequence ? { ...found, open: count.open } : found;
  }

  async #isWritten(owner: string, { sequence, open }: Situation, plan: GroupPlan): Promise<boolean> {
    const { steps, remember } = plan;
    const isWritten = await this.#repository.isWritten({ owner, sequence, steps, remember, newId: uuidv7 });
    if (isWritten && steps.length + remember.length > 0) {
      this.#counted.delete(owner);
      if (open !== null) this.#count(owner, sequence + steps.length, open + openAdded(steps));
    }
    return isWritten;
  }

  #count(owner: string, sequence: number, open: number): void {
    if (this.#counted.size >= mostCounted) {
      this.#counted.delete(this.#counted.keys().next().value as string);
    }
    this.#counted.set(owner, { sequence, open });
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
