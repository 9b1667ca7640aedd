import { sql } from "drizzle-orm";
import { standingChange } from "../../tasks/repository/standing-change.ts";

/** An instant as the API gives it, in UTC with milliseconds. */
export const isoInstant = (column: string) =>
  sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);

/** A run whose process has died: nobody renewed its lease. */
export const abandoned = (alias: string) =>
  sql.raw(`(${alias}.status = 'running' and ${alias}.lease_until < now())`);

/** The last separate group named by the calls of message `m`: an undo has a group of its own. */
const ownGroup = sql`(
  select (t.result -> 'more' ->> 'groupId')::uuid from tool_calls t
  where t.message_id = m.id and t.run_id = m.run_id and t.status = 'ok' and t.result -> 'more' ? 'groupId'
  order by t.position desc limit 1
)`;

/**
 * A row `m` of `messages` in the form of the API, with its tool calls and whether it can still be undone. A
 * running answer whose process died appears as interrupted at once, before it has been marked.
 */
export const messageJson = sql`jsonb_build_object(
  'id', m.id,
  'role', m.role,
  'text', m.text,
  'notice', m.notice,
  'status', coalesce((
    select 'interrupted' from runs r where r.id = m.run_id and m.status = 'running' and ${abandoned("r")}
  ), m.status),
  'question', m.question,
  'asks', case when m.question then case m.pending ->> 'kind'
    when 'which' then 'which' when 'pick' then 'which' when 'choose' then 'choose'
    when 'confirm' then 'confirm' else 'words' end end,
  'choices', case when m.question then m.pending -> 'choices' end,
  'reading', case when m.reading is not null then jsonb_build_object(
    'spans', m.reading -> 'spans',
    'others', (select coalesce(jsonb_agg(o.value -> 'label' order by o.place), '[]')
      from jsonb_array_elements(m.reading -> 'others') with ordinality o(value, place))) end,
  'toolCalls', (
    select coalesce(jsonb_agg(jsonb_build_object(
      'id', t.call_id, 'name', t.name, 'arguments', t.arguments, 'status', t.status, 'result', t.result,
      'durationMs', t.duration_ms) order by t.position), '[]')
    from tool_calls t where t.message_id = m.id and t.run_id = m.run_id
  ),
  'tasks', m.tasks,
  'undoChangeId', coalesce(
    ${standingChange(sql`m.owner_id`, sql`m.run_id`)},
    ${standingChange(sql`m.owner_id`, ownGroup)}),
  'answeredBy', m.answered_by,
  'createdAt', ${isoInstant("m.created_at")}
)`;
