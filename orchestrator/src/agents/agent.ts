import type { AuditAgent } from "../audit/line.ts";
import type { AgentName } from "../contract/schema.ts";

/** The known failures of agents, recognised by their output: their exit codes are unreliable. */
export type FaultKind =
  | "missing"
  | "no-key"
  | "unauthorised"
  | "rate-limited"
  | "server-error"
  | "unreachable"
  | "hang"
  | "cut"
  | "empty"
  | "truncated"
  | "no-block"
  | "refused-write"
  | "unknown-tool"
  | "asks-user"
  | "gave-up"
  | "interrupted"
  | "unusable-runtime"
  | "failed";

/** Failures worth a retry; for the others, only another agent helps. */
const RETRYABLE: readonly FaultKind[] = [
  "rate-limited",
  "server-error",
  "unreachable",
  "hang",
  "cut",
  "empty",
  "truncated",
  "no-block",
  "refused-write",
  "unknown-tool",
  "asks-user",
  "gave-up",
  "failed",
];

export interface Fault {
  kind: FaultKind;
  /** One sentence for the user and the log. */
  message: string;
}

export const mayRetry = (fault: Fault) => RETRYABLE.includes(fault.kind);

/** What is recorded about one question, for the log and the report. */
export interface Evidence {
  agent: AgentName;
  /** The program with its arguments, without the prompt. */
  command: string;
  exitCode: number | null;
  durationMs: number;
  /** SHA-256 of its complete output. */
  output: string;
}

export type Answer =
  | { ok: true; text: string; evidence: Evidence }
  | { ok: false; fault: Fault; evidence: Evidence };

/** How to find the answer in an agent's output. */
export type Form =
  | { kind: "fence"; language: string }
  | { kind: "sentinel"; name: string }
  | { kind: "text" };

export interface Question {
  prompt: string;
  form: Form;
  /** Timeout in milliseconds. */
  timeout: number;
  signal?: AbortSignal;
}

export type Availability = { ok: true; version: string } | { ok: false; reason: string; remedy: string };

/** A program that answers a prompt. It gets nothing but the prompt, and its answer is always checked. */
export interface Agent {
  name: AgentName;
  auditAs: AuditAgent;
  form(name: string, language: string): Form;
  available(): Promise<Availability>;
  ask(question: Question): Promise<Answer>;
}
