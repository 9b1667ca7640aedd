import type { Conversation, Message } from "@todo-chatbot/contracts";
import { sql } from "drizzle-orm";
import type { Queries } from "../../database/client.ts";
import type { ChosenReading } from "../types.ts";
import { conversationChannel, tellConversation } from "./conversation-news.ts";
import { jsonRow, jsonRows } from "./json.ts";
import { abandoned, isoInstant, messageJson } from "./message-json.ts";

const conversationJson = sql`jsonb_build_object(
  'id', c.id,
  'title', c.title,
  'createdAt', ${isoInstant("c.created_at")},
  'updatedAt', ${isoInstant("c.updated_at")},
  'activeRunId', (
    select r.id from runs r where r.conversation_id = c.id and r.status = 'running' and not ${abandoned("r")}
  )
)`;

/** Position in the list of conversations, newest first. */
export interface ConversationPlace {
  updatedAt: string;
  id: string;
}

/** Requests one more than `limit`, to know whether there are more. `search` covers titles and messages. */
export function listConversations(
  queries: Queries,
  ownerId: string,
  { search, after, limit }: { search: string | null; after: ConversationPlace | null; limit: number },
) {
  const pattern = search === null ? null : `%${search.replace(/[\\%_]/g, "\\$&")}%`;
  return jsonRows<Conversation>(
    queries,
    sql`select ${conversationJson} as data from conversations c
    where c.owner_id = ${ownerId}
      ${after ? sql`and (c.updated_at, c.id) < (${after.updatedAt}::timestamptz, ${after.id}::uuid)` : sql``}
      ${
        pattern === null
          ? sql``
          : sql`and (c.title ilike ${pattern} or exists (
              select from messages m where m.conversation_id = c.id and m.text ilike ${pattern}))`
      }
    order by c.updated_at desc, c.id desc limit ${limit + 1}`,
  );
}

/** Answers undefined when there is no such conversation of the owner. */
export function renameConversation(queries: Queries, ownerId: string, id: string, title: string) {
  return jsonRow<Conversation>(
    queries,
    sql`with renamed as (
      update conversations c set title = ${title} where c.id = ${id} and c.owner_id = ${ownerId}
      returning c.owner_id, c.id, ${conversationJson} as data
    )
    select data, ${tellConversation(sql`owner_id`, sql`id`, sql`data -> 'activeRunId'`)} from renamed`,
  );
}

/** Answers false when there is no such conversation of the owner. */
export async function deleteConversation(queries: Queries, ownerId: string, id: string): Promise<boolean> {
  const deleted = await jsonRow<boolean>(
    queries,
    sql`with deleted as (
      delete from conversations where id = ${id} and owner_id = ${ownerId} returning owner_id, id
    )
    select to_jsonb(true) as data, pg_notify(${conversationChannel},
      json_build_object('ownerId', owner_id, 'id', id, 'activeRunId', null, 'deleted', true)::text)
    from deleted`,
  );
  return deleted ?? false;
}

export interface MessagePage {
  /** Newest first, one more than asked for when there are older ones. */
  messages: { sequence: number; message: Message }[];
}

/** A page of a conversation's messages before `before`; undefined when the conversation is not the owner's. */
export function listMessages(
  queries: Queries,
  ownerId: string,
  conversationId: string,
  { before, limit }: { before: number | null; limit: number },
) {
  return jsonRow<MessagePage>(
    queries,
    sql`select jsonb_build_object('messages', (
      select coalesce(jsonb_agg(jsonb_build_object('sequence', m.sequence, 'message', ${messageJson})
        order by m.sequence desc), '[]')
      from (
        select * from messages p where p.conversation_id = c.id
          ${before === null ? sql`` : sql`and p.sequence < ${before}`}
        order by p.sequence desc limit ${limit + 1}
      ) m
    )) as data from conversations c where c.id = ${conversationId} and c.owner_id = ${ownerId}`,
  );
}

/** One message of the owner. */
export function findMessage(queries: Queries, ownerId: string, id: string) {
  return jsonRow<Message>(
    queries,
    sql`select ${messageJson} as data from messages m where m.id = ${id} and m.owner_id = ${ownerId}`,
  );
}

export interface KnownMessage {
  conversationId: string;
  userMessageId: string;
  text: string;
  messageId: string;
  runId: string;
}

/** The message stored with an idempotency key, and the answer it has. */
export function findByIdempotencyKey(queries: Queries, ownerId: string, key: string) {
  return jsonRow<KnownMessage>(
    queries,
    sql`select jsonb_build_object('conversationId', m.conversation_id, 'userMessageId', m.id, 'text', m.text,
      'messageId', a.id, 'runId', a.run_id) as data
    from messages m join lateral (
      select * from messages a where a.conversation_id = m.conversation_id and a.sequence > m.sequence
      order by a.sequence limit 1
    ) a on true
    where m.owner_id = ${ownerId} and m.idempotency_key = ${key}`,
  );
}

/** An alternative reading of a message, by its index in the answer; undefined if the owner has none. */
export function findReading(
  queries: Queries,
  ownerId: string,
  { messageId, other }: { messageId: string; other: number },
) {
  return jsonRow<ChosenReading>(
    queries,
    sql`select jsonb_build_object('language', m.reading -> 'language', 'actions', o.value -> 'actions') as data
    from messages m, jsonb_array_elements(m.reading -> 'others') with ordinality o(value, place)
    where m.id = ${messageId} and m.owner_id = ${ownerId} and o.place = ${other + 1}`,
  );
}
