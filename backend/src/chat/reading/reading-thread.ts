import { Worker } from "node:worker_threads";
import { bundled } from "../../assets.ts";
import { SentLists } from "./list-copy.ts";
import type { Reading, ThreadAnswer, Work } from "./protocol.ts";

/** A reading was given up because it took too long, or too much memory. */
export class ReadingGivenUpError extends Error {}

/** Far more than reading needs. A thread that exceeds it is ended without affecting others. */
const memoryMb = 192;

/** How often the CPU time of a reading is checked until its limit. */
const looks = 4;

/** A reading may take this multiple of its limit in wall-clock time. */
const patience = 10;

/** The script a thread runs, a separate file in the bundle. */
export const threadFile = new URL(bundled ? "./reading-thread.js" : "./thread.ts", import.meta.url);

/** A worker thread that reads one message at a time. */
export class ReadingThread {
  /** The tasks that were sent to it. */
  readonly lists = new SentLists();
  /** Resolves when it is ready, or has ended before that. */
  readonly ready: Promise<void>;
  /** Resolves when it has ended, for whatever reason. */
  readonly ended: Promise<void>;
  isAlive = true;
  readonly #worker: Worker;
  #settle: ((outcome: Reading | Error) => void) | null = null;

  constructor(file: URL = threadFile) {
    this.#worker = new Worker(file, {
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
      name: "reading",
    });
    const ready = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<void>();
    this.ready = ready.promise;
    this.ended = ended.promise;
    // It must not keep a process alive that has no other work.
    this.#worker.unref();
    let fault: Error | undefined;
    this.#worker.on("message", (answer: ThreadAnswer) => {
      if (answer.kind === "ready") ready.resolve();
      else this.#settle?.(answer.kind === "done" ? answer.reading : answer.error);
    });
    this.#worker.on("error", (error: Error) => {
      fault = error;
    });
    this.#worker.on("exit", () => {
      this.isAlive = false;
      this.#settle?.(new ReadingGivenUpError("The reading was ended.", { cause: fault }));
      ready.resolve();
      ended.resolve();
    });
  }

  /**
   * Reads one message at a time.
   * @throws {ReadingGivenUpError} after about `limitMs` of CPU time; the thread then ends.
   */
  async perform(work: Work, limitMs: number): Promise<Reading> {
    const { promise, resolve, reject } = Promise.withResolvers<Reading>();
    this.#settle = (outcome) => (outcome instanceof Error ? reject(outcome) : resolve(outcome));
    const timer = setInterval(this.#watch(limitMs), limitMs / looks);
    try {
      this.#worker.postMessage(work);
      return await promise;
    } finally {
      clearInterval(timer);
      this.#settle = null;
    }
  }

  /**
   * Checks the thread's own CPU time: on a busy machine a reading takes longer in wall-clock time, which is not the
   * message's fault. Only a much longer time counts regardless of the reason.
   */
  #watch(limitMs: number): () => void {
    const begun = performance.now();
    const settle = this.#settle;
    let before: NodeJS.CpuUsage | null = null;
    return async () => {
      const now = await this.#worker.cpuUsage().catch(() => null);
      before ??= now;
      const used = now && before ? (now.user + now.system - before.user - before.system) / 1000 : 0;
      const isOver = used > limitMs - limitMs / looks || performance.now() - begun > limitMs * patience;
      if (isOver && this.#settle === settle) await this.end();
    };
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}
