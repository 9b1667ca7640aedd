import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import type * as schema from "./schema/index.ts";

/** Drizzle over whichever database is in use: of a connection pool, or inside a transaction. */
export type Queries = PgDatabase<PgQueryResultHKT, typeof schema>;

export type DatabaseState = "ready" | "connecting" | "unavailable";

/** A subscription to a NOTIFY channel that survives lost connections. */
export interface Subscription {
  close(): Promise<void>;
}

/**
 * One client for PostgreSQL and for PGlite. It exists before the database can be reached and recovers by
 * itself; until then every query throws `DatabaseUnavailableError`.
 */
export interface Database {
  readonly kind: "embedded" | "postgresql";
  /** Each statement is a round trip and a transaction of its own. */
  readonly queries: Queries;
  state(): DatabaseState;
  /** Resolves once migrated and usable. */
  ready(): Promise<void>;
  /**
   * Runs `work` in one transaction (READ COMMITTED), rolled back when it throws. `first`, a statement
   * without parameters, is sent together with BEGIN: a lock taken there costs no round trip.
   */
  transaction<T>(work: (queries: Queries) => Promise<T>, first?: string): Promise<T>;
  /**
   * Hears NOTIFY from every process on this database. `onGap` is called when messages may have been
   * missed (the connection was lost), so that the listener can read what it needs from tables.
   */
  listen(channel: string, onMessage: (payload: string) => void, onGap?: () => void): Promise<Subscription>;
  /** Queries sent so far, BEGIN and COMMIT included: what a test of round trips counts. */
  roundTrips(): number;
  close(): Promise<void>;
}
