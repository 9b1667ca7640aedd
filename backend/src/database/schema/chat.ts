import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { instant, ownerId } from "./columns.ts";

const conversationId = () =>
  uuid("conversation_id")
    .notNull()
    .references(() => conversations.id, { onDelete: "cascade" });

export const conversations = pgTable(
  "conversations",
  {
    id: uuid("id").primaryKey(),
    ownerId: ownerId(),
    title: text("title").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [index("conversations_recent").on(t.ownerId, t.updatedAt, t.id)],
);

export const messages = pgTable(
  "messages",
  {
    id: uuid("id").primaryKey(),
    conversationId: conversationId(),
    ownerId: ownerId(),
    /** Order within the conversation: a message is always numbered before its answer. */
    sequence: bigint("sequence", { mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    role: text("role").notNull(),
    text: text("text").notNull(),
    status: text("status").notNull(),
    /** For a person's message: when they pressed send, and in which time zone. A retry interprets "tomorrow" by these. */
    sentAt: instant("sent_at"),
    timeZone: text("time_zone"),
    /** For a person's message: a resent one with the same key is the same message. */
    idempotencyKey: text("idempotency_key"),
    /** For a person's message: the actions of an alternative reading it was sent to carry out. */
    instead: jsonb("instead"),
    /** The fields below are those of an answer. */
    runId: uuid("run_id"),
    question: boolean("question").notNull().default(false),
    /** The tasks shown, in their state at the time; `shown` has the ids of all, `tasks` at most a page of them. */
    tasks: jsonb("tasks").notNull().default([]),
    shown: jsonb("shown").notNull().default([]),
    changed: jsonb("changed").notNull().default([]),
    /** The question at its end, in the form of the assistant package. */
    pending: jsonb("pending"),
    /** How the built-in assistant read the message, with the actions of the other readings. */
    reading: jsonb("reading"),
    /** The end of the text, which the server added. */
    notice: text("notice"),
    answeredBy: jsonb("answered_by"),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    index("messages_page").on(t.conversationId, t.sequence),
    uniqueIndex("messages_idempotency_key")
      .on(t.ownerId, t.idempotencyKey)
      .where(sql`${t.idempotencyKey} is not null`),
    index("messages_owner").on(t.ownerId),
  ],
);

/**
 * One attempt to answer a message; its id is also the group of the changes it makes. The process that runs
 * it renews `leaseUntil`; once that has passed, the process counts as dead.
 */
export const runs = pgTable(
  "runs",
  {
    id: uuid("id").primaryKey(),
    conversationId: conversationId(),
    messageId: uuid("message_id")
      .notNull()
      .references(() => messages.id, { onDelete: "cascade" }),
    ownerId: ownerId(),
    replica: uuid("replica").notNull(),
    status: text("status").notNull(),
    leaseUntil: instant("lease_until").notNull(),
    stopRequested: boolean("stop_requested").notNull().default(false),
    createdAt: instant("created_at").notNull().defaultNow(),
    finishedAt: instant("finished_at"),
  },
  (t) => [
    uniqueIndex("runs_one_active").on(t.conversationId).where(sql`${t.status} = 'running'`),
    index("runs_conversation").on(t.conversationId),
    index("runs_message").on(t.messageId),
    index("runs_running").on(t.replica).where(sql`${t.status} = 'running'`),
    index("runs_owner").on(t.ownerId),
  ],
);

/**
 * The stream of a run as sent, unless it ended before any of it was stored; kept until the conversation's next run begins.
 */
export const runEvents = pgTable(
  "run_events",
  {
    runId: uuid("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    sequence: integer("sequence").notNull(),
    chunk: jsonb("chunk").notNull(),
  },
  (t) => [primaryKey({ columns: [t.runId, t.sequence] })],
);

export const toolCalls = pgTable(
  "tool_calls",
  {
    id: uuid("id").primaryKey(),
    messageId: uuid("message_id")
      .notNull()
      .references(() => messages.id, { onDelete: "cascade" }),
    runId: uuid("run_id").notNull(),
    position: integer("position").notNull(),
    /** The id given by the model, as used in the stream. */
    callId: text("call_id").notNull(),
    name: text("name").notNull(),
    arguments: jsonb("arguments").notNull(),
    status: text("status").notNull(),
    result: jsonb("result").notNull(),
    durationMs: integer("duration_ms").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [index("tool_calls_message").on(t.messageId, t.position)],
);
