import { createHash } from "node:crypto";
import { type SecurityEvent, type SecurityEventKind, securityEventKind } from "@todo-chatbot/contracts";
import { desc, eq, sql } from "drizzle-orm";
import type { FastifyBaseLogger, FastifyRequest } from "fastify";
import { v7 as uuidv7 } from "uuid";
import type { Database } from "../database/client.ts";
import { securityEvent } from "../database/schema/index.ts";
import { deviceOf, longestUserAgent } from "./device.ts";

/** Events that are only logged: they concern no account, or a deleted one. */
type LoggedKind =
  | "account_deleted"
  | "api_key_refused"
  | "origin_refused"
  | "person_mismatch"
  | "rate_limited"
  | "sign_up_refused";

/** Possible attacks are logged as warnings. */
const suspicious = new Set<SecurityEventKind | LoggedKind>([
  "sign_in_failed",
  "sign_in_locked",
  "password_check_failed",
  "password_check_locked",
  "api_key_refused",
  "origin_refused",
  "person_mismatch",
  "rate_limited",
  "sign_up_refused",
]);

export interface SecurityEventDetails {
  /** Whose account it concerns. */
  userId?: string | null;
  /** The email address an unauthenticated person gave: the event goes to its account, if there is one. */
  email?: string;
  /** What it was done to: the id is logged; the name is only stored for the person. */
  subject?: { id: string; name?: string | null };
}

/** Records security events of accounts. */
export interface SecurityEvents {
  /**
   * Logs one line, and stores the event for the person it concerns. Returns immediately and never fails; a failure to
   * store is logged. Email addresses are only logged as a hash, since they may not belong to an account here.
   */
  record(request: FastifyRequest, kind: SecurityEventKind | LoggedKind, details?: SecurityEventDetails): void;
  /** A person's events, newest first. */
  list(userId: string): Promise<SecurityEvent[]>;
  /** Deletes events past their retention period. */
  sweep(): Promise<void>;
}

const keptDays = 90;
const listed = 50;

export function createSecurityEvents(database: Database, now: () => Date): SecurityEvents {
  /**
   * One statement, whether or not the account exists, and not awaited: the time a refusal takes must not reveal
   * who has an account.
   */
  function keep(request: FastifyRequest, kind: SecurityEventKind, details: SecurityEventDetails): void {
    const { userId, email, subject } = details;
    const person = userId ? sql`id = ${userId}` : sql`email = ${email?.trim().toLowerCase() ?? null}`;
    const userAgent = request.headers["user-agent"]?.slice(0, longestUserAgent) ?? null;
    database.queries
      .execute(
        sql`INSERT INTO security_event (id, user_id, kind, at, address, user_agent, subject)
          SELECT ${uuidv7()}, id, ${kind}, ${now().toISOString()}::timestamptz, ${request.ip}, ${userAgent},
            ${subject?.name ?? null} FROM "user" WHERE ${person}`,
      )
      .then(undefined, (error: unknown) =>
        request.log.warn({ err: error, event: kind }, "A security event could not be stored"),
      );
  }

  return {
    record(request, kind, details = {}) {
      const { userId, email, subject } = details;
      securityLog(request.log)[suspicious.has(kind) ? "warn" : "info"](
        {
          event: kind,
          ...(userId && { userId }),
          ...(email !== undefined && { account: accountHash(email) }),
          ...(subject && { subject: subject.id }),
          ip: request.ip,
        },
        "security",
      );
      const known = securityEventKind.safeParse(kind);
      if (known.success && (userId || email !== undefined)) keep(request, known.data, details);
    },
    async list(userId) {
      const rows = await database.queries
        .select()
        .from(securityEvent)
        .where(eq(securityEvent.userId, userId))
        .orderBy(desc(securityEvent.at), desc(securityEvent.id))
        .limit(listed);
      return rows.map(({ id, kind, at, address, userAgent, subject }) => ({
        id,
        kind,
        at: at.toISOString(),
        address,
        device: deviceOf(userAgent),
        subject,
      }));
    },
    async sweep() {
      await database.queries.execute(
        sql`DELETE FROM security_event WHERE at < ${now().toISOString()}::timestamptz - make_interval(days => ${keptDays})`,
      );
    },
  };
}

/** Pseudonym of an email address, so that log lines about one account can be correlated. */
export function accountHash(email: string): string {
  return createHash("sha256").update(email.trim().toLowerCase()).digest("base64url");
}

/** Written at every log level except `silent`. */
function securityLog(log: FastifyBaseLogger): FastifyBaseLogger {
  return log.level === "silent" ? log : log.child({}, { level: "info" });
}
