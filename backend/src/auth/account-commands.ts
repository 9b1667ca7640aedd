import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { hashPassword } from "better-auth/crypto";
import { and, eq, inArray } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { Database } from "../database/client.ts";
import { account, apikey, attempt, securityEvent, session, user } from "../database/schema/index.ts";
import { accountHash } from "./security-events.ts";

/** What an operator can do to a person's account. */
export interface AccountCommand {
  action: "end-sessions" | "reset-password";
  email: string;
  /** Whether to delete the API keys too. */
  keys: boolean;
}

export const usage = `Usage:
  end-sessions EMAIL [--keys]      signs a person out everywhere
  reset-password EMAIL [--keys]    gives a person a new password, which is printed, and signs them out everywhere
  --keys                           deletes their API keys too`;

/** There is no such command or account; the message says what to do. */
export class AccountCommandError extends Error {}

/** @throws {AccountCommandError} */
export function readAccountCommand(args: readonly string[]): AccountCommand {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { keys: { type: "boolean", default: false } },
    });
    const [action, email, ...rest] = positionals;
    if ((action === "end-sessions" || action === "reset-password") && email && rest.length === 0) {
      return { action, email: email.trim().toLowerCase(), keys: values.keys };
    }
  } catch {
    // An unknown option.
  }
  throw new AccountCommandError(usage);
}

/**
 * Carries out a command in one transaction. Servers on the same database end open streams at once.
 * @returns the message to print
 * @throws {AccountCommandError} if nobody has the address
 */
export async function runAccountCommand(
  database: Database,
  { action, email, keys }: AccountCommand,
  now: Date,
): Promise<string> {
  const password = action === "reset-password" ? newPassword() : null;
  const hash = password && (await hashPassword(password));
  return database.transaction(async (queries) => {
    const [person] = await queries.select({ id: user.id }).from(user).where(eq(user.email, email));
    if (!person) throw new AccountCommandError(`Nobody has an account with the address ${email}.`);
    const userId = person.id;
    if (hash) {
      await queries
        .update(account)
        .set({ password: hash, updatedAt: now })
        .where(and(eq(account.userId, userId), eq(account.providerId, "credential")));
      // People who forgot their password may have locked themselves out.
      await queries
        .delete(attempt)
        .where(inArray(attempt.key, [`account:${accountHash(email)}`, `confirm:${userId}`]));
    }
    const sessions = await queries.delete(session).where(eq(session.userId, userId)).returning();
    const gone = keys ? await queries.delete(apikey).where(eq(apikey.referenceId, userId)).returning() : [];
    const kind = hash ? "password_changed" : "sessions_ended";
    await queries.insert(securityEvent).values({ id: uuidv7(), userId, kind, at: now });
    return [
      `Sessions ended: ${sessions.length}. API keys deleted: ${gone.length}.`,
      ...(password ? [`The new password of ${email}, to be changed in the settings: ${password}`] : []),
    ].join("\n");
  });
}

/** Without characters that look alike. */
const signs = "abcdefghjkmnpqrstuvwxyz23456789";

/** Some 99 bits, in groups that are easy to read aloud. */
function newPassword(): string {
  const group = () => Array.from({ length: 5 }, () => signs[randomInt(signs.length)]).join("");
  return Array.from({ length: 4 }, group).join("-");
}
