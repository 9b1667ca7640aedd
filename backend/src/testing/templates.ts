import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  openAsBlob,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import { asset } from "../assets.ts";

// Making a database takes most of the time of a test that only needs an empty one, so each kind is made once and
// copied. A template is named by what goes into it: nothing has to be thrown away by hand.
const root = join(import.meta.dirname, "..", "..", "..");
const kept = join(root, ".cache", "databases");

/** An embedded database in memory, migrated and empty, as PGlite's `loadDataDir` takes it. */
export async function embeddedTemplate(): Promise<Blob> {
  const migrations = asset("migrations");
  const sources = readdirSync(migrations, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(?:sql|json)$/.test(name))
    .toSorted()
    .map((name) => readFileSync(join(migrations, name), "utf8"));
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  const { version } = lock.packages["node_modules/@electric-sql/pglite"];
  const file = join(kept, `embedded-${keyOf([version, ...sources])}.tar`);
  if (!existsSync(file)) {
    const pglite = await PGlite.create("memory://");
    await migrate(drizzle({ client: pglite }), { migrationsFolder: migrations });
    const bytes = Buffer.from(await (await pglite.dumpDataDir("none")).arrayBuffer());
    await pglite.close();
    keep(file, (to) => writeFileSync(to, bytes));
  }
  return openAsBlob(file);
}

/**
 * Puts an empty PostgreSQL cluster into a folder that is not there yet.
 * @param initdb makes one there; it runs the first time only
 * @param version of the server, in any form
 */
export function copyCluster(folder: string, version: string, initdb: (folder: string) => void): void {
  const template = join(kept, `postgresql-${keyOf([version])}`);
  if (existsSync(template)) {
    cpSync(template, folder, { recursive: true });
    chmodSync(folder, 0o700);
    return;
  }
  initdb(folder);
  keep(template, (to) => cpSync(folder, to, { recursive: true }));
}

function keyOf(parts: readonly string[]): string {
  return createHash("sha256").update(parts.join("\0")).digest("hex").slice(0, 16);
}

/** Writes a template beside its place and moves it there: another process finds it whole or not at all. */
function keep(path: string, write: (to: string) => void): void {
  mkdirSync(kept, { recursive: true });
  const folder = mkdtempSync(join(kept, "making-"));
  const made = join(folder, "template");
  write(made);
  try {
    // A file that is there may be open in another process, and a rename would replace it.
    if (statSync(made).isDirectory()) renameSync(made, path);
    else linkSync(made, path);
  } catch (error) {
    if (!existsSync(path)) throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
