import { BUCKETS, type Features } from "../src/reader/hash.ts";
import { seenByTwo } from "./seen.ts";
import { type Linear, sequence, step } from "./softmax.ts";

/** One choice among several: the features of each, and which are right. */
export interface Ranking {
  candidates: Features[];
  right: boolean[];
  writer: string;
}

/** A log-linear model over candidates, trained like those of `trainSoftmax`: one weight per bucket. */
export function trainRanker(
  data: readonly Ranking[],
  { epochs = 5, rate = 0.2, drop = 0.2, l1 = 2, least = 3 } = {},
): Linear {
  const isSeen = seenByTwo(
    data.map(({ candidates, writer }) => ({ ids: candidates.flatMap(({ ids }) => ids), writer })),
    least,
  );
  const weights = new Float32Array(BUCKETS);
  const state = {
    weights,
    sums: new Float32Array(BUCKETS),
    squares: new Float32Array(BUCKETS).fill(1),
    rate,
    l1,
  };
  const next = sequence(11);
  const order = data.map((_, k) => k);
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(next() * (i + 1));
      [order[i], order[j]] = [order[j] as number, order[i] as number];
    }
    for (const d of order) {
      const { candidates, right } = data[d] as Ranking;
      const salt = Math.floor(next() * 1e6);
      const keep = (id: number): boolean => (Math.imul(id ^ salt, 0x9e3779b1) >>> 0) / 2 ** 32 >= drop;
      const s = candidates.map(({ ids, values }) =>
        ids.reduce(
          (sum, id, k) => (keep(id) ? sum + (weights[id] as number) * (values[k] as number) : sum),
          0,
        ),
      );
      const top = Math.max(...s);
      const e = s.map((v) => Math.exp(v - top));
      const total = e.reduce((a, b) => a + b, 0);
      const good = e.reduce((a, v, k) => (right[k] ? a + v : a), 0);
      if (!good) continue;
      candidates.forEach(({ ids, values }, c) => {
        const slope = (e[c] as number) / total - (right[c] ? (e[c] as number) / good : 0);
        if (Math.abs(slope) < 0.003) return;
        for (let k = 0; k < ids.length; k++) {
          const id = ids[k] as number;
          if (isSeen(id) && keep(id)) step(id, slope * (values[k] as number), state);
        }
      });
    }
  }
  return { classes: 1, weights };
}
