import type { FastifyRateLimitStore, FastifyRateLimitStoreCtor } from "@fastify/rate-limit";
import type { Worker } from "./worker.ts";

/** How often workers tell each other what they counted; a caller can exceed a limit by what arrives meanwhile. */
const tellMs = 100;
/** As many callers as a single process counts. */
const mostKept = 5000;

interface Window {
  count: number;
  endsAt: number;
}

/** A store of the rate limit for one of several workers: what one counts, all count. No request waits for it. */
export function sharedCounts(worker: Worker, windowMs: number): FastifyRateLimitStoreCtor {
  const windows = new Map<string, Window>();
  let untold = new Map<string, number>();

  function add(key: string, count: number): Window {
    const now = Date.now();
    let window = windows.get(key);
    if (!window || window.endsAt <= now) {
      // The oldest windows come first.
      if (windows.size >= mostKept) windows.delete(windows.keys().next().value as string);
      windows.delete(key);
      window = { count: 0, endsAt: now + windowMs };
      windows.set(key, window);
    }
    window.count += count;
    return window;
  }

  function tell(): void {
    worker.counted([...untold]);
    untold = new Map();
  }

  worker.onCounted((counts) => {
    for (const [key, count] of counts) add(key, count);
  });
  return class Shared implements FastifyRateLimitStore {
    incr(key: string, callback: Parameters<FastifyRateLimitStore["incr"]>[1]): void {
      const { count, endsAt } = add(key, 1);
      if (untold.size === 0) setTimeout(tell, tellMs).unref();
      untold.set(key, (untold.get(key) ?? 0) + 1);
      callback(null, { current: count, ttl: endsAt - Date.now() });
    }

    /** Routes have no limits of their own. */
    child(): FastifyRateLimitStore {
      return this;
    }
  };
}
