import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { asset } from "../assets.ts";
import { databaseKinds, useDatabase } from "../testing/database.ts";
import { startPostgres, type TestPostgres } from "../testing/postgres.ts";
import { rowsOf } from "./client.ts";
import { openPostgres } from "./postgres.ts";
import { isDatabaseUnavailable } from "./unavailable.ts";

/** Migrates a database as a release with only so many migrations does. */
async function migrateTo(url: string, count: number): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "todo-migrations-"));
  cpSync(asset("migrations"), folder, { recursive: true });
  const file = path.join(folder, "meta", "_journal.json");
  const journal = JSON.parse(readFileSync(file, "utf8"));
  writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, count) }));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await migrate(drizzle({ client }), { migrationsFolder: folder });
  await client.end();
  rmSync(folder, { recursive: true });
}

/** The machine may be slow; only the end of waiting fails a test. */
const until = (check: () => void) => vi.waitFor(check, { timeout: 20_000 });

describe.each(databaseKinds)("%s", (kind) => {
  const database = useDatabase(kind);

  it("has every table of the schema after migrating", async () => {
    const rows = await rowsOf<{ name: string }>(
      database().queries,
      sql`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`,
    );
    expect(rows.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["user", "session", "account", "apikey", "tasks", "changes", "idempotency"]),
    );
  });

  it("gives the rows of the statement sent with BEGIN and rolls back when the work throws", async () => {
    const failed = database().transaction(async (queries, first) => {
      expect(first).toEqual([{ one: 1 }]);
      await queries.execute(sql`INSERT INTO attempt VALUES ('x', 1, now())`);
      throw new Error("no");
    }, "SELECT 1 AS one");
    await expect(failed).rejects.toThrow("no");
    expect(await rowsOf(database().queries, sql`SELECT * FROM attempt`)).toEqual([]);
  });

  it("counts round trips, BEGIN and COMMIT included", async () => {
    const before = database().roundTrips();
    await database().transaction((queries) => queries.execute(sql`SELECT 1`), "SELECT 2");
    expect(database().roundTrips() - before).toBe(3);
  });

  it("hears what is announced when its transaction commits", async () => {
    const heard: string[] = [];
    const subscription = await database().listen("test_channel", (payload) => heard.push(payload));
    await database().transaction(async (queries) => {
      await queries.execute(sql`SELECT pg_notify('test_channel', 'hello')`);
      expect(heard).toEqual([]);
    });
    await until(() => expect(heard).toEqual(["hello"]));
    await subscription.close();
  });
});

describe("a PostgreSQL that goes away", () => {
  let server: TestPostgres;
  beforeAll(async () => {
    server = await startPostgres();
  }, 60_000);
  afterAll(() => server.stop());

  it("is awaited at startup and after an outage, and then listened to again", async () => {
    const url = await server.createDatabase();
    await server.halt();
    const database = openPostgres({ url, poolSize: 2, retryMs: 20 });
    try {
      const heard: string[] = [];
      let gaps = 0;
      await database.listen(
        "c",
        (payload) => heard.push(payload),
        () => gaps++,
      );
      expect(database.state()).toBe("connecting");
      const early = await database.queries.execute(sql`SELECT 1`).catch((error: unknown) => error);
      expect(isDatabaseUnavailable(early)).toBe(true);
      await server.resume();
      await database.ready();
      expect(database.state()).toBe("ready");
      await until(() => expect(gaps).toBe(1));

      await server.halt();
      await until(() => expect(database.state()).toBe("unavailable"));
      const during = await database
        .transaction((q) => q.execute(sql`SELECT 1`))
        .catch((error: unknown) => error);
      expect(isDatabaseUnavailable(during)).toBe(true);
      await server.resume();
      await until(() => expect(database.state()).toBe("ready"));
      await until(() => expect(gaps).toBe(2));
      await database.queries.execute(sql`SELECT pg_notify('c', 'again')`);
      await until(() => expect(heard).toEqual(["again"]));
    } finally {
      await database.close();
    }
  }, 60_000);

  it("is migrated under an older server's traffic, which waits for no migration and loses nothing to it", async () => {
    const url = await server.createDatabase();
    await migrateTo(url, 1);
    const older = new pg.Client({ connectionString: url });
    await older.connect();
    await older.query("BEGIN; LOCK TABLE tasks IN ROW EXCLUSIVE MODE");
    const database = openPostgres({ url, poolSize: 1, retryMs: 20 });
    try {
      const waiting = `SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'tasks'::regclass`;
      await vi.waitFor(
        async () => expect(await rowsOf(database.queries, sql.raw(waiting))).toHaveLength(1),
        20_000,
      );
      // What the migration has locked by now: each waits for the other, until one of them gives up.
      await older.query("LOCK TABLE messages IN ROW EXCLUSIVE MODE");
      await older.query("COMMIT");
      await database.ready();
    } finally {
      await older.end();
      await database.close();
    }
  }, 60_000);

  it("is migrated once by servers that start together", async () => {
    const url = await server.createDatabase();
    const together = [1, 2, 3, 4].map(() => openPostgres({ url, poolSize: 1 }));
    try {
      await Promise.all(together.map((database) => database.ready()));
      const [first] = together;
      if (!first) throw new Error("unreachable");
      const applied = await rowsOf<{ hash: string }>(
        first.queries,
        sql`SELECT hash FROM drizzle.__drizzle_migrations`,
      );
      expect(new Set(applied.map(({ hash }) => hash)).size).toBe(applied.length);
      expect(applied.length).toBeGreaterThan(0);
    } finally {
      await Promise.all(together.map((database) => database.close()));
    }
  }, 60_000);
});
