import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Config } from "../config.ts";
import type { Attempts, Bucket } from "./attempts.ts";
import { isSecure } from "./origin.ts";
import { accountHash } from "./security-events.ts";

const minute = 60_000;
const yearSeconds = 365 * 86_400;

/**
 * Guards passwords against guessing. A device that signed in to an account before holds a cookie saying so,
 * and its attempts are counted on their own: whoever guesses at an account locks out strangers only, not its
 * owner. Strangers count per account and per network address. See OWASP, "Slow Down Online Guessing Attacks
 * with Device Cookies".
 */
export function createGuessing(attempts: Attempts, secret: string, limits: Config["limits"]) {
  const key = createHmac("sha256", secret).update("device cookie").digest();
  // Addresses of people who have no account here must not be kept.
  const accountOf = accountHash;
  const sign = (device: string, account: string) =>
    createHmac("sha256", key).update(`${device} ${account}`).digest("base64url");
  const cookieName = (request: FastifyRequest) => `${isSecure(request) ? "__Secure-" : ""}todo.device`;

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
    /** What an attempt to sign in counts in. */
    signIn(request: FastifyRequest, email: string): Bucket[] {
      const account = accountOf(email);
      const device = deviceOf(request, account);
      if (device) return [{ key: `device:${device}`, limit: limits.signInFailures, windowMs: 15 * minute }];
      return [
        { key: `account:${account}`, limit: limits.signInFailures, windowMs: 15 * minute },
        { key: `address:${request.ip}`, limit: limits.signInFailuresPerAddress, windowMs: 15 * minute },
      ];
    },

    /** What asking for the password of a signed-in person counts in. */
    confirm(userId: string): Bucket[] {
      return [{ key: `confirm:${userId}`, limit: limits.signInFailures, windowMs: 15 * minute }];
    },

    signUp(request: FastifyRequest): Bucket[] {
      return [{ key: `sign-up:${request.ip}`, limit: limits.signUpsPerAddress, windowMs: 60 * minute }];
    },

    take: attempts.take,
    giveBack: attempts.giveBack,

    /** Lets the device be known to the account from now on. */
    remember(request: FastifyRequest, reply: FastifyReply, email: string): void {
      const account = accountOf(email);
      if (deviceOf(request, account)) return;
      const device = randomBytes(12).toString("base64url");
      const attributes = `Path=/; Max-Age=${yearSeconds}; HttpOnly; SameSite=Lax${isSecure(request) ? "; Secure" : ""}`;
      const cookie = `${cookieName(request)}=${device}.${sign(device, account)}; ${attributes}`;
      reply.header("set-cookie", cookie);
    },
  };
}

export type Guessing = ReturnType<typeof createGuessing>;
