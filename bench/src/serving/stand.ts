import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { startPostgres } from "../../../backend/src/testing/postgres.ts";
import { build } from "../../../scripts/build.ts";
import { type Backend, startBackend } from "../backend.ts";
import { type Account, json, type Person, send, signUp } from "../chaos/person.ts";

/** A server with direct access to its database. */
export interface Site {
  url: string;
  pool: pg.Pool;
  stop(): Promise<void>;
}

/** A PostgreSQL that writes to the disk, the built server on it, and people with tasks. */
export interface Stand {
  databaseUrl: string;
  backend: Backend;
  /** Starts a server on an empty database of its own, on the same PostgreSQL. */
  beside(): Promise<Site>;
  /** Starts another server on the same database, with further settings. */
  another(settings?: Record<string, string>): Promise<Backend>;
  /** As many connections as the server has. */
  pool: pg.Pool;
  close(): Promise<void>;
}

export const titles = (count: number, from = 0) =>
  Array.from({ length: count }, (_, k) => `Call the plumber about leak number ${from + k}`);

export async function openStand(): Promise<Stand> {
  const folder = mkdtempSync(path.join(tmpdir(), "todo-bench-"));
  await build(["backend"]);
  const postgres = await startPostgres({ durable: true });
  const databaseUrl = await postgres.createDatabase();
  const serve = (url: string, settings: Record<string, string> = {}) =>
    startBackend(folder, undefined, {
      DATABASE_URL: url,
      BETTER_AUTH_SECRET: "only for measuring, padded to the required length",
      LOG_LEVEL: "info",
      SIGN_UPS_PER_ADDRESS: "100000",
      REQUESTS_PER_MINUTE: "1000000",
      ...settings,
    });
  const another = (settings?: Record<string, string>) => serve(databaseUrl, settings);
  const backend = await another();
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });
  // At the end the database may be gone before an idle connection; failed queries are reported separately.
  pool.on("error", () => {});
  return {
    databaseUrl,
    backend,
    another,
    pool,
    async beside() {
      const connectionString = await postgres.createDatabase();
      const server = await serve(connectionString);
      const own = new pg.Pool({ connectionString, max: 2 });
      own.on("error", () => {});
      const stop = async () => {
        await server.stop();
        await own.end();
      };
      return { url: server.url, pool: own, stop };
    },
    async close() {
      await backend.stop();
      await pool.end();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A person with this many open tasks. */
export async function personWith(tasks: number, url: string): Promise<Account> {
  const person = await signUp(url);
  for (let from = 0; from < tasks; from += 100) {
    const operations = titles(Math.min(100, tasks - from), from).map((title) => ({
      type: "create",
      task: { title, priority: 2, labels: ["home"] },
    }));
    const { status, text } = await send(person, "POST", "/api/v1/tasks/batch", json({ operations }));
    if (status !== 200) throw new Error(`Tasks could not be made: ${text}`);
  }
  return person;
}

/** The same person with an API key instead of a session. */
export async function withKey(person: Account): Promise<Record<string, string>> {
  const wanted = { name: "bench", password: person.password, scopes: ["read", "write"] };
  const { status, text } = await send(person, "POST", "/api/auth/api-key/create", json(wanted));
  if (status !== 200) throw new Error(`A key could not be made: ${text}`);
  return { authorization: `Bearer ${(JSON.parse(text) as { key: string }).key}` };
}

/** The id of a person in the database. */
export async function idOf({ pool }: Pick<Stand, "pool">, { email }: Person): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(`SELECT id FROM "user" WHERE email = $1`, [email]);
  return rows[0]?.id ?? "";
}
