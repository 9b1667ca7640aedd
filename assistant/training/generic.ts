import { mentionsOf } from "../src/reader/mentions.ts";
import { wordsOf } from "../src/reader/words.ts";
import type { Row } from "./rows.ts";

/** A word is told by this many messages, at least. */
const LEAST = 4;
/** Of so many of them at most the task that begins with it is meant. */
const MEANT = 0.35;

/**
 * First words of titles that by themselves do not speak of their task: where a message has no more of a listed task than
 * such a word ("buy", beside “Buy bread”), another thing is meant most of the time.
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
