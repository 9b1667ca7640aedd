import type { ConversationNews } from "@todo-chatbot/contracts";
import { sql } from "drizzle-orm";
import { type Database, rowsOf } from "../database/client.ts";
import type { ServerSentEvent } from "../http/sse.ts";
import { Pulse } from "../pulse.ts";
import type { FeedHub } from "./hub.ts";
import { page } from "./shared-reads.ts";

/** A client that missed more reloads everything, which is less work for both sides. */
const longestResume = 1000;
const retryMs = 2000;

export interface FeedOptions {
  database: Database;
  hub: FeedHub;
  ownerId: string;
  /** Number of the last change the client has; null for a new stream. */
  after: number | null;
  /** Interval of keep-alives. */
  heartbeatMs: number;
  /** Lifetime of a feed, after which the client reconnects with its credentials. */
  lifetimeMs: number;
  /** Signals that end the feed: the client is gone, or should reconnect to another server. */
  ends: readonly AbortSignal[];
}

/**
 * An owner's changes as they happen. Each is an event `change` whose id is its number; `ready` says where a new
 * feed starts, `reset` that too much was missed, `conversation` that one changed. Null after a while without events.
 */
export async function* feedEvents(options: FeedOptions): AsyncGenerator<ServerSentEvent | null> {
  const { database, hub, ownerId } = options;
  const pulse = new Pulse();
  const news: ConversationNews[] = [];
  let isOver = false;
  const end = () => {
    isOver = true;
    pulse.pulse();
  };
  const remove = hub.add(ownerId, {
    changed: () => pulse.pulse(),
    conversation: (item) => {
      // Only hints; a slow client rereads the list anyway.
      if (news.length < page) news.push(item);
      pulse.pulse();
    },
  });
  const lifetime = setTimeout(end, options.lifetimeMs);
  for (const signal of options.ends) signal.addEventListener("abort", end, { once: true });
  if (options.ends.some(({ aborted }) => aborted)) end();

  try {
    yield { retry: retryMs };
    const { after: from, told } = await begin(database, ownerId, options.after);
    if (told) yield told;
    for (let after = from; !isOver; ) {
      for (let item = news.shift(); item; item = news.shift()) {
        yield { event: "conversation", data: JSON.stringify(item) };
      }
      for (let full = true; full && !isOver; ) {
        const changes = await hub.changesAfter(ownerId, after);
        for (const { sequence, change } of changes) {
          yield { id: String(sequence), event: "change", data: change };
          after = sequence;
        }
        full = changes.length === page;
      }
      while (!isOver && !(await pulse.wait(options.heartbeatMs))) yield null;
    }
  } finally {
    remove();
    clearTimeout(lifetime);
    for (const signal of options.ends) signal.removeEventListener("abort", end);
  }
}

/** Where a feed starts, and the event that tells the client. */
async function begin(
  database: Database,
  ownerId: string,
  after: number | null,
): Promise<{ after: number; told: ServerSentEvent | null }> {
  const [row] = await rowsOf<{ last: number | string }>(
    database.queries,
    sql`SELECT change_sequence AS last FROM "user" WHERE id = ${ownerId}`,
  );
  const last = Number(row?.last ?? 0);
  if (after !== null && after <= last && last - after <= longestResume) return { after, told: null };
  const told = { id: String(last), event: after === null ? "ready" : "reset", data: "{}" };
  return { after: last, told };
}
