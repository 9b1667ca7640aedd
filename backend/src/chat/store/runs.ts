import { sql } from "drizzle-orm";
import { v7 as newId } from "uuid";
import type { Database, Queries } from "../../database/client.ts";
import { statement } from "../../database/statement.ts";
import { standingChange } from "../../tasks/repository/standing-change.ts";
import type { Answer, Chunk } from "../types.ts";
import { leaseEnd } from "./begin.ts";
import { tellConversation } from "./conversation-news.ts";
import { jsonRow, jsonRows, jsonText, storableText } from "./json.ts";
import { abandoned } from "./message-json.ts";

/** NOTIFY channel of runs: the payload is `<what> <run id>`. */
export const runChannel = "chat_runs";

const tellEnd = tellConversation(sql`run.owner_id`, sql`run.conversation_id`, sql`null`);

export interface StoredEvent {
  sequence: number;
  chunk: Chunk;
}

/** The process that owns a run: one that lost its lease must not write any more. */
export interface RunOwner {
  runId: string;
  replica: string;
}

/** Adds events to a run and renews its lease. Returns undefined if the run no longer belongs to this process. */
export function appendEvents(queries: Queries, { runId, replica }: RunOwner, events: readonly StoredEvent[]) {
  return jsonRow<{ stopRequested: boolean }>(
    queries,
    sql`with run as (
      update runs set lease_until = ${leaseEnd}
      where id = ${runId} and replica = ${replica} and status = 'running' returning id, stop_requested
    ),
    added as (
      insert into run_events (run_id, sequence, chunk)
      select run.id, (e ->> 'sequence')::int, e -> 'chunk'
      from run, jsonb_array_elements(${jsonText(events)}::jsonb) e
    )
    select jsonb_build_object('stopRequested', run.stop_requested) as data from run`,
  );
}

/** Renews the leases of all running answers of a process, and returns which of them should be stopped. */
export function renewLeases(queries: Queries, replica: string) {
  return jsonRows<{ runId: string; stopRequested: boolean }>(
    queries,
    sql`update runs set lease_until = ${leaseEnd} where replica = ${replica} and status = 'running'
    returning jsonb_build_object('runId', id, 'stopRequested', stop_requested) as data`,
  );
}

/**
 * Stores an answer with the rest of its events and ends its run, in one statement. Returns what can be undone
 * of it, or undefined if the run no longer belongs to this process.
 */
export async function finishRun(
  database: Database,
  { runId, replica }: RunOwner,
  answer: Answer,
  events: readonly StoredEvent[],
): Promise<{ undoChangeId: string | null } | undefined> {
  const groups = answer.toolCalls.flatMap(({ status, result }) =>
    status === "ok" ? (result.more?.groupId ?? []) : [],
  );
  const calls = answer.toolCalls.map((call, position) => ({ ...call, rowId: newId(), position }));
  const [finished] = await database.run<{ data: { undoChangeId: string | null } }>(finishStatement, {
    runId,
    replica,
    ownGroup: groups.at(-1) ?? null,
    status: answer.status,
    text: storableText(answer.text),
    question: answer.question,
    tasks: jsonText(answer.tasks),
    shown: jsonText(answer.shown),
    changed: jsonText(answer.changed),
    pending: jsonText(answer.pending),
    notice: answer.notice ?? null,
    reading: jsonText(answer.reading),
    answeredBy: jsonText(answer.answeredBy),
    calls: jsonText(calls),
    events: jsonText(events),
  });
  return finished?.data;
}

const of = (name: string) => sql`${sql.placeholder(name)}`;

const finishStatement = statement(
  "finish_run",
  sql`with run as (
      update runs set status = ${of("status")}::text, finished_at = now()
      where id = ${of("runId")}::uuid and replica = ${of("replica")}::uuid and status = 'running'
      returning id, owner_id, message_id, conversation_id
    ),
    answer as (
      update messages m set text = ${of("text")}::text, status = ${of("status")}::text,
        question = ${of("question")}::boolean, tasks = ${of("tasks")}::jsonb, shown = ${of("shown")}::jsonb,
        changed = ${of("changed")}::jsonb,
        pending = nullif(${of("pending")}::jsonb, 'null'),
        notice = ${of("notice")}::text,
        reading = nullif(${of("reading")}::jsonb, 'null'),
        answered_by = ${of("answeredBy")}::jsonb
      from run where m.id = run.message_id
    ),
    calls as (
      insert into tool_calls
        (id, message_id, run_id, position, call_id, name, arguments, status, result, duration_ms)
      select (c ->> 'rowId')::uuid, run.message_id, run.id, (c ->> 'position')::int, c ->> 'id', c ->> 'name',
        c -> 'arguments', c ->> 'status', c -> 'result', (c ->> 'durationMs')::int
      from run, jsonb_array_elements(${of("calls")}::jsonb) c
    ),
    added as (
      insert into run_events (run_id, sequence, chunk)
      select run.id, (e ->> 'sequence')::int, e -> 'chunk'
      from run, jsonb_array_elements(${of("events")}::jsonb) e
    )
    select jsonb_build_object(
      'undoChangeId', coalesce(
        ${standingChange(sql`run.owner_id`, sql`run.id`)},
        ${standingChange(sql`run.owner_id`, sql`${of("ownGroup")}::uuid`)})
    ) as data from run`,
);

/** Marks answers whose process died as interrupted; with `replicaGone`, those of every process. */
export function interruptAbandoned(queries: Queries, options: { replicaGone?: boolean } = {}) {
  const which = options.replicaGone ? sql`r.status = 'running'` : abandoned("r");
  return jsonRows<string>(
    queries,
    sql`with run as (
      update runs r set status = 'interrupted', finished_at = now() where ${which} returning r.id, r.message_id, r.owner_id, r.conversation_id
    ),
    answer as (
      update messages m set status = 'interrupted' from run where m.id = run.message_id and m.run_id = run.id
    ),
    told as (select pg_notify(${runChannel}, 'ended ' || run.id), ${tellEnd} from run)
    select to_jsonb(run.id) as data from run, (select count(*) from told) as done`,
  );
}

/** Asks the process that runs a conversation's answer to stop it. Answers false when the conversation is not theirs. */
export async function requestStop(
  queries: Queries,
  ownerId: string,
  conversationId: string,
): Promise<boolean> {
  const found = await jsonRow<boolean>(
    queries,
    sql`with asked as (
      update runs set stop_requested = true
      where conversation_id = ${conversationId} and owner_id = ${ownerId} and status = 'running' returning id
    ),
    told as (select pg_notify(${runChannel}, 'stop ' || asked.id) from asked)
    select to_jsonb((select count(*) from told) >= 0) as data
    from conversations where id = ${conversationId} and owner_id = ${ownerId}`,
  );
  return found ?? false;
}

export interface RunView {
  runId: string;
  messageId: string;
  userMessageId: string;
  /** As stored; `abandoned` says that a running one has lost its process. */
  status: string;
  abandoned: boolean;
  events: StoredEvent[];
}

/** A run of a conversation with its events after `after`: the running one, or the one named. */
export function readRun(
  queries: Queries,
  ownerId: string,
  conversationId: string,
  { runId, after }: { runId: string | null; after: number },
) {
  const which = runId === null ? sql`r.status = 'running'` : sql`r.id = ${runId}`;
  return jsonRow<RunView>(
    queries,
    sql`select jsonb_build_object(
      'runId', r.id,
      'messageId', r.message_id,
      'userMessageId', (
        select u.id from messages u, messages a
        where a.id = r.message_id and u.conversation_id = a.conversation_id and u.role = 'user'
          and u.sequence < a.sequence order by u.sequence desc limit 1
      ),
      'status', r.status,
      'abandoned', ${abandoned("r")},
      'events', (
        select coalesce(jsonb_agg(jsonb_build_object('sequence', e.sequence, 'chunk', e.chunk) order by e.sequence), '[]')
        from run_events e where e.run_id = r.id and e.sequence > ${after}
      )
    ) as data
    from runs r where r.conversation_id = ${conversationId} and r.owner_id = ${ownerId} and ${which}`,
  );
}
