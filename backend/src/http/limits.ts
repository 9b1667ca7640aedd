import rateLimit from "@fastify/rate-limit";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { RateLimitedError } from "../errors.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** How many calls a request is, where that is not one. */
    calls?: (request: FastifyRequest) => number;
  }
}

/** Whether a request that is refused counts, so that trying on without end is refused too. */
export type RefusalCount = (request: FastifyRequest) => Promise<RateLimitedError | null>;

/**
 * Limits the calls per minute: of an API key, of a person, or of a network address for whoever is not known.
 * Known callers are counted once they are known, so that people behind one address do not share a limit, and a
 * script that runs wild does not keep its owner out.
 * @param perMinute how many calls
 * @returns counts a request that was refused before it was counted, and gives the error once there were too many.
 *   Nobody is refused for what others at their address did wrong.
 */
export async function registerLimits(app: FastifyInstance, perMinute: number): Promise<RefusalCount> {
  await app.register(rateLimit, {
    max: perMinute,
    timeWindow: 60_000,
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
    // The first is counted as every request is.
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
