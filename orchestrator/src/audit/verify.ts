import { readIfThere } from "../files.ts";
import {
  AUDIT_HEADER,
  type AuditAgent,
  type AuditLine,
  chainHash,
  headerHash,
  keyId,
  parseLine,
  signatureFits,
} from "./line.ts";
import { type AuditHead, headFile, keyFile } from "./log.ts";

/** So many entries of an agent the log must hold. A substitute's entry counts when it says `for="AGENT"`. */
export interface Requirement {
  agent: AuditAgent;
  count: number;
}

export interface AuditProblem {
  line: number;
  message: string;
}

export interface AuditVerdict {
  ok: boolean;
  lines: number;
  /** Whether the key of this machine was there to check the signatures with. */
  signed: boolean;
  /** Entries before this machine's first that another machine's key signed: what the chain protects since. */
  elsewhere: number;
  problems: AuditProblem[];
  /** Per agent: entries it answered itself, and those a substitute answered for it. */
  entries: Record<string, { own: number; substituted: number; required: number }>;
}

/** Entries that settle a delegation; attempts on the way carry `event="attempt"` and do not count. */
const settles = (line: AuditLine) => line.fields.event === undefined;

/**
 * Checks a log: header, form, chain, signatures, times, that its end was not cut off, and that each required
 * entry is there. Without the state folder's key only the unsigned part can be checked; `signed` says so.
 */
export function verifyAudit(
  text: string,
  stateFolder: string,
  required: readonly Requirement[] = [],
): AuditVerdict {
  const problems: AuditProblem[] = [];
  const found: AuditLine[] = [];
  const keyText = readIfThere(keyFile(stateFolder));
  const key = keyText === null ? null : Buffer.from(keyText.trim(), "hex");
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  else problems.push({ line: lines.length, message: "the last line is unfinished" });
  if (lines[0] !== AUDIT_HEADER) problems.push({ line: 1, message: "the header is not the agreed one" });
  let previous = headerHash(lines[0] ?? "");
  let before = "";
  let elsewhere = 0;
  let signedHere = false;
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
        message: `number ${line.fields.seq ?? "(none)"} stands where ${index} belongs: a line was dropped, added or moved`,
      });
    if (chainHash(previous, body) !== line.hash)
      problems.push({ line: number, message: "does not fit the line before it: one of the two was changed" });
    const signer = line.fields.signer ?? "";
    if (key && signer !== keyId(key)) {
      // A log that came from elsewhere and goes on here is fine: our first line holds on to all before it. After
      // that line nobody else writes, or anybody could by naming a key that is not here to check with.
      if (!signedHere) elsewhere += 1;
      else
        problems.push({
          line: number,
          message: `is signed by the key ${signer || "(unnamed)"}, which is not this machine's: forged, or written elsewhere`,
        });
    } else if (key) {
      signedHere = true;
      if (!signatureFits(key, line.hash, line.mac))
        problems.push({ line: number, message: "the signature is not from this machine's key: forged" });
    }
    if (before && line.at < before)
      problems.push({ line: number, message: "is older than the line before it" });
    before = line.at;
    previous = line.hash;
    hashes.push(line.hash);
    found.push(line);
  }
  const headText = readIfThere(headFile(stateFolder));
  if (headText) {
    const head = JSON.parse(headText) as AuditHead;
    if (hashes.length < head.lines)
      problems.push({
        line: lines.length,
        message: `the log ends after ${hashes.length} entries, ${head.lines} were written: its end was cut off`,
      });
    else if (hashes[head.lines - 1] !== head.hash)
      problems.push({ line: head.lines + 1, message: "is not what was written there" });
  }
  const entries: AuditVerdict["entries"] = {};
  for (const { agent, count } of required) {
    const settled = found.filter(settles);
    const own = settled.filter((line) => line.agent === agent).length;
    const substituted = settled.filter((line) => line.agent !== agent && line.fields.for === agent).length;
    entries[agent] = { own, substituted, required: count };
    if (own + substituted < count)
      problems.push({
        line: lines.length,
        message: `${own + substituted} of ${count} required [${agent}] entries (a substitute's count)`,
      });
  }
  return {
    ok: problems.length === 0,
    lines: found.length,
    signed: key !== null,
    elsewhere,
    problems,
    entries,
  };
}
