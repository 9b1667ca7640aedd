import { type SQL, sql } from "drizzle-orm";
import type { Database } from "../../database/client.ts";

/** NOTIFY channel of conversations: `{ownerId, id, activeRunId}`, with `deleted: true` for one that is gone. */
export const conversationChannel = "conversations";

/** Tells every process that a run of a conversation was stored as started, or with null as ended. */
export function announceRun(
  database: Database,
  ownerId: string,
  id: string,
  activeRunId: string | null,
): void {
  database.announce(conversationChannel, JSON.stringify({ ownerId, id, activeRunId }));
}

/** A scalar that tells every process about a conversation: a run began or ended, its title changed. */
export function tellConversation(ownerId: SQL, id: SQL, activeRunId: SQL): SQL {
  return sql`pg_notify(${conversationChannel},
    json_build_object('ownerId', ${ownerId}, 'id', ${id}, 'activeRunId', ${activeRunId})::text)`;
}
