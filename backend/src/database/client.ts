import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import type { SQL } from "drizzle-orm/sql";
import type * as schema from "./schema/index.ts";
import type { Statement } from "./statement.ts";

/** Drizzle for the database in use: over a connection pool, or inside a transaction. */
export type Queries = PgDatabase<PgQueryResultHKT, typeof schema>;

export type DatabaseState = "ready" | "connecting" | "unavailable";

/** A subscription to a NOTIFY channel that survives lost connections. */
export interface Subscription {
  close(): Promise<void>;
}

/**
 * One client for PostgreSQL and for PGlite. It exists before the database can be reached and recovers by
 * itself; meanwhile queries fail with errors that `isDatabaseUnavailable` knows.
 */
export interface Database {
  readonly kind: "embedded" | "postgresql";
  /** Each statement is a round trip and a transaction of its own. */
  readonly queries: Queries;
  /**
   * Runs a prepared statement: a round trip and a transaction of its own. The caller declares the row type; use only
   * JSON, text and numbers.
   */
  run<Row, Values extends object = object>(statement: Statement<Values>, values: Values): Promise<Row[]>;
  state(): DatabaseState;
  /** Resolves once migrated and usable; rejects if it never will be. */
  ready(): Promise<void>;
  /**
   * Runs `work` in one transaction (READ COMMITTED), rolled back when it throws. `first`, one statement
   * without parameters, travels together with BEGIN, so that a lock taken there costs no round trip; its
   * rows are given to `work`.
   */
  transaction<T>(work: (queries: Queries, firstRows: unknown[]) => Promise<T>, first?: string): Promise<T>;
  /**
   * Listens for NOTIFY from every process on this database. `onGap` is called when messages may have been
   * missed (the connection was lost), so that the listener can read what it needs from tables.
   */
  listen(channel: string, onMessage: (payload: string) => void, onGap?: () => void): Promise<Subscription>;
  /**
   * Notifies every listening process asynchronously. The notification is lost if this process dies
   * before sending it, so listeners that depend on it must also poll.
   */
  announce(channel: string, payload: string): void;
  /** Performs maintenance the database does not do by itself; call it after the start and periodically. */
  maintain(): Promise<void>;
  /** Round trips made so far, including BEGIN and COMMIT, but not announcements, which nobody waits for. */
  roundTrips(): number;
  close(): Promise<void>;
}

/**
 * Planner settings for both databases. Every query can use an index, but plans are cached, those of
 * foreign keys for the life of the session; a sequential scan chosen while a table was small would scan the
 * whole grown table for each row of an import, and a bitmap scan would read and sort all messages of a conversation where
 * an index has the last ones in order. A prepared statement is planned once, whatever its parameters: by its estimates
 * PostgreSQL would plan the larger ones again each time, which takes several times as long as running them.
 */
export const planSettings = [
  ...["-c", "enable_seqscan=off"],
  ...["-c", "enable_bitmapscan=off"],
  ...["-c", "plan_cache_mode=force_generic_plan"],
];

/** Runs raw SQL and returns its rows. The caller declares their type; use only JSON, text and numbers. */
export async function rowsOf<Row>(queries: Queries, statement: SQL): Promise<Row[]> {
  const result = (await queries.execute(statement)) as { rows: Row[] };
  return result.rows;
}
