import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { privateFolder } from "../private-folder.ts";

/** The folder is in use by another process. */
export class FolderLockedError extends Error {}

/**
 * Holds a folder for this process until released. The lock is the operating system's, on a file, taken by
 * SQLite since Node has no call for it: it ends with the process however that ends, kill -9 included, and
 * needs no process ids, which repeat between containers.
 * @throws {FolderLockedError}
 */
export function lockFolder(folder: string): () => void {
  privateFolder(folder, ["lock", "postgres"]);
  const lock = new DatabaseSync(join(folder, "lock"));
  try {
    lock.exec("PRAGMA busy_timeout=0; PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE");
  } catch (cause) {
    lock.close();
    throw new FolderLockedError(
      `Another server already uses the data folder ${folder}. Stop it, or set DATA_DIR to another folder, ` +
        "or set DATABASE_URL so that several servers can share one PostgreSQL.",
      { cause },
    );
  }
  return () => lock.close();
}
