import { createHash, randomBytes } from "node:crypto";
import { type Invitation, limits } from "@todo-chatbot/contracts";
import { and, desc, eq, gt, lte } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { Database } from "../database/client.ts";
import { invitation } from "../database/schema/index.ts";
import { LimitError, NotFoundError } from "../errors.ts";

type Row = typeof invitation.$inferSelect;

/** Invitations to create an account. Each works once and is then deleted. */
export interface Invitations {
  /**
   * @returns the invitation with its token, which is not stored
   * @throws {LimitError} if the person has the maximum number of open ones
   */
  create(userId: string, details: { name: string; days: number }): Promise<Invitation & { token: string }>;
  /** A person's invitations that can still be used, newest first. */
  list(userId: string): Promise<Invitation[]>;
  /** @throws {NotFoundError} */
  revoke(userId: string, id: string): Promise<void>;
  /** Claims one. Of several concurrent attempts only one succeeds; null if it is not valid. */
  use(token: string): Promise<Row | null>;
  /** Releases one that led to no account. */
  putBack(row: Row): Promise<void>;
  /** Deletes expired ones. */
  sweep(): Promise<void>;
}

const dayMs = 86_400_000;

export function createInvitations({ queries }: Database, now: () => Date): Invitations {
  const isOpen = () => gt(invitation.expiresAt, now());

  async function list(userId: string): Promise<Invitation[]> {
    const rows = await queries
      .select()
      .from(invitation)
      .where(and(eq(invitation.userId, userId), isOpen()))
      .orderBy(desc(invitation.id));
    return rows.map(shown);
  }

  return {
    list,
    async create(userId, { name, days }) {
      if ((await list(userId)).length >= limits.invitationsPerUser) {
        throw new LimitError(`You have ${limits.invitationsPerUser} open invitations. Revoke one first.`);
      }
      const token = randomBytes(24).toString("base64url");
      const row = {
        id: uuidv7(),
        userId,
        tokenHash: hash(token),
        name,
        createdAt: now(),
        expiresAt: new Date(now().getTime() + days * dayMs),
      };
      await queries.insert(invitation).values(row);
      return { ...shown(row), token };
    },
    async revoke(userId, id) {
      const gone = await queries
        .delete(invitation)
        .where(and(eq(invitation.userId, userId), eq(invitation.id, id)))
        .returning({ id: invitation.id });
      if (gone.length === 0) throw new NotFoundError();
    },
    async use(token) {
      const [row] = await queries
        .delete(invitation)
        .where(and(eq(invitation.tokenHash, hash(token)), isOpen()))
        .returning();
      return row ?? null;
    },
    async putBack(row) {
      await queries.insert(invitation).values(row);
    },
    async sweep() {
      await queries.delete(invitation).where(lte(invitation.expiresAt, now()));
    },
  };
}

function hash(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}

function shown({ id, name, createdAt, expiresAt }: Row): Invitation {
  return { id, name, createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() };
}
