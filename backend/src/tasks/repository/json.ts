import { type SQL, sql } from "drizzle-orm";

/** A timestamp in wire form, ISO 8601 in UTC to the millisecond. */
const iso = (column: string) =>
  sql.raw(`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);

/** A day or a wall-clock time, from its three columns. */
function dueJson(name: "start" | "due"): SQL {
  const column = (part: string) => sql.raw(`t.${name}_${part}`);
  return sql`CASE
    WHEN ${column("on")} IS NULL THEN NULL
    WHEN ${column("time")} IS NULL THEN json_build_object('date', ${column("on")})
    ELSE json_build_object('date', ${column("on")}, 'time', to_char(${column("time")}, 'HH24:MI'),
      'timeZone', ${column("zone")})
  END`;
}

/** A task in the change log, with fields added since it was written. */
export const loggedTask = (column: string): SQL => sql`'{"start": null}'::jsonb || ${sql.raw(column)}`;

/** The wire form of a task, built from row `t` by the database, the same with every driver. */
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
