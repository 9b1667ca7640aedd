import type { FastifyInstance } from "fastify";
import {
  InvalidKeyError,
  OriginRefusedError,
  PersonChangedError,
  RateLimitedError,
  UnknownHostError,
} from "../errors.ts";
import type { SecurityEvents } from "./security-events.ts";

const kinds = [
  [InvalidKeyError, "api_key_refused"],
  [OriginRefusedError, "origin_refused"],
  [UnknownHostError, "origin_refused"],
  [PersonChangedError, "person_mismatch"],
  [RateLimitedError, "rate_limited"],
] as const;

/** Records every refusal that may be part of an attack, whichever route it comes from. */
export function recordRefusals(app: FastifyInstance, events: SecurityEvents): void {
  app.addHook("onError", async (request, _reply, error) => {
    const kind = kinds.find(([refusal]) => error instanceof refusal)?.[1];
    // The code that counts attempts reports a lockout when it begins.
    if (kind) events.record(request, kind, { userId: request.caller?.userId ?? null });
  });
}
