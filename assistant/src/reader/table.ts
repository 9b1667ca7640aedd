import { BUCKETS } from "./hash.ts";

/**
 * The weights of one language, of all its models in one table: for each bucket the outputs it speaks for. Packed as
 * bytes: for each bucket in order the step from the bucket before (LEB128), the number of its outputs, then the
 * output and the weight (in steps of the output's family) of each.
 */
export class Table {
  readonly #index = new Uint32Array(BUCKETS + 1);
  readonly #outputs: Uint8Array;
  readonly #weights: Float32Array;
  /** Outputs in all. */
  readonly size: number;

  /** @param steps what one unit of weight is worth, for each output */
  constructor(bytes: Uint8Array, steps: readonly number[]) {
    this.size = steps.length;
    const outputs: number[] = [];
    const weights: number[] = [];
    let at = 0;
    let bucket = -1;
    const number = (): number => {
      let value = 0;
      let shift = 0;
      for (;;) {
        const byte = bytes[at++] as number;
        value |= (byte & 127) << shift;
        if (byte < 128) return value;
        shift += 7;
      }
    };
    while (at < bytes.length) {
      const next = bucket + 1 + number();
      this.#index.fill(outputs.length, bucket + 1, next + 1);
      bucket = next;
      for (let n = number(); n > 0; n--) {
        const output = bytes[at++] as number;
        outputs.push(output);
        weights.push((((bytes[at++] as number) << 24) >> 24) * (steps[output] as number));
      }
    }
    this.#index.fill(outputs.length, bucket + 1);
    this.#outputs = Uint8Array.from(outputs);
    this.#weights = Float32Array.from(weights);
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
