import { wordsOf } from "../src/reader/words.ts";
import type { Row } from "./rows.ts";

/**
 * The uninformative and the less informative words of a language, by the number of messages that contain them. Verbs
 * that tasks start with ("call") always count as informative: a message may use nothing else of a title.
 */
export function commonWords(
  rows: readonly Row[],
  openers: ReadonlySet<string>,
): {
  common: string[];
  usual: string[];
  weigh(word: string): number;
} {
  const common: string[] = [];
  const usual: string[] = [];
  for (const [word, w] of rarities(rows)) {
    if (w < 0.45 && !openers.has(word)) common.push(word);
    else if (w < 0.6) usual.push(word);
  }
  const c = new Set(common);
  const u = new Set(usual);
  return { common, usual, weigh: (word) => (c.has(word) ? 0.05 : u.has(word) ? 0.4 : 1) };
}

/** A word in a larger share of messages is never an opener, even if titles start with it: articles, pronouns. */
const EVERYWHERE = 0.25;

/** The rarity of each word: 0 if in every message, 1 if in only one. */
function rarities(rows: readonly Row[]): Map<string, number> {
  const count = new Map<string, number>();
  for (const row of rows)
    for (const key of new Set(wordsOf(row.text).map((w) => w.key))) count.set(key, (count.get(key) ?? 0) + 1);
  const total = Math.log(rows.length || 2);
  return new Map([...count].map(([word, n]) => [word, Math.log(rows.length / n) / total]));
}

/** Words that tasks of several words start with, as used by several writers: mostly verbs. */
export function openersOf(rows: readonly Row[]): Set<string> {
  const rarity = rarities(rows);
  const writers = new Map<string, Set<string>>();
  const count = new Map<string, number>();
  for (const row of rows) {
    const titles = [
      ...row.does.flatMap(({ act, title }) => (act === "add" && title ? [title] : [])),
      ...(row.tasks ?? []),
    ];
    for (const title of new Set(titles)) {
      const [first, second] = wordsOf(title);
      if (!first || !second || first.kind !== "word") continue;
      count.set(first.key, (count.get(first.key) ?? 0) + 1);
      writers.set(first.key, (writers.get(first.key) ?? new Set()).add(row.writer));
    }
  }
  const least = rows.length / 600;
  return new Set(
    [...count]
      .filter(
        ([word, n]) =>
          n >= least && (writers.get(word)?.size ?? 0) > 2 && (rarity.get(word) ?? 1) > EVERYWHERE,
      )
      .map(([word]) => word),
  );
}
