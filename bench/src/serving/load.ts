import { Pool } from "undici";
import { percentile } from "../eval/tally.ts";

/** One request of a load, and the status that is its success. */
export interface Call {
  method: "GET" | "POST";
  path: string;
  headers: Record<string, string>;
  body?: string;
  status: number;
  /** Text of a correct response, where its status is not enough. */
  accept?: (text: string) => boolean;
}

/** The result of one period of load. */
export interface Stretch {
  /** Successful requests only: a failure must not count as fast. */
  perSecond: number;
  failed: number;
  p50: number;
  p99: number;
}

/**
 * Keeps `connections` connections busy for `ms` milliseconds, each sending its next request as soon as the previous one is
 * answered.
 * @param next the request that a connection, counted from 0, sends next
 */
export async function load(
  url: string,
  connections: number,
  ms: number,
  next: (connection: number) => Call | Promise<Call>,
): Promise<Stretch> {
  const pool = new Pool(url, { connections, pipelining: 1 });
  const times: number[] = [];
  let failed = 0;
  const began = performance.now();
  const send = async (connection: number) => {
    while (performance.now() - began < ms) {
      const { status, accept, ...request } = await next(connection);
      const from = performance.now();
      const isGood = await pool.request(request).then(
        async ({ statusCode, body }) => {
          const text = await body.text();
          return statusCode === status && (accept?.(text) ?? true);
        },
        () => false,
      );
      if (isGood) times.push(performance.now() - from);
      else failed++;
    }
  };
  await Promise.all(Array.from({ length: connections }, (_, connection) => send(connection)));
  const seconds = (performance.now() - began) / 1000;
  await pool.close();
  return stretchOf(times, failed, seconds);
}

/** Figures of times in ms. */
export function stretchOf(times: readonly number[], failed: number, seconds: number): Stretch {
  return {
    perSecond: times.length / seconds,
    failed,
    p50: times.length > 0 ? percentile(times, 0.5) : Number.NaN,
    p99: times.length > 0 ? percentile(times, 0.99) : Number.NaN,
  };
}
