import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { startBackend } from "../backend.ts";
import type { LoadOrder, LoadReport } from "./load.ts";
import { residentMb, watchMemory } from "./memory.ts";
import { beNeighbour, type Experience } from "./neighbour.ts";

const settleMs = 60_000;

/** What the load did to the server; memory in MB. */
export interface SoakReport {
  readyMb: number;
  /** A minute after every attack was made once. */
  startMb: number;
  peakMb: number;
  /** A minute after the load. */
  afterMb: number;
  neighbour: Experience;
  attacks: LoadReport;
}

/**
 * Attacks a server for so many seconds.
 * @param folder of an embedded database, which nobody else uses
 * @param only names of attacks; all when empty
 */
export async function soak(folder: string, seconds: number, only: string[] = []): Promise<SoakReport> {
  const backend = await startBackend(folder);
  const pause = () => new Promise((done) => setTimeout(done, settleMs));
  try {
    const readyMb = await residentMb(backend.pid);
    await attack({ url: backend.url, seconds: 0, only });
    await pause();
    const startMb = await residentMb(backend.pid);
    const memory = watchMemory(backend.pid);
    const over = new AbortController();
    const neighbour = beNeighbour(backend.url, over.signal);
    const attacks = await attack({ url: backend.url, seconds, only });
    over.abort();
    const experience = await neighbour;
    const { peakMb } = memory.stop();
    await pause();
    const afterMb = await residentMb(backend.pid);
    return { readyMb, startMb, peakMb, afterMb, neighbour: experience, attacks };
  } finally {
    await backend.stop();
  }
}

async function attack(order: LoadOrder): Promise<LoadReport> {
  const thread = new Worker(new URL("./load.ts", import.meta.url), { workerData: order });
  const [report] = (await once(thread, "message")) as [LoadReport];
  return report;
}
