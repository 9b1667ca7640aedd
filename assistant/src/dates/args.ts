import type { Category, Values } from "./terms.ts";

/** Tokens `start` to `end`, read as one term. A higher `cost` makes the reading less plausible. */
export interface Item {
  category: string;
  value: unknown;
  start: number;
  end: number;
  weight: number;
  cost: number;
}

/** The categories that a phrase matched, in order, with their values. */
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
  /** The values of all parts of these categories, in the order of the text. */
  list<C extends Category>(...categories: readonly C[]): Values[C][] {
    return this.#items
      .filter((item) => (categories as readonly string[]).includes(item.category))
      .map((item) => item.value as Values[C]);
  }
  /** Whether the phrase contains a word of one of the language's own word classes. */
  has(wordClass: string): boolean {
    return this.#items.some((item) => item.category === wordClass);
  }
}
