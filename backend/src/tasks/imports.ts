import { type SQL, sql } from "drizzle-orm";
import type { ImportedTask, KnownTask } from "./imported.ts";

/** Which tasks an import has to do with, as the database finds them. */
export interface ImportSituation {
  kept: { source: string; id: string; digest: string | null }[];
  own: string[];
  like: { index: number; id: string }[];
}

/** The tasks that came by an earlier import, were exported from here, or are like those of a file without names. */
export function readImports(owner: string, tasks: readonly ImportedTask[]): SQL {
  const sources = tasks.map(({ source }) => source);
  const ownIds = tasks.flatMap(({ ownId }) => ownId ?? []);
  const likes = tasks.flatMap(({ like }, index) => (like ? [{ index, ...like }] : []));
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
        : sql`(SELECT coalesce(json_agg(json_build_object('index', x.index, 'id', t.id) ORDER BY t.created_at, t.id), '[]')
      FROM jsonb_to_recordset(${JSON.stringify(likes)}::jsonb) AS x(index int, title text, project text, created text)
      JOIN tasks t ON t.owner_id = ${owner}
        AND regexp_replace(t.title, '\\s+', ' ', 'g') = x.title
        AND regexp_replace(coalesce(t.project, ''), '\\s+', '_', 'g') = x.project
        AND to_char(t.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') = x.created)`
    }
  ) AS found`;
}

/** For each task of a file the one that is here; each of these is found once. */
export function knownTasks(tasks: readonly ImportedTask[], found: ImportSituation): (KnownTask | null)[] {
  const kept = new Map(found.kept.map((row) => [row.source, row]));
  const own = new Set(found.own);
  const like = new Map<number, string[]>();
  for (const { index, id } of found.like) like.set(index, [...(like.get(index) ?? []), id]);
  const taken = new Set<string>();
  return tasks.map(({ source, ownId }, index) => {
    const candidates: KnownTask[] = [
      kept.get(source),
      ownId !== null && own.has(ownId) ? { id: ownId, digest: null } : undefined,
      ...(like.get(index) ?? []).map((id) => ({ id, digest: null })),
    ].filter((candidate) => candidate !== undefined);
    const first = candidates.find(({ id }) => !taken.has(id));
    if (!first) return null;
    taken.add(first.id);
    return { id: first.id, digest: first.digest };
  });
}

/** Remembers where tasks came from. */
export function keepImports(
  owner: string,
  groupId: string,
  rows: readonly { source: string; id: string; digest: string }[],
): SQL {
  return sql`INSERT INTO imports (owner_id, source, task_id, digest, group_id)
    SELECT ${owner}, source, id, digest, ${groupId}::uuid
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(source text, id uuid, digest text)
    ON CONFLICT (owner_id, source) DO UPDATE
      SET task_id = excluded.task_id, digest = excluded.digest, group_id = excluded.group_id`;
}
