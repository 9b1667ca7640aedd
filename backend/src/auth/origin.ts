import type { FastifyRequest } from "fastify";
import { OriginRefusedError } from "../errors.ts";

/**
 * The origin a browser sees for this server: through the proxies the configuration trusts, else as
 * connected. The only place that decides it; cookies' `Secure`, the origin check and Better Auth follow.
 */
export function originOf(request: FastifyRequest): string {
  return new URL(`${request.protocol}://${request.host}`).origin;
}

export function isSecure(request: FastifyRequest): boolean {
  return request.protocol === "https";
}

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses what another site's page makes a browser send with this person's cookies. Browsers always tell the
 * origin of such requests; programs, which tell none, hold no one's cookies. API keys are exempt where they are
 * taken, as no page sends them by itself; other credentials are not, as browsers remember those of a proxy with a
 * login of its own. See OWASP, "Cross-Site Request Forgery Prevention", on verifying the origin.
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

/** The calls below `/api/auth/` go by the cookie alone, whatever else a request brings. */
function bringsKey({ headers, routeOptions }: FastifyRequest): boolean {
  return /^Bearer /i.test(headers.authorization ?? "") && !routeOptions.url?.startsWith("/api/auth/");
}
