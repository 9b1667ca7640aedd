import { createHash } from "node:crypto";
import { limits, type Task, type TaskList, type TaskQuery } from "@todo-chatbot/contracts";
import { labelKey, projectKey, searchWords } from "@todo-chatbot/contracts/fold";
import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { ValidationError } from "../http/errors.ts";
import { taskJson } from "./sql.ts";

type Sort = TaskQuery["sort"];
type Order = TaskQuery["order"];

/** The person's, as their profile has it. */
const ownZone = (owner: string) => sql`(SELECT time_zone FROM "user" WHERE id = ${owner})`;

/** The nearest open task above one that has a date, for an open task without (`standsWith` of the contracts). */
const standing = sql`LEFT JOIN LATERAL (
    WITH RECURSIVE up AS (
      SELECT p.parent_id, p.due_at, p.due_on, 1 AS level FROM tasks p
        WHERE p.owner_id = t.owner_id AND p.id = t.parent_id AND p.completed_at IS NULL
      UNION ALL
      SELECT p.parent_id, p.due_at, p.due_on, up.level + 1 FROM up JOIN tasks p
        ON p.owner_id = t.owner_id AND p.id = up.parent_id AND p.completed_at IS NULL
        WHERE up.due_on IS NULL AND up.level < ${limits.taskDepth}
    ) SELECT due_at, due_on FROM up WHERE due_on IS NOT NULL
  ) s ON t.due_on IS NULL AND t.parent_id IS NOT NULL AND t.completed_at IS NULL`;

/** When a task is due for somebody in a zone, by its own date or that of the task it stands with. */
const clockIn = (zone: SQL) => sql`(coalesce(t.due_at, s.due_at) AT TIME ZONE ${zone})`;

/** The day of that: of a time the day its instant has there. */
const dayIn = (zone: SQL) => sql`coalesce(${clockIn(zone)}::date, t.due_on, s.due_on)`;

/**
 * What each sort goes by, the id last so that no two tasks are alike. Every key is text or a number that
 * survives a cursor; tasks without a date come last in either order.
 */
function keysOf(sort: Sort, order: Order, zone: SQL): { key: SQL; type: SQL }[] {
  const noDate = order === "asc" ? "infinity" : "-infinity";
  const byDue = [
    { key: sql`coalesce(${dayIn(zone)}, ${noDate}::date)`, type: sql`date` },
    // Whole days come before hours.
    {
      key: sql`coalesce(extract(epoch FROM ${clockIn(zone)}::time)::integer, -1)`,
      type: sql`integer`,
    },
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

/** Folded text to find as it stands, whatever it means in a LIKE pattern. */
const containing = (text: string) => `%${text.replaceAll(/[\\%_]/g, "\\$&")}%`;

/** Tasks from before there was a text to search have to do with lower case. */
const orOld = (found: SQL, old: SQL) => sql`CASE WHEN t.search IS NULL THEN ${old} ELSE ${found} END`;

function filtersOf(owner: string, query: TaskQuery, zone: SQL): SQL[] {
  const { status, q, project, label, priority, parentId, dueFrom, dueTo, due } = query;
  const filters = [sql`t.owner_id = ${owner}`];
  if (status === "open") filters.push(sql`t.completed_at IS NULL`);
  if (status === "completed") filters.push(sql`t.completed_at IS NOT NULL`);
  for (const word of searchWords(q ?? "")) {
    const pattern = containing(word);
    const old = sql`concat_ws(' ', t.title, t.description, t.project, array_to_string(t.labels, ' ')) ILIKE ${pattern}`;
    filters.push(orOld(sql`t.search LIKE ${pattern}`, old));
  }
  if (project !== undefined) {
    const old = sql`lower(t.project) = lower(${project})`;
    filters.push(orOld(sql`t.search LIKE ${containing(projectKey(project))}`, old));
  }
  if (label !== undefined) {
    const old = sql`EXISTS (SELECT FROM unnest(t.labels) AS l WHERE lower(l) = lower(${label}))`;
    filters.push(orOld(sql`t.search LIKE ${containing(labelKey(label))}`, old));
  }
  if (priority !== undefined) filters.push(sql`t.priority = ${priority}`);
  if (parentId !== undefined) filters.push(sql`t.parent_id = ${parentId}::uuid`);
  if (dueFrom !== undefined) filters.push(sql`${dayIn(zone)} >= ${dueFrom}::date`);
  if (dueTo !== undefined) filters.push(sql`${dayIn(zone)} <= ${dueTo}::date`);
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
 * @param zone whose calendar days are those of `dueFrom`, `dueTo` and the order by due
 * @throws {ValidationError} for a cursor that is not one of this query.
 */
export function listStatement(owner: string, query: TaskQuery, zone: SQL = ownZone(owner)): SQL {
  const keys = keysOf(query.sort, query.order, zone);
  const filters = filtersOf(owner, query, zone);
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
  const byDate =
    query.sort === "due" ||
    query.sort === "priority" ||
    query.dueFrom !== undefined ||
    query.dueTo !== undefined;
  return sql`SELECT ${taskJson} AS task, json_build_array(${texts}) AS keys FROM tasks t ${byDate ? standing : sql``}
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
