import { gzipSync } from "node:zlib";
import { digitsOf } from "../src/reader/digits.ts";
import { BUCKETS } from "../src/reader/hash.ts";
import type { Model } from "../src/reader/model.ts";
import { type Family, type Packed, STORED } from "../src/reader/pack.ts";
import type { Weights } from "../src/reader/table.ts";
import { TAGS } from "../src/reader/tags.ts";
import type { Forest } from "../src/reader/trees.ts";
import type { Linear } from "./softmax.ts";

/** The size of a quantisation step, by the first family of those that are stored together. */
const STEPS: Readonly<Partial<Record<Family, number>>> = {
  cut: 0.06,
  target: 0.08,
  choice: 0.05,
};
const STEP = 0.1;

/** A perceptron's weights grow with the number of examples: messages per unit of the tagger's step. */
const PER_TAG_STEP = 10_000;

/** Weights below this share of a step are dropped. */
const LEAST = 0.75;

/** Maximum compressed size of a language's weights on a page, in bytes; the budget is 150 kB. */
const PAGE_BYTES = 147_000;

/** A model during training, and the number of messages that it was trained on. */
export type Trained = Model & { common: string[]; usual: string[]; messages: number };

/** The finest packing that fits the size limit of a page. */
export function packForPage(model: Trained): Packed {
  for (let coarseness = 1; ; coarseness *= 1.1) {
    const packed = pack(model, coarseness);
    if (gzipSync(JSON.stringify(packed)).length <= PAGE_BYTES) return packed;
  }
}

/**
 * A trained model as JSON: weights in whole steps, without the small ones.
 * @param coarseness how many times larger the steps are than on a server
 */
export function pack(model: Trained, coarseness = 1): Packed {
  const steps: typeof STEPS = { ...STEPS, tags: model.messages / PER_TAG_STEP };
  return {
    weights: STORED.map((families) =>
      packWeights(
        joined(families.map((family) => denseOf(model, family))),
        Number(((steps[families[0] as Family] ?? STEP) * coarseness).toPrecision(3)),
      ),
    ),
    trust: rounded(model.trust),
    tags: [...model.tagger.steps].map((w) => Number(w.toFixed(2))),
    joins: [...model.joins].join(" "),
    openers: [...model.openers].join(" "),
    generic: [...model.generic].join(" "),
    common: model.common.join(" "),
    usual: model.usual.join(" "),
  };
}

/** Trees, rounded to the significant digits. */
function rounded({ base, trees }: Forest): Forest {
  const short = (values: readonly number[], digits: number): number[] =>
    values.map((v) => Number(v.toPrecision(digits)));
  return {
    base: Number(base.toPrecision(4)),
    trees: trees.map((tree) => ({ ...tree, limit: short(tree.limit, 5), value: short(tree.value, 3) })),
  };
}

/** The weights of one model in whole steps. */
export function packWeights({ classes, weights }: Linear, step: number): Weights {
  const gaps: number[] = [];
  const sizes: number[] = [];
  const outputs: number[] = [];
  const units: number[] = [];
  let last = -1;
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    const before = units.length;
    for (let output = 0; output < classes; output++) {
      const steps = (weights[bucket * classes + output] as number) / step;
      if (Math.abs(steps) < LEAST) continue;
      const unit = Math.round(steps);
      outputs.push(output);
      units.push(unit < 0 ? -2 * unit - 1 : 2 * unit);
    }
    if (units.length === before) continue;
    gaps.push(bucket - last - 1);
    sizes.push(units.length - before);
    last = bucket;
  }
  return {
    step,
    gaps: digitsOf(gaps),
    sizes: digitsOf(sizes),
    outputs: digitsOf(outputs),
    units: digitsOf(units),
  };
}

/** Combines models with the same features into one, with their outputs side by side. */
function joined(models: readonly Linear[]): Linear {
  const [first, ...more] = models;
  if (!first || more.length === 0) return first as Linear;
  const classes = models.reduce((sum, model) => sum + model.classes, 0);
  const weights = new Float32Array(BUCKETS * classes);
  let from = 0;
  for (const model of models) {
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      const own = model.weights.subarray(bucket * model.classes, (bucket + 1) * model.classes);
      weights.set(own, bucket * classes + from);
    }
    from += model.classes;
  }
  return { classes, weights };
}

function denseOf(model: Model, family: Family): Linear {
  if (family === "tags")
    return { classes: TAGS, weights: (model.tagger as unknown as { dense: Float32Array }).dense };
  return (model[family] as unknown as { dense: Linear }).dense;
}
