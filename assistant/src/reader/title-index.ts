import { wordsOf } from "./words.ts";

/** How informative a word is: 0 for the commonest words of the language, 1 for very rare ones. */
export type Weigh = (word: string) => number;

/** A title, split into words that can be recognised in a message. */
export interface TitleWords {
  keys: readonly string[];
  weights: readonly number[];
  total: number;
}

/** "t-shirts" is compared as "shirts", "q3/q4" as both. */
export const partsOf = (key: string): string[] => {
  const all = key.split(/[^\p{L}\p{N}]+/u).filter((part) => part.length > 1);
  return all.length ? all : [key];
};

const known = new Map<string, TitleWords>();
const TITLES_KEPT = 20_000;

export function titleWords(title: string, weigh: Weigh): TitleWords {
  let found = known.get(title);
  if (!found) {
    const keys = wordsOf(title)
      .filter((word) => word.content)
      .flatMap((word) => partsOf(word.key));
    const weights = keys.map(weigh);
    found = { keys, weights, total: weights.reduce((a, b) => a + b, 0) };
    if (known.size >= TITLES_KEPT) known.clear();
    known.set(title, found);
  }
  return found;
}

/** Lists shorter than this are indexed anew each time they change. */
const LONG = 200;
/** Part of a long list that may differ from an earlier version for its index to be updated instead. */
const LITTLE = 0.1;

/** The stretch in which two lists of titles differ: from `start` to the ends. */
interface Difference {
  start: number;
  before: number;
  now: number;
}

function differenceOf(before: readonly string[], now: readonly string[]): Difference {
  let start = 0;
  while (start < before.length && start < now.length && before[start] === now[start]) start++;
  let [endBefore, end] = [before.length, now.length];
  while (endBefore > start && end > start && before[endBefore - 1] === now[end - 1]) {
    endBefore--;
    end--;
  }
  return { start, before: endBefore, now: end };
}

/**
 * The words of all titles of a list: which titles contain each, and which words could be misspellings or inflections of
 * another.
 */
export class TitleIndex {
  readonly #weigh: Weigh;
  #titles: readonly string[] = [];
  /** Title → number of tasks with it. */
  readonly #tasks = new Map<string, number>();
  /** Word → titles that contain it, and the number of tasks with these. */
  readonly #holders = new Map<string, { titles: Set<string>; tasks: number }>();
  /** Words by their first and last letters; `likeness` never matches words that share neither. */
  readonly #near = new Map<string, Set<string>>();

  constructor(titles: readonly string[], weigh: Weigh) {
    this.#weigh = weigh;
    this.#change(titles, { start: 0, before: 0, now: titles.length });
  }

  /** Makes it the index of another list, if that differs little and the words weigh the same; returns whether it did. */
  follow(titles: readonly string[], weigh: Weigh): boolean {
    if (weigh !== this.#weigh) return false;
    if (titles === this.#titles) return true;
    const different = differenceOf(this.#titles, titles);
    const { start, before, now } = different;
    if (before - start + (now - start) > titles.length * LITTLE) return false;
    this.#change(titles, different);
    return true;
  }

  /** The number of tasks whose title contains a word. */
  count(word: string): number {
    return this.#holders.get(word)?.tasks ?? 0;
  }

  /** The titles that contain a word. */
  holders(word: string): Iterable<string> {
    return this.#holders.get(word)?.titles ?? [];
  }

  /** Words of titles that may be similar to `word`. */
  *near(word: string): Generator<string> {
    if (word.length < 3) {
      if (this.#holders.has(word)) yield word;
      return;
    }
    for (const edge of edgesOf(word)) yield* this.#near.get(edge) ?? [];
  }

  #change(titles: readonly string[], { start, before, now }: Difference): void {
    for (let k = start; k < before; k++) this.#count(this.#titles[k] as string, -1);
    for (let k = start; k < now; k++) this.#count(titles[k] as string, 1);
    this.#titles = titles;
  }

  /** Counts one more or one fewer task with a title. */
  #count(title: string, one: 1 | -1): void {
    const tasks = (this.#tasks.get(title) ?? 0) + one;
    if (tasks > 0) this.#tasks.set(title, tasks);
    else this.#tasks.delete(title);
    for (const word of new Set(titleWords(title, this.#weigh).keys)) {
      let held = this.#holders.get(word);
      if (!held) {
        held = { titles: new Set(), tasks: 0 };
        this.#holders.set(word, held);
        for (const edge of edgesOf(word)) {
          const near = this.#near.get(edge);
          if (near) near.add(word);
          else this.#near.set(edge, new Set([word]));
        }
      }
      held.tasks += one;
      if (tasks > 0) held.titles.add(title);
      else held.titles.delete(title);
      if (held.tasks > 0) continue;
      this.#holders.delete(word);
      for (const edge of edgesOf(word)) this.#near.get(edge)?.delete(word);
    }
  }
}

/** Similar words have their first two or their last two letters in common. */
const edgesOf = (word: string): string[] => [`${word.slice(0, 2)}-`, `-${word.slice(-2)}`];

/** Indexes of long lists, the one used last at the end: a changed list is most often a version of one of these. */
const latest: TitleIndex[] = [];
const LATEST_KEPT = 4;

const shortOnes = new WeakMap<readonly string[], { weigh: Weigh; index: TitleIndex }>();

/** The index of a list; it is valid until that of another is asked for. Lists are never changed in place. */
export function titleIndexOf(titles: readonly string[], weigh: Weigh): TitleIndex {
  if (titles.length < LONG) {
    const short = shortOnes.get(titles);
    if (short?.weigh === weigh) return short.index;
    const index = new TitleIndex(titles, weigh);
    shortOnes.set(titles, { weigh, index });
    return index;
  }
  const place = latest.findLastIndex((index) => index.follow(titles, weigh));
  const index = place < 0 ? new TitleIndex(titles, weigh) : (latest.splice(place, 1)[0] as TitleIndex);
  latest.push(index);
  if (latest.length > LATEST_KEPT) latest.shift();
  return index;
}
