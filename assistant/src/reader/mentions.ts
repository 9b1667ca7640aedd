import { likeness, type Word, wordsOf } from "./words.ts";

/** How informative a word is: 0 for the commonest words of the language, 1 for very rare ones. */
export type Weigh = (word: string) => number;

/** A title, split into words that can be recognised in a message. */
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

/** How a message mentions one task. */
export interface Mention {
  /** Its index in the given list. */
  task: number;
  /** Share of the title's weight that was mentioned, 0 to 1; words that other titles have too count less. */
  share: number;
  /** The same share regardless of other titles. */
  plain: number;
  /** Share of the message's weight that these words make up. */
  cover: number;
  /** Token index → its similarity to a word of the title. */
  at: Map<number, number>;
  /** Whether the first word of the title, usually its verb, was mentioned: 1 verbatim, 0.9 inflected, 0 not. */
  first: number;
  /** The whole title occurs consecutively. */
  whole: boolean;
  /** Another task matches all of these words and more: "oat milk" does not mean “Milk”. */
  outdone: boolean;
}

/**
 * The words of all titles: which titles contain each, and which words could be misspellings or inflections of another.
 */
class TitleIndex {
  readonly titles: readonly TitleWords[];
  /** Word → indices of the titles that contain it, in order. */
  readonly holders = new Map<string, number[]>();
  /** Words by their first and last letters; `likeness` never matches words that share neither. */
  readonly #near = new Map<string, string[]>();

  constructor(tasks: readonly string[], weigh: Weigh) {
    this.titles = tasks.map((title) => titleWords(title, weigh));
    this.titles.forEach(({ keys }, task) => {
      for (const key of keys) {
        const places = this.holders.get(key);
        if (!places) {
          this.holders.set(key, [task]);
          for (const edge of edges(key)) {
            const near = this.#near.get(edge);
            if (near) near.push(key);
            else this.#near.set(edge, [key]);
          }
        } else if (places.at(-1) !== task) places.push(task);
      }
    });
  }

  /** Words of titles that may be similar to `word`. */
  *near(word: string): Generator<string> {
    if (word.length < 3) {
      if (this.holders.has(word)) yield word;
      return;
    }
    for (const edge of edges(word)) yield* this.#near.get(edge) ?? [];
  }
}

/** Similar words have their first two or their last two letters in common. */
const edges = (word: string): string[] => [`${word.slice(0, 2)}-`, `-${word.slice(-2)}`];

const indexes = new WeakMap<readonly string[], { weigh: Weigh; index: TitleIndex }>();

function indexOf(tasks: readonly string[], weigh: Weigh): TitleIndex {
  const known = indexes.get(tasks);
  if (known?.weigh === weigh) return known.index;
  const index = new TitleIndex(tasks, weigh);
  indexes.set(tasks, { weigh, index });
  return index;
}

/** A word with at most this weight does not make a mention by itself. */
const TELLING = 0.12;

/** How many of the best mentions are searched for one that matches more. */
const RIVALS = 24;

/** The tasks that a message mentions: every task with at least one matching word that carries weight. */
export function mentionsOf(words: readonly Word[], tasks: readonly string[], weigh: Weigh): Mention[] {
  if (tasks.length === 0) return [];
  const index = indexOf(tasks, weigh);
  const said = words.flatMap((word, at) =>
    (word.kind === "quote" ? word.key.split(" ") : parts(word.key)).map((key) => ({
      key,
      at,
      weight: word.content ? weigh(key) : 0,
    })),
  );
  const all = said.reduce((sum, { weight }) => sum + weight, 0) || 1;
  // For each word of a title, the most similar word of the message.
  const likes = new Map<string, { best: number; where: number }>();
  const spoken = new Set<number>();
  said.forEach((one, where) => {
    for (const key of one.weight > 0 ? index.near(one.key) : index.holders.has(one.key) ? [one.key] : []) {
      const like = likeness(one.key, key);
      const found = likes.get(key);
      if (like <= (found?.best ?? 0)) continue;
      likes.set(key, { best: like, where });
      if (!found && weigh(key) > TELLING) for (const task of index.holders.get(key) ?? []) spoken.add(task);
    }
  });
  const out = [...spoken]
    .map((task) => mentionOf(task, index, said, likes, all))
    .sort((a, b) => b.share * 2 + b.cover - (a.share * 2 + a.cover) || a.task - b.task);
  const best = out.slice(0, RIVALS);
  for (const one of out) one.outdone = best.some((other) => saysMore(other.at, one.at));
  return out;
}

/** Whether the tokens of one mention are a proper subset of the other's, with the same similarities. */
const saysMore = (more: Mention["at"], less: Mention["at"]): boolean =>
  more.size > less.size && [...less].every(([token, like]) => (more.get(token) ?? 0) >= like);

function mentionOf(
  task: number,
  { titles, holders }: TitleIndex,
  said: readonly { key: string; at: number; weight: number }[],
  likes: ReadonlyMap<string, { best: number; where: number }>,
  all: number,
): Mention {
  const { keys, weights, total } = titles[task] as TitleWords;
  const at = new Map<number, number>();
  let plain = 0;
  let rare = 0;
  let rareTotal = 0;
  let first = 0;
  let run = 0;
  keys.forEach((key, k) => {
    const weight = weights[k] as number;
    const own = weight / (holders.get(key)?.length ?? 1);
    rareTotal += own;
    const found = likes.get(key);
    if (!found) return;
    const { best, where } = found;
    plain += best * weight;
    rare += best * own;
    const token = (said[where] as { at: number }).at;
    if (weight > TELLING) at.set(token, Math.max(at.get(token) ?? 0, best));
    if (k === 0) first = best;
    if (best === 1 && (k === 0 || said[where - 1]?.key === keys[k - 1])) run++;
  });
  let covered = 0;
  for (const one of said) if (at.has(one.at)) covered += one.weight;
  return {
    task,
    share: rareTotal ? rare / rareTotal : 0,
    plain: total ? plain / total : 0,
    cover: covered / all,
    at,
    first,
    whole: run === keys.length,
    outdone: false,
  };
}

/** The share of each title that some words mention, regardless of other titles. */
export const sharesOf = (
  words: readonly Word[],
  tasks: readonly string[],
  weigh: Weigh,
): ReadonlyMap<number, number> =>
  new Map(mentionsOf(words, tasks, weigh).map(({ task, plain }) => [task, plain]));

/** The mentions that match more than a word that many tasks start with. */
export const toldOf = (
  mentions: readonly Mention[],
  tasks: readonly string[],
  generic: ReadonlySet<string>,
  weigh: Weigh,
): Mention[] =>
  mentions.filter(
    ({ task, at, first, whole }) =>
      whole ||
      first === 0 ||
      at.size > 1 ||
      !generic.has(titleWords(tasks[task] as string, weigh).keys[0] ?? ""),
  );
