import { likeness, type Word, wordsOf } from "./words.ts";

/** How much a word tells: 0 for the commonest of the language, 1 for one that is hardly ever said. */
export type Weigh = (word: string) => number;

/** A title split into what can be recognised in a message. */
export interface TitleWords {
  keys: readonly string[];
  weights: readonly number[];
  total: number;
}

/** "t-shirts" is compared as "shirts", "q3/q4" as both. */
const parts = (key: string): string[] => {
  const all = key.split(/[^\p{L}\p{N}]+/u).filter((part) => part.length > 1);
  return all.length ? all : [key];
};

const titles = new Map<string, TitleWords>();
const TITLES_KEPT = 20_000;

export function titleWords(title: string, weigh: Weigh): TitleWords {
  let found = titles.get(title);
  if (!found) {
    const keys = wordsOf(title)
      .filter((word) => word.content)
      .flatMap((word) => parts(word.key));
    const weights = keys.map(weigh);
    found = { keys, weights, total: weights.reduce((a, b) => a + b, 0) };
    if (titles.size >= TITLES_KEPT) titles.clear();
    titles.set(title, found);
  }
  return found;
}

/** How a message speaks of one task. */
export interface Mention {
  /** Its place in the list that was handed over. */
  task: number;
  /** How much of the title's weight was said, 0 to 1; words that other tasks have too count less. */
  share: number;
  /** The same with no regard to other tasks. */
  plain: number;
  /** How much of the message's weight these words are. */
  cover: number;
  /** Token → how like it is to a word of the title. */
  at: Map<number, number>;
  /** The first word of the title, mostly what is to be done, was said: 1 as it stands, 0.9 inflected, 0 not. */
  first: number;
  /** All of the title stands in a row. */
  whole: boolean;
}

/** Where a message speaks of listed tasks: every task of which a word with any weight was said. */
export function mentionsOf(words: readonly Word[], tasks: readonly string[], weigh: Weigh): Mention[] {
  const said = words.flatMap((word, at) =>
    (word.kind === "quote" ? word.key.split(" ") : parts(word.key)).map((key) => ({
      key,
      at,
      weight: word.content ? weigh(key) : 0,
    })),
  );
  const all = said.reduce((sum, { weight }) => sum + weight, 0) || 1;
  const parsed = tasks.map((title) => titleWords(title, weigh));
  const carriers = new Map<string, number>();
  for (const { keys } of parsed)
    for (const key of new Set(keys)) carriers.set(key, (carriers.get(key) ?? 0) + 1);
  const out: Mention[] = [];
  const like = new Map<string, number[]>();
  const likes = (key: string): number[] => {
    let found = like.get(key);
    if (!found) {
      found = said.map((one) => (one.weight > 0 || one.key === key ? likeness(one.key, key) : 0));
      like.set(key, found);
    }
    return found;
  };
  parsed.forEach(({ keys, weights, total }, task) => {
    const at = new Map<number, number>();
    let plain = 0;
    let rare = 0;
    let rareTotal = 0;
    let first = 0;
    let run = 0;
    keys.forEach((key, k) => {
      const found = likes(key);
      let best = 0;
      let where = -1;
      for (let i = 0; i < found.length; i++) {
        if ((found[i] as number) > best) {
          best = found[i] as number;
          where = i;
        }
      }
      const weight = weights[k] as number;
      const own = weight / (carriers.get(key) ?? 1);
      rareTotal += own;
      if (best > 0) {
        plain += best * weight;
        rare += best * own;
        const token = (said[where] as { at: number }).at;
        if (weight > 0.12) at.set(token, Math.max(at.get(token) ?? 0, best));
        if (k === 0) first = best;
      }
      if (best === 1 && (k === 0 || said[where - 1]?.key === keys[k - 1])) run++;
    });
    if (at.size === 0) return;
    let covered = 0;
    for (const one of said) if (at.has(one.at)) covered += one.weight;
    out.push({
      task,
      share: rareTotal ? rare / rareTotal : 0,
      plain: total ? plain / total : 0,
      cover: covered / all,
      at,
      first,
      whole: run === keys.length,
    });
  });
  return out.sort((a, b) => b.share * 2 + b.cover - (a.share * 2 + a.cover) || a.task - b.task);
}
