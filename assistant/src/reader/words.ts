import { type Token, tokenise } from "../text/tokens.ts";

/** One token of a message as the reader sees it. */
export interface Word extends Token {
  /** Letters and digits, quotes and labels; not marks and line ends. */
  content: boolean;
}

export function wordsOf(text: string): Word[] {
  return tokenise(text).map((token) => ({
    ...token,
    content: token.kind !== "mark" && token.kind !== "line",
  }));
}

/** The last letter of a stem that a suffix replaces: "move", "moving". */
const VOWELS = new Set("aeiouy");

/**
 * Similarity of two folded words that may be misspelt or inflected: 1 identical, lower the further apart, 0 different.
 */
export function likeness(a: string, b: string): number {
  if (a === b) return 1;
  const short = Math.min(a.length, b.length);
  if (short < 3) return 0;
  let same = 0;
  while (same < short && a[same] === b[same]) same++;
  const long = Math.max(a.length, b.length);
  // Matches "move", "moving" and "pay", "paid", but not "rent", "rename": the shorter word may only have a vowel beyond
  // the stem.
  const ending = (a.length < b.length ? a : b).slice(same);
  const isEnding = ending === "" || VOWELS.has(ending) || (ending.length === 1 && long === short);
  // "swim", "swimming": the last letter is doubled.
  const longer = a.length > b.length ? a : b;
  if (same === short && same >= 4 && longer[same] === longer[same - 1] && long - same <= 4) return 0.9;
  if ((same >= 5 && same >= long * 0.6) || (same >= 3 && isEnding && long - same <= 3)) return 0.9;
  if (same >= 4 && same >= long * 0.6) return 0.8;
  if (long >= COMPOUND && isPartOfCompound(a, b, same)) return 0.8;
  if (short >= 5 && Math.abs(a.length - b.length) <= 1 && oneApart(a, b)) return 0.7;
  return 0;
}

/** The shortest compound that one of its parts may stand for. */
const COMPOUND = 9;

/** Whether one word is a large enough part of the other, at its end or its start: "Kartons", "Umzugskartons". */
function isPartOfCompound(a: string, b: string, same: number): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return (short.length >= 4 && long.endsWith(short)) || (short.length >= 6 && same === short.length);
}

/** Whether one letter is changed, dropped or added, or two neighbours are swapped. */
function oneApart(a: string, b: string): boolean {
  if (a.length > b.length) return oneApart(b, a);
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  if (a.length < b.length) return a.slice(i) === b.slice(i + 1);
  return (
    a.slice(i + 1) === b.slice(i + 1) ||
    (a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2))
  );
}

/** The text with quotations blanked out, keeping all positions: a quoted title contains no date. */
export function withoutQuotes(text: string, words: readonly Word[]): string {
  let out = text;
  for (const { kind, start, end } of words)
    if (kind === "quote") out = out.slice(0, start) + "¤".repeat(end - start) + out.slice(end);
  return out;
}
