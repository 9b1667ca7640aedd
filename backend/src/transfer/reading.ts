import { Worker } from "node:worker_threads";
import { bundled } from "../assets.ts";
import { type InputError, LimitError, RateLimitedError, ValidationError } from "../errors.ts";
import type { Draft, Reader } from "./draft.ts";

/** The input of the thread. */
export interface FileToRead {
  contentType: string;
  content: Uint8Array;
  reader: Reader;
}

/** The result of the thread. */
export type Outcome = { draft: Draft } | { invalid: InputError[] } | { limit: string };

const script = new URL(bundled ? "./import-worker.js" : "./worker.ts", import.meta.url);

/** Reading is bounded by its work; this is a safety net. */
const longestMs = 30_000;
const memoryMb = 512;
/** How many files may wait; each can have up to 10 MB. */
const longestQueue = 8;

/**
 * Reads files in a separate thread, one at a time, so that no file blocks the server; its memory is freed when it ends.
 */
export function createFileReader(): (file: FileToRead) => Promise<Draft> {
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  return async (file) => {
    if (waiting >= longestQueue)
      throw new RateLimitedError(10, "Too many imports at once; try again in a moment.");
    waiting++;
    const turn = last.then(() => readInThread(file));
    last = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      waiting--;
    }
  };
}

async function readInThread(file: FileToRead): Promise<Draft> {
  const outcome = await new Promise<Outcome>((resolve, reject) => {
    const thread = new Worker(script, {
      workerData: file,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    });
    const timer = setTimeout(() => {
      resolve({ limit: "This file takes too long to read. Split it." });
      void thread.terminate();
    }, longestMs);
    thread.once("message", resolve);
    thread.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ERR_WORKER_OUT_OF_MEMORY") {
        resolve({ limit: "This file takes too much memory to read. Split it." });
      } else reject(error);
    });
    thread.once("exit", () => {
      clearTimeout(timer);
      reject(new Error("The thread that reads files ended without an answer."));
    });
  });
  if ("invalid" in outcome) throw new ValidationError(outcome.invalid);
  if ("limit" in outcome) throw new LimitError(outcome.limit);
  return outcome.draft;
}
