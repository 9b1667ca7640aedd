import { IdempotencyConflictError } from "../errors.ts";

/** How long a repeated request is recognised: longer than any client keeps trying. */
export const keysKeptMs = 24 * 3_600_000;

/** A request with an idempotency key: with the same key and content it is done once and gets the same response. */
export interface IdempotencyKey {
  key: string;
  /** A hash of the whole request. */
  requestHash: string;
}

/** What an idempotency key was used for. */
export interface Remembered {
  requestHash: string;
  result: unknown;
}

/**
 * The earlier response to a request with a key.
 * @throws {IdempotencyConflictError} if that was a different request
 */
export function recall<Result>(
  { requestHash, result }: Remembered,
  idempotency: IdempotencyKey | null,
): Result {
  if (requestHash !== idempotency?.requestHash) {
    throw new IdempotencyConflictError(
      "This Idempotency-Key was used for another request. Use a new key for each new request.",
    );
  }
  return result as Result;
}
