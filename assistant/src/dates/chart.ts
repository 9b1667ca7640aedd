import { Args, type Item } from "./args.ts";
import { FROM_COMPLETION, type Lexicon, type State } from "./lexicon.ts";
import { figuresAt } from "./numerals.ts";
import { type OperatorName, operators } from "./operators/index.ts";
import type { Operator } from "./operators/operator.ts";
import { meantName } from "./slips.ts";
import type { Category, Time, Values } from "./terms.ts";
import type { DateToken } from "./tokens.ts";

/**
 * How implausible each way to build a term is: of two readings of the same words, the one that joins fewer phrases and
 * takes fewer bare numbers for hours wins.
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
  datesListed: 0.3,
  before: 0.3,
  afterBound: 0.3,
  by: 0.3,
  until: 0.3,
  from: 0.3,
  weekdaysImplied: 0.5,
  weekdayOfDate: 0.2,
};

/** The best two readings by category and length; further readings of the same words are dropped. */
type Best = Map<Category, ([Item] | [Item, Item])[]>;

/**
 * Steps that a message may take: an ordinary one needs five per token, one crowded with dates several hundred. Beyond
 * the limit, the rest is not read.
 */
const STEPS_PER_TOKEN = 60;
const STEPS_LEAST = 4000;
/** The longest stretch that is read as one term, in tokens. */
const REACH = 40;

/**
 * All terms of a message, by their first token: a memoised left-corner chart parser, so that each stretch is read only
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
    // From right to left, so that what follows is known already and recursion stays shallow.
    for (let start = tokens.length - 1; start >= 0; start--) this.at(start);
  }

  /** Every term that starts at a token. */
  at(start: number): readonly Item[] {
    const known = this.#known[start];
    if (known) return known;
    const items: Item[] = [];
    this.#known[start] = items;
    const token = this.#tokens[start];
    if (!token || token.kind === "line") return items;
    this.#leaves(start, token, items);
    const { phrases } = this.#lexicon;
    const best: Best = new Map();
    const parts: Item[] = [];
    const worded = phrases.words.get(token.key);
    if (worded) this.#walk(worded, start + 1, start, parts, items, best);
    for (let k = 0; k < items.length; k++) {
      const item = items[k] as Item;
      const next = phrases.categories.get(item.category);
      if (!next) continue;
      parts.push(item);
      this.#walk(next, item.end, start, parts, items, best);
      parts.pop();
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

  /** Follows the phrases from a state over the tokens from `at` on; adds completed terms to `out`. */
  #walk(state: State, at: number, start: number, parts: Item[], out: Item[], best: Best): void {
    if (this.#steps-- <= 0 || at - start > REACH) return;
    for (const end of state.ends) this.#finish(end, at, start, parts, out, best);
    const token = this.#tokens[at];
    if (!token) return;
    const worded = state.words.get(token.key);
    if (worded) this.#walk(worded, at + 1, start, parts, out, best);
    const gluedWord = token.glued && state.gluedWords.get(token.key);
    if (gluedWord) this.#walk(gluedWord, at + 1, start, parts, out, best);
    const glued = token.glued && state.gluedCategories.size > 0;
    if (state.categories.size === 0 && !glued) return;
    for (const item of this.at(at)) {
      const next = state.categories.get(item.category);
      const close = glued ? state.gluedCategories.get(item.category) : undefined;
      if (!next && !close) continue;
      parts.push(item);
      if (next) this.#walk(next, item.end, start, parts, out, best);
      if (close) this.#walk(close, item.end, start, parts, out, best);
      parts.pop();
    }
  }

  #finish(
    { operator: name, weight: given }: State["ends"][number],
    end: number,
    start: number,
    parts: readonly Item[],
    out: Item[],
    best: Best,
  ): void {
    const operator: Operator = operators[name];
    const made = operator.apply(new Args(parts));
    if (made === null) return;
    const value = parts.some((part) => part.value === FROM_COMPLETION) ? fromCompletion(made) : made;
    let unlikely = 1;
    let cost = costs[name] ?? 0;
    for (const part of parts) {
      unlikely *= 1 - part.weight;
      cost += part.cost;
    }
    const item: Item = { category: operator.to, value, start, end, weight: given ?? 1 - unlikely, cost };
    let ofEnd = best.get(operator.to);
    if (!ofEnd) {
      ofEnd = [];
      best.set(operator.to, ofEnd);
    }
    const [first, second] = ofEnd[end - start] ?? [];
    if (second && !better(item, second)) return;
    ofEnd[end - start] = first ? (better(item, first) ? [item, first] : [first, item]) : [item];
    out.push(item);
  }
}

function fromCompletion(value: Values[Category]): Values[Category] {
  const { cycle } = value as Time;
  return cycle ? { ...(value as Time), cycle: { ...cycle, anchor: "completion" } } : value;
}

/** Whether `a` is the likelier of two readings of the same words. */
export function better(a: Item, b: Item): boolean {
  return a.cost !== b.cost ? a.cost < b.cost : a.weight > b.weight;
}
