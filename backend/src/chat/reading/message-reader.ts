import { setTimeout as sleep } from "node:timers/promises";
import type { Task } from "@todo-chatbot/contracts";
import type { FastifyBaseLogger } from "fastify";
import type { Circumstances, Reading, Work } from "./protocol.ts";
import { ReadingGivenUpError, ReadingThread } from "./reading-thread.ts";

export interface MessageReaderOptions {
  /** At least two, so that one slow message does not block all others. */
  threads?: number;
  /** CPU time in ms after which a reading is given up. */
  limitMs?: number;
  /** The script the threads run. */
  file?: URL;
}

interface Job {
  ownerId: string;
  /** Creates the work to send to the thread that takes it. */
  workFor: (thread: ReadingThread) => Work;
  resolve: (reading: Reading) => void;
  reject: (error: unknown) => void;
}

/** Reading takes a few ms. */
const limitMs = 1000;
/** How long a person may not take the last free thread after sending a message that took too long. */
const suspicionMs = 60_000;
/** Delay before restarting a thread that ended before it was ready. */
const restartMs = 1000;

/**
 * Reads messages in worker threads, so that none blocks the server: each has a time limit, only one message per person
 * is read at a time, and people whose message had to be given up cannot take the last free thread.
 */
export class MessageReader {
  readonly #threads = new Set<ReadingThread>();
  readonly #idle: ReadingThread[] = [];
  readonly #reading = new Set<string>();
  readonly #suspects = new Map<string, number>();
  readonly #limitMs: number;
  readonly #count: number;
  readonly #file: URL | undefined;
  readonly #logger: FastifyBaseLogger;
  #waiting: Job[] = [];
  #started: Promise<unknown> | null = null;
  #closed = false;

  constructor(logger: FastifyBaseLogger, options: MessageReaderOptions = {}) {
    this.#logger = logger;
    this.#limitMs = options.limitMs ?? limitMs;
    this.#file = options.file;
    this.#count = options.threads ?? 2;
  }

  /**
   * Starts the threads if necessary: each takes a second of CPU time and 60 MiB. Call it when a message is
   * expected soon.
   * @returns resolves when they are ready; there is no need to wait for it
   */
  warm(): Promise<unknown> {
    this.#started ??= Promise.all(Array.from({ length: this.#count }, () => this.#start()));
    return this.#started;
  }

  /**
   * What a message means, against the person's tasks.
   * @throws {ReadingGivenUpError} if it cannot be read in time.
   */
  understand(
    ownerId: string,
    text: string,
    tasks: readonly Task[],
    circumstances: Circumstances,
  ): Promise<Reading> {
    const workFor = (thread: ReadingThread): Work => ({
      ownerId,
      text,
      list: thread.lists.update(ownerId, tasks),
      circumstances,
    });
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ownerId, workFor, resolve, reject });
      void this.warm();
      this.#assign();
    });
  }

  /** Ends the threads; readings in progress are given up. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { reject } of this.#waiting.splice(0))
      reject(new ReadingGivenUpError("The server is stopping."));
    await Promise.all(Array.from(this.#threads, (thread) => thread.end()));
  }

  /** Gives waiting messages to idle threads, the longest waiting first. */
  #assign(): void {
    for (const job of [...this.#waiting]) {
      const { ownerId } = job;
      const needed = this.#isSuspect(ownerId) ? 2 : 1;
      if (this.#reading.has(ownerId) || this.#idle.length < needed) continue;
      const knowing = this.#idle.findIndex((thread) => thread.lists.has(ownerId));
      const [thread] = this.#idle.splice(Math.max(knowing, 0), 1) as [ReadingThread];
      this.#waiting = this.#waiting.filter((other) => other !== job);
      void this.#perform(thread, job);
    }
  }

  async #perform(thread: ReadingThread, { ownerId, workFor, resolve, reject }: Job): Promise<void> {
    this.#reading.add(ownerId);
    try {
      resolve(await thread.perform(workFor(thread), this.#limitMs));
    } catch (error) {
      if (error instanceof ReadingGivenUpError && !this.#closed) {
        this.#suspect(ownerId);
        this.#logger.warn({ err: error, userId: ownerId }, "a message took too long to read");
      }
      reject(error);
    }
    this.#reading.delete(ownerId);
    if (thread.isAlive) this.#idle.push(thread);
    this.#assign();
  }

  #suspect(ownerId: string): void {
    const now = Date.now();
    for (const [other, until] of this.#suspects) if (until < now) this.#suspects.delete(other);
    this.#suspects.set(ownerId, now + suspicionMs);
  }

  #isSuspect(ownerId: string): boolean {
    return (this.#suspects.get(ownerId) ?? 0) > Date.now();
  }

  async #start(): Promise<void> {
    const thread = new ReadingThread(this.#file);
    this.#threads.add(thread);
    let isReady = false;
    void thread.ended.then(async () => {
      this.#threads.delete(thread);
      const place = this.#idle.indexOf(thread);
      if (place >= 0) this.#idle.splice(place, 1);
      if (this.#closed) return;
      if (!isReady) await sleep(restartMs);
      if (!this.#closed) void this.#start();
    });
    await thread.ready;
    if (!thread.isAlive) return;
    isReady = true;
    this.#idle.push(thread);
    this.#assign();
  }
}
