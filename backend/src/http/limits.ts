import rateLimit from "@fastify/rate-limit";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { RateLimitedError } from "../errors.ts";
import { sharedCounts } from "../workers/shared-counts.ts";
import type { Worker } from "../workers/worker.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** How many calls a request counts as, if not one. */
    calls?: (request: FastifyRequest) => number;
  }
}

const windowMs = 60_000;

/** Whether a refused request counts, so that endless retries are limited too. */
export type RefusalCount = (request: FastifyRequest) => Promise<RateLimitedError | null>;

/**
 * Limits the calls per minute: of an API key, of a person, or of a network address for unauthenticated requests.
 * Authenticated callers are counted after authentication, so that people behind one address do not share a limit, and
 * a runaway script does not lock out its owner.
 * @param perMinute maximum number of calls
 * @param worker this process, if it is one of several that count together
 * @returns a function that counts a request refused before it was counted, and returns the error once there were too
 *   many. Nobody is refused because of others at the same address.
 */
export async function registerLimits(
  app: FastifyInstance,
  perMinute: number,
  worker: Worker | null,
): Promise<RefusalCount> {
  await app.register(rateLimit, {
    max: perMinute,
    timeWindow: windowMs,
    ...(worker && { store: sharedCounts(worker, windowMs) }),
    hook: "preHandler",
    keyGenerator: ({ caller, ip }) =>
      caller?.actor === "api" ? caller.credential.id : (caller?.userId ?? ip),
    allowList: ({ routeOptions }) => routeOptions.url === "/health",
    errorResponseBuilder: (_request, { ttl }) => errorOf(ttl),
  });
  // The same counters as the limit above.
  const count = app.createRateLimit();
  const countOne = async (request: FastifyRequest) => {
    const taken = await count(request);
    return !taken.isAllowed && taken.isExceeded ? errorOf(taken.ttl) : null;
  };
  app.addHook("preHandler", async (request) => {
    const calls = Math.min(request.routeOptions.config.calls?.(request) ?? 1, perMinute + 1);
    // The first is counted like any request.
    for (let further = 1; further < calls; further++) {
      const error = await countOne(request);
      if (error) throw error;
    }
  });
  return async (request) => (request.caller ? null : countOne(request));
}

function errorOf(ttlMs: number): RateLimitedError {
  return new RateLimitedError(Math.max(1, Math.ceil(ttlMs / 1000)));
}
