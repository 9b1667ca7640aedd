import { createHash } from "node:crypto";
import { type Actor, type ApiKeyScope, type Profile, personHeader } from "@todo-chatbot/contracts";
import { eq, sql } from "drizzle-orm";
import type { FastifyReply, FastifyRequest } from "fastify";
import { v7 as uuidv7 } from "uuid";
import type { Database } from "../database/client.ts";
import { apikey, session } from "../database/schema/index.ts";
import { statement } from "../database/statement.ts";
import {
  DatabaseUnavailableError,
  InvalidKeyError,
  PersonChangedError,
  UnauthenticatedError,
} from "../errors.ts";
import type { Principal } from "../tasks/types.ts";
import type { BetterAuth } from "./better-auth.ts";
import type { KnownCallers } from "./known-callers.ts";
import { isSecure } from "./origin.ts";
import { allScopes, scopesOf } from "./scopes.ts";
import { type ShownSession, shownSession, signedToken } from "./session-cookie.ts";
import { sessionDays } from "./session-days.ts";

/** Who makes a request. */
export interface Caller {
  userId: string;
  /** A person in a browser, or a program with an API key. */
  actor: Extract<Actor, "user" | "api">;
  scopes: readonly ApiKeyScope[];
  profile: Profile;
  /** The session or API key they authenticated with. */
  credential: { id: string; expiresAt: Date | null };
}

declare module "fastify" {
  interface FastifyRequest {
    /** Set on every route that needs one, before the body is read. */
    caller: Caller;
  }
}

/** The caller as a principal of the task service. Each request is a separate group of changes. */
export function principalOf(request: FastifyRequest): Principal {
  const { userId, actor } = request.caller;
  return { userId, actor, groupId: uuidv7() };
}

/** The last use of a key is updated at most this often. */
const lastUseResolutionMs = 60_000;

const dayMs = 86_400_000;

const bearer = /^Bearer +(\S+)$/i;

/** A browser's session and its person. */
export interface SignedIn {
  session: { id: string; token: string; expiresAt: Date };
  user: { id: string } & ProfileFields;
}

/** Authenticates requests. */
export interface CallerResolver {
  /**
   * By session cookie or API key, in one round trip, or none if it was just looked up.
   * @throws {UnauthenticatedError | PersonChangedError}
   */
  callerOf(request: FastifyRequest, reply: FastifyReply): Promise<Caller>;
  /**
   * Only by session cookie; null if there is no session.
   * @throws {PersonChangedError}
   */
  sessionOf(request: FastifyRequest, reply: FastifyReply): Promise<SignedIn | null>;
}

interface CallerParts {
  database: Database;
  authFor: (secure: boolean) => Promise<BetterAuth>;
  /** Secret that sessions are signed with. */
  secret: string;
  known: KnownCallers;
  now: () => Date;
}

export function createCallerResolver({ database, authFor, secret, known, now }: CallerParts): CallerResolver {
  async function byKey(key: string): Promise<Caller> {
    const [found] = await database.run<FoundKey>(keyStatement, { hash: keyHash(key) });
    const at = now();
    const expiresAt = found?.expiresAt == null ? null : new Date(found.expiresAt);
    if (!found || found.enabled === false || (expiresAt && expiresAt <= at)) throw new InvalidKeyError();
    const { id, permissions, person } = found;
    if (at.getTime() - (found.lastRequest ?? 0) > lastUseResolutionMs) {
      // Only informational, so the request neither waits for it nor fails with it.
      void database.queries
        .update(apikey)
        .set({ lastRequest: at })
        .where(eq(apikey.id, id))
        .then(undefined, () => undefined);
    }
    return {
      userId: person.id,
      actor: "api",
      scopes: scopesOf(permissions),
      profile: profileOf(person),
      credential: { id, expiresAt },
    };
  }

  /** By a session of which only the person is needed; null if Better Auth has to handle it. */
  async function byPlainSession({ value, isBrief }: ShownSession): Promise<Caller | null> {
    const token = signedToken(value, secret);
    if (token === null) return null;
    const [found] = await database.run<FoundSession>(sessionStatement, { token });
    const at = now().getTime();
    if (!found) return null;
    const end = Math.min(found.expiresAt, found.createdAt + sessionDays.total * dayMs);
    if (end <= at) return null;
    const isToLengthen = found.expiresAt - (sessionDays.idle - sessionDays.lengthenedAfter) * dayMs <= at;
    if (isToLengthen && !isBrief) return null;
    return {
      userId: found.person.id,
      actor: "user",
      scopes: allScopes,
      profile: profileOf(found.person),
      credential: { id: found.id, expiresAt: new Date(end) },
    };
  }

  async function sessionOf(request: FastifyRequest, reply: FastifyReply): Promise<SignedIn | null> {
    const { cookie } = request.headers;
    if (!cookie) return null;
    const betterAuth = await authFor(isSecure(request));
    const found = await betterAuth.api
      .getSession({ headers: new Headers({ cookie }), returnHeaders: true })
      .catch((cause: unknown) => {
        // Better Auth does not say why it failed; nothing else in it fails here.
        throw new DatabaseUnavailableError({ cause });
      });
    if (!found.response) return null;
    const { session: current, user: person } = found.response;
    if (now().getTime() - current.createdAt.getTime() >= sessionDays.total * dayMs) {
      await database.queries.delete(session).where(eq(session.id, current.id));
      known.forgetAll();
      return null;
    }
    checkPerson(request, person.id);
    // An extended session. A cookie is never removed here: the response to an old one may arrive after a new
    // sign-in and would end it.
    const cookies = found.headers.getSetCookie();
    if (cookies.length > 0) reply.header("set-cookie", cookies);
    return { session: current, user: person };
  }

  async function bySession(request: FastifyRequest, reply: FastifyReply): Promise<Caller> {
    const shown = shownSession(request.headers.cookie ?? "", isSecure(request));
    if (shown) {
      const caller = await known.find(`${shown.isBrief} ${shown.value}`, () => byPlainSession(shown));
      if (caller) {
        checkPerson(request, caller.userId);
        return caller;
      }
    }
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
      const caller = await known.find(`Bearer ${key}`, () => byKey(key));
      if (!caller) throw new InvalidKeyError();
      return caller;
    },
  };
}

/** The hash under which Better Auth stores keys. */
function keyHash(key: string): string {
  return createHash("sha256").update(key).digest("base64url");
}

/** A page acts for the person it shows, and for nobody else. @throws {PersonChangedError} */
function checkPerson(request: FastifyRequest, userId: string): void {
  const shown = request.headers[personHeader];
  if (shown !== undefined && shown !== userId) throw new PersonChangedError();
}

/** Milliseconds since 1970, the same with every driver. */
const epochMs = (column: string) => sql.raw(`(extract(epoch FROM ${column}) * 1000)::float8`);

const personJson = sql`json_build_object('id', u.id, 'name', u.name, 'email', u.email, 'timeZone', u.time_zone,
  'weekStart', u.week_start, 'locale', u.locale)`;

interface FoundSession {
  id: string;
  expiresAt: number;
  createdAt: number;
  person: ProfileFields;
}

const sessionStatement = statement<{ token: string }>(
  "caller_by_session",
  sql`SELECT s.id, ${epochMs("s.expires_at")} AS "expiresAt", ${epochMs("s.created_at")} AS "createdAt",
      ${personJson} AS person
    FROM session s JOIN "user" u ON u.id = s.user_id WHERE s.token = ${sql.placeholder("token")}`,
);

interface FoundKey {
  id: string;
  enabled: boolean | null;
  expiresAt: number | null;
  lastRequest: number | null;
  permissions: string | null;
  person: ProfileFields;
}

const keyStatement = statement<{ hash: string }>(
  "caller_by_key",
  sql`SELECT k.id, k.enabled, ${epochMs("k.expires_at")} AS "expiresAt", ${epochMs("k.last_request")} AS "lastRequest",
      k.permissions, ${personJson} AS person
    FROM apikey k JOIN "user" u ON u.id = k.reference_id WHERE k.key = ${sql.placeholder("hash")}`,
);

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
