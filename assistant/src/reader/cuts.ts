import type { TimeMention } from "../dates/when.ts";
import type { Facts } from "./facts.ts";
import { actFeatures, type Clause } from "./features.ts";
import { Features } from "./hash.ts";
import { KINDS, type Linear, scores, softmax } from "./model.ts";

/**
 * Places where a new wish may start: after a punctuation mark or line end, before a conjunction, and beside a time where
 * the message has several.
 */
export function cutPlaces(facts: Facts, joins: ReadonlySet<string>): number[] {
  const { words, classes } = facts;
  const edges = timeEdges(facts);
  const isJoin = ({ kind, key, text }: Facts["words"][number]): boolean =>
    kind === "word" && (joins.has(key) || classes.of(text.toLowerCase()).includes("and"));
  const out: number[] = [];
  for (let i = 1; i < words.length; i++) {
    const before = words[i - 1];
    const word = words[i];
    if (!before || !word || word.kind === "mark" || word.kind === "line") continue;
    const isMarked = before.kind === "line" || before.kind === "mark" || before.text === "-";
    if (isMarked || isJoin(word) || edges.has(i)) out.push(i);
  }
  return out;
}

/** Where times that cannot belong to one wish begin or end, other than the first beginning and the last end. */
function timeEdges({ words, times }: Facts): Set<number> {
  const sure = times.filter(({ weight }) => weight >= SURE_TIME);
  const edges = new Set<number>();
  if (!sure.some((time, k) => sure.slice(k + 1).some((other) => clash(time, other)))) return edges;
  words.forEach(({ start, end }, i) => {
    if (sure.slice(1).some((time) => time.start === start)) edges.add(i);
    if (sure.slice(0, -1).some((time) => time.end === end)) edges.add(i + 1);
  });
  return edges;
}

/** From this weight on, a stretch counts as a time. */
export const SURE_TIME = 0.5;

/** The parts that a time has: a day, a time of day, a repetition. */
const hands = ({ when }: TimeMention): string =>
  `${when.date ? "d" : ""}${when.time ? "t" : ""}${when.repeat ? "r" : ""}`;

/** Whether two times cannot both be the time of one task: two days, two times of day, two repetitions. */
export function clash(a: TimeMention, b: TimeMention): boolean {
  const other = hands(b);
  return [...hands(a)].some((hand) => other.includes(hand));
}

/** How many times of a clause clash with an earlier one in it. */
export function clashes({ words, times }: Facts, { from, to }: Clause): number {
  const start = words[from]?.start ?? 0;
  const end = words[to - 1]?.end ?? 0;
  const own = times.filter((time) => time.weight >= SURE_TIME && time.start >= start && time.end <= end);
  return own.filter((time, k) => own.slice(0, k).some((other) => clash(other, time))).length;
}

const size = (n: number): number => (n < 4 ? n : n < 7 ? 4 : n < 12 ? 7 : 12);

/** Features for whether a new wish starts at the k-th place. */
export function cutFeatures(
  facts: Facts,
  places: readonly number[],
  k: number,
  kinds: Linear,
  named = false,
): Features {
  const f = new Features(named);
  const { words, told: mentions, times, before } = facts;
  const i = places[k] as number;
  const left = k > 0 ? (places[k - 1] as number) : 0;
  const right = places[k + 1] ?? words.length;
  const key = (j: number): string =>
    j < 0
      ? "^"
      : j >= words.length
        ? "$"
        : words[j]?.kind === "line"
          ? "⏎"
          : words[j]?.kind === "quote"
            ? "“”"
            : (words[j]?.key ?? "");
  const sign = words[i - 1]?.kind === "mark" || words[i - 1]?.kind === "line" ? key(i - 1) : "·";
  const about = (from: number, to: number): string => {
    let best = -1;
    let share = 0;
    for (const m of mentions)
      if (m.share > share)
        for (const j of m.at.keys())
          if (j >= from && j < to) {
            best = m.task;
            share = m.share;
            break;
          }
    return best < 0 ? "-" : String(best);
  };
  const l = about(left, i);
  const r = about(i, right);
  const tasks =
    l === "-" && r === "-" ? "none" : l === "-" ? "right" : r === "-" ? "left" : l === r ? "same" : "two";
  const timed = (from: number, to: number): boolean =>
    times.some(
      (t) => t.weight >= 0.5 && t.start >= (words[from]?.start ?? 0) && t.end <= (words[to - 1]?.end ?? 0),
    );
  const dates = `${timed(left, i) ? "d" : "-"}${timed(i, right) ? "d" : "-"}`;
  timesBeside(f, facts, i, sign, dates);
  const lists = `${facts.tasks.length ? "list" : "no list"}`;
  f.put(`sign ${sign}`);
  f.put(`sign ${sign} ${key(i)}`);
  f.put(`sign ${sign} ${key(i)} ${key(i + 1)}`);
  f.put(`next ${key(i)}`);
  f.put(`next ${key(i)} ${key(i + 1)}`);
  f.put(`second ${key(i + 1)}`);
  f.put(`last ${key(i - (sign === "·" ? 1 : 2))}`);
  f.put(`tasks ${tasks} ${sign}`);
  f.put(`tasks ${tasks}`);
  f.put(`tasks ${tasks} ${key(i)}`);
  f.put(`dates ${dates} ${sign}`);
  f.put(`dates ${dates} tasks ${tasks}`);
  f.put(`left ${size(i - left)} right ${size(right - i)} ${sign}`);
  f.put(`left ${size(i - left)} ${sign}`);
  f.put(`right ${size(right - i)} ${sign}`);
  f.put(`of ${Math.min(5, places.length)} ${sign}`);
  f.put(`same signs ${Math.min(4, places.filter((p) => key(p - 1) === key(i - 1)).length)} ${sign}`);
  f.put(`${lists} ${sign} ${tasks}`);
  f.put(before ? (before.asked ? "asked" : "told") : "first");
  f.put(`${before ? (before.asked ? "asked" : "told") : "first"} ${key(0)} ${sign}`);
  f.put(`start ${key(0)} ${sign}`);
  f.put(`start ${key(0)} ${key(1)}`);
  f.put(`left starts ${key(left)} ${sign}`);
  f.put(`left starts ${key(left)} right starts ${key(i)}`);
  f.put(`ends ${key(words.length - 1)} ${sign}`);
  const opens = (j: number, word: string): string =>
    facts.openers.has(word) ? (key(j + 1) === "$" ? "o" : "O") : "-";
  const skip = sign === "·" || words[i]?.kind === "mark" ? 1 : 0;
  const leftOpens = words.slice(left, i).some((word, k) => k < 4 && facts.openers.has(word.key)) ? "O" : "-";
  const rightOpens = opens(i + skip, key(i + skip));
  const rightNext = opens(i + skip + 1, key(i + skip + 1));
  f.put(`opens ${leftOpens}${rightOpens}`);
  f.put(`opens ${leftOpens}${rightOpens} ${sign}`);
  f.put(`opens ${leftOpens}${rightOpens}${rightNext} ${sign} ${key(i)}`);
  f.put(`opens ${leftOpens}${rightOpens} then ${key(i + skip + 1)}`);
  f.put(`opens ${leftOpens}${rightOpens} right ${size(right - i)}`);
  const [a, pa] = soundsLike(facts, { from: left, to: i }, "^", kinds);
  const [b, pb] = soundsLike(facts, { from: i, to: right }, a, kinds);
  f.put(`acts ${a} ${b}`);
  f.put(`acts ${a} ${b} ${sign}`);
  f.put(`acts ${a} ${b} ${pa > 0.8 ? 1 : 0}${pb > 0.8 ? 1 : 0}`);
  f.put(`right ${b} ${pb > 0.9 ? 3 : pb > 0.7 ? 2 : pb > 0.5 ? 1 : 0}`);
  f.put(`left ${a} ${pa > 0.9 ? 3 : pa > 0.7 ? 2 : pa > 0.5 ? 1 : 0}`);
  f.put(`acts ${a} ${b} tasks ${tasks}`);
  f.put(`acts ${a} ${b} right ${size(right - i)} left ${size(i - left)}`);
  const { parts, most, least, adds, told } = listing(facts, places, i, kinds);
  f.put(`list ${Math.min(6, parts)} most ${Math.min(8, most)} least ${Math.min(4, least)}`);
  f.put(`list ${Math.min(6, parts)} adds ${adds} ${sign}`);
  f.put(`list most ${Math.min(8, most)} adds ${adds} told ${Math.min(3, told)} ${sign}`);
  f.put(`list told ${Math.min(4, told)} ${Math.min(6, parts)} ${tasks} ${sign}`);
  for (let j = left; j < Math.min(i, left + 8); j++) f.put(`l ${key(j)}`, 0.6);
  for (let j = i; j < Math.min(right, i + 8); j++) f.put(`r ${key(j)}`, 0.6);
  return f;
}

/** Where a greeting at the start of a message ends, "good evening, …"; 0 if there is none or nothing follows it. */
export function greetingEnd({ words, classes }: Facts): number {
  const end = words.findIndex(({ content }) => !content);
  const names = words.slice(0, Math.max(0, end)).map(({ text }) => classes.of(text.toLowerCase()));
  const greets =
    names.some((own) => own.includes("greet")) &&
    names.every((own) => own.includes("greet") || own.includes("good"));
  const next = words.findIndex(({ content }, i) => content && i > end);
  return end > 0 && end <= LONGEST_GREETING && greets && next > 0 ? next : 0;
}

/** The number of words of the longest greeting. */
const LONGEST_GREETING = 3;

/** How the last time before a place and the first one after it go together, and whether they are next to it. */
function timesBeside(f: Features, { words, times }: Facts, i: number, sign: string, dates: string): void {
  const sure = times.filter(({ weight }) => weight >= SURE_TIME);
  const start = words[i]?.start ?? 0;
  const earlier = sure.findLast((time) => time.end <= start);
  const later = sure.find((time) => time.start >= start);
  const met =
    earlier && later
      ? clash(earlier, later)
        ? "clash"
        : "fit"
      : earlier
        ? "left"
        : later
          ? "right"
          : "none";
  const ends = [i - 1, i - 2].some((k) => earlier && words[k]?.end === earlier.end);
  const begins = [i, i + 1].some((k) => later && words[k]?.start === later.start);
  const touch = `${ends ? "<" : ""}${begins ? ">" : ""}`;
  f.put(`times ${met} ${sign}`);
  f.put(`times ${met} ${words[i]?.key}`);
  f.put(`times ${met} ${touch} ${sign}`);
  f.put(`times ${met} ${touch} ${dates}`);
}

/** The parts of a message when it is cut at every mark of the same kind, and before the final conjunction. */
interface Listing {
  parts: number;
  /** The number of content words in the longest part and in the shortest. */
  most: number;
  least: number;
  /** Whether all parts, or all but the first, would be tasks to add if they stood alone. */
  adds: "all" | "rest" | "no";
  /** The number of parts that mention a listed task. */
  told: number;
}

const listings = new WeakMap<readonly number[], Map<string, Listing>>();

function listing(facts: Facts, places: readonly number[], at: number, kinds: Linear): Listing {
  const { words, told: mentions } = facts;
  const signAt = (place: number): string =>
    words[place - 1]?.kind === "mark"
      ? (words[place - 1]?.text ?? "")
      : words[place - 1]?.kind === "line"
        ? "\n"
        : "";
  const sign = signAt(at);
  const known = listings.get(places) ?? new Map<string, Listing>();
  listings.set(places, known);
  const found = known.get(sign);
  if (found) return found;
  const last = places.findLast((place) => signAt(place) === sign) ?? at;
  const edges = [0, ...places.filter((place) => signAt(place) === sign || place > last), words.length];
  const parts = edges.slice(1).map((to, k) => ({ from: edges[k] as number, to }));
  const sizes = parts.map(({ from, to }) => words.slice(from, to).filter(({ content }) => content).length);
  const acts = parts.slice(0, MOST_PARTS).map((part) => soundsLike(facts, part, "^", kinds)[0]);
  const listed = mentions.filter(({ share }) => share > 0.4);
  const result: Listing = {
    parts: parts.length,
    most: Math.max(...sizes),
    least: Math.min(...sizes),
    adds: acts.every((act) => act === "add")
      ? "all"
      : acts.slice(1).every((act) => act === "add")
        ? "rest"
        : "no",
    told: parts.filter(({ from, to }) =>
      listed.some(({ at: tokens }) => [...tokens.keys()].some((i) => i >= from && i < to)),
    ).length,
  };
  known.set(sign, result);
  return result;
}

/** The number of parts that are looked at: a message with more of them is a list anyway. */
const MOST_PARTS = 8;

/** The kind of act a stretch would be if it stood alone, and its probability. */
function soundsLike(facts: Facts, clause: Clause, previous: string, kinds: Linear): [string, number] {
  const p = softmax(scores(kinds, actFeatures(facts, clause, previous)));
  let best = 0;
  for (let k = 1; k < p.length; k++) if ((p[k] as number) > (p[best] as number)) best = k;
  return [KINDS[best] as string, p[best] as number];
}

/** The clauses between the places where the message was cut. */
export function clausesOf(words: number, cuts: readonly number[]): Clause[] {
  const edges = [0, ...cuts, words];
  const out: Clause[] = [];
  for (let k = 0; k + 1 < edges.length; k++)
    out.push({ from: edges[k] as number, to: edges[k + 1] as number });
  return out;
}
