import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Config } from "../config.ts";
import { TooManyAttemptsError } from "../errors.ts";
import type { Attempts, Bucket } from "./attempts.ts";
import { isSecure } from "./origin.ts";
import { accountHash, type SecurityEventDetails, type SecurityEvents } from "./security-events.ts";

const minute = 60_000;
const yearSeconds = 365 * 86_400;

/** Something with a limited number of attempts. */
export interface Attempt {
  buckets: Bucket[];
  /** The event to record after too many attempts; null if no account is concerned. */
  lockout: ({ kind: "sign_in_locked" | "password_check_locked" } & SecurityEventDetails) | null;
}

interface GuessingParts {
  attempts: Attempts;
  events: SecurityEvents;
  secret: string;
  limits: Config["limits"];
}

/**
 * Guards passwords against guessing. A device that signed in to an account before holds a cookie saying so,
 * and its attempts are counted separately: somebody guessing at an account locks out only unknown devices, not
 * its owner. Unknown devices count per account and per network address. See OWASP, "Slow Down Online Guessing Attacks
 * with Device Cookies".
 */
export function createGuessing({ attempts, events, secret, limits }: GuessingParts) {
  const key = createHmac("sha256", secret).update("device cookie").digest();
  // Email addresses without an account must not be stored.
  const accountOf = accountHash;
  const sign = (device: string, account: string) =>
    createHmac("sha256", key).update(`${device} ${account}`).digest("base64url");
  const cookieName = (request: FastifyRequest) => `${isSecure(request) ? "__Host-" : ""}todo.device`;

  function deviceOf(request: FastifyRequest, account: string): string | null {
    const name = `${cookieName(request)}=`;
    const cookies = (request.headers.cookie ?? "").split(";").map((cookie) => cookie.trim());
    const [device = "", signature = ""] =
      cookies
        .find((cookie) => cookie.startsWith(name))
        ?.slice(name.length)
        .split(".") ?? [];
    const expected = Buffer.from(sign(device, account));
    const given = Buffer.from(signature);
    return given.length === expected.length && timingSafeEqual(given, expected) ? device : null;
  }

  return {
    /** The buckets of an attempt to sign in. */
    signIn(request: FastifyRequest, email: string): Attempt {
      const account = accountOf(email);
      const device = deviceOf(request, account);
      const window = { limit: limits.signInFailures, windowMs: 15 * minute };
      const strangers = [
        { ...window, key: `account:${account}` },
        { ...window, key: `address:${request.ip}`, limit: limits.signInFailuresPerAddress },
      ];
      const buckets = device ? [{ ...window, key: `device:${device}` }] : strangers;
      return { buckets, lockout: { kind: "sign_in_locked", email } };
    },

    /** The buckets of checking the password of a signed-in person. */
    confirm(userId: string): Attempt {
      return {
        buckets: [{ key: `confirm:${userId}`, limit: limits.signInFailures, windowMs: 15 * minute }],
        lockout: { kind: "password_check_locked", userId },
      };
    },

    signUp(request: FastifyRequest): Attempt {
      return {
        buckets: [{ key: `sign-up:${request.ip}`, limit: limits.signUpsPerAddress, windowMs: 60 * minute }],
        lockout: null,
      };
    },

    /**
     * Counts an attempt before it is made. When the limit is first exceeded, the account's person is notified once.
     * @throws {TooManyAttemptsError}
     */
    async take(request: FastifyRequest, { buckets, lockout }: Attempt): Promise<void> {
      try {
        await attempts.take(buckets);
      } catch (error) {
        if (lockout && error instanceof TooManyAttemptsError && error.begins) {
          events.record(request, lockout.kind, lockout);
        }
        throw error;
      }
    },

    /** Removes an attempt, since it succeeded. */
    giveBack: ({ buckets }: Attempt): Promise<void> => attempts.giveBack(buckets),

    /**
     * Makes the device known to the account.
     * @returns whether it was unknown before
     */
    remember(request: FastifyRequest, reply: FastifyReply, email: string): boolean {
      const account = accountOf(email);
      if (deviceOf(request, account)) return false;
      const device = randomBytes(12).toString("base64url");
      const attributes = `Path=/; Max-Age=${yearSeconds}; HttpOnly; SameSite=Lax${isSecure(request) ? "; Secure" : ""}`;
      const cookie = `${cookieName(request)}=${device}.${sign(device, account)}; ${attributes}`;
      reply.header("set-cookie", cookie);
      return true;
    },
  };
}

export type Guessing = ReturnType<typeof createGuessing>;
