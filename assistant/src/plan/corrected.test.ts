import { describe, expect, it } from "vitest";
import { retitled } from "./corrected.ts";

describe("a new title", () => {
  it.each([
    ["Hire 50 chairs", "80", "Hire 80 chairs"],
    ["Buy 1.5 l paint", "2,5", "Buy 2,5 l paint"],
    ["Hire 50 chairs", "Hire 80 stools", "Hire 80 stools"],
    ["Hire chairs", "80", "80"],
    ["2 boxes of 12", "24", "24"],
  ])("“%s” with “%s” becomes “%s”", (title, said, expected) => {
    expect(retitled(title, said)).toBe(expected);
  });
});
