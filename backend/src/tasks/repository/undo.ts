import { type SQL, sql } from "drizzle-orm";
import type { UndoTarget } from "../types.ts";
import { atMost } from "./found.ts";
import { loggedTask, taskJson } from "./json.ts";
import { childrenOf, parentsOf } from "./relatives.ts";

/** The group to undo with its changes in effect, and the current state of the tasks they involve. */
export function readUndo(owner: string, changeId: string, key: string | null): SQL {
  return sql`
    WITH RECURSIVE target AS (
      SELECT group_id FROM changes WHERE owner_id = ${owner}
        AND id = ${changeId}::uuid
    ), c AS (
      SELECT c.* FROM changes c JOIN target USING (group_id) WHERE c.owner_id = ${owner} AND c.undone_by IS NULL
      ORDER BY c.sequence LIMIT ${atMost}
    ), up AS (
      SELECT id, parent_id FROM tasks WHERE owner_id = ${owner}
        AND id IN (SELECT (before->>'parentId')::uuid FROM c WHERE before->>'parentId' IS NOT NULL)
      UNION ${parentsOf(sql`up`, sql`${owner}`)}
    ), down AS (
      SELECT id FROM tasks WHERE owner_id = ${owner} AND id IN (SELECT task_id FROM c)
      UNION ${childrenOf(sql`down`, sql`${owner}`)}
    ), below AS MATERIALIZED (
      SELECT id FROM down LIMIT ${atMost}
    )
    SELECT 'facts' AS part, NULL::float8 AS place, json_build_object(
      'groupId', (SELECT group_id FROM target),
      'below', (SELECT count(*) FROM below),
      'open', (SELECT count(*) FROM tasks WHERE owner_id = ${owner} AND completed_at IS NULL),
      'remembered', (SELECT json_build_object('requestHash', request_hash, 'result', result)
        FROM idempotency WHERE owner_id = ${owner} AND key = ${key})
    ) AS item
    UNION ALL
    SELECT 'changes', sequence::float8, json_build_object('taskId', task_id, 'before', ${loggedTask("before")}, 'after', ${loggedTask("after")}) FROM c
    UNION ALL
    SELECT 'tasks', NULL, ${taskJson} FROM tasks t WHERE t.owner_id = ${owner}
      AND t.id = ANY(ARRAY(SELECT id FROM below UNION SELECT id FROM up))`;
}

/** The change an undo applies to. An undo that reverted another one is not undone as a redo: its effect stays. */
export function readPreview(owner: string, target: UndoTarget): SQL {
  const which =
    "changeId" in target
      ? sql`c.id = ${target.changeId}::uuid`
      : target.redo
        ? sql`c.action = 'undo' AND c.undone_by IS NULL AND NOT EXISTS (
            SELECT FROM changes u WHERE u.owner_id = c.owner_id AND u.undone_by = c.group_id AND u.action = 'undo')`
        : sql`c.action <> 'undo' AND c.undone_by IS NULL`;
  return sql`
    WITH target AS (
      SELECT id, group_id FROM changes c WHERE c.owner_id = ${owner} AND ${which} ORDER BY c.sequence DESC LIMIT 1
    )
    SELECT 'facts' AS part, NULL::float8 AS place, json_build_object(
      'groupId', (SELECT group_id FROM target),
      'changeId', (SELECT id FROM target)
    ) AS item
    UNION ALL
    SELECT 'changes', c.sequence::float8, json_build_object(
        'action', c.action, 'taskId', c.task_id, 'title', coalesce(c.after, c.before) ->> 'title')
      FROM changes c JOIN target USING (group_id) WHERE c.owner_id = ${owner} AND c.undone_by IS NULL`;
}
