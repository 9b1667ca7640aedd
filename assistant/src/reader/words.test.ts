import { describe, expect, it } from "vitest";
import { likeness } from "./words.ts";

describe("likeness of words", () => {
  it.each([
    ["kartons", "umzugskartons"],
    ["steuer", "steuererklarung"],
    ["kostum", "faschingskostum"],
  ])("knows a part of a compound: %s, %s", (part, whole) => {
    expect(likeness(part, whole)).toBeGreaterThan(0);
    expect(likeness(whole, part)).toBeGreaterThan(0);
  });

  it.each([
    ["ready", "already"],
    ["ten", "forgotten"],
  ])("takes no short word for a part of another: %s, %s", (a, b) => {
    expect(likeness(a, b)).toBe(0);
  });
});
