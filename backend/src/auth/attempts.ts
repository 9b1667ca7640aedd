import { sql } from "drizzle-orm";
import { type Database, rowsOf } from "../database/client.ts";
import { TooManyAttemptsError } from "../errors.ts";

/** A counter of attempts, and how many it allows in its window. */
export interface Bucket {
  key: string;
  limit: number;
  windowMs: number;
}

/** Counts attempts in the database, so that servers that share it count together. */
export interface Attempts {
  /**
   * Counts one attempt in each bucket before it is made, so that concurrent attempts count too.
   * @throws {TooManyAttemptsError} if a bucket is full. Further attempts do not lengthen its window.
   */
  take(buckets: readonly Bucket[]): Promise<void>;
  /** Removes the attempt from each bucket, since it succeeded. */
  giveBack(buckets: readonly Bucket[]): Promise<void>;
  /** Deletes counters whose window is over. */
  sweep(): Promise<void>;
}

export function createAttempts(database: Database, now: () => Date): Attempts {
  return {
    async take(buckets) {
      const at = now();
      // In the same order everywhere, so that concurrent attempts do not deadlock.
      const rows = [...buckets]
        .sort((a, b) => (a.key < b.key ? -1 : 1))
        .map(({ key, limit, windowMs }) => ({ key, limit, resets_at: new Date(at.getTime() + windowMs) }));
      const taken = await rowsOf<{ key: string; count: number; wait: number }>(
        database.queries,
        sql`
          INSERT INTO attempt AS a (key, count, resets_at)
          SELECT key, 1, resets_at FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
            AS x(key text, resets_at timestamptz)
          ON CONFLICT (key) DO UPDATE SET
            count = CASE WHEN a.resets_at <= ${at.toISOString()}::timestamptz THEN 1 ELSE a.count + 1 END,
            resets_at = CASE WHEN a.resets_at <= ${at.toISOString()}::timestamptz
              THEN excluded.resets_at ELSE a.resets_at END
          RETURNING key, count::int AS count,
            extract(epoch FROM resets_at - ${at.toISOString()}::timestamptz)::float8 AS wait`,
      );
      const limits = new Map(buckets.map(({ key, limit }) => [key, limit]));
      const over = ({ key, count }: { key: string; count: number }) => count - (limits.get(key) ?? 0);
      const full = taken.filter((bucket) => over(bucket) > 0);
      if (full.length > 0) {
        const seconds = Math.max(1, Math.ceil(Math.max(...full.map(({ wait }) => wait))));
        throw new TooManyAttemptsError(
          seconds,
          full.some((bucket) => over(bucket) === 1),
        );
      }
    },
    async giveBack(buckets) {
      const keys = buckets.map(({ key }) => key);
      await database.queries.execute(
        sql`UPDATE attempt SET count = greatest(count - 1, 0) WHERE key = ANY(${sql.param(keys)}::text[])`,
      );
    },
    async sweep() {
      await database.queries.execute(
        sql`DELETE FROM attempt WHERE resets_at < ${now().toISOString()}::timestamptz`,
      );
    },
  };
}
