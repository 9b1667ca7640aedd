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
