import type { ConversationNews } from "@todo-chatbot/contracts";
import { sql } from "drizzle-orm";
import type { Revocations } from "../auth/revocations.ts";
import { type Database, rowsOf, type Subscription } from "../database/client.ts";
import { changesChannel } from "../tasks/repository/changes-channel.ts";
import { type ChangeText, SharedReads } from "./shared-reads.ts";

/** Where chat announces that an owner's conversation began or ended an answer, was renamed or deleted. */
const conversationsChannel = "conversations";

export interface FeedListener {
  /** There may be new changes to read. */
  changed(): void;
  conversation(news: ConversationNews): void;
}

/** Forwards announcements of all processes to the streams of this one, by owner. */
export interface FeedHub {
  start(): Promise<void>;
  add(ownerId: string, listener: FeedListener): () => void;
  /** The owner's next changes after this number. Streams told of the same change share one query. */
  changesAfter(ownerId: string, sequence: number): Promise<ChangeText[]>;
  count(ownerId: string): number;
  size(): number;
  close(): Promise<void>;
}

/** Polling interval for changes that were never announced because their process died. */
const lookMs = 2000;

export function createFeedHub(database: Database, revocations: Revocations): FeedHub {
  const listeners = new Map<string, Set<FeedListener>>();
  /** The last change reported, by owner. */
  const told = new Map<string, number>();
  const reads = new SharedReads(database);
  const subscriptions: Subscription[] = [];
  let looking: NodeJS.Timeout | undefined;

  const tell = (ownerId: string, sequence: number) => {
    reads.renew(ownerId);
    const all = listeners.get(ownerId);
    if (!all) return;
    told.set(ownerId, sequence);
    for (const listener of all) listener.changed();
  };
  const changed = (payload: string) => {
    const [ownerId = "", sequence] = payload.split(" ");
    tell(ownerId, Number(sequence));
  };
  const look = async () => {
    if (listeners.size === 0 || database.state() !== "ready") return;
    const rows = await rowsOf<{ id: string; last: number }>(
      database.queries,
      sql`SELECT id, change_sequence::float8 AS last FROM "user" WHERE id = ANY(${sql.param([...listeners.keys()])}::text[])`,
    );
    for (const { id, last } of rows) if (last > (told.get(id) ?? -1)) tell(id, last);
  };
  const conversation = (payload: string) => {
    const { ownerId, ...news } = JSON.parse(payload) as { ownerId: string } & ConversationNews;
    for (const listener of listeners.get(ownerId) ?? []) listener.conversation(news);
  };
  const gap = async () => {
    // Listeners removed meanwhile get nothing more.
    await revocations.settled();
    for (const [ownerId, all] of listeners) {
      reads.renew(ownerId);
      for (const listener of all) listener.changed();
    }
  };

  return {
    async start() {
      subscriptions.push(await database.listen(changesChannel, changed, () => void gap()));
      subscriptions.push(await database.listen(conversationsChannel, conversation));
      looking = setInterval(() => void look().catch(() => undefined), lookMs);
      looking.unref();
    },
    add(ownerId, listener) {
      const all = listeners.get(ownerId) ?? new Set();
      listeners.set(ownerId, all.add(listener));
      return () => {
        all.delete(listener);
        if (all.size > 0) return;
        listeners.delete(ownerId);
        told.delete(ownerId);
      };
    },
    changesAfter: (ownerId, sequence) => reads.after(ownerId, sequence),
    count: (ownerId) => listeners.get(ownerId)?.size ?? 0,
    size: () => [...listeners.values()].reduce((sum, all) => sum + all.size, 0),
    async close() {
      clearInterval(looking);
      await Promise.all(subscriptions.map((subscription) => subscription.close()));
    },
  };
}
