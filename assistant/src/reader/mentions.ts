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
  /** All that was said of it was said of another task too, and more: "oat milk" does not mean “Milk”. */
  outdone: boolean;
}

/** The words of a list's titles: which titles hold each, and which words could be another misspelt or inflected. */
class TitleIndex {
  readonly titles: readonly TitleWords[];
  /** Word → places of the titles that hold it, in order. */
  readonly holders = new Map<string, number[]>();
  /** Words by how they begin and by how they end: `likeness` sees no others as alike. */
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

  /** Words of titles that a word may be like. */
  *near(word: string): Generator<string> {
    if (word.length < 3) {
      if (this.holders.has(word)) yield word;
      return;
    }
    for (const edge of edges(word)) yield* this.#near.get(edge) ?? [];
  }
}

/** Two words that are alike begin or end with the same two letters. */
const edges = (word: string): string[] => [`${word.slice(0, 2)}-`, `-${word.slice(-2)}`];

const indexes = new WeakMap<readonly string[], { weigh: Weigh; index: TitleIndex }>();

function indexOf(tasks: readonly string[], weigh: Weigh): TitleIndex {
  const known = indexes.get(tasks);
  if (known?.weigh === weigh) return known.index;
  const index = new TitleIndex(tasks, weigh);
  indexes.set(tasks, { weigh, index });
  return index;
}

/** What is said of a list less than this tells nothing by itself. */
const TELLING = 0.12;

/** So many of the best mentions are looked at for one that says more. */
const RIVALS = 24;

/** Where a message speaks of listed tasks: every task of which a word with any weight was said. */
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
  // For each word of a title, what was said most like it.
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

/** Whether all tokens of the one are tokens of the other, as like, and not the other way round. */
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

/** How much of each title some words say, with no regard to other titles. */
export const sharesOf = (
  words: readonly Word[],
  tasks: readonly string[],
  weigh: Weigh,
): ReadonlyMap<number, number> =>
  new Map(mentionsOf(words, tasks, weigh).map(({ task, plain }) => [task, plain]));

/** The mentions that say more of a task than a word many things to do begin with. */
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
