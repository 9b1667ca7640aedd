import { expect, it } from "vitest";
import { isOneOf } from "./messages.ts";

const out = (left: string[], writers: string[]): string[] =>
  writers.filter((writer) => isOneOf(left)({ writer }));

it("finds a writer in every language, and no other writer whose name starts the same way", () => {
  expect(out(["es-turns-x"], ["fr-turns-x", "en-turns-x", "fr-turns", "fr-turns-z", "es-d"])).toEqual([
    "fr-turns-x",
    "en-turns-x",
  ]);
});

it("treats files without a name as one writer, who is not matched by an empty list", () => {
  expect(out(["de"], ["it", "fr", "fr-b"])).toEqual(["it", "fr"]);
  expect(out([], ["de", "de-b"])).toEqual([]);
});
