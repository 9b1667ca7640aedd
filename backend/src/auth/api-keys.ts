import { type ApiKey, type ApiKeyScope, limits } from "@todo-chatbot/contracts";
import { and, desc, eq, gt, isNull, or } from "drizzle-orm";
import type { FastifyRequest } from "fastify";
import type { Database } from "../database/client.ts";
import { apikey } from "../database/schema/index.ts";
import { LimitError, NotFoundError } from "../errors.ts";
import type { BetterAuth } from "./better-auth.ts";
import { permissionsOf, scopesOf } from "./scopes.ts";
import type { SecurityEvents } from "./security-events.ts";

export interface NewApiKey {
  name: string;
  scopes: readonly ApiKeyScope[];
  /** Seconds from now; null: never. */
  expiresIn: number | null;
}

/** The API keys of people. The request is only used to record where a change came from. */
export interface ApiKeys {
  /**
   * @returns the key with its secret, which is not stored
   * @throws {LimitError} if the person has the maximum number
   */
  create(request: FastifyRequest, userId: string, details: NewApiKey): Promise<ApiKey & { key: string }>;
  /** Those that have not expired, newest first. */
  list(userId: string): Promise<ApiKey[]>;
  /** @throws {NotFoundError} */
  delete(request: FastifyRequest, userId: string, id: string): Promise<void>;
  deleteAll(request: FastifyRequest, userId: string): Promise<void>;
}

export function createApiKeys(
  database: Database,
  betterAuth: () => Promise<BetterAuth>,
  events: SecurityEvents,
  now: () => Date,
): ApiKeys {
  async function list(userId: string): Promise<ApiKey[]> {
    const rows = await database.queries
      .select()
      .from(apikey)
      .where(and(eq(apikey.referenceId, userId), or(isNull(apikey.expiresAt), gt(apikey.expiresAt, now()))))
      .orderBy(desc(apikey.id));
    return rows.map(shown);
  }

  /** @returns how many there were */
  async function remove(request: FastifyRequest, userId: string, id?: string): Promise<number> {
    const whose = eq(apikey.referenceId, userId);
    const gone = await database.queries
      .delete(apikey)
      .where(id === undefined ? whose : and(whose, eq(apikey.id, id)))
      .returning();
    for (const key of gone) events.record(request, "api_key_deleted", { userId, subject: key });
    return gone.length;
  }

  return {
    list,
    async create(request, userId, { name, scopes, expiresIn }) {
      const { api } = await betterAuth();
      const { id, key } = await api.createApiKey({
        body: { userId, name, permissions: permissionsOf(scopes), expiresIn },
      });
      // Counted including the new one, so that of keys created concurrently not all pass as the last one allowed.
      const keys = await list(userId);
      const made = keys.find((one) => one.id === id);
      if (!made || keys.length > limits.apiKeysPerUser) {
        await database.queries.delete(apikey).where(eq(apikey.id, id));
        throw new LimitError(`You have ${limits.apiKeysPerUser} API keys. Delete one first.`);
      }
      events.record(request, "api_key_created", { userId, subject: made });
      return { ...made, key };
    },
    async delete(request, userId, id) {
      if ((await remove(request, userId, id)) === 0) throw new NotFoundError();
    },
    async deleteAll(request, userId) {
      await remove(request, userId);
    },
  };
}

function shown(row: typeof apikey.$inferSelect): ApiKey {
  return {
    id: row.id,
    name: row.name ?? "",
    start: row.start,
    scopes: [...scopesOf(row.permissions)],
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastRequest?.toISOString() ?? null,
  };
}
