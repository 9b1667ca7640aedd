import type { Logger } from "pino";
import type { Config } from "../config.ts";
import type { Database } from "../database/client.ts";
import { type ApiKeys, createApiKeys } from "./api-keys.ts";
import { createAttempts } from "./attempts.ts";
import type { BetterAuth } from "./better-auth.ts";
import { type CallerResolver, createCallerResolver } from "./caller.ts";
import { createGuessing, type Guessing } from "./guessing.ts";
import { createInvitations, type Invitations } from "./invitations.ts";
import { createKnownCallers, type KnownCallers } from "./known-callers.ts";
import { createRegistration, type Registration } from "./registration.ts";
import { createRevocations, type Revocations } from "./revocations.ts";
import { createSecurityEvents, type SecurityEvents } from "./security-events.ts";
import { createSessions, type Sessions } from "./sessions.ts";

/** Accounts, sessions and keys. */
export interface Auth extends CallerResolver {
  /** Loaded on first use: existing sessions are checked without it. */
  betterAuthFor(secure: boolean): Promise<BetterAuth>;
  guessing: Guessing;
  keys: ApiKeys;
  registration: Registration;
  invitations: Invitations;
  events: SecurityEvents;
  sessions: Sessions;
  known: KnownCallers;
  revocations: Revocations;
  /** Deletes what has expired; call it periodically. */
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
  const betterAuthFor = async (secure: boolean) => {
    const { createBetterAuth } = await import("./better-auth.ts");
    const made = instances.get(secure) ?? createBetterAuth(database, secret, secure, logger);
    instances.set(secure, made);
    return made;
  };
  const revocations = createRevocations(database, logger);
  const known = createKnownCallers(database, revocations, now);
  const attempts = createAttempts(database, now);
  const events = createSecurityEvents(database, now);
  const invitations = createInvitations(database, now);
  return {
    ...createCallerResolver({ database, authFor: betterAuthFor, secret, known, now }),
    betterAuthFor,
    guessing: createGuessing({ attempts, events, secret, limits }),
    keys: createApiKeys(database, () => betterAuthFor(false), events, now),
    registration: createRegistration(database, attempts, invitations, registration),
    invitations,
    events,
    sessions: createSessions(database, now),
    known,
    revocations,
    sweep: async () => {
      await attempts.sweep();
      await events.sweep();
      await invitations.sweep();
    },
  };
}
