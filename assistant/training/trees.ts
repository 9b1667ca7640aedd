import type { Forest, Tree } from "../src/reader/trees.ts";
import { sequence } from "./softmax.ts";

/** One training example: its features, and its label. */
export interface Case {
  x: ArrayLike<number>;
  label: 0 | 1;
  weight: number;
}

const BINS = 32;

interface Options {
  trees?: number;
  leaves?: number;
  rate?: number;
  /** The minimum sum of second derivatives in a leaf. */
  least?: number;
  l2?: number;
  /** The share of features that each tree may use. */
  share?: number;
}

/** Gradient boosting of small trees on the logistic loss (Friedman 2001), with histograms and best-first growth. */
export function trainForest(data: readonly Case[], options: Options = {}): Forest {
  const { trees: count = 120, leaves = 12, rate = 0.1, least = 8, l2 = 5, share = 0.35 } = options;
  const width = data[0]?.x.length ?? 0;
  const limits = Array.from({ length: width }, (_, f) => limitsOf(data, f));
  const bins = limits.map((own, f) => Uint8Array.from(data, ({ x }) => binOf(own, x[f] as number)));
  const total = data.reduce((sum, { weight }) => sum + weight, 0);
  const good = data.reduce((sum, { weight, label }) => sum + weight * label, 0);
  const base = Math.log((good + 1) / (total - good + 1));
  const score = new Float64Array(data.length).fill(base);
  const slope = new Float64Array(data.length);
  const curve = new Float64Array(data.length);
  const next = sequence(5);
  const trees: Tree[] = [];
  for (let t = 0; t < count; t++) {
    data.forEach(({ label, weight }, k) => {
      const p = 1 / (1 + Math.exp(-(score[k] as number)));
      slope[k] = (label - p) * weight;
      curve[k] = p * (1 - p) * weight;
    });
    const used = limits.map(() => next() < share);
    trees.push(grow(bins, limits, used, slope, curve, score, { leaves, rate, least, l2 }));
  }
  return { base, trees };
}

/** Thresholds that divide the cases into bins of about equal size. */
function limitsOf(data: readonly Case[], f: number): number[] {
  const all = Float64Array.from(data, ({ x }) => x[f] as number).sort();
  const out: number[] = [];
  for (let b = 1; b < BINS; b++) {
    const value = all[Math.floor((b * all.length) / BINS)] as number;
    if (value !== out.at(-1) && value !== all.at(-1)) out.push(value);
  }
  return out;
}

function binOf(limits: readonly number[], value: number): number {
  let low = 0;
  let high = limits.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if (value <= (limits[mid] as number)) high = mid;
    else low = mid + 1;
  }
  return low;
}

interface Leaf {
  node: number;
  rows: Int32Array;
  slope: number;
  curve: number;
  split: { feature: number; bin: number; gain: number } | null;
}

function grow(
  bins: readonly Uint8Array[],
  limits: readonly (readonly number[])[],
  used: readonly boolean[],
  slope: Float64Array,
  curve: Float64Array,
  score: Float64Array,
  { leaves, rate, least, l2 }: Required<Pick<Options, "leaves" | "rate" | "least" | "l2">>,
): Tree {
  const tree: Tree = { feature: [], limit: [], left: [], right: [], value: [] };
  const leaf = (rows: Int32Array): Leaf => {
    let s = 0;
    let c = 0;
    for (const k of rows) {
      s += slope[k] as number;
      c += curve[k] as number;
    }
    const node = tree.feature.length;
    tree.feature.push(-1);
    tree.limit.push(0);
    tree.left.push(0);
    tree.right.push(0);
    tree.value.push((rate * s) / (c + l2));
    return { node, rows, slope: s, curve: c, split: bestSplit(rows, s, c) };
  };
  const bestSplit = (rows: Int32Array, s: number, c: number): Leaf["split"] => {
    let best: Leaf["split"] = null;
    const sums = new Float64Array(BINS + 1);
    const curves = new Float64Array(BINS + 1);
    const whole = (s * s) / (c + l2);
    for (let f = 0; f < bins.length; f++) {
      const own = limits[f] as number[];
      if (!used[f] || own.length === 0) continue;
      sums.fill(0);
      curves.fill(0);
      const bin = bins[f] as Uint8Array;
      for (const k of rows) {
        const b = bin[k] as number;
        sums[b] = (sums[b] as number) + (slope[k] as number);
        curves[b] = (curves[b] as number) + (curve[k] as number);
      }
      let ls = 0;
      let lc = 0;
      for (let b = 0; b < own.length; b++) {
        ls += sums[b] as number;
        lc += curves[b] as number;
        if (lc < least || c - lc < least) continue;
        const gain = (ls * ls) / (lc + l2) + ((s - ls) * (s - ls)) / (c - lc + l2) - whole;
        if (gain > 0.5 && gain > (best?.gain ?? 0)) best = { feature: f, bin: b, gain };
      }
    }
    return best;
  };
  const open = [leaf(Int32Array.from(slope.keys()))];
  for (let n = 1; n < leaves; n++) {
    const at = open.reduce((b, one, k) => ((one.split?.gain ?? 0) > (open[b]?.split?.gain ?? 0) ? k : b), 0);
    const { node, rows, split } = open[at] as Leaf;
    if (!split) break;
    const bin = bins[split.feature] as Uint8Array;
    const left = leaf(rows.filter((k) => (bin[k] as number) <= split.bin));
    const right = leaf(rows.filter((k) => (bin[k] as number) > split.bin));
    tree.feature[node] = split.feature;
    tree.limit[node] = (limits[split.feature] as number[])[split.bin] as number;
    tree.left[node] = left.node;
    tree.right[node] = right.node;
    open.splice(at, 1, left, right);
  }
  for (const { node, rows } of open)
    for (const k of rows) score[k] = (score[k] as number) + (tree.value[node] as number);
  return tree;
}
