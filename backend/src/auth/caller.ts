import { defaultKeyHasher } from "@better-auth/api-key";
import type { Actor, ApiKeyScope, Profile } from "@todo-chatbot/contracts";
import { eq } from "drizzle-orm";
import type { FastifyReply, FastifyRequest } from "fastify";
import { v7 as uuidv7 } from "uuid";
import type { Database } from "../database/client.ts";
import { apikey, user } from "../database/schema/index.ts";
import { DatabaseUnavailableError, UnauthenticatedError } from "../http/errors.ts";
import type { Principal } from "../tasks/types.ts";
import type { BetterAuth } from "./better-auth.ts";
import { isSecure } from "./origin.ts";
import { allScopes, scopesOf } from "./scopes.ts";

/** Who makes a request. */
export interface Caller {
  userId: string;
  /** A person in a browser, or a program with an API key. */
  actor: Extract<Actor, "user" | "api">;
  scopes: readonly ApiKeyScope[];
  profile: Profile;
  /** The session or API key that lets them in. */
  credential: { id: string; expiresAt: Date | null };
}

declare module "fastify" {
  interface FastifyRequest {
    /** Set on every route that needs one, before the body is read. */
    caller: Caller;
  }
}

/** The caller as the task service knows them. Each request is a group of changes of its own. */
export function principalOf(request: FastifyRequest): Principal {
  const { userId, actor } = request.caller;
  return { userId, actor, groupId: uuidv7() };
}

/** A key that is used writes when it was used at most this often. */
const lastUseResolutionMs = 60_000;

const bearer = /^Bearer +(\S+)$/i;

/**
 * Finds out who makes a request, by session cookie or API key, in one round trip.
 * @throws {UnauthenticatedError}
 */
export function createCallerResolver(
  database: Database,
  authFor: (secure: boolean) => BetterAuth,
  now: () => Date,
): (request: FastifyRequest, reply: FastifyReply) => Promise<Caller> {
  async function byKey(key: string): Promise<Caller> {
    const [found] = await database.queries
      .select({ key: apikey, user })
      .from(apikey)
      .innerJoin(user, eq(user.id, apikey.referenceId))
      .where(eq(apikey.key, await defaultKeyHasher(key)));
    const at = now();
    if (!found || found.key.enabled === false || (found.key.expiresAt && found.key.expiresAt <= at)) {
      throw new UnauthenticatedError("This API key is not valid. Make one in the settings.");
    }
    if (at.getTime() - (found.key.lastRequest?.getTime() ?? 0) > lastUseResolutionMs) {
      // It only informs, so the request neither waits for it nor fails with it.
      void database.queries
        .update(apikey)
        .set({ lastRequest: at })
        .where(eq(apikey.id, found.key.id))
        .then(undefined, () => undefined);
    }
    const { id, expiresAt, permissions } = found.key;
    return {
      userId: found.user.id,
      actor: "api",
      scopes: scopesOf(permissions),
      profile: profileOf(found.user),
      credential: { id, expiresAt },
    };
  }

  async function bySession(request: FastifyRequest, reply: FastifyReply): Promise<Caller> {
    const { cookie } = request.headers;
    if (!cookie) throw new UnauthenticatedError();
    const found = await authFor(isSecure(request))
      .api.getSession({ headers: new Headers({ cookie }), returnHeaders: true })
      .catch((cause: unknown) => {
        // Better Auth does not say why it failed; nothing else in it fails here.
        throw new DatabaseUnavailableError({ cause });
      });
    if (!found.response) throw new UnauthenticatedError();
    // A lengthened session. A cookie is never taken away here: an answer to an old one may arrive after a new
    // sign-in and would end it.
    const cookies = found.headers.getSetCookie();
    if (cookies.length > 0) reply.header("set-cookie", cookies);
    const { session, user: person } = found.response;
    return {
      userId: person.id,
      actor: "user",
      scopes: allScopes,
      profile: profileOf(person),
      credential: { id: session.id, expiresAt: session.expiresAt },
    };
  }

  return (request, reply) => {
    const { authorization } = request.headers;
    if (authorization === undefined) return bySession(request, reply);
    const key = bearer.exec(authorization)?.[1];
    if (!key) throw new UnauthenticatedError("Send an API key as Authorization: Bearer KEY.");
    return byKey(key);
  };
}

interface ProfileFields {
  name: string;
  email: string;
  timeZone?: string | null | undefined;
  weekStart?: number | null | undefined;
  locale?: string | null | undefined;
}

export function profileOf({ name, email, timeZone, weekStart, locale }: ProfileFields): Profile {
  return { name, email, timeZone: timeZone ?? "UTC", weekStart: weekStart ?? 1, locale: locale ?? "en" };
}
