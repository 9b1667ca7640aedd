import { expect, it } from "vitest";
import { isOneOf } from "./messages.ts";

const out = (left: string[], writers: string[]): string[] =>
  writers.filter((writer) => isOneOf(left)({ writer }));

it("finds a writer in every language, and nobody whose name only begins alike", () => {
  expect(out(["es-turns-x"], ["fr-turns-x", "en-turns-x", "fr-turns", "fr-turns-z", "es-d"])).toEqual([
    "fr-turns-x",
    "en-turns-x",
  ]);
});

it("takes the files without a name for one writer, and nobody for none", () => {
  expect(out(["de"], ["it", "fr", "fr-b"])).toEqual(["it", "fr"]);
  expect(out([], ["de", "de-b"])).toEqual([]);
});
