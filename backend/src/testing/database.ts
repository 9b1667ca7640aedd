import { afterAll, beforeAll } from "vitest";
import type { Database } from "../database/client.ts";
import { openEmbedded } from "../database/embedded.ts";
import { openPostgres } from "../database/postgres.ts";
import { startPostgres, type TestPostgres } from "./postgres.ts";
import { embeddedTemplate } from "./templates.ts";

export type DatabaseKind = Database["kind"];

/** Both databases, for `describe.each`. */
export const databaseKinds: readonly DatabaseKind[] = ["embedded", "postgresql"];

/**
 * A migrated, empty database for the tests of one `describe`: PGlite in memory, or a real PostgreSQL.
 * Call it in the body of `describe`; the answer may be called once tests run.
 */
export function useDatabase(kind: DatabaseKind): () => Database {
  let database: Database | null = null;
  let server: TestPostgres | null = null;
  beforeAll(async () => {
    if (kind === "postgresql") {
      server = await startPostgres();
      database = openPostgres({ url: server.url, poolSize: 5 });
    } else {
      database = openEmbedded(null, await embeddedTemplate());
    }
    await database.ready();
  }, 60_000);
  afterAll(async () => {
    await database?.close();
    await server?.stop();
  });
  return () => {
    if (!database) throw new Error("The database is opened by beforeAll; ask for it inside a test.");
    return database;
  };
}
