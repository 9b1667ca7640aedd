import type { Actor, Task } from "@todo-chatbot/contracts";
import { sql } from "drizzle-orm";
import { statement } from "../../database/statement.ts";
import { taskJson } from "./json.ts";

export interface PlainCompletion {
  owner: string;
  id: string;
  actor: Actor;
  groupId: string;
  changeId: string;
  /** When it counts as completed, and when that is written; ISO 8601. */
  completedAt: string;
  at: string;
  key: string | null;
  requestHash: string | null;
}

export interface PlainlyCompleted {
  /** Number of this change. */
  sequence: number;
  task: Task;
}

const of = (name: keyof PlainCompletion) => sql`${sql.placeholder(name)}`;
const owner = sql`${of("owner")}::text`;
const id = sql`${of("id")}::uuid`;
const key = sql`${of("key")}::text`;
const at = sql`${of("at")}::text`;
const completedAt = sql`${of("completedAt")}::text`;

/**
 * Completes an open task on which nothing else depends, one without subtasks that does not repeat, and returns one row.
 * Otherwise, if its key was used before, or if the person's tasks changed meanwhile, writes nothing and returns none:
 * reading and locking happen in one statement, so what it read holds only if the locked number is still the one it read.
 */
export const plainCompletion = statement<PlainCompletion>(
  "complete_plain",
  sql`
    WITH seen AS MATERIALIZED (
      SELECT u.change_sequence AS sequence, ${taskJson}::jsonb AS before
      FROM "user" u JOIN (SELECT * FROM tasks WHERE id = ${id} OFFSET 0) t ON t.owner_id = u.id
      WHERE u.id = ${owner} AND t.completed_at IS NULL AND t.recurrence_rule IS NULL
        AND NOT EXISTS (SELECT FROM tasks s WHERE s.parent_id = ${id} AND s.owner_id = ${owner})
        AND NOT EXISTS (SELECT FROM idempotency WHERE owner_id = ${owner} AND key = ${key})
    ), mine AS (
      UPDATE "user" u SET change_sequence = seen.sequence + 1
      FROM seen WHERE u.id = ${owner} AND u.change_sequence = seen.sequence
      RETURNING u.id AS owner, u.change_sequence AS sequence, seen.before
    ), done AS MATERIALIZED (
      SELECT owner, sequence, before, before || jsonb_build_object('completedAt', ${completedAt},
        'version', (before ->> 'version')::integer + 1, 'updatedAt', ${at}) AS after
      FROM mine
    ), kept AS (
      UPDATE tasks t SET completed_at = ${completedAt}::timestamptz, version = t.version + 1, updated_at = ${at}::timestamptz
      FROM done WHERE t.owner_id = done.owner AND t.id = ${id}
    ), logged AS (
      INSERT INTO changes (owner_id, sequence, id, group_id, actor, action, task_id, before, after, at)
      SELECT owner, sequence, ${of("changeId")}::uuid, ${of("groupId")}::uuid, ${of("actor")}::text, 'complete', ${id},
        before, after, ${at}::timestamptz
      FROM done
    ), remembered AS (
      INSERT INTO idempotency (owner_id, key, request_hash, result, created_at)
      SELECT owner, ${key}, ${of("requestHash")}::text, jsonb_build_array(after), ${at}::timestamptz
      FROM done WHERE ${key} IS NOT NULL
    )
    SELECT sequence::float8 AS sequence, after AS task FROM done`,
);
