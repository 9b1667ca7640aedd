import type { ProblemCode } from "../errors.ts";

/** Exit codes. Stable: scripts depend on them. */
export const EXIT = {
  ok: 0,
  /** A task or check failed. */
  failed: 1,
  /** The command line or deploy.yaml is wrong. */
  usage: 2,
  /** Something is missing on the machine: a program, Docker, disk space, a port. */
  environment: 3,
  /** A gate failed: contract, size, lint, health, page, audit. */
  gate: 4,
  /** Another run is in progress. */
  busy: 5,
  /** `diff` found differences, or `status` found the release unhealthy. */
  different: 6,
  interrupted: 130,
} as const;

const GATE: readonly ProblemCode[] = [
  "contract_violated",
  "not_ours",
  "secret_lost",
  "image_too_large",
  "lint_failed",
  "pods_not_ready",
  "unhealthy",
  "page_not_answered",
  "audit_broken",
];
const ENVIRONMENT: readonly ProblemCode[] = [
  "docker_missing",
  "docker_unreachable",
  "wrong_daemon",
  "disk_full",
  "port_taken",
  "cluster_unreachable",
  "cluster_tool_missing",
  "command_missing",
  "clock_skew",
];

/** The exit code of a problem. */
export function exitCodeOf(code: ProblemCode): number {
  if (
    code === "usage" ||
    code === "contract_invalid" ||
    code === "cluster_not_allowed" ||
    code === "registry_missing" ||
    code === "env_unreadable"
  )
    return EXIT.usage;
  if (code === "busy") return EXIT.busy;
  if (code === "interrupted") return EXIT.interrupted;
  if (GATE.includes(code)) return EXIT.gate;
  return ENVIRONMENT.includes(code) ? EXIT.environment : EXIT.failed;
}
