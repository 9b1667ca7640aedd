import { parentPort, workerData } from "node:worker_threads";
import { LimitError, ValidationError } from "../errors.ts";
import { readFile } from "./read.ts";
import type { FileToRead, Outcome } from "./reading.ts";

// The code of the thread that `reading.ts` starts: it reads one file and ends.

async function outcomeOf({ contentType, content, reader }: FileToRead): Promise<Outcome> {
  try {
    return { draft: await readFile(contentType, content, reader) };
  } catch (error) {
    if (error instanceof ValidationError) return { invalid: [...error.errors] };
    if (error instanceof LimitError) return { limit: error.message };
    throw error;
  }
}

parentPort?.postMessage(await outcomeOf(workerData as FileToRead));
