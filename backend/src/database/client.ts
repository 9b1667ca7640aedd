import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import type { SQL } from "drizzle-orm/sql";
import type * as schema from "./schema/index.ts";
import type { Statement } from "./statement.ts";

/** Drizzle over whichever database is in use: of a connection pool, or inside a transaction. */
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
   * Runs a prepared statement: a round trip and a transaction of its own. The caller says what its rows are; keep to
   * JSON, text and numbers.
   */
  run<Row, Values extends object = object>(statement: Statement<Values>, values: Values): Promise<Row[]>;
  state(): DatabaseState;
  /** Resolves once migrated and usable; rejects when it never will be. */
  ready(): Promise<void>;
  /**
   * Runs `work` in one transaction (READ COMMITTED), rolled back when it throws. `first`, one statement
   * without parameters, travels together with BEGIN, so that a lock taken there costs no round trip; its
   * rows are given to `work`.
   */
  transaction<T>(work: (queries: Queries, firstRows: unknown[]) => Promise<T>, first?: string): Promise<T>;
  /**
   * Hears NOTIFY from every process on this database. `onGap` is called when messages may have been
   * missed (the connection was lost), so that the listener can read what it needs from tables.
   */
  listen(channel: string, onMessage: (payload: string) => void, onGap?: () => void): Promise<Subscription>;
  /**
   * Tells every process that listens, soon after and without anybody waiting for it. It is lost when this process dies
   * at that very moment, so that whoever needs to hear looks at the tables now and then.
   */
  announce(channel: string, payload: string): void;
  /** Does what the database does not do by itself; to be called after the start and now and then. */
  maintain(): Promise<void>;
  /** Round trips made so far, BEGIN and COMMIT included, but for announcements, which nobody waits for. */
  roundTrips(): number;
  close(): Promise<void>;
}

/**
 * How sessions of either database plan. Every question is answered by an index; but plans are kept, those of
 * foreign keys as long as the session lives, and one that goes through a whole table, right while the table was
 * small, would go through all of it for each row of an import once it has grown.
 */
export const planSettings = ["-c", "enable_seqscan=off"];

/** Runs raw SQL and answers its rows. The caller says what they are; keep to JSON, text and numbers. */
export async function rowsOf<Row>(queries: Queries, statement: SQL): Promise<Row[]> {
  const result = (await queries.execute(statement)) as { rows: Row[] };
  return result.rows;
}
