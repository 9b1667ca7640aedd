import { BUCKETS, type Features } from "../src/reader/hash.ts";
import { softmax } from "../src/reader/model.ts";
import { seenByTwo } from "./seen.ts";

export interface Example {
  features: Features;
  label: number;
  writer: string;
  weight?: number;
}

/** A linear model over buckets: `weights[bucket * classes + class]`. */
export interface Linear {
  classes: number;
  weights: Float32Array;
}

export interface TrainOptions {
  epochs?: number;
  rate?: number;
  /** L1 regularisation: the larger, the fewer weights. */
  l1?: number;
  /** Buckets in fewer examples than this are left out. */
  least?: number;
  /** Dropout: the share of features left out at random in each step. */
  drop?: number;
}

/** A deterministic sequence of numbers from 0 to 1, so that training always gives the same weights. */
export function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
}

/**
 * Sparse softmax regression: FTRL-Proximal (McMahan et al., "Ad Click Prediction: a View from the Trenches", 2013),
 * which keeps, for each weight, the accumulated gradients minus the steps already taken.
 */
export function trainSoftmax(data: readonly Example[], classes: number, options: TrainOptions = {}): Linear {
  const { epochs = 6, rate = 0.3, l1 = 1, least = 3, drop = 0.1 } = options;
  const isSeen = seenByTwo(
    data.map(({ features, writer }) => ({ ids: features.ids, writer })),
    least,
  );
  // Buckets in use are stored contiguously during training, which halves the time.
  const place = new Int32Array(BUCKETS).fill(-1);
  const buckets: number[] = [];
  for (const { features } of data)
    for (const id of features.ids) if (place[id] === -1) place[id] = isSeen(id) ? buckets.push(id) - 1 : -2;
  const weights = new Float32Array(buckets.length * classes);
  const sums = new Float32Array(weights.length);
  const squares = new Float32Array(weights.length).fill(1);
  const examples = data.map(({ features, label, weight = 1 }) => {
    const kept = features.ids.flatMap((id, k) => ((place[id] as number) >= 0 ? [k] : []));
    return {
      ids: Int32Array.from(kept, (k) => place[features.ids[k] as number] as number),
      values: Float32Array.from(kept, (k) => features.values[k] as number),
      label,
      weight,
    };
  });
  const state: Ftrl = { weights, sums, squares, rate, l1 };
  const next = sequence(7);
  const kept = new Uint8Array(examples.reduce((most, { ids }) => Math.max(most, ids.length), 0));
  const p = new Float64Array(classes);
  const live = new Int32Array(classes);
  const slopes = new Float64Array(classes);
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let i = examples.length - 1; i > 0; i--) {
      const j = Math.floor(next() * (i + 1));
      [examples[i], examples[j]] = [examples[j] as (typeof examples)[0], examples[i] as (typeof examples)[0]];
    }
    for (const { ids, values, label, weight } of examples) {
      p.fill(0);
      for (let f = 0; f < ids.length; f++) {
        kept[f] = next() >= drop ? 1 : 0;
        if (!kept[f]) continue;
        const at = (ids[f] as number) * classes;
        const v = values[f] as number;
        for (let k = 0; k < classes; k++) p[k] = (p[k] as number) + (weights[at + k] as number) * v;
      }
      softmax(p);
      // Classes with a negligible probability hardly move: skipping them makes training several times faster.
      let active = 0;
      for (let k = 0; k < classes; k++) {
        const g = ((p[k] as number) - (k === label ? 1 : 0)) * weight;
        if (g > 0.003 || g < -0.003) {
          live[active] = k;
          slopes[active++] = g;
        }
      }
      if (active === 0) continue;
      for (let f = 0; f < ids.length; f++) {
        if (!kept[f]) continue;
        const at = (ids[f] as number) * classes;
        const v = values[f] as number;
        for (let a = 0; a < active; a++) step(at + (live[a] as number), (slopes[a] as number) * v, state);
      }
    }
  }
  const all = new Float32Array(BUCKETS * classes);
  buckets.forEach((bucket, k) => {
    all.set(weights.subarray(k * classes, (k + 1) * classes), bucket * classes);
  });
  return { classes, weights: all };
}

interface Ftrl {
  weights: Float32Array;
  sums: Float32Array;
  squares: Float32Array;
  rate: number;
  l1: number;
}

/** Moves one weight against its gradient. */
export function step(at: number, slope: number, { weights, sums, squares, rate, l1 }: Ftrl): void {
  const before = squares[at] as number;
  const after = before + slope * slope;
  const root = Math.sqrt(after);
  const sum = (sums[at] as number) + slope - ((root - Math.sqrt(before)) / rate) * (weights[at] as number);
  squares[at] = after;
  sums[at] = sum;
  const beyond = sum > l1 ? sum - l1 : sum < -l1 ? sum + l1 : 0;
  weights[at] = beyond === 0 ? 0 : (-beyond * rate) / root;
}
