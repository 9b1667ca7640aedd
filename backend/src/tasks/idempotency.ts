import { sql } from "drizzle-orm";
import type { Database } from "../database/client.ts";

/** How long a repeated request is recognised: longer than any client keeps trying. */
const keptMs = 24 * 3_600_000;

/** Forgets old idempotency keys. */
export async function sweepIdempotency(database: Database, now: Date): Promise<void> {
  const until = new Date(now.getTime() - keptMs).toISOString();
  await database.queries.execute(sql`DELETE FROM idempotency WHERE created_at < ${until}::timestamptz`);
}
