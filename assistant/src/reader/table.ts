import { numbersOf } from "./digits.ts";
import { BUCKETS } from "./hash.ts";

/**
 * The weights of one model as training writes them. For each bucket in use, in order: its distance from the previous
 * one, the number of its outputs, and which outputs these are; then all weights, in whole steps.
 */
export interface Weights {
  /** The weight of one unit. */
  step: number;
  gaps: string;
  sizes: string;
  outputs: string;
  /** 0, -1, 1, -2, 2 … written as 0, 1, 2, 3, 4 … */
  units: string;
}

/** The weights of all models of one language in one table: for each bucket, the outputs that it has weights for. */
export class Table {
  readonly #index = new Uint32Array(BUCKETS + 1);
  readonly #outputs: Uint8Array;
  readonly #weights: Float32Array;

  /** @param models in the order of their outputs; the first output of each is `from` */
  constructor(models: readonly { from: number; weights: Weights }[]) {
    const read = models.map(({ from, weights }) => ({
      from,
      step: weights.step,
      gaps: numbersOf(weights.gaps),
      sizes: numbersOf(weights.sizes),
      outputs: numbersOf(weights.outputs),
      units: numbersOf(weights.units),
    }));
    for (const { gaps, sizes } of read) {
      let bucket = -1;
      for (let k = 0; k < gaps.length; k++) {
        bucket += 1 + (gaps[k] as number);
        this.#index[bucket + 1] = (this.#index[bucket + 1] as number) + (sizes[k] as number);
      }
    }
    for (let k = 0; k < BUCKETS; k++)
      this.#index[k + 1] = (this.#index[k + 1] as number) + (this.#index[k] as number);
    const size = this.#index[BUCKETS] as number;
    this.#outputs = new Uint8Array(size);
    this.#weights = new Float32Array(size);
    const next = this.#index.slice();
    for (const { from, step, gaps, sizes, outputs, units } of read) {
      let bucket = -1;
      let entry = 0;
      for (let k = 0; k < gaps.length; k++) {
        bucket += 1 + (gaps[k] as number);
        for (let n = sizes[k] as number; n > 0; n--) {
          const at = next[bucket] as number;
          const unit = units[entry] as number;
          this.#outputs[at] = from + (outputs[entry] as number);
          this.#weights[at] = (unit & 1 ? -(unit + 1) : unit) * 0.5 * step;
          next[bucket] = at + 1;
          entry++;
        }
      }
    }
  }

  /** Adds the weights of one bucket, times `value`, to the scores of the outputs `[from, from + count)`. */
  add(bucket: number, value: number, scores: Float64Array, from: number, count: number): void {
    const end = this.#index[bucket + 1] as number;
    const to = from + count;
    let k = this.#index[bucket] as number;
    // The outputs of a bucket stand in their order.
    while (k < end && (this.#outputs[k] as number) < from) k++;
    for (; k < end && (this.#outputs[k] as number) < to; k++) {
      const output = (this.#outputs[k] as number) - from;
      scores[output] = (scores[output] as number) + (this.#weights[k] as number) * value;
    }
  }
}
