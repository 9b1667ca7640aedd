import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { startBackend } from "../backend.ts";
import { importOfMany } from "./attacks.ts";
import type { LoadOrder, LoadReport } from "./load.ts";
import { residentMb, watchMemory } from "./memory.ts";
import { beNeighbour, type Experience } from "./neighbour.ts";
import { send, signUp } from "./person.ts";

const settleMs = 60_000;

/** What the load did to the server; memory in MB. */
export interface SoakReport {
  readyMb: number;
  /** A minute after every attack was made once. */
  startMb: number;
  peakMb: number;
  /** What an ordinary user experienced during a single import of 5,000 tasks, without other load. */
  besideImport: Experience;
  /** A minute after the load. */
  afterMb: number;
  neighbour: Experience;
  attacks: LoadReport;
}

/**
 * Attacks a server for a number of seconds.
 * @param folder of an embedded database that nothing else uses
 * @param only names of attacks; all when empty
 */
export async function soak(folder: string, seconds: number, only: string[] = []): Promise<SoakReport> {
  const backend = await startBackend(folder);
  try {
    const readyMb = await residentMb(backend.pid);
    await attack({ url: backend.url, seconds: 0, only });
    await sleep(settleMs);
    const besideImport = await importBeside(backend.url);
    await sleep(settleMs);
    const startMb = await residentMb(backend.pid);
    const memory = watchMemory(backend.pid);
    const over = new AbortController();
    const neighbour = beNeighbour(backend.url, over.signal);
    const attacks = await attack({ url: backend.url, seconds, only });
    over.abort();
    const experience = await neighbour;
    const { peakMb } = memory.stop();
    await sleep(settleMs);
    const afterMb = await residentMb(backend.pid);
    return { readyMb, startMb, peakMb, afterMb, besideImport, neighbour: experience, attacks };
  } finally {
    await backend.stop();
  }
}

/** One person imports as many tasks as allowed while another one uses the product. */
async function importBeside(url: string): Promise<Experience> {
  const importer = await signUp(url);
  const over = new AbortController();
  const neighbour = beNeighbour(url, over.signal);
  const { status } = await send(importer, "POST", "/api/v1/import", importOfMany);
  over.abort();
  const experience = await neighbour;
  if (status !== 200) experience.failures.push(`import: ${status}`);
  return experience;
}

async function attack(order: LoadOrder): Promise<LoadReport> {
  const thread = new Worker(new URL("./load.ts", import.meta.url), { workerData: order });
  const [report] = (await once(thread, "message")) as [LoadReport];
  return report;
}
