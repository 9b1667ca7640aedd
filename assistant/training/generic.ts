import { mentionsOf } from "../src/reader/mentions.ts";
import { wordsOf } from "../src/reader/words.ts";
import type { Row } from "./rows.ts";

/** The minimum number of messages for a word to be judged. */
const LEAST = 4;
/** A word is generic if at most this share of the messages means a task that starts with it. */
const MEANT = 0.35;

/**
 * First words of titles that do not identify their task: if a message shares only such a word with a listed task
 * ("buy", with “Buy bread”), something else is usually meant.
 */
export function genericWords(rows: readonly Row[], weigh: (word: string) => number): Set<string> {
  const counts = new Map<string, { meant: number; all: number }>();
  for (const row of rows) {
    const tasks = row.tasks ?? [];
    if (tasks.length === 0) continue;
    const means = new Set(row.does.flatMap((wish) => wish.means ?? []));
    if (means.has("*")) continue;
    for (const { task, at, first, whole } of mentionsOf(wordsOf(row.text), tasks, weigh)) {
      if (whole || first === 0 || at.size > 1) continue;
      const title = tasks[task] as string;
      const key = wordsOf(title).find(({ content }) => content)?.key ?? "";
      const count = counts.get(key) ?? { meant: 0, all: 0 };
      count.all += 1;
      if (means.has(title)) count.meant += 1;
      counts.set(key, count);
    }
  }
  return new Set(
    [...counts].filter(([, { meant, all }]) => all >= LEAST && meant <= all * MEANT).map(([key]) => key),
  );
}
