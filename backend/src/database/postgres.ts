import { setTimeout as sleep } from "node:timers/promises";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import { asset } from "../assets.ts";
import { type Announcement, createAnnouncer } from "./announcer.ts";
import { type Database, type DatabaseState, planSettings, type Queries } from "./client.ts";
import { createListener } from "./listener.ts";
import * as schema from "./schema/index.ts";
import { isDatabaseUnavailable } from "./unavailable.ts";

export interface PostgresOptions {
  url: string;
  poolSize: number;
  /** Told when the database goes away and comes back, and when it cannot be migrated. */
  onState?: (state: DatabaseState, error?: unknown) => void;
  retryMs?: number;
}

/** Advisory lock held while migrating, so that only one of several starting servers does it. The number is arbitrary. */
const migrationLock = 7_166_034_119;

/** Time limit of a query: a dead network must not block a request indefinitely. */
const timeoutMs = 30_000;

/** PostgreSQL by its address. Opens at once; connects, migrates and recovers in the background. */
export function openPostgres({ url, poolSize, onState, retryMs = 1000 }: PostgresOptions): Database {
  let state: DatabaseState = "connecting";
  let trips = 0;
  let closed = false;
  const closing = new AbortController();
  const connection = { connectionString: url, keepAlive: true, application_name: "todo-backend" };
  const pool = new pg.Pool({
    ...connection,
    options: planSettings.join(" "),
    max: poolSize,
    connectionTimeoutMillis: 5000,
    statement_timeout: timeoutMs,
    query_timeout: timeoutMs + 1000,
    idle_in_transaction_session_timeout: timeoutMs,
  });
  // An idle server notices an outage here first.
  const listener = createListener(connection, retryMs, () => void pool.query("SELECT 1").catch(lost));

  const announcer = createAnnouncer((announcements) => pool.query(announcing(announcements)));

  const become = (next: DatabaseState, error?: unknown) => {
    if (state === next || closed) return;
    state = next;
    onState?.(next, error);
  };

  function lost(error: unknown) {
    if (state !== "ready" || !isDatabaseUnavailable(error)) return;
    become("unavailable", error);
    void probe();
  }

  async function probe() {
    while (!closed) {
      try {
        await pool.query("SELECT 1");
        return become("ready");
      } catch {
        await pause(retryMs, closing.signal);
      }
    }
  }

  async function watched<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      lost(error);
      throw error;
    }
  }

  async function prepare() {
    for (;;) {
      try {
        await migrateOnce(connection);
        return become("ready");
      } catch (error) {
        if (closed) return;
        if (!isDatabaseUnavailable(error) && !isLockedOut(error)) throw error;
        onState?.("connecting", error);
        await pause(retryMs, closing.signal);
        if (closed) return;
      }
    }
  }

  pool.on("error", lost);
  const ready = prepare();
  ready.catch((error) => become("unavailable", error));
  const logger = { logQuery: () => void trips++ };
  // Drizzle asks for a pool and uses only its `query`.
  const client = {
    query: (...args: Parameters<pg.Pool["query"]>) => watched(async () => pool.query(...args)),
  } as unknown as pg.Pool;
  const queries: Queries = drizzle({ client, schema, logger });

  return {
    kind: "postgresql",
    queries,
    run: (statement, values) =>
      watched(async () => {
        trips++;
        const { name, text } = statement;
        const query = { text, values: statement.parameters(values), ...(name !== null && { name }) };
        return (await pool.query(query)).rows;
      }),
    state: () => state,
    ready: () => ready,
    transaction: (work, first) =>
      watched(async () => {
        const client = await pool.connect();
        let broken: Error | undefined;
        try {
          trips++;
          const begun: unknown = await client.query(first ? `BEGIN; ${first}` : "BEGIN");
          const rows = Array.isArray(begun) ? ((begun.at(-1) as pg.QueryResult).rows as unknown[]) : [];
          const result = await work(drizzle({ client, schema, logger }), rows);
          trips++;
          await client.query("COMMIT");
          return result;
        } catch (error) {
          await client.query("ROLLBACK").catch((failure: Error) => {
            broken = failure;
          });
          throw error;
        } finally {
          client.release(broken);
        }
      }),
    listen: (channel, onMessage, onGap) => listener.listen(channel, onMessage, onGap),
    announce: announcer.announce,
    maintain: async () => {},
    roundTrips: () => trips,
    close: async () => {
      closed = true;
      closing.abort();
      await ready.catch(() => undefined);
      await announcer.settled();
      await listener.close();
      await pool.end();
      state = "unavailable";
    },
  };
}

/** The announced changes are already durable, so this commit need not be flushed. */
function announcing(announcements: readonly Announcement[]): pg.QueryConfig {
  return {
    name: "announce",
    text: `WITH quick AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))
      SELECT pg_notify(a.channel, a.payload)
      FROM quick, json_to_recordset($1::json) AS a(channel text, payload text)`,
    values: [JSON.stringify(announcements)],
  };
}

async function migrateOnce(connection: pg.ClientConfig) {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 5000 });
  client.on("error", () => {}); // The query that was running reports it.
  try {
    await client.connect();
    // Released with the connection, so a server that dies here blocks nobody.
    await client.query(`SELECT pg_advisory_lock(${migrationLock})`);
    // Waiting for a table that an older server is using would queue all requests behind the migration, and could
    // deadlock: the migration gives up before deadlock_timeout, and tries again.
    await client.query("SET lock_timeout = '500ms'");
    await migrate(drizzle({ client }), { migrationsFolder: asset("migrations") });
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Whether a migration yielded to other transactions: lock_not_available or deadlock_detected. */
function isLockedOut(error: unknown): boolean {
  const { cause = error } = error instanceof Error ? error : {};
  return cause instanceof pg.DatabaseError && ["55P03", "40P01"].includes(cause.code ?? "");
}

/** Waits, until the signal at the latest. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return sleep(ms, undefined, { signal }).catch(() => undefined);
}
