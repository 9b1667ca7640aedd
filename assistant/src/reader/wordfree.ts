import { fold } from "@todo-chatbot/contracts/fold";
import type { Facts } from "./facts.ts";
import type { Clause } from "./features.ts";
import type { Features } from "./hash.ts";
import type { Mention } from "./mentions.ts";
import type { Word } from "./words.ts";

/**
 * Features that are the same in every language: the sequence of word classes, how a listed task is mentioned, the
 * previous turn.
 */

const MARKED = new Set([
  "?",
  "!",
  ":",
  "->",
  ">",
  "=",
  '"',
  "(",
  "/",
  "…",
  "..",
  "...",
  "+",
  "*",
  "-",
  "–",
  "—",
  "•",
]);

export const level = (value: number): string =>
  value >= 0.999 ? "all" : value > 0.66 ? "most" : value > 0.33 ? "some" : value > 0 ? "little" : "no";

/** A word, or a written part of one, in its form for comparison and as written. */
export interface Part {
  key: string;
  low: string;
}

/** "d'appeler" is two words written as one. */
export function partsOf(word: Word): Part[] {
  if (word.kind !== "word") return [{ key: signOf(word), low: word.key }];
  const low = word.text.toLowerCase();
  const at = /['’]\p{L}{3}/u.exec(low)?.index ?? 0;
  if (at === 0) return [{ key: word.key, low }];
  const first = `${low.slice(0, at)}'`;
  const second = low.slice(at + 1);
  return [
    { key: first, low: first },
    { key: fold(second), low: second },
  ];
}

const signOf = ({ kind, key }: Word): string =>
  kind === "quote" ? "“”" : kind === "link" ? "@link" : kind === "tag" ? "#tag" : kind === "line" ? "⏎" : key;

/** The words of a clause that mention its likeliest task, and those of times, by their index. */
export interface Signs {
  listed: ReadonlySet<number>;
  timed: ReadonlySet<number>;
  mentions: readonly Mention[];
  best: Mention | undefined;
}

export function wordFreeFeatures(f: Features, facts: Facts, clause: Clause, signs: Signs): void {
  kindFeatures(f, facts, clause, signs);
  formFeatures(f, facts, clause, signs);
  mentionFeatures(f, facts, clause, signs);
  turnFeatures(f, facts, clause, signs);
}

/** If a clause has more kinds of words than this, pairs of them are not used. */
const MOST_PAIRED = 12;

/** Kinds of words, in sequence and combined. */
function kindFeatures(f: Features, facts: Facts, clause: Clause, signs: Signs): void {
  const row: string[] = ["^"];
  const bag = new Set<string>();
  for (let i = clause.from; i < clause.to; i++) {
    const word = facts.words[i];
    if (!word) continue;
    for (const part of partsOf(word)) {
      const kind = kindOfWord(facts, word, part, signs.listed.has(i), signs.timed.has(i), bag);
      if (row.at(-1) !== kind || !PLAIN.has(kind)) row.push(kind);
    }
  }
  row.push("$");
  const turn = facts.before ? (facts.before.asked ? "asked" : "told") : "first";
  const told = signs.best ? level(signs.best.share) : "-";
  for (let k = 0; k < row.length; k++) {
    const a = row[k] as string;
    f.put(`k ${a}`);
    if (k + 1 >= row.length) break;
    const two = `k ${a} ${row[k + 1]}`;
    f.put(two);
    if (k + 2 >= row.length) continue;
    const three = `${two} ${row[k + 2]}`;
    f.put(three);
    f.put(`kk ${a} ${row[k + 2]}`, 0.5);
    if (k + 3 < row.length) f.put(`${three} ${row[k + 3]}`);
  }
  const own = [...bag].sort().slice(0, MOST_PAIRED);
  own.forEach((a, k) => {
    f.put(`kb ${a}`, 0.7);
    f.put(`kb ${a} ${told}`, 0.7);
    f.put(`kb ${a} ${turn}`, 0.5);
    for (let j = k + 1; j < own.length; j++) f.put(`kb ${a} ${own[j]}`, 0.3);
  });
  f.put(`k1 ${row[1]} ${told}`);
  f.put(`k1 ${row[1]} ${row[2]} ${told}`);
  f.put(`k1 ${row[1]} ${turn}`);
  f.put(`k1 ${row[1]} ${row[2]} ${turn}`);
  f.put(`kz ${row.at(-2)} ${told}`);
  if (row.length <= 7) f.put(`k all ${row.join(" ")}`);
}

/** Kinds of which several in a row are written once. */
const PLAIN = new Set(["T", "D", "x"]);

/** A word as one of a few symbols: a placeholder for a listed task or a time, otherwise its classes and form. */
function kindOfWord(
  { classes, openers }: Facts,
  word: Word,
  { key, low }: Part,
  isListed: boolean,
  isTime: boolean,
  bag: Set<string>,
): string {
  if (isTime && !isListed) return "D";
  if (word.kind !== "word") return word.kind === "mark" ? word.text.slice(0, 1) : word.kind;
  if (/^\d/.test(key)) return isListed ? "T" : "9";
  const own = classes.of(low);
  for (const one of own) bag.add(isListed ? `T ${one}` : one);
  if (isListed) return "T";
  if (own.length > 1) return `${own[0]}+${own.at(-1)}`;
  return own[0] ?? (openers.has(key) ? "O" : "x");
}

/** The form of a message: marks, digits, times, number of words. */
function formFeatures(f: Features, { words }: Facts, clause: Clause, { timed }: Signs): void {
  const size = clause.to - clause.from;
  f.put(`length ${Math.min(9, size >> 1)}`);
  let digits = false;
  for (let i = clause.from; i < clause.to; i++) {
    const { kind = "word", text = "" } = words[i] ?? {};
    if (kind === "mark" && MARKED.has(text)) f.put(`mark ${text}`);
    if (kind === "mark" && /\p{Extended_Pictographic}/u.test(text)) f.put("emoji");
    if (kind === "quote") f.put("quote");
    if (kind === "line") f.put("lines");
    digits ||= /\d/.test(text);
  }
  const end = words[clause.to - 1]?.text ?? "";
  f.put(`ends ${/^[?!.…,]/.test(end) ? end[0] : "word"}`);
  if (digits) f.put("digits");
  if (timed.size) f.put(timed.size === size ? "only a time" : "a time");
}

function mentionFeatures(f: Features, facts: Facts, clause: Clause, { best, mentions }: Signs): void {
  const { tasks } = facts;
  f.put(tasks.length ? "a list" : "no list");
  if (facts.mentions.length > facts.told.length) f.put(best ? "begins like others" : "only begins like one");
  if (!best) return void f.put(tasks.length ? "a list, no mention" : "no mention");
  f.put("share", best.share);
  f.put("plain", best.plain);
  f.put("cover", best.cover);
  f.put(`share ${level(best.share)}`);
  f.put(`cover ${level(best.cover)}`);
  f.put(`share ${level(best.share)} cover ${level(best.cover)}`);
  const second = mentions[1];
  f.put(`next ${second ? level(second.share) : "none"}`);
  if (best.whole) f.put("whole title");
  const first = best.first === 1 ? "same" : best.first > 0 ? "inflected" : "no";
  f.put(`title's first ${first}`);
  f.put(`title's first ${first} share ${level(best.share)}`);
  const [from, to] = reachOf(best, clause);
  f.put(`T at ${from === clause.from ? "start" : to === clause.to ? "end" : "mid"}`);
}

/** The range of words in a clause that a mention covers. */
export function reachOf({ at }: Mention, clause: Clause): [from: number, to: number] {
  let from = clause.to;
  let to = clause.from;
  for (const i of at.keys())
    if (i >= clause.from && i < clause.to) {
      from = Math.min(from, i);
      to = Math.max(to, i + 1);
    }
  return [from, to];
}

/** The previous turn: what it asked or showed, and its kinds of words. */
function turnFeatures(f: Features, { before, classes }: Facts, clause: Clause, { best }: Signs): void {
  if (!before) return void f.put("first turn");
  const turn = before.asked ? "asked" : "told";
  f.put(turn);
  f.put(`${turn} ${clause.to - clause.from <= 3 ? "short" : "long"}`);
  f.put(`shown ${Math.min(3, before.shown.length)}`);
  f.put(`${turn} shown ${Math.min(3, before.shown.length)}`);
  if (best) f.put(`${turn} T ${before.shown.includes(best.task) ? "shown" : "other"} ${level(best.share)}`);
  else f.put(`${turn} no T`);
  const said = new Set(before.reply.flatMap(({ text }) => classes.of(text.toLowerCase())));
  for (const one of said) f.put(`kr ${one} ${turn}`, 0.5);
}
