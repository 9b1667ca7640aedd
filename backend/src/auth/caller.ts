import { defaultKeyHasher } from "@better-auth/api-key";
import { type Actor, type ApiKeyScope, type Profile, personHeader } from "@todo-chatbot/contracts";
import { eq } from "drizzle-orm";
import type { FastifyReply, FastifyRequest } from "fastify";
import { v7 as uuidv7 } from "uuid";
import type { Database } from "../database/client.ts";
import { apikey, session, user } from "../database/schema/index.ts";
import {
  DatabaseUnavailableError,
  InvalidKeyError,
  PersonChangedError,
  UnauthenticatedError,
} from "../http/errors.ts";
import type { Principal } from "../tasks/types.ts";
import type { BetterAuth } from "./better-auth.ts";
import { isSecure } from "./origin.ts";
import { allScopes, scopesOf } from "./scopes.ts";
import { sessionDays } from "./session-days.ts";

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

const dayMs = 86_400_000;

const bearer = /^Bearer +(\S+)$/i;

/** A browser's session and its person. */
export interface SignedIn {
  session: { id: string; token: string; expiresAt: Date };
  user: { id: string } & ProfileFields;
}

/** The one answer to who makes a request. */
export interface CallerResolver {
  /**
   * By session cookie or API key, in one round trip.
   * @throws {UnauthenticatedError | PersonChangedError}
   */
  callerOf(request: FastifyRequest, reply: FastifyReply): Promise<Caller>;
  /**
   * By session cookie alone; null when there is no session.
   * @throws {PersonChangedError}
   */
  sessionOf(request: FastifyRequest, reply: FastifyReply): Promise<SignedIn | null>;
}

interface CallerParts {
  database: Database;
  authFor: (secure: boolean) => BetterAuth;
  now: () => Date;
}

export function createCallerResolver({ database, authFor, now }: CallerParts): CallerResolver {
  async function byKey(key: string): Promise<Caller> {
    const [found] = await database.queries
      .select({ key: apikey, user })
      .from(apikey)
      .innerJoin(user, eq(user.id, apikey.referenceId))
      .where(eq(apikey.key, await defaultKeyHasher(key)));
    const at = now();
    if (!found || found.key.enabled === false || (found.key.expiresAt && found.key.expiresAt <= at)) {
      throw new InvalidKeyError();
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

  async function sessionOf(request: FastifyRequest, reply: FastifyReply): Promise<SignedIn | null> {
    const { cookie } = request.headers;
    if (!cookie) return null;
    const found = await authFor(isSecure(request))
      .api.getSession({ headers: new Headers({ cookie }), returnHeaders: true })
      .catch((cause: unknown) => {
        // Better Auth does not say why it failed; nothing else in it fails here.
        throw new DatabaseUnavailableError({ cause });
      });
    if (!found.response) return null;
    const { session: current, user: person } = found.response;
    if (now().getTime() - current.createdAt.getTime() >= sessionDays.total * dayMs) {
      await database.queries.delete(session).where(eq(session.id, current.id));
      return null;
    }
    const shown = request.headers[personHeader];
    if (shown !== undefined && shown !== person.id) throw new PersonChangedError();
    // A lengthened session. A cookie is never taken away here: an answer to an old one may arrive after a new
    // sign-in and would end it.
    const cookies = found.headers.getSetCookie();
    if (cookies.length > 0) reply.header("set-cookie", cookies);
    return { session: current, user: person };
  }

  async function bySession(request: FastifyRequest, reply: FastifyReply): Promise<Caller> {
    const found = await sessionOf(request, reply);
    if (!found) throw new UnauthenticatedError();
    const { id, expiresAt } = found.session;
    return {
      userId: found.user.id,
      actor: "user",
      scopes: allScopes,
      profile: profileOf(found.user),
      credential: { id, expiresAt },
    };
  }

  return {
    sessionOf,
    callerOf: async (request, reply) => {
      const { authorization } = request.headers;
      if (authorization === undefined) return bySession(request, reply);
      const key = bearer.exec(authorization)?.[1];
      if (!key) throw new UnauthenticatedError("Send an API key as Authorization: Bearer KEY.");
      return byKey(key);
    },
  };
}

interface ProfileFields {
  id: string;
  name: string;
  email: string;
  timeZone?: string | null | undefined;
  weekStart?: number | null | undefined;
  locale?: string | null | undefined;
}

export function profileOf({ id, name, email, timeZone, weekStart, locale }: ProfileFields): Profile {
  return { id, name, email, timeZone: timeZone ?? "UTC", weekStart: weekStart ?? 1, locale: locale ?? "en" };
}
