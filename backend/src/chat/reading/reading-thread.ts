import { Worker } from "node:worker_threads";
import { bundled } from "../../assets.ts";
import { SentLists } from "./list-copy.ts";
import type { Reading, ThreadAnswer, Work } from "./protocol.ts";

/** A reading was given up: it took too long, or more memory than a message can need. */
export class ReadingGivenUpError extends Error {}

/** Far above what reading needs. A thread that needs more is ended, and takes nobody else with it. */
const memoryMb = 192;

/** How often a reading is looked at until its limit. */
const looks = 4;

/** A reading may take this many times its limit by the clock. */
const patience = 10;

/** What a thread runs: in the bundle it is a file of its own. */
export const threadFile = new URL(bundled ? "./reading-thread.js" : "./thread.ts", import.meta.url);

/** A worker thread that reads one message at a time. */
export class ReadingThread {
  /** What it was sent of people's tasks. */
  readonly lists = new SentLists();
  /** Resolves when it can read, or has ended before it could. */
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
    // It works for a server, and does not keep a process that has no other work.
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
   * Reads one message; the next may come when that is over.
   * @throws {ReadingGivenUpError} after about `limitMs` of computing; the thread is then at its end.
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
   * Looks at the thread's own computing time: on a busy machine a reading takes longer by the clock, through no
   * fault of the message. Only much longer is too long whatever the reason.
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
