import { IdempotencyConflictError } from "../errors.ts";

/** How long a repeated request is recognised: longer than any client keeps trying. */
export const keysKeptMs = 24 * 3_600_000;

/** A repeated request: the same key and content is done once and answered the same. */
export interface IdempotencyKey {
  key: string;
  /** Of all that makes the request what it is. */
  requestHash: string;
}

/** What an idempotency key was used for. */
export interface Remembered {
  requestHash: string;
  result: unknown;
}

/**
 * What a request under a key was answered before.
 * @throws {IdempotencyConflictError} when it was another request
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
