/** Severities: an `error` rejects an artifact; a `warning` is reported and sent back to the agent. */
export type Severity = "error" | "warning";

/** One rule of a contract. `S` is its input; it returns the faults, one sentence each. */
export interface Rule<S> {
  id: string;
  severity: Severity;
  title: string;
  /** What to write instead; sent to the agent verbatim. */
  fix: string;
  check(subject: S): string[];
}

export interface Violation {
  rule: string;
  severity: Severity;
  message: string;
  fix: string;
}

/** Applies rules in order. */
export function judge<S>(rules: readonly Rule<S>[], subject: S): Violation[] {
  return rules.flatMap((rule) =>
    [...new Set(rule.check(subject))].map((message) => ({
      rule: rule.id,
      severity: rule.severity,
      message,
      fix: rule.fix,
    })),
  );
}
