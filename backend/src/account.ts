// Account administration from the command line: with PostgreSQL at any time, with the embedded database while the
// server is stopped.
import { AccountCommandError, readAccountCommand, runAccountCommand } from "./auth/account-commands.ts";
import { ConfigError, readConfig } from "./config.ts";
import { FolderLockedError } from "./database/folder-lock.ts";
import { NoDatabaseError, openDatabase } from "./database/open.ts";

/** Longer than a reachable database takes to answer. */
const patienceMs = 15_000;

process.umask(0o077);

try {
  const command = readAccountCommand(process.argv.slice(2));
  const database = await openDatabase(readConfig(process.env));
  const impatience = setTimeout(() => {
    process.stderr.write("The database cannot be reached.\n");
    process.exit(1);
  }, patienceMs);
  try {
    await database.ready();
    process.stdout.write(`${await runAccountCommand(database, command, new Date())}\n`);
  } finally {
    clearTimeout(impatience);
    await database.close();
  }
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}

function explain(error: unknown): string {
  if (error instanceof FolderLockedError) return `${error.message} This command needs the server stopped.`;
  const known = [AccountCommandError, ConfigError, NoDatabaseError].some((kind) => error instanceof kind);
  return error instanceof Error && !known ? (error.stack ?? error.message) : String((error as Error).message);
}
