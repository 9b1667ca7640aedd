import type { CountWords } from "../languages/words.ts";
import type { ActName } from "./acts.ts";
import { ACTS, changes, kindOf } from "./acts.ts";
import type { Features } from "./hash.ts";
import type { Tagger } from "./tags.ts";
import type { Forest } from "./trees.ts";

/** A linear model: adds the weights of one bucket, times `value`, to the scores of all classes. */
export interface Linear {
  classes: number;
  add(bucket: number, value: number, scores: Float64Array): void;
}

/** What was learned for one language. */
export interface Model {
  kinds: Linear;
  acts: Linear;
  cut: Linear;
  target: Linear;
  /** Which set of tasks is meant: one score per set. */
  choice: Linear;
  tagger: Tagger;
  /** Whether the reading as a whole is what the user wanted. */
  trust: Forest;
  /** Small questions about a clause: see `small.ts`. */
  priority: Linear;
  asked: Linear;
  clear: Linear;
  count: Linear;
  done: Linear;
  /** Whether a time said with one of several new tasks is meant for all: see `shared.ts`. */
  shared: Linear;
  /** Words before which a new wish may start. */
  joins: ReadonlySet<string>;
  /** Words that tasks start with: "call", "buy". */
  openers: ReadonlySet<string>;
  /** First words of titles that do not identify their task. */
  generic: ReadonlySet<string>;
  counts: CountWords;
  /** How informative a word is, 0 to 1. */
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

/** Turns scores into probabilities, in place. */
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

/** An act that a clause could be, and its standing among all others. */
export interface Opinion {
  act: ActName;
  kind: string;
  /** The probability of its kind. */
  p: number;
  /** The lower of the two probabilities that the two models of acts give its kind. */
  agreed: number;
  /** The act's share of its kind's probability. */
  share: number;
  /** The probability of the likeliest other kind. */
  rival: number;
  /** The probability that anything is to be changed. */
  changing: number;
}

/** Acts with a smaller share of their kind are not considered. */
const LEAST_SHARE = 0.15;

/**
 * The acts that a clause could be, likeliest first: the likeliest act of each kind, then other acts of the likeliest
 * kinds.
 */
export function opinions(model: Model, features: Features): Opinion[] {
  const kinds = softmax(scores(model.kinds, features));
  const acts = softmax(scores(model.acts, features));
  const sums = new Float64Array(KINDS.length);
  let changing = 0;
  acts.forEach((p, k) => {
    const kind = kindIndex[k] as number;
    sums[kind] = (sums[kind] as number) + p;
    if (changes(ACTS[k] as ActName)) changing += p;
  });
  // Both models vote on the kind; only one distinguishes the acts within a kind.
  const both = kinds.map((p, kind) => (p + (sums[kind] as number)) / 2);
  const [first = 0, second = 0] = [...both].sort((a, b) => b - a);
  const all = ACTS.map((act, k): Opinion => {
    const kind = kindIndex[k] as number;
    const p = both[kind] as number;
    return {
      act,
      kind: KINDS[kind] as string,
      p,
      agreed: Math.min(kinds[kind] as number, sums[kind] as number),
      share: (acts[k] as number) / Math.max(1e-9, sums[kind] as number),
      rival: p === first ? second : first,
      changing,
    };
  });
  const sorted = all.sort((a, b) => b.p - a.p || b.share - a.share);
  const seen = new Set<string>();
  const best: Opinion[] = [];
  const others: Opinion[] = [];
  for (const one of sorted) {
    if (!seen.has(one.kind)) best.push(one);
    else if (one.share > LEAST_SHARE) others.push(one);
    seen.add(one.kind);
  }
  return [...best, ...others.sort((a, b) => b.p * b.share - a.p * a.share)];
}
