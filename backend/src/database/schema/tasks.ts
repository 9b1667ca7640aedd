import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  date,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  time,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { instant, ownerId } from "./columns.ts";

export const tasks = pgTable(
  "tasks",
  {
    id: uuid("id").primaryKey(),
    ownerId: ownerId(),
    parentId: uuid("parent_id"),
    title: text("title").notNull(),
    description: text("description").notNull(),
    completedAt: instant("completed_at"),
    priority: smallint("priority").notNull(),
    labels: text("labels").array().notNull(),
    project: text("project"),
    dueOn: date("due_on"),
    /** With `dueZone`: the wall clock. Both null for a task due on a day. */
    dueTime: time("due_time"),
    dueZone: text("due_zone"),
    /** The instant of `dueOn dueTime` in `dueZone` by the zone rules known when it was written. */
    dueAt: instant("due_at"),
    /** Not before; a day, or with the other two columns a wall-clock time, like the due date. */
    startOn: date("start_on"),
    startTime: time("start_time"),
    startZone: text("start_zone"),
    recurrenceRule: text("recurrence_rule"),
    recurrenceAnchor: text("recurrence_anchor"),
    /** The rest of the series in its wire form: start, exceptions, additions, completed dates. */
    series: jsonb("series"),
    reminders: jsonb("reminders").notNull(),
    position: doublePrecision("position").notNull(),
    version: integer("version").notNull(),
    /** Its searchable text, folded; null if it was written before this kind of search existed. */
    search: text("search"),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [
    unique("tasks_owner_id_id").on(t.ownerId, t.id),
    // Both columns, so that a task cannot be under one of another owner.
    foreignKey({
      name: "tasks_parent",
      columns: [t.ownerId, t.parentId],
      foreignColumns: [t.ownerId, t.id],
    }).onDelete("cascade"),
    index("tasks_open").on(t.ownerId, t.position, t.id).where(sql`${t.completedAt} is null`),
    index("tasks_due").on(t.ownerId, t.dueOn).where(sql`${t.completedAt} is null`),
    index("tasks_completed").on(t.ownerId, t.completedAt).where(sql`${t.completedAt} is not null`),
    index("tasks_parent_id").on(t.parentId),
    check(
      "tasks_due_whole",
      sql`(${t.dueTime} is null) = (${t.dueZone} is null) and (${t.dueTime} is null or ${t.dueOn} is not null)`,
    ),
    check(
      "tasks_start_whole",
      sql`(${t.startTime} is null) = (${t.startZone} is null) and (${t.startTime} is null or ${t.startOn} is not null)`,
    ),
    check("tasks_recurrence_whole", sql`(${t.recurrenceRule} is null) = (${t.recurrenceAnchor} is null)`),
  ],
);

/** The change log: one row per task changed, in the owner's order, in the transaction of the change. */
export const changes = pgTable(
  "changes",
  {
    ownerId: ownerId(),
    sequence: bigint("sequence", { mode: "number" }).notNull(),
    id: uuid("id").notNull(),
    groupId: uuid("group_id").notNull(),
    actor: text("actor").notNull(),
    action: text("action").notNull(),
    taskId: uuid("task_id").notNull(),
    /** The task in its wire form; null before its creation and after its deletion. */
    before: jsonb("before"),
    after: jsonb("after"),
    at: instant("at").notNull(),
    /** The group that undid this change; null while it is in effect. */
    undoneBy: uuid("undone_by"),
  },
  (t) => [
    primaryKey({ columns: [t.ownerId, t.sequence] }),
    uniqueIndex("changes_id").on(t.id),
    index("changes_group").on(t.ownerId, t.groupId),
    index("changes_at").on(t.ownerId, t.at),
    index("changes_task").on(t.ownerId, t.taskId),
  ],
);

/** The origin of an imported task, so that importing the same file, or a newer version, finds the task again. */
export const imports = pgTable(
  "imports",
  {
    ownerId: ownerId(),
    /** A hash of the task's identity in the file. */
    source: text("source").notNull(),
    /** The task may have been deleted, and may come back by an undo. */
    taskId: uuid("task_id").notNull(),
    /** A hash of its content in the file. */
    digest: text("digest").notNull(),
    /** The group of changes that imported that content. */
    groupId: uuid("group_id").notNull(),
  },
  (t) => [primaryKey({ columns: [t.ownerId, t.source] })],
);

/** The response to a write with an Idempotency-Key, so that a repetition gets the same one. */
export const idempotency = pgTable(
  "idempotency",
  {
    ownerId: ownerId(),
    key: text("key").notNull(),
    requestHash: text("request_hash").notNull(),
    result: jsonb("result").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.ownerId, t.key] }), index("idempotency_created_at").on(t.createdAt)],
);
