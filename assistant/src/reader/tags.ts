import type { Facts } from "./facts.ts";
import type { Clause } from "./features.ts";
import { bucket } from "./hash.ts";

/** The parts of a clause that words can belong to. */
export const PARTS = [
  "title",
  "target",
  "due",
  "repeat",
  "remind",
  "list",
  "assignee",
  "notes",
  "label",
  "what",
  "name",
  "with",
  "to",
] as const;
export type Part = (typeof PARTS)[number];

/** Tag 0 is "no part"; then there are two tags per part: its start and its continuation. */
export const TAGS = 1 + 2 * PARTS.length;
export const begins = (part: Part): number => 1 + 2 * PARTS.indexOf(part);
export const partOf = (tag: number): Part | null => (tag === 0 ? null : (PARTS[(tag - 1) >> 1] as Part));

/** Whether tag `to` may follow `from`: a part can only continue itself. `from` -1 is the start. */
export const follows = (from: number, to: number): boolean =>
  to === 0 || to % 2 === 1 || (from > 0 && (from === to || from === to - 1));

function shape(text: string): string {
  if (/^\d/.test(text)) return /[:h.]/.test(text) ? "clock" : `d${Math.min(4, text.length)}`;
  if (/^\p{Lu}/u.test(text)) return "X";
  return /^\p{L}/u.test(text) ? "x" : text.slice(0, 2);
}

/** Features for the tag of each word of a clause, as buckets; `act` is the act that the clause was read as. */
export function tagFeatures(facts: Facts, { from, to }: Clause, act: string): number[][] {
  const { words, told: mentions, times } = facts;
  const best = mentions[0];
  const key = (i: number): string => {
    if (i < from) return i === from - 1 ? "^" : "^^";
    if (i >= to) return i === to ? "$" : "$$";
    const word = words[i];
    return word?.kind === "quote"
      ? "“”"
      : word?.kind === "link"
        ? "@link"
        : word?.kind === "tag"
          ? "#tag"
          : (word?.key ?? "");
  };
  const timed = new Map<number, string>();
  for (const time of times)
    for (let i = from; i < to; i++) {
      const word = words[i];
      if (word && word.start >= time.start && word.end <= time.end)
        timed.set(
          i,
          `${time.weight >= 0.5 ? "D" : "d"}${time.when.repeat ? "r" : time.when.ahead ? "a" : time.when.shift ? "s" : ""}${word.start === time.start ? "B" : "I"}`,
        );
    }
  const kind = act.split(":")[0] as string;
  const out: number[][] = [];
  for (let i = from; i < to; i++) {
    const f: number[] = [];
    const put = (name: string): void => void f.push(bucket(`t ${name}`));
    const w = key(i);
    const text = words[i]?.text ?? "";
    const mine = best?.at.has(i) ? (best.share > 0.5 ? "M" : "m") : "-";
    put(`w ${w}`);
    put(`a ${act} ${w}`);
    put(`p ${w.slice(0, 3)}`);
    put(`s ${w.slice(-3)}`);
    put(`f ${shape(text)} ${kind}`);
    put(`i ${Math.min(i - from, 3)} ${act}`);
    put(`e ${Math.min(to - 1 - i, 2)} ${act}`);
    put(`act ${act}`);
    put(`kind ${kind}`);
    for (const d of [-3, -2, -1, 1, 2, 3]) put(`${d} ${key(i + d)}`);
    put(`-a ${kind} ${key(i - 1)}`);
    put(`+a ${kind} ${key(i + 1)}`);
    put(`-- ${key(i - 2)} ${key(i - 1)}`);
    put(`- ${key(i - 1)} ${w}`);
    put(`+ ${w} ${key(i + 1)}`);
    put(`++ ${key(i + 1)} ${key(i + 2)}`);
    put(`first ${key(from)} ${key(from + 1)} ${Math.min(i - from, 3)}`);
    put(`m ${mine} ${kind}`);
    put(`m ${best?.at.has(i - 1) ? 1 : 0}${mine}${best?.at.has(i + 1) ? 1 : 0} ${kind}`);
    put(`d ${timed.get(i - 1) ?? "-"} ${timed.get(i) ?? "-"} ${timed.get(i + 1) ?? "-"}`);
    put(`d ${timed.get(i) ?? "-"} ${kind}`);
    put(`d ${timed.get(i) ?? "-"} w ${w}`);
    out.push(f);
  }
  return out;
}

/** Weights of a tagger: from buckets to tags, and from each tag (the start comes last) to the next. */
export interface Tagger {
  weights: { at(bucket: number, own: Float64Array): void };
  steps: Float64Array;
}

/** The best sequence of tags, by Viterbi. */
export function decode(features: readonly number[][], tagger: Tagger): Int32Array {
  const n = TAGS;
  const T = features.length;
  const path = new Int32Array(T);
  if (T === 0) return path;
  const { steps, weights } = tagger;
  const own = new Float64Array(n);
  let last = new Float64Array(n);
  let s = new Float64Array(n);
  const back = new Uint8Array(T * n);
  for (let i = 0; i < T; i++) {
    own.fill(0);
    for (const f of features[i] as number[]) weights.at(f, own);
    for (let k = 0; k < n; k++) {
      if (i === 0) {
        s[k] = follows(-1, k) ? (own[k] as number) + (steps[n * n + k] as number) : -Infinity;
        continue;
      }
      const goesOn = !follows(-1, k);
      let best = -Infinity;
      let from = 0;
      for (let j = goesOn ? k - 1 : 0, end = goesOn ? k + 1 : n; j < end; j++) {
        const v = (last[j] as number) + (steps[j * n + k] as number) + (own[k] as number);
        if (v > best) {
          best = v;
          from = j;
        }
      }
      s[k] = best;
      back[i * n + k] = from;
    }
    [last, s] = [s, last];
  }
  path[T - 1] = last.indexOf(Math.max(...last));
  for (let i = T - 1; i > 0; i--) path[i - 1] = back[i * n + (path[i] as number)] as number;
  return path;
}
