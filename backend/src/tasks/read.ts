import { type BatchOperation, limits, type Task } from "@todo-chatbot/contracts";
import { type SQL, sql } from "drizzle-orm";
import { statement } from "../database/statement.ts";
import type { NamesInUse } from "./spellings.ts";
import { loggedTask, taskJson } from "./sql.ts";
import type { UndoPreview, UndoTarget } from "./types.ts";
import type { LoggedChange } from "./undo.ts";

/** What an idempotency key was used for. */
export interface Remembered {
  requestHash: string;
  result: unknown;
}

/**
 * One row of what a statement below finds: its facts as one object, or one entry of a list. A list as one value would
 * be held several times over in the database's memory, which the embedded one never gives back.
 */
export interface FoundRow {
  part: "facts" | "tasks" | "changes";
  /** Where an entry stands in its list; null where that does not matter. */
  place: number | null;
  item: unknown;
}

/** Puts together the rows that one of the statements below found; null when there is no such person. */
export function foundIn<Found>(rows: readonly FoundRow[]): Found | null {
  const of = (part: FoundRow["part"]) => rows.filter((row) => row.part === part);
  const [facts] = of("facts");
  if (!facts) return null;
  const changes = of("changes").sort((a, b) => Number(a.place) - Number(b.place));
  return {
    tasks: of("tasks").map(({ item }) => item),
    changes: changes.map(({ item }) => item),
    ...(facts.item as object),
  } as Found;
}

/** What a change of tasks needs to know, read in one statement. */
export interface Situation {
  /** Number of the person's last change: while it stands, all of this does. */
  sequence: number;
  timeZone: string;
  tasks: Task[];
  /** How many go along with those named; one more than may be changed at once when there are too many. */
  below: number;
  /** Open tasks; null where that was not asked, or the count of `counted`, a change's number, still holds. */
  open: number | null;
  lastPosition: number;
  names: NamesInUse;
  /** By idempotency key. */
  remembered: Readonly<Record<string, Remembered>>;
}

/** Which tasks a call has to do with: themselves, with all below them, or with all above them. */
export interface Concerned {
  ids: readonly string[];
  whole: readonly string[];
  under: readonly string[];
  /** Whether it may add open tasks. */
  adds: boolean;
  /** Whether it gives tasks labels or a project. */
  names: boolean;
}

const owner = sql.placeholder("owner");
const ids = sql`${sql.placeholder("ids")}::uuid[]`;
const adds = sql`${sql.placeholder("adds")}::boolean`;

/** As many as may change at once and one more, which tells that there are too many. */
const atMost = limits.tasksPerChange + 1;

/** What operations have to do with. */
export function concernedBy(operations: readonly BatchOperation[]): Concerned {
  const ids: string[] = [];
  const whole: string[] = [];
  const under: string[] = [];
  for (const operation of operations) {
    if (operation.type === "create") {
      if (operation.task.parentId) under.push(operation.task.parentId);
      continue;
    }
    ids.push(operation.id);
    if (operation.type === "complete" || operation.type === "delete") whole.push(operation.id);
    if (operation.type === "reopen") under.push(operation.id);
    if (operation.type === "update" && operation.patch.parentId) {
      whole.push(operation.id);
      under.push(operation.patch.parentId);
    }
  }
  const adds = operations.some(({ type }) => type === "create" || type === "reopen");
  const names = operations.some(
    (operation) =>
      ("task" in operation && (operation.task.labels.length > 0 || operation.task.project !== null)) ||
      ("patch" in operation && Boolean(operation.patch.labels?.length || operation.patch.project)),
  );
  return { ids, whole, under, adds, names };
}

interface SituationValues extends Concerned {
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
      UNION SELECT t.id FROM tasks t JOIN down ON t.parent_id = down.id WHERE t.owner_id = ${owner}
    ), up AS (
      SELECT id, parent_id FROM tasks WHERE owner_id = ${owner} AND id = ANY(${sql.placeholder("under")}::uuid[])
      UNION SELECT t.id, t.parent_id FROM tasks t JOIN up ON t.id = up.parent_id WHERE t.owner_id = ${owner}
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

/** What an undo needs to know. `groupId` is null when there is nothing; `changes` are those that stand. */
export interface UndoSituation {
  groupId: string | null;
  changes: LoggedChange[];
  tasks: Task[];
  below: number;
  open: number;
  remembered: Remembered | null;
}

/** The group to undo with its standing changes, and the tasks they have to do with as they are now. */
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
      UNION SELECT t.id, t.parent_id FROM tasks t JOIN up ON t.id = up.parent_id WHERE t.owner_id = ${owner}
    ), down AS (
      SELECT id FROM tasks WHERE owner_id = ${owner} AND id IN (SELECT task_id FROM c)
      UNION SELECT t.id FROM tasks t JOIN down ON t.parent_id = down.id WHERE t.owner_id = ${owner}
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

/** The group to undo with its standing changes; `groupId` is null when there is nothing. */
export interface PreviewSituation extends Omit<UndoPreview, "groupId"> {
  groupId: string | null;
}

/** What an undo would be about. An undo that took back another one is not made undone as a redo: what it made stands. */
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
