import { type SQL, sql } from "drizzle-orm";
import type { ImportedTask, KnownTask, TaskLikeness } from "./imported.ts";

/** Which tasks an import has to do with, as the database finds them. */
export interface ImportSituation {
  kept: { source: string; id: string; digest: string | null }[];
  own: string[];
  /** For each likeness that tasks have, those tasks, the oldest first. */
  like: { likeness: string; ids: string[] }[];
}

/** As one text: each of the three is one line. */
const likenessOf = ({ title, project, created }: TaskLikeness) => `${title}\n${project}\n${created}`;

/** The tasks that came by an earlier import, were exported from here, or are like those of a file without names. */
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

/** For each task of a file the one that is here; each of these is found once. */
export function knownTasks(tasks: readonly ImportedTask[], found: ImportSituation): (KnownTask | null)[] {
  const kept = new Map(found.kept.map((row) => [row.source, row]));
  const own = new Set(found.own);
  /** The oldest last; whatever is taken off was taken, and stays so. */
  const like = new Map(found.like.map(({ likeness, ids }) => [likeness, ids.toReversed()]));
  const taken = new Set<string>();
  const take = (id: string) => !taken.has(id) && taken.add(id);
  return tasks.map((task): KnownTask | null => {
    const row = kept.get(task.source);
    if (row && take(row.id)) return { id: row.id, digest: row.digest };
    const { ownId } = task;
    if (ownId !== null && own.has(ownId) && take(ownId)) return { id: ownId, digest: null };
    const alike = (task.like && like.get(likenessOf(task.like))) ?? [];
    for (let id = alike.pop(); id !== undefined; id = alike.pop()) {
      if (take(id)) return { id, digest: null };
    }
    return null;
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
