import { BUCKETS } from "../src/reader/hash.ts";
import { decode, TAGS, type Tagger } from "../src/reader/tags.ts";
import { seenByTwo } from "./seen.ts";
import { sequence } from "./softmax.ts";

/** An averaged structured perceptron over the tags of words. */
export function trainTagger(
  all: readonly { features: number[][]; tags: Int32Array; writer: string }[],
  epochs = 6,
): Tagger & { dense: Float32Array } {
  const n = TAGS;
  const isSeen = seenByTwo(
    all.map(({ features, writer }) => ({ ids: features.flat(), writer })),
    2,
  );
  const data = all.map(({ features, tags }) => ({
    tags,
    features: features.map((ids) => ids.filter(isSeen)),
  }));
  const w = new Float32Array(BUCKETS * n);
  const sums = new Float64Array(BUCKETS * n);
  const steps = new Float64Array((n + 1) * n);
  const stepSums = new Float64Array((n + 1) * n);
  const at = (f: number, own: Float64Array): void => {
    const base = f * n;
    for (let k = 0; k < n; k++) own[k] = (own[k] as number) + (w[base + k] as number);
  };
  const live: Tagger = { weights: { at }, steps };
  const next = sequence(3);
  const order = data.map((_, k) => k);
  let t = 1;
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(next() * (i + 1));
      [order[i], order[j]] = [order[j] as number, order[i] as number];
    }
    for (const d of order) {
      const { features, tags } = data[d] as (typeof data)[0];
      const got = decode(features, live);
      for (let i = 0; i < tags.length; i++) {
        const a = tags[i] as number;
        const b = got[i] as number;
        if (a !== b)
          for (const f of features[i] as number[]) {
            w[f * n + a] = (w[f * n + a] as number) + 1;
            sums[f * n + a] = (sums[f * n + a] as number) + t;
            w[f * n + b] = (w[f * n + b] as number) - 1;
            sums[f * n + b] = (sums[f * n + b] as number) - t;
          }
        const pa = i ? (tags[i - 1] as number) : n;
        const pb = i ? (got[i - 1] as number) : n;
        if (pa !== pb || a !== b) {
          steps[pa * n + a] = (steps[pa * n + a] as number) + 1;
          stepSums[pa * n + a] = (stepSums[pa * n + a] as number) + t;
          steps[pb * n + b] = (steps[pb * n + b] as number) - 1;
          stepSums[pb * n + b] = (stepSums[pb * n + b] as number) - t;
        }
      }
      t++;
    }
  }
  const dense = new Float32Array(BUCKETS * n);
  for (let k = 0; k < dense.length; k++) dense[k] = (w[k] as number) - (sums[k] as number) / t;
  const mean = new Float64Array(steps.length);
  for (let k = 0; k < steps.length; k++) mean[k] = (steps[k] as number) - (stepSums[k] as number) / t;
  return {
    dense,
    steps: mean,
    weights: {
      at: (f, own) => {
        const base = f * n;
        for (let k = 0; k < n; k++) own[k] = (own[k] as number) + (dense[base + k] as number);
      },
    },
  };
}
