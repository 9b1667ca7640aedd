import { sql } from "drizzle-orm";
import { statement } from "../../database/statement.ts";
import type { Concerned } from "../changes/situation.ts";
import { atMost } from "./found.ts";
import { taskJson } from "./json.ts";
import { childrenOf, parentsOf } from "./relatives.ts";

const owner = sql.placeholder("owner");
const ids = sql`${sql.placeholder("ids")}::uuid[]`;
const adds = sql`${sql.placeholder("adds")}::boolean`;

export interface SituationValues extends Concerned {
  owner: string;
  keys: readonly string[];
  counted: number;
}

/**
 * `ids` with all below `whole` and all above `under`; the counts only for what `adds` open tasks, and the names, those of
 * all other tasks in the order they came into use, only for what gives names. Nothing is locked.
 */
export const situationStatement = statement<SituationValues>(
  "situation",
  sql`
    WITH RECURSIVE down AS (
      SELECT id FROM tasks WHERE owner_id = ${owner} AND id = ANY(${sql.placeholder("whole")}::uuid[])
      UNION ${childrenOf(sql`down`, sql`${owner}`)}
    ), up AS (
      SELECT id, parent_id FROM tasks WHERE owner_id = ${owner} AND id = ANY(${sql.placeholder("under")}::uuid[])
      UNION ${parentsOf(sql`up`, sql`${owner}`)}
    ), below AS MATERIALIZED (
      SELECT id FROM down LIMIT ${sql.raw(String(atMost))}
    ), others AS MATERIALIZED (
      SELECT labels, project, created_at FROM tasks WHERE owner_id = ${owner} AND NOT id = ANY(${ids})
    )
    SELECT 'facts' AS part, NULL::float8 AS place, json_build_object(
      'sequence', u.change_sequence,
      'timeZone', u.time_zone,
      'below', (SELECT count(*) FROM below),
      'open', CASE WHEN ${adds} AND u.change_sequence <> ${sql.placeholder("counted")}::bigint THEN
        (SELECT count(*) FROM tasks WHERE owner_id = ${owner} AND completed_at IS NULL) END,
      'names', CASE WHEN ${sql.placeholder("names")}::boolean THEN json_build_object(
        'labels', (SELECT coalesce(json_agg(label ORDER BY since, label), '[]') FROM (
          SELECT label, min(created_at) AS since FROM others, unnest(labels) AS label GROUP BY label) AS l),
        'projects', (SELECT coalesce(json_agg(project ORDER BY since, project), '[]') FROM (
          SELECT project, min(created_at) AS since FROM others WHERE project IS NOT NULL GROUP BY project) AS p))
        ELSE '{"labels": [], "projects": []}' END,
      'lastPosition', CASE WHEN ${adds} THEN coalesce((SELECT position FROM tasks
        WHERE owner_id = ${owner} AND completed_at IS NULL ORDER BY position DESC LIMIT 1), 0) ELSE 0 END,
      'remembered', (SELECT coalesce(json_object_agg(key,
          json_build_object('requestHash', request_hash, 'result', result)), '{}')
        FROM idempotency WHERE owner_id = ${owner} AND key = ANY(${sql.placeholder("keys")}::text[]))
    ) AS item FROM "user" u WHERE u.id = ${owner}
    UNION ALL
    SELECT 'tasks', NULL, ${taskJson} FROM tasks t WHERE t.owner_id = ${owner} AND t.id = ANY(ARRAY(
      SELECT unnest(${ids}) UNION SELECT id FROM below UNION SELECT id FROM up))`,
);
