import { type SQL, sql } from "drizzle-orm";

// Steps of recursive queries. OFFSET 0 keeps each a look-up by the id: on a small table the planner prefers an index by
// owner, and a plan made then would read all tasks of a person for each step.

/** The tasks directly below those of `parents`, which has their `id`. */
export const childrenOf = (parents: SQL, owner: SQL): SQL => sql`
  SELECT t.id FROM ${parents} AS p CROSS JOIN LATERAL (
    SELECT id, owner_id FROM tasks WHERE parent_id = p.id OFFSET 0
  ) t WHERE t.owner_id = ${owner}`;

/** The tasks directly above those of `children`, which has their `parent_id`. */
export const parentsOf = (children: SQL, owner: SQL): SQL => sql`
  SELECT t.id, t.parent_id FROM ${children} AS c CROSS JOIN LATERAL (
    SELECT id, parent_id, owner_id FROM tasks WHERE id = c.parent_id OFFSET 0
  ) t WHERE t.owner_id = ${owner}`;
