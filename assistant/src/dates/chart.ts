import type { Lexicon, Rule } from "./lexicon.ts";
import { figuresAt } from "./numerals.ts";
import { type Operator, type OperatorName, operators } from "./operators.ts";
import { meantName } from "./slips.ts";
import type { Category, Values } from "./terms.ts";
import type { DateToken } from "./tokens.ts";

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

/**
 * How far-fetched each way to make a term is: of two readings of the same words the one with fewer phrases put side
 * by side, and fewer numbers taken for hours, is meant.
 */
const costs: Partial<Record<OperatorName, number>> = {
  intersect: 1,
  linked: 0.1,
  bareHour: 2,
  bareWord: 3,
  bareDuration: 2,
  halfDay: 1,
  clocksFirst: 1,
  clockMinutes: 1,
  either: 0.3,
  weekdaysImplied: 0.5,
  weekdayOfDate: 0.2,
};

/** Readings kept of one stretch in one category. */
const KEPT = 4;
/** Steps a token may cost; ordinary messages take a few. What is left over is not read. */
const STEPS_PER_TOKEN = 2500;
const STEPS_LEAST = 5000;
/** The longest stretch read as one, in tokens. */
const REACH = 40;

/**
 * All terms of a message, by where they begin: a left-corner chart parse with memory, so that each stretch is read
 * once. Work is bounded by the number of tokens.
 */
export class Chart {
  readonly #tokens: readonly DateToken[];
  readonly #lexicon: Lexicon;
  readonly #dayFirst: boolean;
  readonly #known: (Item[] | undefined)[];
  #steps: number;

  constructor(tokens: readonly DateToken[], lexicon: Lexicon, dayFirst: boolean) {
    this.#tokens = tokens;
    this.#lexicon = lexicon;
    this.#dayFirst = dayFirst;
    this.#known = new Array<Item[] | undefined>(tokens.length);
    this.#steps = STEPS_LEAST + STEPS_PER_TOKEN * tokens.length;
  }

  /** Whether the message was too much to be read whole. */
  get exhausted(): boolean {
    return this.#steps <= 0;
  }

  /** Every term that begins at a token. */
  at(start: number): readonly Item[] {
    const known = this.#known[start];
    if (known) return known;
    const items: Item[] = [];
    this.#known[start] = items;
    const token = this.#tokens[start];
    if (!token || token.kind === "line") return items;
    this.#leaves(start, token, items);
    for (const rule of this.#lexicon.byWord.get(token.key) ?? [])
      this.#complete(rule, 1, start + 1, start, [], items);
    for (let k = 0; k < items.length; k++) {
      const item = items[k] as Item;
      for (const rule of this.#lexicon.byCategory.get(item.category) ?? [])
        this.#complete(rule, 1, item.end, start, [item], items);
    }
    return items;
  }

  #leaves(start: number, token: DateToken, items: Item[]): void {
    if (token.kind === "number") {
      for (const figure of figuresAt(this.#tokens, start, this.#lexicon, this.#dayFirst))
        items.push({ ...figure, start, cost: 0 });
    }
    let branch = this.#lexicon.root.next.get(token.key);
    let slip = 1;
    if (!branch && token.kind === "word") {
      const meant = meantName(token.key, this.#lexicon);
      if (!meant) return;
      branch = this.#lexicon.root.next.get(meant);
      slip = 0.85;
    }
    for (let end = start + 1; branch; end++) {
      for (const leaf of branch.leaves)
        items.push({ ...leaf, weight: leaf.weight * slip, start, end, cost: 0 });
      const next = this.#tokens[end];
      branch = next ? branch.next.get(next.key) : undefined;
    }
  }

  #complete(rule: Rule, index: number, at: number, start: number, parts: readonly Item[], out: Item[]): void {
    if (this.#steps-- <= 0 || at - start > REACH) return;
    const element = rule.elements[index];
    if (!element) {
      this.#finish(rule, at, start, parts, out);
      return;
    }
    const token = this.#tokens[at];
    if (!token || (element.glued && !token.glued)) return;
    if (element.words) {
      if (element.words.has(token.key)) this.#complete(rule, index + 1, at + 1, start, parts, out);
      return;
    }
    for (const item of this.at(at))
      if (element.categories?.has(item.category))
        this.#complete(rule, index + 1, item.end, start, [...parts, item], out);
  }

  #finish(rule: Rule, end: number, start: number, parts: readonly Item[], out: Item[]): void {
    const operator: Operator = operators[rule.operator];
    const value = operator.apply(new Args(parts));
    if (value === null) return;
    let unlikely = 1;
    let cost = costs[rule.operator] ?? 0;
    for (const part of parts) {
      unlikely *= 1 - part.weight;
      cost += part.cost;
    }
    const weight = rule.weight ?? 1 - unlikely;
    let same = 0;
    let worst: Item | undefined;
    for (const item of out)
      if (item.end === end && item.category === operator.to) {
        same += 1;
        if (!worst || better(worst, item)) worst = item;
      }
    const item: Item = { category: operator.to, value, start, end, weight, cost };
    if (same < KEPT) out.push(item);
    else if (worst && better(item, worst)) out.push(item);
  }
}

/** Which of two readings of the same words is the likelier. */
export function better(a: Item, b: Item): boolean {
  return a.cost !== b.cost ? a.cost < b.cost : a.weight > b.weight;
}
