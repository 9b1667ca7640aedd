import cluster from "node:cluster";
import type { Counted, FromWorker, ToWorker } from "./messages.ts";

/** What a process of several behind one port knows of the others, and tells them through the primary process. */
export interface Worker {
  /** Whether it takes the place of one that ended, while others serve. */
  isReplacement: boolean;
  /** Whether it does the work that one process is enough for. */
  isFirst: boolean;
  /** Whether every worker can serve. */
  allReady(): boolean;
  /** Tells the others that this one can serve. */
  ready(): void;
  /** Tells the others what this one counted. */
  counted(counts: Counted["counts"]): void;
  onCounted(hear: (counts: Counted["counts"]) => void): void;
}

/** The worker that this process is; null if it is the only process. */
export function thisWorker(): Worker | null {
  const { worker } = cluster;
  if (!worker) return null;
  let allReady = false;
  const hearers: ((counts: Counted["counts"]) => void)[] = [];
  const tell = (message: FromWorker) => {
    if (worker.isConnected()) worker.send(message);
  };
  process.on("message", (message: ToWorker) => {
    if (message.type === "all-ready") allReady = message.ready;
    else if (message.type === "counted") for (const hear of hearers) hear(message.counts);
  });
  return {
    isReplacement: process.env.WORKER_REPLACES === "true",
    isFirst: process.env.WORKER_PLACE === "0",
    allReady: () => allReady,
    ready: () => tell({ type: "ready" }),
    counted: (counts) => tell({ type: "counted", counts }),
    onCounted: (hear) => void hearers.push(hear),
  };
}
