import { partOf } from "../src/reader/tags.ts";
import { align } from "./align.ts";
import type { Weigh } from "../src/reader/mentions.ts";
import { wordsOf } from "../src/reader/words.ts";
import type { Row } from "./rows.ts";

/** How much each word of a language tells, from how many messages have it: the commonest tell nothing. */
export function weigher(rows: readonly Row[]): Weigh {
  const count = new Map<string, number>();
  for (const row of rows) for (const key of new Set(wordsOf(row.text).map((w) => w.key))) count.set(key, (count.get(key) ?? 0) + 1);
  const total = Math.log(rows.length || 2);
  return (word) => {
    const n = count.get(word) ?? 1;
    const w = Math.log(rows.length / n) / total;
    return w < 0.45 ? 0.05 : w < 0.6 ? 0.4 : 1;
  };
}

/** How often a word stands in a marked time, of all the times it is said: stands in for a date grammar. */
export function timeWords(rows: readonly Row[]): (word: string) => number {
  const inside = new Map<string, number>();
  const all = new Map<string, number>();
  for (const row of rows) {
    const { words, tags } = align(row);
    words.forEach((w, i) => {
      all.set(w.key, (all.get(w.key) ?? 0) + 1);
      const part = partOf(tags[i] as number);
      if (part === "due" || part === "repeat" || part === "remind") inside.set(w.key, (inside.get(w.key) ?? 0) + 1);
    });
  }
  return (word) => ((inside.get(word) ?? 0) + 0.2) / ((all.get(word) ?? 0) + 1);
}
