import type { Category, Values } from "./terms.ts";

/** Tokens `start` to `end` read as one term. `cost` says how far-fetched the reading is. */
export interface Item {
  category: string;
  value: unknown;
  start: number;
  end: number;
  weight: number;
  cost: number;
}

/** The categories a phrase matched, in order, with what they stand for. */
export class Args {
  readonly #items: readonly Item[];
  constructor(items: readonly Item[]) {
    this.#items = items;
  }
  /** The value of the n-th part of a category. */
  get<C extends Category>(category: C, n = 0): Values[C] | undefined {
    let left = n;
    for (const item of this.#items)
      if (item.category === category && left-- === 0) return item.value as Values[C];
    return undefined;
  }
  /** The values of all parts of these categories, in the order they were said. */
  list<C extends Category>(...categories: readonly C[]): Values[C][] {
    return this.#items
      .filter((item) => (categories as readonly string[]).includes(item.category))
      .map((item) => item.value as Values[C]);
  }
  /** Whether a word of one of the language's own classes was said. */
  has(wordClass: string): boolean {
    return this.#items.some((item) => item.category === wordClass);
  }
}
