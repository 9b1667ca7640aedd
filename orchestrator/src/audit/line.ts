import { createHash } from "node:crypto";

/**
 * One line of the audit log: [ISO-timestamp] [AGENT] prompt="one line" result="one line" key="value" … hash="…" sig="…"
 * `hash` chains the line to the previous one; `sig` signs that hash with a key that stays on the machine (`keys.ts`),
 * so that a log cannot be forged by recomputing all hashes.
 */
export const AUDIT_AGENTS = ["ENV", "GORDON", "KUBECTL-AI", "KUBECTL", "HELM", "KAGENT", "BUILTIN"] as const;
export type AuditAgent = (typeof AUDIT_AGENTS)[number];

export const AUDIT_HEADER =
  '# Phase IV Agent Delegation Audit Log — format: [ISO-timestamp] [AGENT] prompt="..." result="..."';

export interface AuditLine {
  at: string;
  agent: AuditAgent;
  prompt: string;
  result: string;
  /** Further fields in order, without `hash` and `sig`. */
  fields: Record<string, string>;
  hash: string;
  sig: string;
}

const LONGEST_VALUE = 600;

/** Puts a text on one line of limited length. */
export function oneLine(text: string, longest = LONGEST_VALUE): string {
  const flat = text.replace(/\s+/g, " ").trim();
  return flat.length > longest ? `${flat.slice(0, longest - 1)}…` : flat;
}

// Control characters must not be able to fake a second line in a terminal.
const escapeValue = (value: string) =>
  oneLine(value)
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, "")
    .replace(/["\\]/g, "\\$&");
const unescapeValue = (value: string) => value.replace(/\\(["\\])/g, "$1");

/** The line without its hash and signature, over which the hash is computed. */
export function formatBody(line: Pick<AuditLine, "at" | "agent" | "prompt" | "result" | "fields">): string {
  const fields = Object.entries(line.fields).map(([key, value]) => ` ${key}="${escapeValue(value)}"`);
  return `[${line.at}] [${line.agent}] prompt="${escapeValue(line.prompt)}" result="${escapeValue(line.result)}"${fields.join("")}`;
}

/** The hash of a line, given the hash of the previous line (of the header for the first one). */
export function chainHash(previous: string, body: string): string {
  return createHash("sha256").update(`${previous}\n${body}`).digest("hex");
}

export const headerHash = (header: string) => createHash("sha256").update(header).digest("hex");

const LINE =
  /^\[(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\] \[([A-Z-]+)\] prompt="((?:[^"\\]|\\.)*)" result="((?:[^"\\]|\\.)*)"((?: [a-z][a-zA-Z0-9]*="(?:[^"\\]|\\.)*")*)$/;
const FIELD = / ([a-z][a-zA-Z0-9]*)="((?:[^"\\]|\\.)*)"/g;

/** Parses one line; null if it is malformed. The body is everything before ` hash=`. */
export function parseLine(text: string): { line: AuditLine; body: string } | null {
  const match = LINE.exec(text);
  if (!match) return null;
  const [, at = "", agent = "", prompt = "", result = "", rest = ""] = match;
  if (!(AUDIT_AGENTS as readonly string[]).includes(agent)) return null;
  const fields: Record<string, string> = {};
  for (const [, key = "", value = ""] of rest.matchAll(FIELD)) {
    if (key in fields) return null;
    fields[key] = unescapeValue(value);
  }
  const { hash = "", sig = "", ...others } = fields;
  const end = text.indexOf(` hash="${hash}" sig="${sig}"`);
  if (!/^[0-9a-f]{64}$/.test(hash) || end < 0) return null;
  const line = {
    at,
    agent: agent as AuditAgent,
    prompt: unescapeValue(prompt),
    result: unescapeValue(result),
    fields: others,
    hash,
    sig,
  };
  return { line, body: text.slice(0, end) };
}
