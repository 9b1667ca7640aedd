import { createHash } from "node:crypto";
import type { Task, TaskList, TaskQuery } from "@todo-chatbot/contracts";
import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { ValidationError } from "../http/errors.ts";
import { taskJson } from "./sql.ts";

type Sort = TaskQuery["sort"];
type Order = TaskQuery["order"];

/**
 * What each sort goes by, the id last so that no two tasks are alike. Every key is text or a number that
 * survives a cursor; tasks without a date come last in either order.
 */
function keysOf(sort: Sort, order: Order): { key: SQL; type: SQL }[] {
  const noDate = order === "asc" ? "infinity" : "-infinity";
  const byDue = [
    { key: sql`coalesce(t.due_on, ${noDate}::date)`, type: sql`date` },
    { key: sql`coalesce(t.due_time, '00:00'::time)`, type: sql`time` },
  ];
  const byPosition = { key: sql`t.position`, type: sql`double precision` };
  const byId = { key: sql`t.id`, type: sql`uuid` };
  switch (sort) {
    case "position":
      return [byPosition, byId];
    case "due":
      return [...byDue, byPosition, byId];
    case "priority":
      return [{ key: sql`t.priority`, type: sql`smallint` }, ...byDue, byPosition, byId];
    case "created":
      return [{ key: sql`t.created_at`, type: sql`timestamptz` }, byId];
    case "updated":
      return [{ key: sql`t.updated_at`, type: sql`timestamptz` }, byId];
    case "title":
      return [{ key: sql`lower(t.title)`, type: sql`text` }, byId];
  }
}

/** A cursor names the last task of a page by its keys, and the query it belongs to. */
const cursorShape = z.object({ query: z.string(), after: z.array(z.string().max(300)) });

/** Cursors of another filter or order would give a meaningless page. */
function fingerprint({ limit: _limit, cursor: _cursor, ...query }: TaskQuery): string {
  const parts = Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 12);
}

function decode(cursor: string, query: TaskQuery, keys: number): string[] {
  try {
    const { query: of, after } = cursorShape.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
    if (of === fingerprint(query) && after.length === keys) return after;
  } catch {
    // Refused below, as any other cursor that is not ours.
  }
  throw new ValidationError([
    { path: "cursor", message: "must be the nextCursor of a page with the same filters and order" },
  ]);
}

/** Text to find as it stands, whatever it means in a LIKE pattern. */
const containing = (text: string) => `%${text.replaceAll(/[\\%_]/g, "\\$&")}%`;

function filtersOf(owner: string, query: TaskQuery): SQL[] {
  const { status, q, project, label, priority, parentId, dueFrom, dueTo, due } = query;
  const filters = [sql`t.owner_id = ${owner}`];
  if (status === "open") filters.push(sql`t.completed_at IS NULL`);
  if (status === "completed") filters.push(sql`t.completed_at IS NOT NULL`);
  if (q) {
    const pattern = containing(q);
    filters.push(sql`(t.title ILIKE ${pattern} OR t.description ILIKE ${pattern} OR t.project ILIKE ${pattern}
      OR EXISTS (SELECT FROM unnest(t.labels) AS l WHERE l ILIKE ${pattern}))`);
  }
  if (project !== undefined) filters.push(sql`lower(t.project) = lower(${project})`);
  if (label !== undefined) {
    filters.push(sql`EXISTS (SELECT FROM unnest(t.labels) AS l WHERE lower(l) = lower(${label}))`);
  }
  if (priority !== undefined) filters.push(sql`t.priority = ${priority}`);
  if (parentId !== undefined) filters.push(sql`t.parent_id = ${parentId}::uuid`);
  if (dueFrom !== undefined) filters.push(sql`t.due_on >= ${dueFrom}::date`);
  if (dueTo !== undefined) filters.push(sql`t.due_on <= ${dueTo}::date`);
  if (due === "any") filters.push(sql`t.due_on IS NOT NULL`);
  if (due === "none") filters.push(sql`t.due_on IS NULL`);
  return filters;
}

export interface ListedRow {
  task: Task;
  keys: string[];
}

/**
 * One page of an owner's tasks. Pages do not skip or repeat tasks that stay as they are, whatever happens to
 * others in between, since a page starts after a task and not at a number.
 * @throws {ValidationError} for a cursor that is not one of this query.
 */
export function listStatement(owner: string, query: TaskQuery): SQL {
  const keys = keysOf(query.sort, query.order);
  const filters = filtersOf(owner, query);
  const columns = sql.join(
    keys.map(({ key }) => key),
    sql`, `,
  );
  if (query.cursor !== undefined) {
    const after = decode(query.cursor, query, keys.length);
    const values = sql.join(
      keys.map(({ type }, index) => sql`${after[index]}::text::${type}`),
      sql`, `,
    );
    filters.push(sql`(${columns}) ${query.order === "asc" ? sql`>` : sql`<`} (${values})`);
  }
  const direction = query.order === "asc" ? sql`ASC` : sql`DESC`;
  const order = sql.join(
    keys.map(({ key }) => sql`${key} ${direction}`),
    sql`, `,
  );
  const texts = sql.join(
    keys.map(({ key }) => sql`(${key})::text`),
    sql`, `,
  );
  return sql`SELECT ${taskJson} AS task, json_build_array(${texts}) AS keys FROM tasks t
    WHERE ${sql.join(filters, sql` AND `)} ORDER BY ${order} LIMIT ${query.limit + 1}`;
}

/** The page that rows of `listStatement` make. */
export function pageOf(rows: readonly ListedRow[], query: TaskQuery): TaskList {
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const more = rows.length > query.limit && last;
  return {
    items: page.map(({ task }) => task),
    nextCursor: more
      ? Buffer.from(JSON.stringify({ query: fingerprint(query), after: last.keys })).toString("base64url")
      : null,
  };
}
