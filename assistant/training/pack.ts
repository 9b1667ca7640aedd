import { BUCKETS } from "../src/reader/hash.ts";
import type { Model } from "../src/reader/model.ts";
import { FAMILIES, type Family, type Packed } from "../src/reader/pack.ts";

/** Weights smaller than this share of the family's largest usual weight are left out. */
const LEAST: Record<Family, number> = {
  kinds: 0.12,
  acts: 0.16,
  cut: 0.06,
  target: 0.06,
  choice: 0.06,
  tags: 0.05,
  trust: 0.1,
  priority: 0.1,
  asked: 0.1,
  clear: 0.1,
  count: 0.1,
  done: 0.1,
};

/** A trained model as bytes: each family's weights in 127 steps, small ones left out. */
export function pack(model: Model, scale = Number(process.env.PRUNE ?? 1)): Packed {
  const steps = {} as Record<Family, number>;
  const rows: { output: number; unit: number }[][] = Array.from({ length: BUCKETS }, () => []);
  let from = 0;
  for (const [family, classes] of FAMILIES) {
    const weights = denseOf(model, family);
    let top = 0;
    let squares = 0;
    let count = 0;
    for (const w of weights) {
      const size = Math.abs(w);
      if (size > top) top = size;
      if (w !== 0) {
        squares += w * w;
        count++;
      }
    }
    const usual = count ? Math.sqrt(squares / count) : 1;
    const limit = Math.min(top, usual * 40) || 1;
    const step = limit / 127;
    steps[family] = Number(step.toPrecision(4));
    const least = family === "tags" ? usual * 0.6 * scale : LEAST[family] * scale;
    for (let bucket = 0; bucket < BUCKETS; bucket++)
      for (let k = 0; k < classes; k++) {
        const w = weights[bucket * classes + k] as number;
        if (Math.abs(w) < least) continue;
        const unit = Math.max(-127, Math.min(127, Math.round(w / steps[family])));
        if (unit) (rows[bucket] as { output: number; unit: number }[]).push({ output: from + k, unit });
      }
    from += classes;
  }
  const bytes: number[] = [];
  const number = (value: number): void => {
    let rest = value;
    while (rest > 127) {
      bytes.push((rest & 127) | 128);
      rest >>>= 7;
    }
    bytes.push(rest);
  };
  let last = -1;
  rows.forEach((row, bucket) => {
    if (!row.length) return;
    number(bucket - last - 1);
    number(row.length);
    for (const { output, unit } of row) bytes.push(output, unit & 255);
    last = bucket;
  });
  const { common, usual } = model as unknown as { common: string[]; usual: string[] };
  return {
    table: Buffer.from(bytes).toString("base64"),
    steps,
    tags: [...model.tagger.steps].map((w) => Number(w.toFixed(2))),
    joins: [...model.joins].join(" "),
    openers: [...model.openers].join(" "),
    common: common.join(" "),
    usual: usual.join(" "),
  };
}

function denseOf(model: Model, family: Family): Float32Array {
  if (family === "tags") return (model.tagger as unknown as { dense: Float32Array }).dense;
  return (model[family] as unknown as { dense: { weights: Float32Array } }).dense.weights;
}
