import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { situationStatement } from "../tasks/repository/situation.ts";
import { startPostgres, type TestPostgres } from "../testing/postgres.ts";
import { startTestServer } from "../testing/server.ts";
import { type Database, planSettings, rowsOf } from "./client.ts";
import { openPostgres } from "./postgres.ts";

interface PlanNode {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  "Index Cond"?: string;
  "Subplan Name"?: string;
  Plans?: PlanNode[];
}

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/** The parts of a plan that find one task from another, step by step. */
const stepsOf = (plan: PlanNode): PlanNode[] =>
  nodesOf(plan)
    .filter((node) => /^CTE (up|down|seen)$/.test(node["Subplan Name"] ?? ""))
    .flatMap(nodesOf);

/** A part of a plan that reads all rows of a person. */
const readsOwn = (node: PlanNode) => /^\(owner_id = [^()]+\)$/.test(node["Index Cond"] ?? "");

/** A part of a plan that takes longer the more rows a table has, whoever they belong to. */
const readsAll = (node: PlanNode) =>
  (node["Node Type"].startsWith("Index") && node["Index Cond"] === undefined) ||
  ["Seq Scan", "Bitmap Heap Scan"].includes(node["Node Type"]);

describe("prepared statements", () => {
  let postgres: TestPostgres;
  let database: Database;
  beforeAll(async () => {
    postgres = await startPostgres();
    database = openPostgres({ url: postgres.url, poolSize: 5 });
    await database.ready();
  }, 60_000);
  afterAll(async () => {
    await database.close();
    await postgres.stop();
  });

  it("look rows up, by plans made while the tables are small", async () => {
    const texts = new Map<string, string>();
    const watched: Database = {
      ...database,
      run: (statement, values) => {
        if (statement.name) texts.set(statement.name, statement.text);
        return database.run(statement, values);
      },
    };
    const server = await startTestServer(watched, { withChat: true });
    const me = await server.signUp();
    await me.get("/api/v1/tasks");
    await me.get("/api/v1/tasks?sort=due");
    const { body } = await me.post("/api/v1/tasks", { title: "Call mom" });
    for (const act of ["complete", "reopen"])
      await me.post(`/api/v1/tasks/${(body as { id: string }).id}/${act}`);
    const first = await me.post("/api/v1/chat", { message: "add buy milk" });
    const { conversationId } = first.body as { conversationId: string };
    await me.post("/api/v1/chat", { message: "delete buy milk", conversationId });
    await server.hub.changesAfter("somebody", 0);
    await server.close();
    expect([...texts.keys()]).toEqual(
      expect.arrayContaining([
        "begin_conversation",
        "continue_conversation",
        "feed_after",
        "complete_plain",
        "finish_run",
        "list open due asc",
        "situation",
        "write_group",
      ]),
    );

    const client = new pg.Client({ connectionString: postgres.url, options: planSettings.join(" ") });
    await client.connect();
    const found: object[] = [];
    for (const [name, text] of texts) {
      const { rows } = await client.query(`EXPLAIN (GENERIC_PLAN, FORMAT JSON) ${text}`);
      const [{ Plan }] = rows[0]["QUERY PLAN"] as [{ Plan: PlanNode }];
      const slow = [...nodesOf(Plan).filter(readsAll), ...stepsOf(Plan).filter(readsOwn)];
      for (const node of slow) found.push({ name, ...node, Plans: undefined });
    }
    await client.end();
    expect(found).toEqual([]);
  }, 60_000);
});

it("plans a prepared statement once, whatever its parameters", async () => {
  const postgres = await startPostgres();
  const database = openPostgres({ url: postgres.url, poolSize: 1 });
  try {
    await database.ready();
    const owner = { owner: "nobody", counted: -1, adds: false, names: false };
    for (let n = 0; n < 7; n++)
      await database.run(situationStatement, {
        ...owner,
        ids: [randomUUID()],
        whole: [],
        under: [],
        keys: [],
      });
    const plans = sql`SELECT generic_plans::int AS generic, custom_plans::int AS custom
      FROM pg_prepared_statements WHERE name = ${situationStatement.name}`;
    expect(await rowsOf(database.queries, plans)).toEqual([{ generic: 7, custom: 0 }]);
  } finally {
    await database.close();
    await postgres.stop();
  }
}, 60_000);

/** Foreign keys without a whole index that begins with one of their columns: deleting what they refer to reads the table. */
const unindexed = `
  select c.conrelid::regclass::text || '.' || c.conname as key
  from pg_constraint c
  where c.contype = 'f' and c.connamespace = 'public'::regnamespace and not exists (
    select from pg_index i
    where i.indrelid = c.conrelid and i.indpred is null and i.indkey[0] = any(c.conkey)
  )`;

it("every foreign key has an index", async () => {
  const postgres = await startPostgres();
  const database = openPostgres({ url: postgres.url, poolSize: 1 });
  try {
    await database.ready();
    const client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
    const { rows } = await client.query<{ key: string }>(unindexed);
    await client.end();
    expect(rows).toEqual([]);
  } finally {
    await database.close();
    await postgres.stop();
  }
}, 60_000);
