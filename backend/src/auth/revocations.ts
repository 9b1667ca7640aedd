import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import type { FastifyBaseLogger } from "fastify";
import { type Database, rowsOf, type Subscription } from "../database/client.ts";

/**
 * NOTIFY channel for the ids of deleted sessions and API keys. Triggers announce them, so no way of
 * ending one or of deleting an account can miss it.
 */
const revocationsChannel = "revocations";

/** Longer than it takes from finding a credential in the database to watching it. */
const rememberedMs = 60_000;
const recheckMs = 1000;

/** Ends everything in progress for a session or an API key when any process revokes it. */
export interface Revocations {
  /** Begins to listen. Needs the database. */
  start(): Promise<void>;
  /**
   * Calls `end` once when the session or key is revoked; immediately if it just was.
   * @returns a function that stops watching
   */
  watch(credentialId: string, end: () => void): () => void;
  /** Calls `hear` with the id of each session and key that is revoked from now on. */
  onRevoked(hear: (credentialId: string) => void): void;
  /** Resolves once revocations missed while disconnected are known. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export function createRevocations(database: Database, logger: FastifyBaseLogger): Revocations {
  const watched = new Map<string, Set<() => void>>();
  const revokedAt = new Map<string, number>();
  const hearers: ((credentialId: string) => void)[] = [];
  let subscription: Subscription | null = null;
  let checking: Promise<void> = Promise.resolve();
  let closed = false;

  function revoke(id: string): void {
    const at = Date.now();
    for (const [other, time] of revokedAt) {
      if (at - time < rememberedMs) break;
      revokedAt.delete(other);
    }
    revokedAt.set(id, at);
    for (const hear of hearers) hear(id);
    const ends = watched.get(id);
    watched.delete(id);
    for (const end of ends ?? []) end();
  }

  /** Checks all watched credentials after announcements may have been missed, until that succeeds. */
  async function recheck(): Promise<void> {
    while (!closed && watched.size > 0) {
      const ids = [...watched.keys()];
      try {
        const valid = new Set(await stillValid(database, ids));
        for (const id of ids) if (!valid.has(id)) revoke(id);
        return;
      } catch (error) {
        logger.warn({ err: error }, "Could not check yet which sessions were ended meanwhile");
        await sleep(recheckMs);
      }
    }
  }

  return {
    async start() {
      subscription = await database.listen(revocationsChannel, revoke, () => {
        checking = checking.then(recheck);
      });
    },
    watch(credentialId, end) {
      if (revokedAt.has(credentialId)) {
        end();
        return () => {};
      }
      const ends = watched.get(credentialId) ?? new Set();
      watched.set(credentialId, ends.add(end));
      return () => {
        ends.delete(end);
        if (ends.size === 0 && watched.get(credentialId) === ends) watched.delete(credentialId);
      };
    },
    onRevoked: (hear) => void hearers.push(hear),
    settled: () => checking,
    async close() {
      closed = true;
      await subscription?.close();
    },
  };
}

async function stillValid(database: Database, ids: readonly string[]): Promise<string[]> {
  const list = sql`${sql.param(ids)}::text[]`;
  const rows = await rowsOf<{ id: string }>(
    database.queries,
    sql`SELECT id FROM session WHERE id = ANY(${list})
      UNION ALL SELECT id FROM apikey WHERE id = ANY(${list}) AND enabled IS NOT false`,
  );
  return rows.map(({ id }) => id);
}
