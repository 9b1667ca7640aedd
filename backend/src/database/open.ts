import type { Config } from "../config.ts";
import type { Database, DatabaseState } from "./client.ts";
import { openEmbedded } from "./embedded.ts";
import { openPostgres } from "./postgres.ts";

/** The database the configuration names. `onState` hears a PostgreSQL going away and coming back. */
export function openDatabase(
  config: Pick<Config, "databaseUrl" | "databasePoolSize" | "dataDir">,
  onState?: (state: DatabaseState, error?: unknown) => void,
): Database {
  return config.databaseUrl === null
    ? openEmbedded(config.dataDir)
    : openPostgres({
        url: config.databaseUrl,
        poolSize: config.databasePoolSize,
        ...(onState && { onState }),
      });
}
