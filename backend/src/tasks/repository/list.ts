import { createHash } from "node:crypto";
import { limits, type TaskQuery } from "@todo-chatbot/contracts";
import { labelKey, projectKey, searchWords } from "@todo-chatbot/contracts/fold";
import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { type Statement, statement } from "../../database/statement.ts";
import { ValidationError } from "../../errors.ts";
import { taskJson } from "./json.ts";

type Sort = TaskQuery["sort"];
type Order = TaskQuery["order"];

/** The time zone in the person's profile. */
const ownZone = sql`(SELECT time_zone FROM "user" WHERE id = ${sql.placeholder("owner")})`;

/** A task looked up by its id: on a small table the planner would prefer an index by owner (see relatives.ts). */
const taskOf = (id: SQL) => sql`(
    SELECT owner_id, parent_id, completed_at, due_at, due_on FROM tasks WHERE id = ${id} OFFSET 0
  )`;

/** For an open task without a date, its nearest open ancestor that has one (`standsWith` of the contracts). */
const standing = sql`LEFT JOIN LATERAL (
    WITH RECURSIVE up AS (
      SELECT p.*, 1 AS level FROM ${taskOf(sql`t.parent_id`)} p
        WHERE p.owner_id = t.owner_id AND p.completed_at IS NULL
      UNION ALL
      SELECT p.*, up.level + 1 FROM up CROSS JOIN LATERAL ${taskOf(sql`up.parent_id`)} p
        WHERE p.owner_id = t.owner_id AND p.completed_at IS NULL AND up.due_on IS NULL AND up.level < ${limits.taskDepth}
    ) SELECT due_at, due_on FROM up WHERE due_on IS NOT NULL
  ) s ON t.due_on IS NULL AND t.parent_id IS NOT NULL AND t.completed_at IS NULL`;

/** When a task is due in a time zone, by its own date or that of the ancestor it is listed with. */
const clockIn = (zone: SQL) => sql`(coalesce(t.due_at, s.due_at) AT TIME ZONE ${zone})`;

/** The day of that; for a time, the day of its instant in the zone. */
const dayIn = (zone: SQL) => sql`coalesce(${clockIn(zone)}::date, t.due_on, s.due_on)`;

/**
 * The keys of each sort order, with the id last so that they are unique. Every key is text or a number that
 * survives a cursor; tasks without a date come last in either direction.
 */
function keysOf(sort: Sort, order: Order, zone: SQL): { key: SQL; type: SQL }[] {
  const noDate = order === "asc" ? "infinity" : "-infinity";
  const byDue = [
    { key: sql`coalesce(${dayIn(zone)}, ${noDate}::date)`, type: sql`date` },
    // Whole days come before times.
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

/** Identifies filter and order, since a cursor of another query would give a meaningless page. */
function fingerprint({ limit, cursor, ...query }: TaskQuery): string {
  const parts = Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 12);
}

function decode(cursor: string, query: TaskQuery, keys: number): string[] {
  try {
    const { query: of, after } = cursorShape.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
    if (of === fingerprint(query) && after.length === keys) return after;
  } catch {
    // Refused below, like any other invalid cursor.
  }
  throw new ValidationError([
    { path: "cursor", message: "must be the nextCursor of a page with the same filters and order" },
  ]);
}

/** A LIKE pattern that finds folded text literally. */
const containing = (text: string) => `%${text.replaceAll(/[\\%_]/g, "\\$&")}%`;

/** Tasks from before the searchable text existed are only compared in lower case. */
const orOld = (found: SQL, old: SQL) => sql`CASE WHEN t.search IS NULL THEN ${old} ELSE ${found} END`;

/** The SQL condition of a filter, with a placeholder for its value. */
type Filter = (zone: SQL) => SQL;

const filters = {
  words: () => {
    const patterns = sql`ALL(${sql.placeholder("words")}::text[])`;
    const old = sql`concat_ws(' ', t.title, t.description, t.project, array_to_string(t.labels, ' ')) ILIKE ${patterns}`;
    return orOld(sql`t.search LIKE ${patterns}`, old);
  },
  project: () =>
    orOld(
      sql`t.search LIKE ${sql.placeholder("projectKey")}::text`,
      sql`lower(t.project) = lower(${sql.placeholder("project")}::text)`,
    ),
  label: () =>
    orOld(
      sql`t.search LIKE ${sql.placeholder("labelKey")}::text`,
      sql`EXISTS (SELECT FROM unnest(t.labels) AS l WHERE lower(l) = lower(${sql.placeholder("label")}::text))`,
    ),
  priority: () => sql`t.priority = ${sql.placeholder("priority")}::smallint`,
  parentId: () => sql`t.parent_id = ${sql.placeholder("parentId")}::uuid`,
  dueFrom: (zone) => sql`${dayIn(zone)} >= ${sql.placeholder("dueFrom")}::date`,
  dueTo: (zone) => sql`${dayIn(zone)} <= ${sql.placeholder("dueTo")}::date`,
} satisfies Record<string, Filter>;

type FilterName = keyof typeof filters;

/** The filters of a query by placeholder name; undefined ones are not used. */
function valuesOf(query: TaskQuery) {
  const { q, project, label, priority, parentId, dueFrom, dueTo } = query;
  const words = searchWords(q ?? "").map(containing);
  return {
    words: words.length > 0 ? words : undefined,
    project,
    projectKey: project === undefined ? undefined : containing(projectKey(project)),
    label,
    labelKey: label === undefined ? undefined : containing(labelKey(label)),
    priority,
    parentId,
    dueFrom,
    dueTo,
  };
}

/** A row of a listing: a task as JSON, and a JSON array of what it is sorted by. */
export interface ListedRow {
  task: string;
  keys: string;
}

/** A statement with the number of keys it sorts by. */
interface Listing {
  statement: Statement<object>;
  keys: number;
}

/** Statements without a filter, or with a search: few enough to be prepared on every connection. */
const prepared = new Map<string, Listing>();

/**
 * One page of an owner's tasks, as `ListedRow`s. Pages do not skip or repeat unchanged tasks, whatever
 * happens to others in between, since a page starts after a task and not at an offset.
 * @param zone time zone for `dueFrom`, `dueTo` and sorting by due date; null: the owner's
 * @throws {ValidationError} for a cursor of another query.
 */
export function listStatement(
  owner: string,
  query: TaskQuery,
  zone: string | null = null,
): { statement: Statement<object>; values: object } {
  const given = valuesOf(query);
  const asked = (Object.keys(filters) as FilterName[]).filter((name) => given[name] !== undefined);
  const isPlain = query.due === undefined && asked.every((name) => name === "words");
  const shape = [
    "list",
    query.status,
    query.sort,
    query.order,
    ...asked,
    query.cursor && "after",
    zone && "zone",
  ];
  const name = isPlain ? shape.filter(Boolean).join(" ") : null;
  let known = name === null ? undefined : prepared.get(name);
  if (!known) {
    known = listing(name, query, asked, zone !== null);
    if (name !== null) prepared.set(name, known);
  }
  const after = query.cursor === undefined ? [] : decode(query.cursor, query, known.keys);
  const places = Object.fromEntries(after.map((value, index) => [`after${index}`, value]));
  return { statement: known.statement, values: { ...given, ...places, owner, zone, limit: query.limit + 1 } };
}

function listing(
  name: string | null,
  { status, sort, order, due, cursor }: TaskQuery,
  asked: readonly FilterName[],
  isZoneGiven: boolean,
): Listing {
  const zone = isZoneGiven ? sql`${sql.placeholder("zone")}::text` : ownZone;
  const keys = keysOf(sort, order, zone);
  const where = [sql`t.owner_id = ${sql.placeholder("owner")}`];
  if (status === "open") where.push(sql`t.completed_at IS NULL`);
  if (status === "completed") where.push(sql`t.completed_at IS NOT NULL`);
  for (const name of asked) where.push(filters[name](zone));
  if (due === "any") where.push(sql`t.due_on IS NOT NULL`);
  if (due === "none") where.push(sql`t.due_on IS NULL`);
  const list = (parts: SQL[]) => sql.join(parts, sql`, `);
  if (cursor !== undefined) {
    const values = list(
      keys.map(({ type }, index) => sql`${sql.placeholder(`after${index}`)}::text::${type}`),
    );
    const columns = list(keys.map(({ key }) => key));
    where.push(sql`(${columns}) ${order === "asc" ? sql`>` : sql`<`} (${values})`);
  }
  const direction = order === "asc" ? sql`ASC` : sql`DESC`;
  const texts = list(keys.map(({ key }) => sql`(${key})::text`));
  const byDate =
    sort === "due" ||
    sort === "priority" ||
    asked.some((filter) => filter === "dueFrom" || filter === "dueTo");
  const template = sql`SELECT ${taskJson}::text AS task, json_build_array(${texts})::text AS keys FROM tasks t ${byDate ? standing : sql``}
    WHERE ${sql.join(where, sql` AND `)} ORDER BY ${list(keys.map(({ key }) => sql`${key} ${direction}`))}
    LIMIT ${sql.placeholder("limit")}::integer`;
  return { statement: statement(name, template), keys: keys.length };
}

/** The page from rows of `listStatement`, a `TaskList` as JSON: the database writes it, and it is not parsed here. */
export function pageJson(rows: readonly ListedRow[], query: TaskQuery): string {
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const more = rows.length > query.limit && last;
  const cursor = more
    ? Buffer.from(`{"query":"${fingerprint(query)}","after":${last.keys}}`).toString("base64url")
    : null;
  return `{"items":[${page.map(({ task }) => task).join(",")}],"nextCursor":${JSON.stringify(cursor)}}`;
}
