import { performance } from "node:perf_hooks";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

const everyMs = 10_000;
/** Share of an interval above which a thread is at work. */
const atWork = 0.2;
/** Growth since the last collection that makes another worth its while. */
const worthwhile = 8 * 1_048_576;

/** What decides whether this is the moment. */
export interface Moment {
  /** Share of the time since the last look that was spent working, 0 to 1. */
  utilization: number;
  /** Of the heap, in bytes: now, and right after the last collection. */
  heap: number;
  heapAfterLast: number;
  /** The last look collected: what was still alive then, such as streams being closed, may be dead by now. */
  justCollected: boolean;
}

/** Whether a thread has little to do, and has grown or was looked at in the middle of letting go. */
export function isTimeToCollect({ utilization, heap, heapAfterLast, justCollected }: Moment): boolean {
  return utilization < atWork && (justCollected || heap - heapAfterLast > worthwhile);
}

/**
 * Gives back what this thread's heap took for a burst of work, once that is over. V8 collects when more is needed, so
 * that after the last request what the busiest moment took would be held until the next ones.
 * @returns ends it
 */
export function collectWhenIdle(): () => void {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  let heapAfterLast = 0;
  let justCollected = false;
  let before = performance.eventLoopUtilization();
  const timer = setInterval(() => {
    const { utilization } = performance.eventLoopUtilization(before);
    before = performance.eventLoopUtilization();
    const heap = process.memoryUsage().heapTotal;
    if (!isTimeToCollect({ utilization, heap, heapAfterLast, justCollected })) return;
    collect();
    heapAfterLast = process.memoryUsage().heapTotal;
    justCollected = !justCollected;
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
