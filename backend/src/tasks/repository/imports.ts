import { type SQL, sql } from "drizzle-orm";
import type { ImportedTask } from "../changes/import.ts";
import { likenessOf } from "../changes/known-tasks.ts";

/** The tasks from an earlier import, those the file was exported from, or those similar to ones without an id. */
export function readImports(owner: string, tasks: readonly ImportedTask[]): SQL {
  const sources = tasks.map(({ source }) => source);
  const ownIds = tasks.flatMap(({ ownId }) => ownId ?? []);
  const likes = [...new Set(tasks.flatMap(({ like }) => (like ? likenessOf(like) : [])))];
  return sql`SELECT json_build_object(
    'kept', (SELECT coalesce(json_agg(json_build_object('source', i.source, 'id', t.id, 'digest', CASE WHEN NOT EXISTS (
          SELECT FROM changes c WHERE c.owner_id = i.owner_id AND c.group_id = i.group_id AND c.undone_by IS NOT NULL)
        THEN i.digest END)), '[]')
      FROM imports i JOIN tasks t ON t.owner_id = i.owner_id AND t.id = i.task_id
      WHERE i.owner_id = ${owner} AND i.source = ANY(${sql.param(sources)}::text[])),
    'own', (SELECT coalesce(json_agg(t.id), '[]') FROM tasks t
      WHERE t.owner_id = ${owner} AND t.id = ANY(${sql.param(ownIds)}::uuid[])),
    'like', ${
      likes.length === 0
        ? sql`'[]'::json`
        : // Each task is looked at once, however many lines are like it.
          sql`(SELECT coalesce(json_agg(json_build_object('likeness', l.likeness, 'ids', l.ids)), '[]') FROM (
        SELECT x.likeness, array_agg(x.id ORDER BY x.created_at, x.id) AS ids FROM (
          SELECT t.id, t.created_at, concat_ws(E'\\n', regexp_replace(t.title, '\\s+', ' ', 'g'),
            regexp_replace(coalesce(t.project, ''), '\\s+', '_', 'g'),
            to_char(t.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD')) AS likeness
          FROM tasks t WHERE t.owner_id = ${owner}) x
        WHERE x.likeness = ANY(${sql.param(likes)}::text[]) GROUP BY x.likeness) l)`
    }
  ) AS found`;
}

/** The origin of a task, and a hash of its content there. */
export interface ImportRow {
  source: string;
  id: string;
  digest: string;
}

/** Stores the origins of tasks. */
export function keepImports(owner: string, groupId: string, rows: readonly ImportRow[]): SQL {
  return sql`INSERT INTO imports (owner_id, source, task_id, digest, group_id)
    SELECT ${owner}, source, id, digest, ${groupId}::uuid
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(source text, id uuid, digest text)
    ON CONFLICT (owner_id, source) DO UPDATE
      SET task_id = excluded.task_id, digest = excluded.digest, group_id = excluded.group_id`;
}
