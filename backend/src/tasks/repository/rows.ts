import { type Actor, type Due, searchTextOf, type Task } from "@todo-chatbot/contracts";
import { instantOf } from "@todo-chatbot/contracts/calendar";
import { type SQL, sql } from "drizzle-orm";
import type { Step } from "../types.ts";

/** A step with its content for the change log. */
export interface LoggedStep extends Step {
  sequence: number;
  actor: Actor;
  groupId: string;
  at: Date;
}

/** The task that a step changes. */
export function idOf({ before, after }: Pick<Step, "before" | "after">): string {
  const task = after ?? before;
  if (!task) throw new Error("A step changes a task.");
  return task.id;
}

/** One row of the change log, in database form. */
export function logRow(
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

/** A task in database form; see `keepTasks`. */
export function toRow(task: Task) {
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
  const { rule, anchor, ...rest } = recurrence ?? {};
  return Object.keys(rest).length > 0 ? rest : null;
}

/** Inserts or updates tasks. `from` has the owner's id as `owner`, in one row or none. */
export const keepTasks = (tasks: SQL, from: SQL) => sql`
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

/** Deletes tasks. */
export const dropTasks = (ids: SQL, from: SQL) =>
  sql`DELETE FROM tasks USING ${from} AS mine WHERE owner_id = mine.owner AND tasks.id = ANY(${ids}::uuid[])`;

/** Inserts rows of the change log; see `logRow`. */
export const logSteps = (rows: SQL, from: SQL) => sql`
  INSERT INTO changes (owner_id, sequence, id, group_id, actor, action, task_id, before, after, at)
  SELECT mine.owner, sequence, x.id, group_id, actor, action, task_id, nullif(before, 'null'), nullif(after, 'null'), at
  FROM ${from} AS mine, jsonb_to_recordset(${rows}::jsonb) AS x(sequence bigint, id uuid, group_id uuid, actor text,
    action text, task_id uuid, before jsonb, after jsonb, at timestamptz)`;

/** Stores the uses of idempotency keys. */
export const rememberKeys = (rows: SQL, from: SQL) => sql`
  INSERT INTO idempotency (owner_id, key, request_hash, result, created_at)
  SELECT mine.owner, key, request_hash, result, at
  FROM ${from} AS mine, jsonb_to_recordset(${rows}::jsonb) AS x(key text, request_hash text, result jsonb, at timestamptz)`;
