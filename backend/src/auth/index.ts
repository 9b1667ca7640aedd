import type { FastifyReply, FastifyRequest } from "fastify";
import type { Logger } from "pino";
import type { Config } from "../config.ts";
import type { Database } from "../database/client.ts";
import { type ApiKeys, createApiKeys } from "./api-keys.ts";
import { createAttempts } from "./attempts.ts";
import { type BetterAuth, createBetterAuth } from "./better-auth.ts";
import { type Caller, createCallerResolver } from "./caller.ts";
import { createGuessing, type Guessing } from "./guessing.ts";
import { createInvitations, type Invitations } from "./invitations.ts";
import { createRegistration, type Registration } from "./registration.ts";
import { createRevocations, type Revocations } from "./revocations.ts";
import { createSecurityEvents, type SecurityEvents } from "./security-events.ts";

/** Accounts, sessions and keys. */
export interface Auth {
  /** @throws {UnauthenticatedError} */
  callerOf(request: FastifyRequest, reply: FastifyReply): Promise<Caller>;
  betterAuthFor(secure: boolean): BetterAuth;
  guessing: Guessing;
  keys: ApiKeys;
  registration: Registration;
  invitations: Invitations;
  events: SecurityEvents;
  revocations: Revocations;
  /** Deletes what has run out; to be called now and then. */
  sweep(): Promise<void>;
}

export interface AuthParts {
  database: Database;
  secret: string;
  limits: Config["limits"];
  registration: Config["registration"];
  logger: Logger;
  now?: () => Date;
}

export function createAuth({
  database,
  secret,
  limits,
  registration,
  logger,
  now = () => new Date(),
}: AuthParts): Auth {
  const instances = new Map<boolean, BetterAuth>();
  const betterAuthFor = (secure: boolean) => {
    const made = instances.get(secure) ?? createBetterAuth(database, secret, secure, logger);
    instances.set(secure, made);
    return made;
  };
  const attempts = createAttempts(database, now);
  const events = createSecurityEvents(database, now);
  const invitations = createInvitations(database, now);
  return {
    callerOf: createCallerResolver(database, betterAuthFor, now),
    betterAuthFor,
    guessing: createGuessing(attempts, secret, limits),
    keys: createApiKeys(database, () => betterAuthFor(false), events, now),
    registration: createRegistration(database, attempts, invitations, registration),
    invitations,
    events,
    revocations: createRevocations(database, logger),
    sweep: async () => {
      await attempts.sweep();
      await events.sweep();
      await invitations.sweep();
    },
  };
}
