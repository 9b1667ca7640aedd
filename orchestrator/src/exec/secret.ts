import { inspect } from "node:util";

const MASK = "***";

/**
 * A value that must not be shown. It prints as `***` in any text (templates, JSON, console, errors); only `reveal()`
 * returns the value, and only the code that writes it to a process's standard input or environment calls that.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }

  [inspect.custom](): string {
    return MASK;
  }
}

/** Shorter secrets are not redacted: "1" or "dev" would blank out half of every text. */
const SHORTEST_REDACTED = 6;

/** Patterns that are always redacted: bearer tokens, provider keys, passwords in URLs. */
const PATTERNS: readonly [RegExp, string][] = [
  [/(\bBearer\s+)[\w.~+/=-]{6,}/gi, `$1${MASK}`],
  [/\b(?:sk|rk|ghp|gho|xox[abp])[-_][\w-]{8,}/g, MASK],
  [/\b([a-z][a-z0-9+.-]*:\/\/[^\s:/@"']+:)[^\s@"']+(@)/gi, `$1${MASK}$2`],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, MASK],
];

/** Redacts the secrets of a run in any text before it is shown, logged or sent. */
export class Redactor {
  readonly #values = new Set<string>();

  /** Adds a value with its likely encodings (base64 of a Secret, part of a URL). */
  add(secret: Secret | string): void {
    const value = secret instanceof Secret ? secret.reveal() : secret;
    if (value.length < SHORTEST_REDACTED) return;
    this.#values.add(value);
    this.#values.add(Buffer.from(value).toString("base64"));
    this.#values.add(encodeURIComponent(value));
    this.#values.add(JSON.stringify(value).slice(1, -1));
  }

  redact(text: string): string {
    let out = text;
    const longestFirst = [...this.#values].sort((a, b) => b.length - a.length);
    for (const value of longestFirst) out = out.replaceAll(value, MASK);
    for (const [pattern, mask] of PATTERNS) out = out.replace(pattern, mask);
    return out;
  }

  /** Whether a text contains one of the added values in any of these encodings. */
  finds(text: string): boolean {
    return [...this.#values].some((value) => text.includes(value));
  }
}
