import { BUCKETS, type Features } from "../src/reader/hash.ts";
import { softmax } from "../src/reader/model.ts";

export interface Example {
  features: Features;
  label: number;
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
  /** L2, per step and touched weight. */
  decay?: number;
  /** Buckets seen in fewer examples than this are left out. */
  least?: number;
  /** Share of features left out at random in each step. */
  drop?: number;
}

/** A fixed sequence of numbers from 0 to 1: training gives the same weights each time. */
export function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
}

/** Softmax regression by AdaGrad. */
export function trainSoftmax(data: readonly Example[], classes: number, options: TrainOptions = {}): Linear {
  const { epochs = 12, rate = 0.3, decay = 3e-6, least = 2, drop = 0 } = options;
  const seen = new Uint16Array(BUCKETS);
  for (const { features } of data)
    for (const id of new Set(features.ids))
      if ((seen[id] as number) < 60000) seen[id] = (seen[id] as number) + 1;
  const weights = new Float32Array(BUCKETS * classes);
  const squares = new Float32Array(BUCKETS * classes).fill(1);
  const examples = data.map(({ features, label, weight = 1 }) => {
    const ids: number[] = [];
    const values: number[] = [];
    features.ids.forEach((id, k) => {
      if ((seen[id] as number) >= least) {
        ids.push(id);
        values.push(features.values[k] as number);
      }
    });
    return { ids: Int32Array.from(ids), values: Float32Array.from(values), label, weight };
  });
  const next = sequence(7);
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
      const kept: boolean[] | null = drop > 0 ? [] : null;
      for (let f = 0; f < ids.length; f++) {
        if (kept) kept[f] = next() >= drop;
        if (kept && !kept[f]) continue;
        const at = (ids[f] as number) * classes;
        const v = values[f] as number;
        for (let k = 0; k < classes; k++) p[k] = (p[k] as number) + (weights[at + k] as number) * v;
      }
      softmax(p);
      // Classes that are out of the question hardly move: leaving them out makes training several times faster.
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
        if (kept && !kept[f]) continue;
        const at = (ids[f] as number) * classes;
        const v = values[f] as number;
        for (let a = 0; a < active; a++) {
          const w = at + (live[a] as number);
          const g = (slopes[a] as number) * v + decay * (weights[w] as number);
          squares[w] = (squares[w] as number) + g * g;
          weights[w] = (weights[w] as number) - (rate / Math.sqrt(squares[w] as number)) * g;
        }
      }
    }
  }
  return { classes, weights };
}
