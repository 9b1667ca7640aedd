import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { readIfThere, writeDurably } from "../files.ts";

export interface TaskState {
  /** Hash of all inputs of the task. */
  fingerprint: string;
  /** When its work was done; later checks do not change it. */
  finishedAt: string;
  seconds: number;
  /** One line. */
  result: string;
  /** What later tasks read. */
  output: unknown;
  substituted?: string;
}

interface Stored {
  version: 1;
  run: string;
  /** Whether that run has finished; if not, the next one resumes it under the same name. */
  finished: boolean;
  startedAt: string;
  tasks: Record<string, TaskState>;
}

/** The completed tasks, stored so that a run resumes where the last one stopped. */
export class RunState {
  readonly #file: string;
  #stored: Stored;

  constructor(folder: string, target: string) {
    // Each cluster and namespace has a separate state.
    this.#file = join(folder, `state-${target.replace(/[^\w.-]+/g, "_")}.json`);
    const text = readIfThere(this.#file);
    this.#stored = text
      ? (JSON.parse(text) as Stored)
      : { version: 1, run: "", finished: true, startedAt: "", tasks: {} };
  }

  /** Starts a run, or resumes one that was interrupted. Returns whether it resumes. */
  begin(now: Date): boolean {
    const resumed = !this.#stored.finished;
    if (!resumed)
      this.#stored = {
        ...this.#stored,
        run: `${now.toISOString().slice(0, 19).replace(/[-:T]/g, "")}-${randomBytes(2).toString("hex")}`,
        finished: false,
        startedAt: now.toISOString(),
      };
    this.#save();
    return resumed;
  }

  get run(): string {
    return this.#stored.run;
  }

  get finished(): boolean {
    return this.#stored.finished;
  }

  task(id: string): TaskState | undefined {
    return this.#stored.tasks[id];
  }

  tasks(): Record<string, TaskState> {
    return this.#stored.tasks;
  }

  complete(id: string, state: TaskState): void {
    this.#stored.tasks[id] = state;
    this.#save();
  }

  forget(id: string): void {
    delete this.#stored.tasks[id];
    this.#save();
  }

  finish(): void {
    this.#stored.finished = true;
    this.#save();
  }

  clear(): void {
    this.#stored = { version: 1, run: "", finished: true, startedAt: "", tasks: {} };
    this.#save();
  }

  #save(): void {
    writeDurably(this.#file, `${JSON.stringify(this.#stored, null, 1)}\n`, 0o600);
  }
}
