import { fold } from "@todo-chatbot/contracts/fold";
import type { CountWords } from "../../languages/words.ts";
import type { Part } from "../tags.ts";
import type { Word } from "../words.ts";
import { type Parts, SMALL } from "./parts.ts";

/**
 * The titles in a clause. Text between two stretches of one title is left out, except for marks; a conjunction
 * separates two titles.
 */
export function titlesOf(own: Parts): { from: number; to: number; text: string }[] {
  const { model } = own.making;
  const out: { from: number; to: number; text: string }[] = [];
  for (const { from, to } of own.pieces("title")) {
    for (let i = from; i < to; i++) own.used.add(i);
    const last = out.at(-1);
    if (!last || areParted(own, last.to, from)) out.push({ from, to, text: textOf(own, from, to) });
    else if (goesOn(own, last.to, from)) {
      last.to = to;
      last.text = textOf(own, last.from, to);
    } else if (!own.tells(last.from, last.to)) {
      // Words of other parts separate the two: the title is the first, unless it is only a greeting or a wrapper.
      out[out.length - 1] = { from, to, text: textOf(own, from, to) };
    }
  }
  for (const title of out) {
    const inner = innerOf(own, title);
    own.span("title", inner);
    title.text = plainTitle(
      inner.from === title.from && inner.to === title.to ? title.text : textOf(own, inner.from, inner.to),
      model.counts,
    );
  }
  return out;
}

/** A title without words around it that are not part of it. */
function innerOf(own: Parts, { from, to }: { from: number; to: number }): { from: number; to: number } {
  const { facts, model } = own.making;
  const { fillers, linking, closing } = model.counts.around;
  const is = (place: number, words: ReadonlySet<string>): boolean => words.has(facts.words[place]?.key ?? "");
  let [start, end] = [from, to];
  while (start + 1 < end && (is(start, fillers) || facts.words[start]?.text === ",")) start++;
  const next = facts.words[end];
  if (start + 1 < end && is(end - 1, linking) && next && own.inTime(next.start, next.end)) end--;
  const isLast = !facts.words.slice(end, own.clause.clause.to).some(({ content }) => content);
  if (start + 1 < end && isLast && is(end - 1, closing) && isRequest(own)) end--;
  return { from: start, to: end };
}

/** Whether the clause asks somebody to do something: "bitte …", "kannst du …". */
function isRequest(own: Parts): boolean {
  const { words, classes } = own.making.facts;
  const { from, to } = own.clause.clause;
  return words
    .slice(from, to)
    .some(({ text }) => classes.of(text.toLowerCase()).some((name) => name === "please" || name === "can"));
}

/** Whether what is between two stretches makes them two titles: a line end, or a conjunction next to times. */
function areParted(own: Parts, from: number, to: number): boolean {
  const { facts, model } = own.making;
  const between = facts.words.slice(from, to);
  if (between.some(({ kind }) => kind === "line")) return true;
  const timeless = between.filter(({ content, start, end }) => content && !own.inTime(start, end));
  const [first, ...more] = timeless;
  if (!first || !model.joins.has(first.key)) return false;
  // "call Bo at 9 and to email Cy"
  const isTimed = between.some(({ content, start, end }) => content && own.inTime(start, end));
  return more.every(({ key }) => model.joins.has(key) || (isTimed && model.weigh(key) < SMALL));
}

/** The largest number of words that a title is taken to go on after. */
const WIDEST_GAP = 4;

/**
 * Whether what is between two stretches belongs to the title: marks, small words, and words of another part. Without a
 * mark, a few other words do as well: a title with a word too many is better than one that lost its end.
 */
function goesOn(own: Parts, from: number, to: number): boolean {
  const { facts, model } = own.making;
  const between = facts.words.slice(from, to);
  if (between.length <= WIDEST_GAP && between.every(({ content }) => content)) return true;
  return between.every(
    ({ content, key }, k) => !content || isTaken(own, from + k) || model.weigh(key) < SMALL,
  );
}

/** Whether a word belongs to a time or to another part that is not a title. */
function isTaken(own: Parts, place: number): boolean {
  const { words, times } = own.making.facts;
  const word = words[place];
  const time = word && times.find(({ start, end }) => word.start >= start && word.end <= end);
  const isOther = (at: number): boolean =>
    own.clause.pieces.some(({ part, from, to }) => part !== "title" && at >= from && at < to);
  if (isOther(place) || !time) return isOther(place);
  if (!own.isTitle(place)) return true;
  // In "from monday" the tagger may have left the preposition to the title.
  const isSmall = !/\d/.test(word.key) && own.making.model.weigh(word.key) < SMALL;
  return isSmall && words.some(({ start, end }, at) => start >= time.start && end <= time.end && isOther(at));
}

/** A stretch without the words that other parts use. */
function textOf(own: Parts, from: number, to: number): string {
  const runs: string[] = [];
  for (let i = from; i < to; i++) {
    let end = i;
    while (end < to && !isTaken(own, end)) end++;
    if (end > i) runs.push(own.text(i, end).trim());
    i = end;
  }
  return runs.filter((run) => /[\p{L}\p{N}]/u.test(run)).join(" ");
}

/** The title if none was found: the words that no other part uses, together with those of the part `besides`. */
export function leftOver(own: Parts, besides?: Part): string {
  const { facts, model } = own.making;
  const { clause, pieces } = own.clause;
  const kin = new Set(besides ? own.placesOf(besides) : []);
  const lists = new Set(besides === "list" ? [] : own.placesOf("list"));
  // The "in" of "in Groceries" belongs to what follows it.
  const leads = (i: number): boolean =>
    lists.has(i + 1) &&
    facts.classes
      .of((facts.words[i] as Word).text.toLowerCase())
      .some((name) => name === "of" || name === "article");
  const taken = (i: number): boolean =>
    !own.isTitle(i) &&
    !kin.has(i) &&
    (own.used.has(i) || leads(i) || pieces.some(({ from, to }) => i >= from && i < to));
  const kept: number[] = [];
  for (let i = clause.from; i < clause.to; i++) if (!taken(i)) kept.push(i);
  while (kept.length && !facts.words[kept[0] as number]?.content) kept.shift();
  while (kept.length && !facts.words[kept.at(-1) as number]?.content) kept.pop();
  let text = "";
  kept.forEach((i, k) => {
    const before = facts.words[(kept[k - 1] ?? -1) as number];
    const word = facts.words[i];
    if (!word) return;
    own.used.add(i);
    text +=
      (before && before.end === word.start ? "" : text ? " " : "") +
      (word.kind === "quote" ? word.text.slice(1, -1) : word.text);
  });
  return plainTitle(text, model.counts);
}

/** "add buy rope" above other lines: the task follows the verb that asks for it. */
export function isAsked(own: Parts, [title, ...more]: readonly { from: number }[]): boolean {
  const { facts, model } = own.making;
  const { clause, depth } = own.clause;
  if (!title || more.length > 0 || depth !== 0 || title.from === clause.from) return false;
  return model.openers.has(facts.words[title.from]?.key ?? "");
}

/** Marks that announce what a time or another part then was: "call Bob (tomorrow)". */
const OPEN_END = /[\s([{,;:–—]+$/;

/** "a card for Gran" → "card for Gran", "d'appeler" → "appeler": a title starts with the thing itself. */
export function plainTitle(title: string, { articles, wrapper }: CountWords): string {
  const text = title
    .replace(/^[-*•–—>\s]+/, "")
    .replace(wrapper, "")
    .replace(OPEN_END, "");
  const elided = /^(\p{L}{1,2})['’](?=\p{L})/u.exec(text);
  if (elided && articles.has(`${fold(elided[1] as string)}'`)) return text.slice(elided[0].length);
  const [first = "", ...rest] = text.split(" ");
  return rest.length && articles.has(fold(first)) ? rest.join(" ") : text;
}
