import fc from "fast-check";
import { expect, test } from "vitest";
import { digitsOf, numbersOf } from "./digits.ts";

test("numbers are read as they were written", () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 1 << 18 })), (numbers) => {
      expect([...numbersOf(digitsOf(numbers))]).toEqual(numbers);
    }),
  );
});

test("small numbers take one letter, and no letter needs escaping", () => {
  const text = digitsOf(Array.from({ length: 45 }, (_, k) => k));
  expect(text).toHaveLength(45);
  expect(JSON.stringify(text)).toHaveLength(47);
});
