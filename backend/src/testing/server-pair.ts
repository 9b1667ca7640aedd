import { afterAll, beforeAll } from "vitest";
import { openPostgres } from "../database/postgres.ts";
import { startPostgres, type TestPostgres } from "./postgres.ts";
import { startTestServer, type TestServer, type TestServerOptions } from "./server.ts";

/** Two servers that share one PostgreSQL. */
export interface ServerPair {
  postgres: TestPostgres;
  here: TestServer;
  there: TestServer;
}

/** Starts two servers on one PostgreSQL for the tests of the enclosing `describe`. */
export function useServerPair(options: TestServerOptions = {}): () => ServerPair {
  let pair: ServerPair | undefined;
  beforeAll(async () => {
    const postgres = await startPostgres();
    const start = async () => {
      const database = openPostgres({ url: postgres.url, poolSize: 5, retryMs: 50 });
      await database.ready();
      return startTestServer(database, options);
    };
    pair = { postgres, here: await start(), there: await start() };
  }, 60_000);
  afterAll(async () => {
    if (!pair) return;
    for (const server of [pair.here, pair.there]) {
      await server.close();
      await server.database.close();
    }
    await pair.postgres.stop();
  });
  return () => {
    if (!pair) throw new Error("The servers are only there while a test runs.");
    return pair;
  };
}
