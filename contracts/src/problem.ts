import { z } from "zod";

/** Stable codes of every API error; clients switch on them, people read `detail`. */
export const problemCode = z.enum([
  "validation_failed",
  "unauthenticated",
  "forbidden",
  "insufficient_scope",
  "registration_closed",
  "invitation_needed",
  "invitation_invalid",
  "unknown_host",
  "not_found",
  "method_not_allowed",
  "version_conflict",
  "idempotency_conflict",
  "undo_conflict",
  "nothing_to_undo",
  "limit_exceeded",
  "run_active",
  "payload_too_large",
  "unsupported_media_type",
  "person_changed",
  "rate_limited",
  "database_unavailable",
  "backend_unavailable",
  "shutting_down",
  "internal",
]);

/** An error over HTTP, as RFC 9457 (application/problem+json). */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: problemCode,
  /** Which inputs were refused and why, for `validation_failed`. */
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  /** The resource as it is now, for `version_conflict`. */
  current: z.unknown().optional(),
});

export type ProblemCode = z.infer<typeof problemCode>;
export type Problem = z.infer<typeof problem>;
