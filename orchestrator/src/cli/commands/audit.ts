import { resolve } from "node:path";
import { verifyAudit } from "../../audit/verify.ts";
import { Problem } from "../../errors.ts";
import { readIfThere } from "../../files.ts";
import type { Context } from "../../run/context.ts";
import { requiredEntries } from "../../tasks/polish.ts";
import { EXIT } from "../exit-codes.ts";
import type { Say } from "../say.ts";

/** Prints the audit log in a readable form. */
export function auditShow(context: Context, say: Say): number {
  const lines = context.audit.lines();
  say(
    lines.map(
      ({ at, agent, prompt, result, fields }) =>
        `${at.slice(0, 19).replace("T", " ")} ${agent.padEnd(10)} ${prompt.slice(0, 70)} → ${result}${fields.for ? ` (for ${fields.for})` : ""}`,
    ),
    { entries: lines },
  );
  return EXIT.ok;
}

/** The entries that `audit verify` requires, and the keys that it trusts. */
export interface AuditOptions {
  /** Does not require the entries of a complete deployment. */
  partial?: boolean;
  /** Names of the only keys that may have signed; empty for any. */
  trust?: readonly string[];
}

/** Verifies the chain, the signatures and the required entries of the audit log. */
export function auditVerify(context: Context, say: Say, { partial, trust = [] }: AuditOptions): number {
  const text = readIfThere(resolve(context.audit.file));
  if (text === null)
    throw new Problem(
      "audit_broken",
      `There is no ${context.contract.auditLog}.`,
      "infra-orchestrator up begins it.",
    );
  const verdict = verifyAudit(
    text,
    { log: context.audit.file, stateFolder: context.stateFolder, trusted: trust },
    partial ? [] : requiredEntries(context.contract),
  );
  say(
    [
      verdict.ok
        ? `${context.contract.auditLog} checks out: ${verdict.lines} entries.`
        : `${context.contract.auditLog} does not check out.`,
      ...Object.entries(verdict.entries).map(
        ([agent, { own, substituted, required }]) =>
          `  [${agent}] ${own + substituted} of ${required}${substituted ? `, ${substituted} by a substitute` : ""}`,
      ),
      `  signed by ${verdict.signers.join(", ") || "nobody"}`,
      ...verdict.remarks.map(({ line, message }) => `– line ${line} ${message}`),
      ...verdict.problems.map(({ line, message }) => `✖ line ${line}: ${message}`),
    ],
    { ...verdict },
  );
  return verdict.ok ? EXIT.ok : EXIT.gate;
}
