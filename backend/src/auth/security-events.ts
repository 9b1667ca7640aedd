import { createHash } from "node:crypto";
import { type SecurityEvent, type SecurityEventKind, securityEventKind } from "@todo-chatbot/contracts";
import { desc, eq, sql } from "drizzle-orm";
import type { FastifyBaseLogger, FastifyRequest } from "fastify";
import { v7 as uuidv7 } from "uuid";
import type { Database } from "../database/client.ts";
import { securityEvent } from "../database/schema/index.ts";
import { deviceOf, longestUserAgent } from "./device.ts";

/** What only the log is told: it concerns no account, or one that is gone. */
type LoggedKind =
  | "account_deleted"
  | "api_key_refused"
  | "origin_refused"
  | "person_mismatch"
  | "rate_limited"
  | "sign_up_refused";

/** Those that may be an attack are logged as warnings. */
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
  /** The address somebody gave who is not known: the event goes to its account, if there is one. */
  email?: string;
  /** What it was done to: the id is logged, the name is kept for the person and is not. */
  subject?: { id: string; name?: string | null };
}

/** Writes down what concerns the security of accounts. */
export interface SecurityEvents {
  /**
   * Logs one line, and keeps the event for the person it concerns. It returns at once and never fails; what
   * cannot be kept is logged as that. An email is logged only as a hash, since it may be no one's here.
   */
  record(request: FastifyRequest, kind: SecurityEventKind | LoggedKind, details?: SecurityEventDetails): void;
  /** A person's events, the latest first. */
  list(userId: string): Promise<SecurityEvent[]>;
  /** Deletes what has been kept long enough. */
  sweep(): Promise<void>;
}

const keptDays = 90;
const listed = 50;

export function createSecurityEvents(database: Database, now: () => Date): SecurityEvents {
  /**
   * One statement whether the account exists or not, and not waited for: how long a refusal takes must not tell
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
        request.log.warn({ err: error, event: kind }, "A security event could not be kept"),
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

/** Names an address without telling it: log lines about one account can be found together. */
export function accountHash(email: string): string {
  return createHash("sha256").update(email.trim().toLowerCase()).digest("base64url");
}

/** A quiet log still tells these; only a silent one does not. */
function securityLog(log: FastifyBaseLogger): FastifyBaseLogger {
  return log.level === "silent" ? log : log.child({}, { level: "info" });
}
