import { performance } from "node:perf_hooks";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

const everyMs = 10_000;
/** Utilisation above which a thread counts as busy. */
const atWork = 0.2;
/** Growth since the last collection that justifies another pause of some 100 ms; larger than the young generation. */
const worthwhile = 32 * 1_048_576;

/**
 * How much the old generation may grow until it is collected, in percent. By itself V8 lets it grow to several times
 * what is in use: with 50 people at once, by 45 MB within half a minute.
 */
const growthPercent = 30;

/**
 * Collects garbage, and returns empty pages to the system. An ordinary collection keeps them for reuse: 120 MB of a
 * burst that took 150 MB stayed allocated.
 */
type Collect = (options: { type: "major"; execution: "sync"; flavor: "last-resort" }) => void;

/** Measurements that decide whether to collect now. */
export interface Moment {
  /** Utilisation since the last check, 0 to 1. */
  utilization: number;
  /** Resident memory of the process in bytes: now, and right after the last collection. */
  resident: number;
  residentAfterLast: number;
  /** Whether the last check collected: objects that were still alive, such as closing streams, may be garbage by now. */
  justCollected: boolean;
}

/** Whether a thread is idle, and the process has grown or may not have released everything last time. */
export function isTimeToCollect({
  utilization,
  resident,
  residentAfterLast,
  justCollected,
}: Moment): boolean {
  return utilization < atWork && (justCollected || resident - residentAfterLast > worthwhile);
}

/**
 * Keeps less garbage during a burst of work, in all threads, and returns memory of this one after it. V8 collects only
 * when it needs more memory, so after the last request the peak would stay allocated until the next ones.
 * @returns a function that stops it
 */
export function collectWhenIdle(): () => void {
  setFlagsFromString(`--heap-growing-percent=${growthPercent}`);
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as Collect;
  let residentAfterLast = 0;
  let justCollected = false;
  let before = performance.eventLoopUtilization();
  const timer = setInterval(() => {
    const { utilization } = performance.eventLoopUtilization(before);
    before = performance.eventLoopUtilization();
    const resident = process.memoryUsage.rss();
    if (!isTimeToCollect({ utilization, resident, residentAfterLast, justCollected })) return;
    collect({ type: "major", execution: "sync", flavor: "last-resort" });
    residentAfterLast = process.memoryUsage.rss();
    justCollected = !justCollected;
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
