import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "../errors.ts";
import type { Redactor } from "../exec/secret.ts";
import { readIfThere, writeDurably } from "../files.ts";
import { waitForLock } from "../lock.ts";
import { readSigner, signerFor, signHash } from "./keys.ts";
import {
  AUDIT_HEADER,
  type AuditAgent,
  type AuditLine,
  chainHash,
  formatBody,
  headerHash,
  oneLine,
  parseLine,
} from "./line.ts";

export interface AuditEntry {
  agent: AuditAgent;
  prompt: string;
  result: string;
  fields?: Record<string, string | number | undefined>;
}

/** The last line that this machine wrote, kept next to the key so that truncation is noticed. */
export interface AuditHead {
  lines: number;
  hash: string;
}

const headFile = (stateFolder: string) => join(stateFolder, "audit.head.json");

/** The last line that this machine wrote, or null if it has not written to the log. */
export function readHead(stateFolder: string): AuditHead | null {
  const text = readIfThere(headFile(stateFolder));
  return text ? (JSON.parse(text) as AuditHead) : null;
}

/** The append-only log. Each append is on disk before its promise resolves. */
export class AuditLog {
  readonly file: string;
  readonly #stateFolder: string;
  readonly #redactor: Redactor;
  readonly #now: () => Date;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(file: string, stateFolder: string, redactor: Redactor, now: () => Date = () => new Date()) {
    this.file = file;
    this.#stateFolder = stateFolder;
    this.#redactor = redactor;
    this.#now = now;
  }

  /**
   * Creates the file with its header if it is missing. Returns whether it was.
   * @throws Problem `audit_broken` if the file contains something else, which is not overwritten
   */
  async begin(): Promise<boolean> {
    return this.#exclusively(() => {
      const text = readIfThere(this.file);
      if (text) {
        this.#headed(text);
        return false;
      }
      writeDurably(this.file, `${AUDIT_HEADER}\n`);
      return true;
    });
  }

  /**
   * Appends one line and syncs it. Secrets are redacted and texts are put on one line.
   * @throws Problem `audit_broken` if the existing log cannot be continued
   */
  async append(entry: AuditEntry): Promise<AuditLine> {
    return this.#exclusively(() => this.#write(entry));
  }

  async #exclusively<T>(work: () => T): Promise<T> {
    const turn = this.#queue.then(async () => {
      const lock = await waitForLock(join(this.#stateFolder, "audit.lock"));
      try {
        return work();
      } finally {
        lock.release();
      }
    });
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  /** Checks that the text of a log begins with a header. */
  #headed(text: string | null): string {
    if (text?.startsWith("#")) return text;
    throw new Problem(
      "audit_broken",
      `${this.file} does not begin with its header.`,
      "Move it away, then run again: a new one is begun.",
    );
  }

  #write(entry: AuditEntry): AuditLine {
    const clean = (text: string) => oneLine(this.#redactor.redact(text));
    const found = this.#headed(readIfThere(this.file));
    // A checkout on Windows may have changed the line endings.
    const text = found.replaceAll("\r\n", "\n");
    if (text !== found) writeDurably(this.file, text);
    // A crash in the middle of a write leaves an end without a newline, which was never acknowledged.
    const whole = text.slice(0, text.lastIndexOf("\n") + 1);
    const lines = whole.trimEnd().split("\n");
    const last = lines.at(-1) ?? "";
    const previous = lines.length === 1 ? headerHash(last) : parseLine(last)?.line.hash;
    if (!previous)
      throw new Problem(
        "audit_broken",
        `The last line of ${this.file} is not an audit line.`,
        "See `infra-orchestrator audit verify`.",
      );
    const signer = signerFor(this.file, this.#stateFolder);
    const fields: Record<string, string> = { seq: String(lines.length), signer: signer.id };
    for (const [name, value] of Object.entries(entry.fields ?? {}))
      if (value !== undefined) fields[name] = clean(String(value));
    if (whole.length < text.length) fields.recovered = "unfinished line removed";
    // Appending would hide that entries were removed or changed, so the log says so itself.
    const head = readHead(this.#stateFolder);
    if (head && parseLine(lines[head.lines] ?? "")?.line.hash !== head.hash)
      fields.lost = `entry ${head.lines}, hash ${head.hash.slice(0, 8)}, was written here and is not in the log`;
    // A clock that was set back must not make the log look reordered: the timestamp is kept and the line says why.
    const now = this.#now().toISOString();
    const before = parseLine(last)?.line.at ?? "";
    if (now < before) fields.clock = `was set back, it says ${now}`;
    const content = {
      at: [before, now].sort().at(-1) ?? now,
      agent: entry.agent,
      prompt: clean(entry.prompt),
      result: clean(entry.result),
      fields,
    };
    const body = formatBody(content);
    const hash = chainHash(previous, body);
    const sig = signHash(signer, hash);
    const handle = openSync(this.file, "r+");
    try {
      const end = Buffer.byteLength(whole);
      if (whole.length < text.length) ftruncateSync(handle, end);
      writeSync(handle, `${body} hash="${hash}" sig="${sig}"\n`, end);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    writeDurably(headFile(this.#stateFolder), `${JSON.stringify({ lines: lines.length, hash })}\n`, 0o600);
    return { ...content, hash, sig };
  }

  /** The key that signed the last entry, if it is not this machine's. */
  stranger(): string | null {
    const last = this.lines().at(-1);
    if (!last) return null;
    const { signer = "(unnamed)" } = last.fields;
    return signer === readSigner(this.#stateFolder)?.id ? null : signer;
  }

  /** The lines written so far, without those that do not parse (`verify` reports them). */
  lines(): AuditLine[] {
    if (!existsSync(this.file)) return [];
    return readFileSync(this.file, "utf8")
      .split(/\r?\n/)
      .flatMap((text) => parseLine(text)?.line ?? []);
  }
}
