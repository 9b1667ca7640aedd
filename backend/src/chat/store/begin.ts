import type { TurnIds } from "@todo-chatbot/contracts";
import { type SQL, sql } from "drizzle-orm";
import type { Database, Queries } from "../../database/client.ts";
import { statement } from "../../database/statement.ts";
import type { LoggedChange } from "../../tasks/repository/list-after.ts";
import { changesFrom } from "../../tasks/repository/open-lists.ts";
import type { ChosenReading, PastExchange } from "../types.ts";
import { type DoneRow, doneActs, doneFields } from "./done-acts.ts";
import { jsonRow, jsonText } from "./json.ts";
import { isoInstant } from "./message-json.ts";

/** Messages given to the model as context. */
const contextMessages = 20;

/** Seconds until a run counts as dead without a sign of life from its process. */
export const leaseSeconds = 10;

export interface NewTurn extends TurnIds {
  ownerId: string;
  replica: string;
  text: string;
  /** Null continues a conversation; a title starts a new one. */
  title: string | null;
  sentAt: string;
  timeZone: string | null;
  idempotencyKey: string | null;
  instead: ChosenReading | null;
  /** The number from which changes of the owner's tasks are read; null: none. */
  changesFrom: number | null;
}

export interface Begun {
  /** When the placeholder of the answer was created. */
  createdAt: string;
  history: PastExchange[];
  /** See `NewTurn.changesFrom`. */
  changes: LoggedChange[] | null;
}

/** The result of a statement that includes the history, each exchange with its rows of the change log. */
type Stored<Answer extends { history: PastExchange[] }> = Omit<Answer, "history"> & {
  history: (Omit<PastExchange, "done"> & { done: DoneRow[] })[];
};

function remembered<Answer extends { history: PastExchange[] }>(
  stored: Stored<Answer> | undefined,
): (Omit<Answer, "history"> & { history: PastExchange[] }) | undefined {
  if (!stored) return undefined;
  const history = stored.history.map((exchange) => ({ ...exchange, done: doneActs(exchange.done) }));
  return { ...stored, history };
}

/**
 * Stores a message, the placeholder of its answer and the run that produces it, in one statement, and returns what
 * the run needs to know. Returns undefined if the conversation is not the owner's.
 * @throws a violation of `runs_one_active` or `messages_idempotency_key`.
 */
export async function beginTurn(database: Database, turn: NewTurn): Promise<Begun | undefined> {
  const begin = turn.title === null ? continueConversation : beginConversation;
  const values = { ...turn, instead: jsonText(turn.instead) };
  const [begun] = await database.run<{ data: Stored<Begun> }>(begin, values);
  return remembered<Begun>(begun?.data);
}

/** What is needed to answer a message again. */
export interface Unanswered {
  messageId: string;
  /** Current status of the answer: `running` only while its process lives. */
  status: string;
  createdAt: string;
  previousRunId: string;
  userMessageId: string;
  text: string;
  sentAt: string;
  timeZone: string | null;
  instead: ChosenReading | null;
  history: PastExchange[];
}

/** The last answer of a conversation with the message it answers, or undefined when there is none. */
export async function findLastAnswer(
  queries: Queries,
  ownerId: string,
  conversationId: string,
): Promise<Unanswered | undefined> {
  const last = await jsonRow<Stored<Unanswered>>(
    queries,
    sql`with answer as (
      select m.* from messages m
      where m.conversation_id = ${conversationId} and m.owner_id = ${ownerId} and m.role = 'assistant'
      order by m.sequence desc limit 1
    ),
    said as (
      select m.* from messages m, answer a
      where m.conversation_id = a.conversation_id and m.role = 'user' and m.sequence < a.sequence
      order by m.sequence desc limit 1
    )
    select jsonb_build_object(
      'messageId', a.id,
      'status', coalesce((
        select 'interrupted' from runs r where r.id = a.run_id and r.status = 'running' and r.lease_until < now()
      ), a.status),
      'createdAt', ${isoInstant("a.created_at")},
      'previousRunId', a.run_id,
      'userMessageId', s.id,
      'text', s.text,
      'sentAt', ${isoInstant("s.sent_at")},
      'timeZone', s.time_zone,
      'instead', s.instead,
      'history', ${historyJson(sql`${conversationId}`, sql`h.sequence < s.sequence`)}
    ) as data from answer a, said s`,
  );
  return remembered<Unanswered>(last);
}

/** Gives an unanswered message a new run. @throws a violation of `runs_one_active`. */
export async function beginRetry(
  queries: Queries,
  ids: TurnIds,
  ownerId: string,
  replica: string,
): Promise<boolean> {
  const begun = await jsonRow<boolean>(
    queries,
    sql`with answer as (
      update messages set status = 'running', run_id = ${ids.runId}::uuid, text = '', tasks = '[]', shown = '[]',
        changed = '[]', question = false, pending = null, reading = null, notice = null, answered_by = null
      where id = ${ids.messageId} and owner_id = ${ownerId} and status in ('interrupted', 'failed', 'stopped', 'cut')
      returning id, conversation_id
    ),
    cleared as (
      delete from run_events e using runs r, answer a where e.run_id = r.id and r.message_id = a.id
    ),
    run as (
      insert into runs (id, conversation_id, message_id, owner_id, replica, status, lease_until)
      select ${ids.runId}::uuid, conversation_id, id, ${ownerId}, ${replica}::uuid, 'running', ${leaseEnd}
      from answer returning id
    )
    select to_jsonb(true) as data from run`,
  );
  return begun ?? false;
}

/** When a lease taken now ends. */
export const leaseEnd = sql.raw(`now() + interval '${leaseSeconds} seconds'`);

/** The last messages as exchanges, oldest first: each message of the person with its answer. */
function historyJson(conversationId: SQL, where: SQL): SQL {
  return sql`(
    select coalesce(jsonb_agg(jsonb_build_object(
      'user', h.text, 'reply', coalesce(a.text, ''), 'said', case when a.status in ('complete', 'cut', 'stopped')
        then rtrim(left(a.text, length(a.text) - length(coalesce(a.notice, ''))), E' \\n') else '' end, 'shown', coalesce(a.shown, '[]'),
      'changed', coalesce(a.changed, '[]'), 'done', ${doneJson}, 'pending', a.pending) order by h.sequence), '[]')
    from (
      select h.* from messages h
      where h.conversation_id = ${conversationId} and h.role = 'user' and ${where}
      order by h.sequence desc limit ${contextMessages / 2}
    ) h
    left join lateral (
      select * from messages a
      where a.conversation_id = h.conversation_id and a.sequence > h.sequence
      order by a.sequence limit 1
    ) a on a.role = 'assistant'
  )`;
}

/**
 * The rows of the change log written by all attempts at answer `a`, in order, as
 * `DoneRow`s. An undo is a group of its own, identified by its call.
 */
const doneJson = sql`(
  select coalesce(jsonb_agg(jsonb_build_object(
    'changeId', c.id,
    'groupId', c.group_id,
    'action', c.action,
    'taskId', c.task_id,
    'title', coalesce(c.after, c.before) ->> 'title',
    'before', case when c.action = 'update' then (
      select jsonb_object_agg(old.key, old.value) from jsonb_each(c.before) old
      where old.key in (${sql.join(
        doneFields.map((field) => sql`${field}`),
        sql`, `,
      )}) and old.value is distinct from c.after -> old.key
    ) end,
    'isRedo', w.is_redo,
    'stands', c.undone_by is null) order by c.sequence), '[]')
  from (
    select r.id as group_id, false as is_redo from runs r where r.message_id = a.id
    union all
    select (t.result -> 'more' ->> 'groupId')::uuid, coalesce((t.arguments ->> 'redo')::boolean, false)
    from tool_calls t where t.message_id = a.id and t.name = 'undo' and t.status = 'ok'
  ) w cross join lateral (
    select * from changes c where c.owner_id = a.owner_id and c.group_id = w.group_id
    -- Keeps this a look-up by group: not all changes of the owner are read.
    offset 0
  ) c
)`;

const of = (name: keyof NewTurn) => sql`${sql.placeholder(name)}`;

const beginStatement = (name: string, conversation: SQL) =>
  statement<Omit<NewTurn, "instead"> & { instead: string }>(
    name,
    sql`with conversation as (${conversation}),
    cleared as (
      -- The conversation by its id, so that only its last messages are read.
      delete from run_events using conversation where run_id = (
        select m.run_id from messages m
        where m.conversation_id = ${of("conversationId")}::uuid and m.role = 'assistant' and m.status <> 'running'
        order by m.sequence desc limit 1
      )
    ),
    said as (
      insert into messages (id, conversation_id, owner_id, role, text, status, sent_at, time_zone, idempotency_key, instead)
      select ${of("userMessageId")}::uuid, c.id, ${of("ownerId")}::text, 'user', ${of("text")}::text, 'complete',
        ${of("sentAt")}::timestamptz, ${of("timeZone")}::text, ${of("idempotencyKey")}::text,
        nullif(${of("instead")}::jsonb, 'null')
      from conversation c returning conversation_id
    ),
    answer as (
      insert into messages (id, conversation_id, owner_id, role, text, status, run_id)
      select ${of("messageId")}::uuid, conversation_id, ${of("ownerId")}::text, 'assistant', '', 'running', ${of("runId")}::uuid
      from said returning id, conversation_id, created_at
    ),
    run as (
      insert into runs (id, conversation_id, message_id, owner_id, replica, status, lease_until)
      select ${of("runId")}::uuid, conversation_id, id, ${of("ownerId")}::text, ${of("replica")}::uuid, 'running', ${leaseEnd}
      from answer returning id
    )
    select json_build_object(
      'createdAt', ${isoInstant("answer.created_at")},
      'history', ${historyJson(sql`${of("conversationId")}::uuid`, sql`true`)},
      'changes', ${changesFrom(sql`${of("ownerId")}::text`, sql`${of("changesFrom")}::bigint`)}
    ) as data from run, answer`,
  );

const beginConversation = beginStatement(
  "begin_conversation",
  sql`insert into conversations (id, owner_id, title)
    values (${of("conversationId")}::uuid, ${of("ownerId")}::text, ${of("title")}::text) returning id`,
);

const continueConversation = beginStatement(
  "continue_conversation",
  sql`update conversations set updated_at = now()
    where id = ${of("conversationId")}::uuid and owner_id = ${of("ownerId")}::text returning id`,
);
