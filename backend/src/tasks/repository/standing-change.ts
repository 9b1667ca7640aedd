import { type SQL, sql } from "drizzle-orm";

/**
 * A scalar subquery: the id of the first change a group made that nobody has undone, or null. Undoing that one
 * undoes the group. For statements that read their own rows together with what can be undone of them.
 */
export function standingChange(ownerId: SQL, groupId: SQL): SQL {
  return sql`(
    select c.id from changes c
    where c.owner_id = ${ownerId} and c.group_id = ${groupId} and c.undone_by is null
    order by c.sequence limit 1
  )`;
}
