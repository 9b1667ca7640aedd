import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { privateFolder } from "../private-folder.ts";

/** The folder is in use by another process. */
export class FolderLockedError extends Error {}

/**
 * Locks a folder for this process until released. It is an operating system lock on a file, taken through
 * SQLite since Node has no API for it. It ends with the process, even after kill -9, and
 * needs no process ids, which are not unique across containers.
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
