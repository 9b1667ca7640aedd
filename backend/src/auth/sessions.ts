import type { Session } from "@todo-chatbot/contracts";
import { and, desc, eq, gt, ne } from "drizzle-orm";
import type { Database } from "../database/client.ts";
import { session } from "../database/schema/index.ts";
import { deviceOf } from "./device.ts";

/** The sessions of people. */
export interface Sessions {
  /** Those that have not expired, most recently used first. */
  list(userId: string, currentId: string): Promise<Session[]>;
  /** @returns the ended session; null if the person has none with this id */
  end(userId: string, id: string): Promise<Pick<Session, "id" | "device"> | null>;
  endAll(userId: string): Promise<void>;
  endOthers(userId: string, currentId: string): Promise<void>;
}

export function createSessions({ queries }: Database, now: () => Date): Sessions {
  const of = (userId: string) => eq(session.userId, userId);
  return {
    async list(userId, currentId) {
      const rows = await queries
        .select()
        .from(session)
        .where(and(of(userId), gt(session.expiresAt, now())))
        .orderBy(desc(session.updatedAt), desc(session.id));
      return rows.map((row) => ({
        id: row.id,
        current: row.id === currentId,
        device: deviceOf(row.userAgent),
        userAgent: row.userAgent,
        ipAddress: row.ipAddress,
        createdAt: row.createdAt.toISOString(),
        updatedAt: row.updatedAt.toISOString(),
        expiresAt: row.expiresAt.toISOString(),
      }));
    },
    async end(userId, id) {
      const [gone] = await queries
        .delete(session)
        .where(and(of(userId), eq(session.id, id)))
        .returning();
      return gone ? { id, device: deviceOf(gone.userAgent) } : null;
    },
    endAll: async (userId) => void (await queries.delete(session).where(of(userId))),
    endOthers: async (userId, currentId) =>
      void (await queries.delete(session).where(and(of(userId), ne(session.id, currentId)))),
  };
}
