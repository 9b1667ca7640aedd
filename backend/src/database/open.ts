import type { Config } from "../config.ts";
import type { Database, DatabaseState } from "./client.ts";
import { openPostgres } from "./postgres.ts";

/** The embedded database was left out of this installation. */
export class NoDatabaseError extends Error {}

/**
 * Opens the configured database. `onState` is told when PostgreSQL goes down and comes back.
 * @throws {FolderLockedError | NoDatabaseError}
 */
export async function openDatabase(
  config: Pick<Config, "databaseUrl" | "databasePoolSize" | "dataDir">,
  onState?: (state: DatabaseState, error?: unknown) => void,
): Promise<Database> {
  if (config.databaseUrl !== null) {
    const options = { url: config.databaseUrl, poolSize: config.databasePoolSize };
    return openPostgres(onState ? { ...options, onState } : options);
  }
  return (await loadEmbedded()).openEmbedded(config.dataDir);
}

/** Loaded only when used: it is large, and images for PostgreSQL leave it out. */
async function loadEmbedded() {
  try {
    return await import("./embedded.ts");
  } catch (cause) {
    throw new NoDatabaseError(
      "DATABASE_URL is not set and this installation has no embedded database. Set DATABASE_URL to a PostgreSQL " +
        "address (in Kubernetes: the key DATABASE_URL of the Secret todo-backend-secret).",
      { cause },
    );
  }
}
