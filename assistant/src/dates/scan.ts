import type { Day } from "../calendar/civil.ts";
import type { Token } from "../text/tokens.ts";
import type { DateWords } from "./words.ts";

/** The moment a message is read at, in the person's own calendar. */
export interface Clock {
  zone: string;
  /** Epoch milliseconds. */
  instant: number;
  day: Day;
  /** Minutes after midnight. */
  minute: number;
  /** 1 (Monday) to 7. */
  weekStart: number;
  /** 5/6 is 5 June. */
  dayFirst: boolean;
}

/** A stretch of tokens being read for dates. */
export interface Scan {
  tokens: readonly Token[];
  end: number;
  words: DateWords;
  clock: Clock;
}

export type Grain = "minute" | "hour" | "day" | "week" | "month" | "year";

/** A day read from `tokens[…to)`; `last` is the final day of a stretch. */
export interface DayPiece {
  to: number;
  day: Day;
  last?: Day;
  /** The final day of a stretch said by both its ends: "july 13-15". */
  through?: Day;
  grain: Grain;
  /** It is a date wherever it stands; otherwise only at an edge or after a preposition. */
  sure: boolean;
  /** A time that came with it: "tonight". */
  minute?: number;
  /** Only a preposition before it makes it a date. */
  needsPreposition?: boolean;
  /** A plain weekday, which another day word may narrow. */
  weekday?: boolean;
}

/** The word at `i`, folded; a mark's character; "" past the end and for quotes, links and tags. */
export function keyAt(s: Scan, i: number): string {
  if (i < 0 || i >= s.end) return "";
  const token = s.tokens[i] as Token;
  if (token.kind === "mark") return token.text;
  return token.kind === "word" && !token.possessive ? token.key : "";
}

/** Where the words of `phrase` end when they stand at `i`, else 0. */
export function phraseAt(s: Scan, i: number, phrase: string): number {
  let at = i;
  for (const word of phrase.split(" ")) {
    if (keyAt(s, at) !== word) return 0;
    at += 1;
  }
  return at;
}

/** How many "a few" are: the reply says what it came to. */
const FEW = 3;

/** A whole number in digits or words at `i`. */
export function numberAt(s: Scan, i: number): { value: number; to: number } | null {
  const key = keyAt(s, i);
  if (/^\d{1,4}$/.test(key)) return { value: Number(key), to: i + 1 };
  if (key === "few") return { value: FEW, to: i + 1 };
  const value = s.words.numbers.get(key);
  if (value === undefined) return null;
  if (key === "a" && keyAt(s, i + 1) === "few") return { value: FEW, to: i + 2 };
  if ((key === "a" || key === "an") && s.words.numbers.get(keyAt(s, i + 1)) !== undefined) {
    const next = numberAt(s, i + 1);
    if (next && keyAt(s, i + 1) === "couple")
      return { value: 2, to: keyAt(s, i + 2) === "of" ? i + 3 : i + 2 };
  }
  if (value >= 20 && value % 10 === 0) {
    const ones = s.words.numbers.get(keyAt(s, i + 1));
    if (ones !== undefined && ones < 10 && keyAt(s, i + 1).length > 2)
      return { value: value + ones, to: i + 2 };
  }
  return { value, to: key === "couple" && keyAt(s, i + 1) === "of" ? i + 2 : i + 1 };
}

/** An ordinal such as "3rd" or "third" at `i`, at most 31 unless `any`. */
export function ordinalAt(s: Scan, i: number): { value: number; to: number; word: boolean } | null {
  const key = keyAt(s, i);
  const digits = /^(\d{1,2})(?:st|nd|rd|th|er|eme|e|o|a)$/.exec(key);
  if (digits) {
    const value = Number(digits[1]);
    return value >= 1 && value <= 31 ? { value, to: i + 1, word: false } : null;
  }
  const value = s.words.ordinals.get(key);
  if (value === undefined) {
    if (s.words.numbers.get(key) !== 20 && s.words.numbers.get(key) !== 30) return null;
    const ones = s.words.ordinals.get(keyAt(s, i + 1));
    const tens = s.words.numbers.get(key) as number;
    return ones !== undefined && ones < 10 ? { value: tens + ones, to: i + 2, word: true } : null;
  }
  return { value, to: i + 1, word: true };
}
