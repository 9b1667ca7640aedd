import type { CountWords } from "../languages/words.ts";
import type { ActName } from "./acts.ts";
import { ACTS, kindOf } from "./acts.ts";
import type { Features } from "./hash.ts";
import type { Tagger } from "./tags.ts";

/** A linear model: adds the weights of one bucket, times `value`, to the scores of all classes. */
export interface Linear {
  classes: number;
  add(bucket: number, value: number, scores: Float64Array): void;
}

/** What is learned for one language. */
export interface Model {
  kinds: Linear;
  acts: Linear;
  cut: Linear;
  target: Linear;
  /** Which set of tasks is meant: one score a set. */
  choice: Linear;
  tagger: Tagger;
  /** Whether the whole reading is what was wanted. */
  trust: Linear;
  /** Small questions about a clause: see `small.ts`. */
  priority: Linear;
  asked: Linear;
  clear: Linear;
  count: Linear;
  done: Linear;
  /** Words before which a new wish may begin. */
  joins: ReadonlySet<string>;
  /** Words that things to do begin with: "call", "buy". */
  openers: ReadonlySet<string>;
  counts: CountWords;
  /** How much a word tells, 0 to 1. */
  weigh(word: string): number;
}

export const KINDS = [...new Set(ACTS.map(kindOf))];
const kindIndex = Uint8Array.from(ACTS, (act) => KINDS.indexOf(kindOf(act)));

export function scores(model: Linear, features: Features): Float64Array {
  const out = new Float64Array(model.classes);
  const { ids, values } = features;
  for (let k = 0; k < ids.length; k++) model.add(ids[k] as number, values[k] as number, out);
  return out;
}

/** Scores → probabilities, in place. */
export function softmax(p: Float64Array): Float64Array {
  let top = -Infinity;
  for (const v of p) if (v > top) top = v;
  let total = 0;
  for (let k = 0; k < p.length; k++) {
    p[k] = Math.exp((p[k] as number) - top);
    total += p[k] as number;
  }
  for (let k = 0; k < p.length; k++) p[k] = (p[k] as number) / total;
  return p;
}

export const likely = (model: Linear, features: Features): number =>
  softmax(scores(model, features))[1] as number;

/** The probability of every act: how likely its kind is (two models agree on that), then which of its kind it is. */
export function actProbabilities(model: Model, features: Features): Float64Array {
  const kinds = softmax(scores(model.kinds, features));
  const acts = softmax(scores(model.acts, features));
  const sums = new Float64Array(KINDS.length);
  for (let k = 0; k < acts.length; k++) {
    const kind = kindIndex[k] as number;
    sums[kind] = (sums[kind] as number) + (acts[k] as number);
  }
  for (let k = 0; k < acts.length; k++) {
    const kind = kindIndex[k] as number;
    const sum = sums[kind] as number;
    const both = ((kinds[kind] as number) + sum) / 2;
    acts[k] = ((acts[k] as number) / Math.max(1e-9, sum)) * both;
  }
  return acts;
}

/** Acts by kind, likeliest kind first, each with its likeliest act. */
export function ranked(p: Float64Array): { kind: string; act: ActName; p: number }[] {
  const best: { kind: string; act: ActName; p: number; own: number }[] = KINDS.map((kind) => ({
    kind,
    act: "add",
    p: 0,
    own: -1,
  }));
  for (let k = 0; k < p.length; k++) {
    const value = p[k] as number;
    const found = best[kindIndex[k] as number] as (typeof best)[0];
    found.p += value;
    if (value > found.own) {
      found.own = value;
      found.act = ACTS[k] as ActName;
    }
  }
  return best.sort((a, b) => b.p - a.p);
}
