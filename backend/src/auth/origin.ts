import type { FastifyRequest } from "fastify";
import { OriginRefusedError } from "../errors.ts";

/**
 * The origin a browser sees for this server: according to trusted proxies, or else the connection. The
 * single source for the `Secure` attribute of cookies, the origin check and Better Auth.
 */
export function originOf(request: FastifyRequest): string {
  return new URL(`${request.protocol}://${request.host}`).origin;
}

export function isSecure(request: FastifyRequest): boolean {
  return request.protocol === "https";
}

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses cross-site requests, which a browser would send with this person's cookies. Browsers always state the
 * origin of such requests; programs, which do not, have nobody's cookies. Requests with API keys are exempt where keys
 * are accepted, since no page sends them by itself; other credentials are not, since browsers remember those of a
 * proxy with its own login. See OWASP, "Cross-Site Request Forgery Prevention", on verifying the origin.
 * @throws {OriginRefusedError}
 */
export function checkOrigin(request: FastifyRequest): void {
  if (safeMethods.has(request.method) || bringsKey(request)) return;
  const { origin } = request.headers;
  const site = request.headers["sec-fetch-site"];
  const foreign =
    origin === undefined ? site === "cross-site" || site === "same-site" : origin !== originOf(request);
  if (foreign) throw new OriginRefusedError();
}

/** Calls below `/api/auth/` use only the cookie, whatever else a request contains. */
function bringsKey({ headers, routeOptions }: FastifyRequest): boolean {
  return /^Bearer /i.test(headers.authorization ?? "") && !routeOptions.url?.startsWith("/api/auth/");
}
