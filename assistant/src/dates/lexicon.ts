import { common } from "./common.ts";
import type { DateLanguage, Form } from "./language.ts";
import { type OperatorName, operators } from "./operators/index.ts";
import type { Category } from "./terms.ts";
import { dateTokens } from "./tokens.ts";
import { valueNamed } from "./values.ts";

/** One meaning of a word or of a sequence of words. */
export interface Leaf {
  category: string;
  value: unknown;
  weight: number;
}

/** A node of the trie: the words that may follow, and the meanings of the words so far. */
export interface Branch {
  next: Map<string, Branch>;
  leaves: Leaf[];
}

interface Element {
  /** Alternative words, or categories. */
  words?: ReadonlySet<string>;
  categories?: ReadonlySet<string>;
  glued: boolean;
}

/** A state after some elements of the language's phrases: what may follow, and which phrases are complete. */
export interface State {
  words: Map<string, State>;
  categories: Map<string, State>;
  /** Transitions for elements that must follow directly. */
  gluedWords: Map<string, State>;
  gluedCategories: Map<string, State>;
  ends: { operator: OperatorName; weight?: number }[];
}

function state(): State {
  return {
    words: new Map(),
    categories: new Map(),
    gluedWords: new Map(),
    gluedCategories: new Map(),
    ends: [],
  };
}

/** A compiled language: its words as a trie, its phrases by their first element. */
export interface Lexicon {
  root: Branch;
  phrases: State;
  ordinalSuffixes: ReadonlySet<string>;
  /** Long names of days and months by first letter, used to correct typos. */
  names: {
    byInitial: ReadonlyMap<string, readonly { collapsed: string; word: string }[]>;
    /** Words that are always capitalised. */
    capital: ReadonlySet<string>;
  };
  /** Words followed by an identifying number: chapter, flat, bus. */
  numbered: ReadonlySet<string>;
  numbers: ReadonlySet<string>;
  notTypos: ReadonlySet<string>;
  /** Greetings as the words that they consist of. */
  greetings: readonly (readonly string[])[];
  links: ReadonlySet<string>;
  language: DateLanguage;
}

/** The default probability that a word of a category means a time, in percent. */
const USUAL: Partial<Record<string, number>> = {
  number: 8,
  ordinal: 20,
  weekday: 92,
  weekdays: 90,
  month: 75,
  unit: 10,
  part: 45,
  fraction: 5,
  feast: 55,
  season: 45,
  zone: 20,
  city: 5,
  day: 95,
  stretch: 90,
  piece: 95,
  duration: 15,
  adverb: 75,
  often: 20,
  year: 30,
};

/** The same for names of several words, which rarely occur by accident. */
const LONGER: Partial<Record<string, number>> = { feast: 85, part: 65 };

const CAPITAL: readonly string[] = ["weekday", "weekdays", "month", "feast", "zone", "city", "meridiem"];
/** Categories whose names are recognised despite a typo, from this length on. */
const SLIPS: Readonly<Record<string, number>> = { weekday: 6, weekdays: 6, month: 6, day: 6, part: 9 };
/** A number word with a lower probability is primarily an article: "un", "eine". */
const ARTICLE = 0.05;
/** A name with a lower probability is too ambiguous to be the correction of a typo. */
const SURE = 0.4;

/** What "every!" adds to "every", in any language: as in Todoist, the next date counts from completion. */
export const FROM_COMPLETION = "completion";

/** A word with doubled letters reduced to one, since most typos differ only in that. */
export function collapse(word: string): string {
  let out = "";
  for (const char of word) if (char !== out.at(-1)) out += char;
  return out;
}

export function compile(language: DateLanguage): Lexicon {
  const root: Branch = { next: new Map(), leaves: [] };
  const names = new Map<string, { collapsed: string; word: string }[]>();
  const capital = new Set<string>();
  const enter = (phrase: string, leaf: Leaf): void => {
    let branch = root;
    const keys = dateTokens(phrase.replaceAll("_", " ")).map((token) => token.key);
    for (const key of keys) {
      let next = branch.next.get(key);
      if (!next) {
        next = { next: new Map(), leaves: [] };
        branch.next.set(key, next);
      }
      branch = next;
    }
    branch.leaves.push(leaf);
    if (CAPITAL.includes(leaf.category)) for (const key of keys) capital.add(key);
    const [only, second] = keys;
    if (only && !second && only.length >= (SLIPS[leaf.category] ?? Infinity) && leaf.weight >= SURE) {
      const initial = only[0] as string;
      if (!names.has(initial)) names.set(initial, []);
      names.get(initial)?.push({ collapsed: collapse(only), word: only });
    }
  };
  for (const [category, values] of Object.entries(language.words))
    for (const [name, words] of Object.entries(values)) {
      const value = valueNamed(category as Category, name);
      for (const { phrase, weight } of wordsOf(words, USUAL[category] ?? 50, LONGER[category]))
        enter(phrase, { category, value, weight });
      if (category === "number")
        for (const { phrase, weight } of wordsOf(words, USUAL.number ?? 0))
          if (weight >= ARTICLE) enter(phrase, { category: "spelled", value, weight });
    }
  for (const [name, words] of Object.entries(language.classes))
    for (const { phrase, weight } of wordsOf(words, 0)) {
      enter(phrase, { category: name, value: null, weight });
      if (name === "every") enter(`${phrase}!`, { category: name, value: FROM_COMPLETION, weight });
    }

  for (const { weight, phrase } of wordsOf(language.links, 25))
    enter(phrase, { category: "link", value: null, weight });
  const phrases = state();
  for (const group of [common, ...Object.values(language.forms)])
    for (const [operator, forms] of Object.entries(group))
      for (const form of forms) enterForm(phrases, operator as OperatorName, form);
  return {
    root,
    phrases,
    ordinalSuffixes: new Set(language.ordinalSuffixes.split(" ")),
    names: { byInitial: names, capital },
    numbered: new Set((language.numbered ?? "").split(" ")),
    numbers: new Set(Object.values(language.words.number ?? {}).flatMap((words) => words.split(" "))),
    greetings: (language.greetings ?? "").split(" ").map((greeting) => greeting.split("_")),
    notTypos: new Set((language.notTypos ?? "").split(" ")),
    links: new Set(language.links.split(" ")),
    language,
  };
}

function* wordsOf(
  words: string,
  usual: number,
  longer = usual,
): Generator<{ phrase: string; weight: number }> {
  for (const entry of words.split(" ")) {
    if (entry === "") continue;
    const [phrase = "", weight] = entry.split("~");
    yield {
      phrase,
      weight: (weight === undefined ? (phrase.includes("_") ? longer : usual) : Number(weight)) / 100,
    };
  }
}

/** Adds a form to the phrases, once with and once without each optional element. */
function enterForm(phrases: State, operator: OperatorName, form: Form): void {
  if (!Object.hasOwn(operators, operator)) throw new Error(`no operator is called ${operator}`);
  const [text, weight] = typeof form === "string" ? [form, undefined] : form;
  let ways: Element[][] = [[]];
  for (const part of text.split(" ")) {
    const optional = part.endsWith("?") && part.length > 1;
    const choices = elementsOf(optional ? part.slice(0, -1) : part);
    const taken = choices.flatMap((choice) => ways.map((way) => [...way, ...choice]));
    ways = optional ? [...ways, ...taken] : taken;
  }
  for (const way of ways) {
    if (way.length === 0) continue;
    let states = [phrases];
    for (const element of way) states = states.flatMap((from) => follow(from, element));
    for (const { ends } of new Set(states))
      if (!ends.some((end) => end.operator === operator && end.weight === weight))
        ends.push(weight === undefined ? { operator } : { operator, weight });
  }
}

/** The states after an element, created if they do not exist. */
function follow(from: State, element: Element): State[] {
  const [edges, keys] = element.words
    ? [element.glued ? from.gluedWords : from.words, element.words]
    : [element.glued ? from.gluedCategories : from.categories, element.categories ?? new Set<string>()];
  return [...keys].map((key) => {
    const known = edges.get(key);
    if (known) return known;
    const next = state();
    edges.set(key, next);
    return next;
  });
}

/** The ways to express one element of a form: a category, one of several words, or a sequence of words. */
function elementsOf(part: string): Element[][] {
  const glued = part.startsWith("~") && part.length > 1;
  const body = glued ? part.slice(1) : part;
  if (body.startsWith("<") && body.endsWith(">"))
    return [[{ categories: new Set(body.slice(1, -1).split("|")), glued }]];
  const single = new Set<string>();
  const ways: Element[][] = [];
  for (const choice of body.split("|")) {
    const keys = dateTokens(choice.replaceAll("_", " ")).map((token) => token.key);
    if (keys.length === 1) single.add(keys[0] as string);
    else ways.push(keys.map((key, k) => ({ words: new Set([key]), glued: k === 0 && glued })));
  }
  if (single.size > 0) ways.push([{ words: single, glued }]);
  return ways;
}
