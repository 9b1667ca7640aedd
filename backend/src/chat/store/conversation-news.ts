import { type SQL, sql } from "drizzle-orm";

/** NOTIFY channel of conversations: `{ownerId, id, activeRunId}`, with `deleted: true` for one that is gone. */
export const conversationChannel = "conversations";

/** A scalar that tells every process about a conversation: a run began or ended, its title changed. */
export function tellConversation(ownerId: SQL, id: SQL, activeRunId: SQL): SQL {
  return sql`pg_notify(${conversationChannel},
    json_build_object('ownerId', ${ownerId}, 'id', ${id}, 'activeRunId', ${activeRunId})::text)`;
}
