import { expect, test } from "vitest";
import { BUCKETS } from "../src/reader/hash.ts";
import { Table } from "../src/reader/table.ts";
import { packWeights } from "./pack.ts";
import { seenByTwo } from "./seen.ts";

/** Weights by bucket and output; all others are zero. */
function dense(classes: number, at: Record<number, number[]>) {
  const weights = new Float32Array(BUCKETS * classes);
  for (const [bucket, own] of Object.entries(at)) weights.set(own, Number(bucket) * classes);
  return { classes, weights };
}

test("weights are restored in whole steps, without the small ones", () => {
  const first = packWeights(dense(3, { 0: [1, -0.2, 0], 70000: [0, 0.74, -5] }), 1);
  const second = packWeights(dense(2, { 70000: [0.3, -0.1], [BUCKETS - 1]: [0, 0.2] }), 0.1);
  const table = new Table([
    { from: 0, weights: first },
    { from: 3, weights: second },
  ]);
  const read = (bucket: number, from: number, count: number) => {
    const scores = new Float64Array(count);
    table.add(bucket, 2, scores, from, count);
    return [...scores].map((score) => Number(score.toFixed(5)));
  };
  expect(read(0, 0, 3)).toEqual([2, 0, 0]);
  expect(read(70_000, 0, 3)).toEqual([0, 0, -10]);
  expect(read(70_000, 3, 2)).toEqual([0.6, -0.2]);
  expect(read(BUCKETS - 1, 3, 2)).toEqual([0, 0.4]);
  expect(read(5, 0, 3)).toEqual([0, 0, 0]);
});

test("with many writers, a feature used by only one gets no weight", () => {
  const said = (writers: number) =>
    seenByTwo(
      Array.from({ length: writers * 2 }, (_, k) => ({
        ids: k % writers ? [1] : [1, 2],
        writer: `w${k % writers}`,
      })),
      2,
    );
  expect([said(20)(1), said(20)(2)]).toEqual([true, false]);
  expect([said(3)(1), said(3)(2)]).toEqual([true, true]);
  expect(said(20)(3)).toBe(false);
});
