import { performance } from "node:perf_hooks";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

const everyMs = 10_000;
/** Share of an interval above which a thread is at work. */
const atWork = 0.2;
/** Growth since the last collection that makes another worth its pause of some 100 ms; space for new objects is less. */
const worthwhile = 32 * 1_048_576;

/**
 * Collects, and gives back the pages that hold nothing. An ordinary collection keeps those for reuse: of a burst that
 * took 150 MB they were 120 MB, held for good.
 */
type Collect = (options: { type: "major"; execution: "sync"; flavor: "last-resort" }) => void;

/** What decides whether this is the moment. */
export interface Moment {
  /** Share of the time since the last look that was spent working, 0 to 1. */
  utilization: number;
  /** What the process holds of the machine's memory, in bytes: now, and right after the last collection. */
  resident: number;
  residentAfterLast: number;
  /** The last look collected: what was still alive then, such as streams being closed, may be dead by now. */
  justCollected: boolean;
}

/** Whether a thread has little to do, and the process has grown or was looked at in the middle of letting go. */
export function isTimeToCollect({
  utilization,
  resident,
  residentAfterLast,
  justCollected,
}: Moment): boolean {
  return utilization < atWork && (justCollected || resident - residentAfterLast > worthwhile);
}

/**
 * Gives back what a thread took for a burst of work, once that is over. V8 collects when more is needed, so that after
 * the last request what the busiest moment took would be held until the next ones.
 * @returns ends it
 */
export function collectWhenIdle(): () => void {
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
