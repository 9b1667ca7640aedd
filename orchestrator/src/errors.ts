/**
 * Errors that the orchestrator raises on purpose. Each has a stable `code`, a message that says what happened, and a
 * `remedy` that says what to do next; any other exception is a bug.
 */
export type ProblemCode =
  | "usage"
  | "contract_invalid"
  | "docker_missing"
  | "docker_unreachable"
  | "wrong_daemon"
  | "registry_missing"
  | "disk_full"
  | "port_taken"
  | "cluster_unreachable"
  | "cluster_not_allowed"
  | "cluster_tool_missing"
  | "command_failed"
  | "command_missing"
  | "command_timeout"
  | "contract_violated"
  | "image_too_large"
  | "image_missing"
  | "lint_failed"
  | "env_unreadable"
  | "secret_missing"
  | "secret_lost"
  | "release_pending"
  | "release_failed"
  | "pods_not_ready"
  | "unhealthy"
  | "page_not_answered"
  | "clock_skew"
  | "audit_broken"
  | "busy"
  | "interrupted"
  | "not_ours"
  | "output_missing"
  | "check_failed";

/** A failure that the user can act on. `message` = what happened; `remedy` = what to do. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly remedy: string;

  constructor(code: ProblemCode, message: string, remedy = "", options?: ErrorOptions) {
    super(message, options);
    this.name = "Problem";
    this.code = code;
    this.remedy = remedy;
  }
}

/** The message of any thrown value. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
