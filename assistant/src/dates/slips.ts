import { collapse, type Lexicon } from "./lexicon.ts";

/** The shortest name in which a letter may be replaced. */
const SUBSTITUTED = 8;

/**
 * The name of a day or month of which a word of six letters or more is a typo: one letter wrong, missing or extra, or
 * two swapped; doubled letters count once. Null if the word is not a typo.
 */
export function meantName(key: string, lexicon: Lexicon): string | null {
  if (key.length < 6 || lexicon.notTypos.has(key)) return null;
  const candidates = lexicon.names.byInitial.get(key[0] as string);
  if (!candidates) return null;
  const collapsed = collapse(key);
  for (const { collapsed: name, word } of candidates)
    if (word !== key && Math.abs(name.length - collapsed.length) <= 1 && oneSlip(collapsed, name))
      return word;
  return null;
}

function oneSlip(a: string, b: string): boolean {
  if (a === b) return true;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let [i, j] = [a.length, b.length];
  while (i > start && j > start && a[i - 1] === b[j - 1]) {
    i -= 1;
    j -= 1;
  }
  const [x, y] = [i - start, j - start];
  // In short names, replacing a letter too often yields another real word.
  if (x === 1 && y === 1) return b.length >= SUBSTITUTED;
  if (x + y === 1) return true;
  return x === 2 && y === 2 && a[start] === b[start + 1] && a[start + 1] === b[start];
}
