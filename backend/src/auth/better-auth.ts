import { apiKey } from "@better-auth/api-key";
import { limits } from "@todo-chatbot/contracts";
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import type { Logger } from "pino";
import { v7 as uuidv7 } from "uuid";
import type { Database } from "../database/client.ts";
import * as schema from "../database/schema/index.ts";
import { addressHeader } from "./address-header.ts";
import { cookiePrefix } from "./session-cookie.ts";
import { sessionDays } from "./session-days.ts";

const day = 86_400;

/**
 * Better Auth over our tables. Its own rate limits and origin check are off: `attempts.ts` and `origin.ts` cover
 * all routes.
 * @param secure whether cookies carry `Secure`: one instance serves https, another http.
 */
export function createBetterAuth(database: Database, secret: string, secure: boolean, logger: Logger) {
  return betterAuth({
    appName: "Todo Chatbot",
    secret,
    basePath: "/api/auth",
    database: drizzleAdapter(database.queries, { provider: "pg", schema }),
    // `passwords.ts` validates passwords; these limits are in UTF-16 units, of which a character has one or two.
    emailAndPassword: {
      enabled: true,
      minPasswordLength: limits.passwordMin,
      maxPasswordLength: 1000,
    },
    session: {
      expiresIn: sessionDays.idle * day,
      updateAge: sessionDays.lengthenedAfter * day,
      // Deleting the account asks for the password instead, even in a new session.
      freshAge: 0,
    },
    user: {
      deleteUser: { enabled: true },
      additionalFields: {
        timeZone: { type: "string", required: false, input: true },
        weekStart: { type: "number", required: false, input: true },
        locale: { type: "string", required: false, input: true },
      },
    },
    plugins: [
      apiKey({
        defaultPrefix: "todo_",
        requireName: true,
        maximumNameLength: limits.nameLength,
        rateLimit: { enabled: false },
        keyExpiration: { minExpiresIn: 0, maxExpiresIn: 3650 },
      }),
    ],
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    // Only the origin a request was sent to is trusted; Better Auth takes it from the URL.
    trustedOrigins: (request) => (request ? [new URL(request.url).origin] : []),
    advanced: {
      cookiePrefix: cookiePrefix(secure),
      useSecureCookies: false,
      defaultCookieAttributes: { secure },
      disableCSRFCheck: true,
      ipAddress: { ipAddressHeaders: [addressHeader] },
      database: { generateId: () => uuidv7(), joins: true },
    },
    logger: {
      // Mistyped input is not worth a warning.
      log: (level, message, ...details) =>
        logger[level === "error" ? "error" : "debug"]({ details }, message),
    },
  });
}

export type BetterAuth = ReturnType<typeof createBetterAuth>;
