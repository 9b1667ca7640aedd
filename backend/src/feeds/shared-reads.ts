import { sql } from "drizzle-orm";
import type { Database } from "../database/client.ts";
import { statement } from "../database/statement.ts";
import { changeJson } from "../tasks/repository/json.ts";

/** Changes read at a time: the backlog of a slow client stays in the database, not in memory. */
export const page = 100;

/** A change in wire form, as JSON. */
export interface ChangeText {
  sequence: number;
  change: string;
}

const afterStatement = statement<{ owner: string; after: number }>(
  "feed_after",
  sql`SELECT c.sequence::float8 AS sequence, (${changeJson})::text AS change FROM changes c
    WHERE c.owner_id = ${sql.placeholder("owner")} AND c.sequence > ${sql.placeholder("after")}::bigint
    ORDER BY c.sequence LIMIT ${sql.raw(String(page))}`,
);

/** Reads changes for streams: those of one person that follow the same change share one query. */
export class SharedReads {
  readonly #database: Database;
  /** Running queries that began after the last announcement, by owner and number. */
  readonly #running = new Map<string, Map<number, Promise<ChangeText[]>>>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** At most `page` changes after this number, in their order. */
  after(owner: string, after: number): Promise<ChangeText[]> {
    const known = this.#running.get(owner);
    const shared = known?.get(after);
    if (shared) return shared;
    const queries = known ?? new Map<number, Promise<ChangeText[]>>();
    this.#running.set(owner, queries);
    const query = this.#database.run<ChangeText, { owner: string; after: number }>(afterStatement, {
      owner,
      after,
    });
    queries.set(after, query);
    const end = () => {
      queries.delete(after);
      if (queries.size === 0 && this.#running.get(owner) === queries) this.#running.delete(owner);
    };
    query.then(end, end);
    return query;
  }

  /** There are changes that queries begun until now may not have seen: none is joined any more. */
  renew(owner: string): void {
    this.#running.delete(owner);
  }
}
