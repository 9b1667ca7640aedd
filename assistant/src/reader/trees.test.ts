import { expect, it } from "vitest";
import { trainForest } from "../../training/trees.ts";
import { probability } from "./trees.ts";

it("learns an interaction of two features, which no linear sum can represent", () => {
  const cases = Array.from({ length: 400 }, (_, k) => {
    const x = [(k * 7) % 10, (k * 3 + Math.floor(k / 10)) % 10, k % 3];
    const label = (x[0] as number) < 5 && (x[1] as number) < 5 ? 1 : 0;
    return { x, label, weight: 1 } as const;
  });
  const forest = trainForest(cases, { trees: 40, share: 1, least: 2 });
  expect(probability(forest, [1, 1, 0])).toBeGreaterThan(0.9);
  expect(probability(forest, [8, 1, 2])).toBeLessThan(0.1);
  expect(probability(forest, [1, 9, 0])).toBeLessThan(0.1);
});

it("predicts the observed frequency where no feature distinguishes the cases", () => {
  const cases = Array.from(
    { length: 100 },
    (_, k) => ({ x: [1], label: k < 30 ? 1 : 0, weight: 1 }) as const,
  );
  expect(probability(trainForest(cases), [1])).toBeCloseTo(0.3, 1);
});
