import { type Actor, type Due, searchTextOf, type Task } from "@todo-chatbot/contracts";
import { instantOf } from "@todo-chatbot/contracts/calendar";
import { type SQL, sql } from "drizzle-orm";
import { statement } from "../database/statement.ts";
import type { Step } from "./types.ts";
import { parentsFirst } from "./workspace.ts";

/** Where processes announce that an owner's change log grew; the payload is `OWNER SEQUENCE`. */
export const changesChannel = "task_changes";

/** A timestamp as the wire has it, ISO 8601 in UTC to the millisecond. */
const iso = (column: string) =>
  sql.raw(`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);

/** A day or a wall clock, from the three columns that keep it. */
function dueJson(name: "start" | "due"): SQL {
  const column = (part: string) => sql.raw(`t.${name}_${part}`);
  return sql`CASE
    WHEN ${column("on")} IS NULL THEN NULL
    WHEN ${column("time")} IS NULL THEN json_build_object('date', ${column("on")})
    ELSE json_build_object('date', ${column("on")}, 'time', to_char(${column("time")}, 'HH24:MI'),
      'timeZone', ${column("zone")})
  END`;
}

/** A task in the change log, with what tasks did not have when it was written. */
export const loggedTask = (column: string): SQL => sql`'{"start": null}'::jsonb || ${sql.raw(column)}`;

/** The wire form of a task, made from row `t` by the database itself, alike on every driver. */
export const taskJson: SQL = sql`json_build_object(
  'id', t.id, 'title', t.title, 'description', t.description, 'completedAt', ${iso("t.completed_at")},
  'priority', t.priority, 'labels', t.labels, 'project', t.project, 'parentId', t.parent_id,
  'start', ${dueJson("start")}, 'due', ${dueJson("due")},
  'recurrence', CASE WHEN t.recurrence_rule IS NOT NULL
    THEN jsonb_build_object('rule', t.recurrence_rule, 'anchor', t.recurrence_anchor) || coalesce(t.series, '{}') END,
  'reminders', t.reminders, 'position', t.position, 'version', t.version,
  'createdAt', ${iso("t.created_at")}, 'updatedAt', ${iso("t.updated_at")})`;

/** The wire form of row `c` of the change log. */
export const changeJson: SQL = sql`json_build_object(
  'id', c.id, 'sequence', c.sequence, 'groupId', c.group_id, 'actor', c.actor, 'action', c.action,
  'taskId', c.task_id, 'before', ${loggedTask("c.before")}, 'after', ${loggedTask("c.after")}, 'at', ${iso("c.at")},
  'undone', c.undone_by IS NOT NULL)`;

export interface Write {
  owner: string;
  actor: Actor;
  groupId: string;
  steps: readonly Step[];
  /** Number of the owner's last change before. */
  sequence: number;
  at: Date;
  newId: () => string;
  remember: { key: string; requestHash: string; result: unknown } | null;
  /** Changes of this group are marked as undone; those it had undone stand again. */
  undoes: string | null;
}

/** A larger write is several statements, so that no single one takes long. */
export const stepsPerStatement = 250;

/**
 * Writes tasks, change log, counter and idempotency record: one statement, or for many
 * steps several, which belong into one transaction. Each is made when it is asked for.
 */
export function* writeSteps(write: Write): Generator<SQL> {
  const last = new Map<string, Task | null>();
  for (const { before, after } of write.steps) last.set(idOf({ before, after }), after);
  const kept = parentsFirst(
    [...last.values()].filter((task) => task !== null),
    (task) => task.id,
    (task) => task.parentId,
  );
  const gone = [...last].filter(([, task]) => task === null).map(([id]) => id);
  if (write.steps.length <= stepsPerStatement)
    return yield statementOf(write, { kept, gone, from: 0, last: true });

  // Tasks after what they hang under, and deletions when nothing that stays hangs there any more.
  const parts = [
    ...slices(kept).map((slice) => ({ kept: slice, gone: [] })),
    ...slices(gone).map((slice) => ({ kept: [], gone: slice })),
  ];
  const statements = Math.max(parts.length, Math.ceil(write.steps.length / stepsPerStatement));
  for (let index = 0; index < statements; index++) {
    const part = parts[index] ?? { kept: [], gone: [] };
    yield statementOf(write, { ...part, from: index * stepsPerStatement, last: index === statements - 1 });
  }
}

function slices<Item>(items: readonly Item[]): Item[][] {
  const count = Math.ceil(items.length / stepsPerStatement);
  return Array.from({ length: count }, (_, index) =>
    items.slice(index * stepsPerStatement, (index + 1) * stepsPerStatement),
  );
}

interface Part {
  kept: readonly Task[];
  gone: readonly string[];
  /** The first step whose log row this part writes. */
  from: number;
  /** Whether it ends the write: counts, marks and remembers. */
  last: boolean;
}

/** One row of the change log, as the database takes it. */
function logRow(
  step: Step,
  { sequence, id, actor, groupId, at }: Omit<LoggedStep, keyof Step> & { id: string },
) {
  const { action, before, after } = step;
  return {
    sequence,
    id,
    group_id: groupId,
    actor,
    action,
    task_id: idOf(step),
    before,
    after,
    at: at.toISOString(),
  };
}

/** Tasks as they are now, made or changed. `from` has the owner's id as `owner`, in one row or none. */
const keep = (tasks: SQL, from: SQL) => sql`
  INSERT INTO tasks (owner_id, id, parent_id, title, description, completed_at, priority, labels, project,
    due_on, due_time, due_zone, due_at, start_on, start_time, start_zone, recurrence_rule, recurrence_anchor,
    series, search, reminders, position, version, created_at, updated_at)
  SELECT mine.owner, x.id, parent_id, title, description, completed_at, priority, labels, project,
    due_on, due_time, due_zone, to_timestamp(due_at_ms / 1000.0), start_on, start_time, start_zone,
    recurrence_rule, recurrence_anchor, nullif(series, 'null'), search, reminders, position, version,
    created_at, updated_at
  FROM ${from} AS mine, jsonb_to_recordset(${tasks}::jsonb) AS x(id uuid, parent_id uuid, title text,
    description text, completed_at timestamptz, priority smallint, labels text[], project text, due_on date,
    due_time time, due_zone text, due_at_ms double precision, start_on date, start_time time, start_zone text,
    recurrence_rule text, recurrence_anchor text, series jsonb, search text, reminders jsonb, position double precision, version integer, created_at timestamptz, updated_at timestamptz)
  ON CONFLICT (owner_id, id) DO UPDATE SET parent_id = excluded.parent_id, title = excluded.title,
    description = excluded.description, completed_at = excluded.completed_at, priority = excluded.priority,
    labels = excluded.labels, project = excluded.project, due_on = excluded.due_on,
    due_time = excluded.due_time, due_zone = excluded.due_zone, due_at = excluded.due_at,
    start_on = excluded.start_on, start_time = excluded.start_time, start_zone = excluded.start_zone,
    recurrence_rule = excluded.recurrence_rule, recurrence_anchor = excluded.recurrence_anchor,
    series = excluded.series, search = excluded.search,
    reminders = excluded.reminders, position = excluded.position, version = excluded.version,
    updated_at = excluded.updated_at`;

const drop = (ids: SQL, from: SQL) =>
  sql`DELETE FROM tasks USING ${from} AS mine WHERE owner_id = mine.owner AND tasks.id = ANY(${ids}::uuid[])`;

const log = (rows: SQL, from: SQL) => sql`
  INSERT INTO changes (owner_id, sequence, id, group_id, actor, action, task_id, before, after, at)
  SELECT mine.owner, sequence, x.id, group_id, actor, action, task_id, nullif(before, 'null'), nullif(after, 'null'), at
  FROM ${from} AS mine, jsonb_to_recordset(${rows}::jsonb) AS x(sequence bigint, id uuid, group_id uuid, actor text,
    action text, task_id uuid, before jsonb, after jsonb, at timestamptz)`;

const remember = (rows: SQL, from: SQL) => sql`
  INSERT INTO idempotency (owner_id, key, request_hash, result, created_at)
  SELECT mine.owner, key, request_hash, result, at
  FROM ${from} AS mine, jsonb_to_recordset(${rows}::jsonb) AS x(key text, request_hash text, result jsonb, at timestamptz)`;

function statementOf(write: Write, part: Part): SQL {
  const { owner, steps, sequence, at, undoes, actor, groupId } = write;
  const end = sequence + steps.length;
  const rows = steps
    .slice(part.from, part.from + stepsPerStatement)
    .map((step, index) =>
      logRow(step, { sequence: sequence + part.from + index + 1, id: write.newId(), actor, groupId, at }),
    );
  const remembered = write.remember && [
    {
      key: write.remember.key,
      request_hash: write.remember.requestHash,
      result: write.remember.result,
      at: at.toISOString(),
    },
  ];
  const json = (value: unknown) => sql`${JSON.stringify(value)}`;
  const mine = sql`(SELECT ${owner}::text AS owner)`;
  return sql`
    WITH kept AS (${keep(json(part.kept.map(toRow)), mine)}
    ), gone AS (${drop(sql`${sql.param(part.gone)}`, mine)}
    ), logged AS (${log(json(rows), mine)}
    )${
      !part.last
        ? sql``
        : sql`, counted AS (
      UPDATE "user" SET change_sequence = ${end} WHERE id = ${owner}
    )`
    }${
      !part.last || undoes === null
        ? sql``
        : sql`, undone AS (
      UPDATE changes SET undone_by = CASE WHEN group_id = ${undoes}::uuid THEN ${write.groupId}::uuid END
      WHERE owner_id = ${owner}
        AND (group_id = ${undoes}::uuid AND undone_by IS NULL OR undone_by = ${undoes}::uuid)
    )`
    }${!part.last || !remembered ? sql`` : sql`, remembered AS (${remember(json(remembered), mine)})`}
    SELECT 1`;
}

/** A step with all that the change log says of it. */
export interface LoggedStep extends Step {
  sequence: number;
  actor: Actor;
  groupId: string;
  at: Date;
}

/** What several requests of one person write together, worked out from how things were at change `sequence`. */
export interface GroupWrite {
  owner: string;
  sequence: number;
  steps: readonly LoggedStep[];
  remember: readonly { key: string; requestHash: string; result: unknown; at: Date }[];
  newId: () => string;
}

const mine = sql`mine`;

/**
 * Writes a `GroupWrite` in one statement and answers one row, or writes nothing and answers none when the person's
 * tasks have changed since `sequence`: whoever wrote them holds the person's row, and raised the number.
 */
export const groupStatement = statement<ReturnType<typeof groupValues>>(
  "write_group",
  sql`
    WITH mine AS (
      UPDATE "user" SET change_sequence = ${sql.placeholder("end")}::bigint
      WHERE id = ${sql.placeholder("owner")} AND change_sequence = ${sql.placeholder("sequence")}::bigint
      RETURNING id AS owner
    ), kept AS (${keep(sql`${sql.placeholder("kept")}`, mine)}
    ), gone AS (${drop(sql`${sql.placeholder("gone")}`, mine)}
    ), logged AS (${log(sql`${sql.placeholder("logged")}`, mine)}
    ), remembered AS (${remember(sql`${sql.placeholder("remembered")}`, mine)}
    )
    SELECT 1 AS written FROM mine`,
);

export function groupValues({ owner, sequence, steps, remember, newId }: GroupWrite) {
  const last = new Map(steps.map((step) => [idOf(step), step.after]));
  const kept = [...last.values()].filter((task) => task !== null);
  return {
    owner,
    sequence,
    end: sequence + steps.length,
    kept: JSON.stringify(kept.map(toRow)),
    gone: [...last].flatMap(([id, task]) => (task === null ? [id] : [])),
    logged: JSON.stringify(steps.map((step) => logRow(step, { ...step, id: newId() }))),
    remembered: JSON.stringify(
      remember.map(({ key, requestHash, result, at }) => ({ key, request_hash: requestHash, result, at })),
    ),
  };
}

function idOf({ before, after }: Pick<Step, "before" | "after">): string {
  const task = after ?? before;
  if (!task) throw new Error("A step changes a task.");
  return task.id;
}

function toRow(task: Task) {
  return {
    id: task.id,
    parent_id: task.parentId,
    title: task.title,
    description: task.description,
    completed_at: task.completedAt,
    priority: task.priority,
    labels: task.labels,
    project: task.project,
    ...columnsOf("due", task.due),
    due_at_ms: instantOf(task.due),
    ...columnsOf("start", task.start),
    recurrence_rule: task.recurrence?.rule ?? null,
    recurrence_anchor: task.recurrence?.anchor ?? null,
    series: seriesOf(task),
    search: searchTextOf(task),
    reminders: task.reminders,
    position: task.position,
    version: task.version,
    created_at: task.createdAt,
    updated_at: task.updatedAt,
  };
}

function columnsOf(name: "due" | "start", when: Due | null) {
  const clock = when && "time" in when ? when : null;
  return {
    [`${name}_on`]: when?.date ?? null,
    [`${name}_time`]: clock?.time ?? null,
    [`${name}_zone`]: clock?.timeZone ?? null,
  };
}

function seriesOf({ recurrence }: Task): object | null {
  const { rule: _rule, anchor: _anchor, ...rest } = recurrence ?? {};
  return Object.keys(rest).length > 0 ? rest : null;
}
