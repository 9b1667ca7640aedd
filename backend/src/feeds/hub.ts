import type { Revocations } from "../auth/revocations.ts";
import type { Database, Subscription } from "../database/client.ts";
import { changesChannel } from "../tasks/sql.ts";

/** Where chat announces that an owner's conversation began or ended an answer, was renamed or deleted. */
const conversationsChannel = "conversations";

export interface FeedListener {
  /** There may be new changes to read. */
  changed(): void;
  conversation(news: Record<string, unknown>): void;
}

/** Tells the streams of this process what any process announced, by owner. */
export interface FeedHub {
  start(): Promise<void>;
  add(ownerId: string, listener: FeedListener): () => void;
  count(ownerId: string): number;
  size(): number;
  close(): Promise<void>;
}

export function createFeedHub(database: Database, revocations: Revocations): FeedHub {
  const listeners = new Map<string, Set<FeedListener>>();
  const subscriptions: Subscription[] = [];

  const changed = (payload: string) => {
    const ownerId = payload.slice(0, payload.indexOf(" "));
    for (const listener of listeners.get(ownerId) ?? []) listener.changed();
  };
  const conversation = (payload: string) => {
    const { ownerId, ...news } = JSON.parse(payload) as { ownerId: string } & Record<string, unknown>;
    for (const listener of listeners.get(ownerId) ?? []) listener.conversation(news);
  };
  const gap = async () => {
    // Who was thrown out meanwhile hears nothing more.
    await revocations.settled();
    for (const all of listeners.values()) for (const listener of all) listener.changed();
  };

  return {
    async start() {
      subscriptions.push(await database.listen(changesChannel, changed, () => void gap()));
      subscriptions.push(await database.listen(conversationsChannel, conversation));
    },
    add(ownerId, listener) {
      const all = listeners.get(ownerId) ?? new Set();
      listeners.set(ownerId, all.add(listener));
      return () => {
        all.delete(listener);
        if (all.size === 0) listeners.delete(ownerId);
      };
    },
    count: (ownerId) => listeners.get(ownerId)?.size ?? 0,
    size: () => [...listeners.values()].reduce((sum, all) => sum + all.size, 0),
    async close() {
      await Promise.all(subscriptions.map((subscription) => subscription.close()));
    },
  };
}
