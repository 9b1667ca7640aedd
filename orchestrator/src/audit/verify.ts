import { readPublicKeys, readSigner, signatureFits } from "./keys.ts";
import { AUDIT_HEADER, type AuditAgent, type AuditLine, chainHash, headerHash, parseLine } from "./line.ts";
import { readHead } from "./log.ts";

/** The number of entries that the log must have of an agent. A substitute's entry counts if it says `for="AGENT"`. */
export interface Requirement {
  agent: AuditAgent;
  count: number;
}

/** A finding about a line, or about it and all later ones. */
export interface AuditFinding {
  line: number;
  message: string;
}

export interface AuditVerdict {
  ok: boolean;
  lines: number;
  /** Names of the keys that signed lines. */
  signers: string[];
  problems: AuditFinding[];
  /** Not faults, but worth knowing: lines signed by other machines, a restarted log. */
  remarks: AuditFinding[];
  /** Per agent: its own entries, and those of substitutes. */
  entries: Record<string, { own: number; substituted: number; required: number }>;
}

/** Entries that complete a delegation; attempts have `event="attempt"` and do not count. */
const settles = (line: AuditLine) => line.fields.event === undefined;

/** Ranges of lines that other machines signed, one sentence each. */
class Strangers {
  readonly #stretches: { signer: string; from: number; to: number }[] = [];

  add(line: number, signer: string): void {
    const last = this.#stretches.at(-1);
    if (last?.signer === signer && last.to === line - 1) last.to = line;
    else this.#stretches.push({ signer, from: line, to: line });
  }

  /** Lines added after this machine's last one, which no known key vouches for. */
  added(after: number): AuditFinding[] {
    return this.#stretches
      .filter(({ to }) => to > after)
      .map(({ signer, from }) => ({
        line: Math.max(from, after + 1),
        message: `was added after this machine's last entry, by the key ${signer || "(unnamed)"}: written elsewhere, or forged`,
      }));
  }

  remarks(): AuditFinding[] {
    return this.#stretches.map(({ signer, from, to }) => ({
      line: from,
      message: `${from === to ? "is" : `and those up to ${to} are`} signed by another machine's key ${signer || "(unnamed)"}: check whose it is`,
    }));
  }
}

/** What a log is checked against. */
export interface Evidence {
  /** Path of the log; the public keys are next to it. */
  log: string;
  /** Holds this machine's key and the last line that it wrote. */
  stateFolder: string;
  /** Names of the keys that may have signed, from a source that an attacker of the log cannot change. */
  trusted?: readonly string[];
}

/**
 * Checks a log: header, format, chain, signatures, timestamps, an untruncated end, and all required entries. Anybody
 * can check the signatures with the public keys that accompany the log; a log that was forged together with them is
 * detected by `trusted`, or on the machine with the true writer's key. Lines signed by other machines may be anywhere
 * before this machine's last one: its own lines cannot be passed off as theirs, because `audit.head.json` records the
 * last one.
 */
export function verifyAudit(
  text: string,
  { log, stateFolder, trusted = [] }: Evidence,
  required: readonly Requirement[] = [],
): AuditVerdict {
  const problems: AuditFinding[] = [];
  const found: AuditLine[] = [];
  const own = readSigner(stateFolder);
  const keys = readPublicKeys(log);
  if (own) keys.set(own.id, own.publicKey);
  const signers = new Set<string>();
  const remarks: AuditFinding[] = [];
  if (text.includes("\r\n"))
    remarks.push({
      line: 1,
      message:
        "has Windows line endings: git converted them, the entries are unchanged (`*.log text eol=lf` in .gitattributes prevents it)",
    });
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  if (lines.at(-1) === "") lines.pop();
  else problems.push({ line: lines.length, message: "the last line is unfinished" });
  if (lines[0] !== AUDIT_HEADER) problems.push({ line: 1, message: "the header is not the expected one" });
  let previous = headerHash(lines[0] ?? "");
  let before = "";
  const strangers = new Strangers();
  let lastOwn = 0;
  const hashes: string[] = [];
  for (const [index, content] of lines.entries()) {
    if (index === 0) continue;
    const number = index + 1;
    const parsed = parseLine(content);
    if (!parsed) {
      problems.push({ line: number, message: "not an audit line" });
      previous = "";
      hashes.push("");
      continue;
    }
    const { line, body } = parsed;
    if (line.fields.seq !== String(index))
      problems.push({
        line: number,
        message: `number ${line.fields.seq ?? "(none)"} is where ${index} belongs: a line was dropped, added or moved`,
      });
    if (chainHash(previous, body) !== line.hash)
      problems.push({ line: number, message: "does not fit the line before it: one of the two was changed" });
    const signer = line.fields.signer ?? "";
    signers.add(signer);
    if (signer === own?.id) lastOwn = number;
    else strangers.add(number, signer);
    const key = keys.get(signer);
    if (!key)
      problems.push({
        line: number,
        message: `is signed by the key ${signer || "(unnamed)"}, whose public half is not beside the log`,
      });
    else if (!signatureFits(key, line.hash, line.sig))
      problems.push({ line: number, message: `names the key ${signer}, but the signature is wrong: forged` });
    if (trusted.length && !trusted.includes(signer))
      problems.push({
        line: number,
        message: `is signed by the key ${signer || "(unnamed)"}, which is not trusted`,
      });
    const { lost } = line.fields;
    // If the log itself was moved away, there is nothing left to tamper with.
    if (lost && index === 1) remarks.push({ line: number, message: `begins the log anew: ${lost}` });
    else if (lost)
      problems.push({ line: number, message: `goes on where entries were dropped or changed: ${lost}` });
    if (before && line.at < before)
      problems.push({ line: number, message: "is older than the line before it" });
    before = line.at;
    previous = line.hash;
    hashes.push(line.hash);
    found.push(line);
  }
  if (lastOwn > 0) problems.push(...strangers.added(lastOwn));
  const head = readHead(stateFolder);
  if (head && hashes.length < head.lines)
    problems.push({
      line: lines.length,
      message: `the log ends after ${hashes.length} entries, ${head.lines} were written: its end was cut off`,
    });
  else if (head && hashes[head.lines - 1] !== head.hash)
    problems.push({ line: head.lines + 1, message: "is not what was written there" });
  const entries: AuditVerdict["entries"] = {};
  for (const { agent, count } of required) {
    const settled = found.filter(settles);
    const itself = settled.filter((line) => line.agent === agent).length;
    const substituted = settled.filter((line) => line.agent !== agent && line.fields.for === agent).length;
    entries[agent] = { own: itself, substituted, required: count };
    if (itself + substituted < count)
      problems.push({
        line: lines.length,
        message: `${itself + substituted} of ${count} required [${agent}] entries (a substitute's count)`,
      });
  }
  return {
    ok: problems.length === 0,
    lines: found.length,
    signers: [...signers],
    problems,
    remarks: [...remarks, ...strangers.remarks()],
    entries,
  };
}
