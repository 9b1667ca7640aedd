import { listTail, readFilter } from "./filter.ts";
import { type Item, sign } from "./items.ts";
import { type Reference, type State, sourceOf } from "./state.ts";

const IT =
  /^(?:it|that|this|item|items|an item|a task|list item|item from|that one|this one|that ones|this ones|the one|one|that task|this task|the task|that item|this item|the item|the last thing|the thing|that thing|this thing|the same|the reminder|that reminder|him|her|itself|that last one|eso|esa|ese|lo|la|ca|cela|das|es)$/;
const THEM =
  /^(?:them|these|those|they|all of them|all of these|all of those|them all|these ones|those ones|these all|the lot|all three|all four|all five|those tasks|these tasks|every one|each of them|todas|todos|tous|toutes|alle)$/;
const BOTH =
  /^(?:both|both of them|both of those|both of these|both tasks|the two|the two of them|them both|those two|these two|ambos|ambas|les deux|tous les deux|beide|beiden)$/;
const OTHER =
  /^(?:the other|the other one|the other task|other one|el otro|la otra|l autre|lautre|der andere|die andere|das andere)$/;

const REST =
  /^(?:(?:all )?(?:of )?(?:the rest|the others|the remaining (?:ones|tasks))|everything else|all (?:the )?others?|the rest of (?:them|it|the list|my list|the tasks))$/;

const ORDINALS: Record<string, number> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  ninth: 9,
  tenth: 10,
  last: -1,
  bottom: -1,
  top: 1,
  final: -1,
  penultimate: -2,
  primero: 1,
  primera: 1,
  segundo: 2,
  segunda: 2,
  tercero: 3,
  tercera: 3,
  ultimo: -1,
  ultima: -1,
  premier: 1,
  premiere: 1,
  deuxieme: 2,
  seconde: 2,
  troisieme: 3,
  dernier: -1,
  derniere: -1,
  erste: 1,
  ersten: 1,
  erstes: 1,
  zweite: 2,
  zweiten: 2,
  zweites: 2,
  dritte: 3,
  dritten: 3,
  letzte: -1,
  letzten: -1,
};
const CARDINALS: Record<string, number> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
};
const UNIT =
  /^(?:one|ones|task|tasks|item|items|thing|things|entry|row|line|in|on|the|of|my|list|from|up|down)$/;

/** Reads how a stretch of words names tasks; null when it is empty. */
export function readReference(items: readonly Item[], state: State): Reference | null {
  const trimmed = trim(items);
  if (trimmed.length === 0) return null;
  const line = keysOf(trimmed);
  const pronoun = pronounOf(line);
  if (pronoun) return pronoun;
  const first = trimmed[0] as Item;
  if (trimmed.length === 1 && first.kind === "quote") return { kind: "quote", text: quoted(first, state) };
  const places = readPlaces(trimmed, state);
  if (places) return { kind: "places", places };
  const many = manyOf(trimmed, state) ?? manyBut(trimmed, state);
  if (many) return many;
  if (
    trimmed.length === 2 &&
    trimmed.some((item) => item.kind === "quote") &&
    trimmed.some((item) => /^(?:task|item|todo|reminder|the|one)$/.test(item.key))
  ) {
    const quote = trimmed.find((item) => item.kind === "quote") as Item;
    return { kind: "quote", text: quoted(quote, state) };
  }
  return { kind: "name", text: sourceOf(state, first.from, (trimmed.at(-1) as Item).to) };
}

export function quoted(item: Item, state: State): string {
  return state.tokens[item.from]?.text.slice(1, -1).trim() ?? "";
}

export function pronounOf(line: string): Reference | null {
  if (IT.test(line)) return { kind: "it" };
  if (THEM.test(line)) return { kind: "them" };
  if (BOTH.test(line)) return { kind: "both" };
  if (OTHER.test(line)) return { kind: "other" };
  if (REST.test(line)) return { kind: "rest" };
  return null;
}

/** Drops politeness, "from my list" and marks from the ends of a name. */
function trim(items: readonly Item[]): Item[] {
  let out = [...items];
  for (let again = true; again && out.length > 0; ) {
    again = false;
    const last = out.at(-1) as Item;
    if (
      /^(?:[.,!?;:]+|please|pls|plz|thanks|thx|ta|now|already|too|then|instead|for me|again|por favor|svp|bitte)$/.test(
        last.key,
      ) ||
      (last.kind === "mark" && !/^[)\]%]$/.test(last.key))
    ) {
      out.pop();
      again = true;
    }
    const first = out[0];
    if (first && (first.kind === "mark" || /^(?:please|pls|plz|just|also|then|and)$/.test(first.key))) {
      out.shift();
      again = true;
    }
    const tail = listTail(out);
    if (tail > 0 && tail < out.length) {
      out = out.slice(0, -tail);
      again = true;
    }
  }
  return out;
}

/**
 * Positions in the list shown last: "the second one", "2 and 3", "#2", "number 4", "first two", "1-3", "last".
 * Null unless every word is part of it.
 */
export function readPlaces(items: readonly Item[], state: State): number[] | null {
  const words = items
    .map((item) => (item.kind === "quote" || item.kind === "link" ? "\u0000" : wordsOf(item, state)))
    .join(" ")
    .split(/\s+/)
    .filter(Boolean);
  const places: number[] = [];
  let ordinal = false;
  for (let k = 0; k < words.length; k++) {
    const word = words[k] as string;
    if (
      /^(?:the|and|&|,|number|no|nr|numero|nummer|#|task|item|option|el|la|le|les|der|die|das|y|et|und|o)$/.test(
        word,
      )
    )
      continue;
    const range = /^(\d{1,2})[-–](\d{1,2})$/.exec(word);
    if (range && Number(range[1]) < Number(range[2])) {
      for (let n = Number(range[1]); n <= Number(range[2]); n++) places.push(n);
      continue;
    }
    const group = /^(?:first|last|top|bottom)$/.test(word) ? cardinal(words[k + 1]) : null;
    if (group) {
      for (let n = 1; n <= group; n++) places.push(/^(?:last|bottom)$/.test(word) ? n - 1 - group : n);
      ordinal = true;
      k += 1;
      continue;
    }
    if (word === "second" && /^(?:last|to)$/.test(words[k + 1] ?? "")) {
      places.push(-2);
      k += words[k + 1] === "to" ? 2 : 1;
      ordinal = true;
      continue;
    }
    const named = Object.hasOwn(ORDINALS, word) ? ORDINALS[word] : undefined;
    const figure = /^#?(\d{1,3})(?:st|nd|rd|th|\.)?$/.exec(word);
    if (named !== undefined) {
      places.push(named);
      ordinal = true;
    } else if (figure && Number(figure[1]) > 0) places.push(Number(figure[1]));
    else if (places.length > 0 && UNIT.test(word)) continue;
    else if (cardinal(word) && !(word === "one" && ordinal)) places.push(cardinal(word) as number);
    else return null;
  }
  return places.length > 0 ? [...new Set(places)] : null;
}

function cardinal(word: string | undefined): number | null {
  if (word === undefined) return null;
  if (/^\d$/.test(word)) return Number(word);
  return Object.hasOwn(CARDINALS, word) ? (CARDINALS[word] as number) : null;
}

function wordsOf(item: Item, state: State): string {
  if (item.to - item.from === 1)
    return item.kind === "tag" ? `#${state.tokens[item.from]?.key}` : (state.tokens[item.from]?.key ?? "");
  return state.tokens
    .slice(item.from, item.to)
    .map((token) => token.key)
    .join(" ");
}

/** "everything due today", "all my tasks", "the overdue ones", "all the completed ones", "the whole list". */
function manyOf(items: readonly Item[], state: State): Reference | null {
  const read = readFilter(items, state);
  if (read.rest.length > 0) return null;
  const plural = items.some((item) =>
    /^(?:ones|tasks|things|items|todos|stuff|reminders|chores|errands|lists?|tareas|taches|aufgaben|everything|all|liste|lista)$/.test(
      item.key,
    ),
  );
  if (
    (read.filter.status === "completed" && read.narrowed) ||
    read.all ||
    (read.narrowed && plural) ||
    (!read.narrowed &&
      /\b(?:my|the|whole|entire) (?:to do |todo |to-do |task |whole |entire )*list$/.test(
        items.map((i) => i.key).join(" "),
      ))
  ) {
    return { kind: "all", filter: read.filter };
  }
  if (
    !read.narrowed &&
    plural &&
    /^(?:my|all|the)? ?(?:tasks|todos|to-dos|items|reminders|chores)$/.test(items.map((i) => i.key).join(" "))
  )
    return { kind: "all", filter: {} };
  return null;
}

const EXCEPT = /^(?:except|excepting|but|besides|excluding|minus|save|bar)$/;

/** Where an exception begins ("except milk", "apart from the first", "that isn't gym"), or -1. */
export function exceptionIn(items: readonly Item[]): number {
  return items.findIndex(
    (item, k) =>
      k > 0 &&
      (EXCEPT.test(item.key) ||
        /^(?:apart from|other than|(?:that|which) (?:isnt|arent)|thats not)$/.test(
          `${item.key} ${items[k + 1]?.key}`,
        )),
  );
}

/** "everything but the gym", "all tasks except for milk and eggs", "all apart from the first". */
function manyBut(items: readonly Item[], state: State): Reference | null {
  const at = exceptionIn(items);
  if (at < 1) return null;
  const of = manyOf(items.slice(0, at), state) ?? pronounOf(keysOf(items.slice(0, at)));
  return of ? allBut(of, items.slice(at), state) : null;
}

/** The tasks of `of` without those an exception names; null where `of` is one task, or nothing is named. */
export function allBut(of: Reference, exception: readonly Item[], state: State): Reference | null {
  if (of.kind !== "all" && of.kind !== "them") return null;
  let from = 1;
  while (/^(?:for|from|than|not|the one|only|isnt|arent|keep|leave)$/.test(exception[from]?.key ?? ""))
    from += 1;
  const rest = exception.slice(from);
  const whole = readReference(rest, state);
  if (!whole) return null;
  const each = (splitNames(rest) ?? [])
    .map((part) => readReference(part, state))
    .filter((one) => one !== null);
  return { kind: "except", of, but: each.length > 1 ? [whole, { kind: "each", references: each }] : [whole] };
}

const keysOf = (items: readonly Item[]): string => items.map((item) => item.key).join(" ");

/** Whether a reference speaks of all tasks of some sort instead of naming them. */
export function isBulk(reference: Reference): boolean {
  return (
    reference.kind === "all" ||
    reference.kind === "rest" ||
    (reference.kind === "except" && isBulk(reference.of))
  );
}

/** "the ironing and the dusting", "milk, eggs and bread": the parts of a list of names, or null for one name. */
export function splitNames(items: readonly Item[]): Item[][] | null {
  const parts: Item[][] = [[]];
  for (const item of items) {
    if (/^(?:,|and|&|\+|plus|y|et|und|e|;)$/.test(item.key) && item.kind !== "quote") {
      if ((parts.at(-1) as Item[]).length > 0) parts.push([]);
    } else (parts.at(-1) as Item[]).push(item);
  }
  const full = parts.filter((part) => part.length > 0);
  return full.length > 1 ? full : null;
}

export { sign };
