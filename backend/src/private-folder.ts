import { chmodSync, lstatSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const sticky = 0o1000;

/**
 * Creates a folder that other users cannot enter. An existing one is restricted too, unless it is meant to be
 * shared (owned by someone else, or like /tmp); our files in it are restricted in any case, as PostgreSQL requires
 * for its data folder.
 * @param ours names of our files and folders in it
 */
export function privateFolder(folder: string, ours: readonly string[]): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { mode, uid } = statSync(folder);
  if (mode & 0o077 && !(mode & sticky) && uid === process.getuid?.()) chmodSync(folder, 0o700);
  for (const name of ours) close(join(folder, name));
}

function close(path: string): void {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats || stats.isSymbolicLink()) return;
  if (stats.mode & 0o077) chmodSync(path, stats.isDirectory() ? 0o700 : 0o600);
  if (stats.isDirectory()) for (const name of readdirSync(path)) close(join(path, name));
}
