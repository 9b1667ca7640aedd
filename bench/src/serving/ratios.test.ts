import { describe, expect, it } from "vitest";
import { movedFrom } from "./ratios.ts";

describe("what moved since the last run", () => {
  const last = { median: 0.5, least: 0.4, most: 0.7 };

  it.each([
    [0.69, ""],
    [0.41, ""],
    [0.9, "↑ from 0.5"],
    [0.2, "↓ from 0.5"],
  ])("at %d is %j", (median, said) => {
    expect(movedFrom(last, { median, least: 0, most: 2 })).toBe(said);
  });

  it("is everything, where there was none", () => {
    expect(movedFrom(undefined, last)).toBe("new");
  });
});
