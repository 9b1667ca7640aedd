import { expect, it } from "vitest";
import { languages } from "../languages/index.ts";
import type { Facts } from "./facts.ts";
import { actFeatures } from "./features.ts";
import { wordsOf } from "./words.ts";

/** The features of a message that another language can learn from. */
function shared(text: string, language: keyof typeof languages): string[] {
  const words = wordsOf(text);
  const facts: Facts = {
    text,
    words,
    tasks: [],
    open: 0,
    mentions: [],
    told: [],
    times: [],
    groups: [],
    openers: new Set(),
    classes: languages[language].classes,
    weigh: () => 1,
    before: null,
    pair: [],
    weekdays: new Map(),
  };
  const features = actFeatures(facts, { from: 0, to: words.length }, "^", true);
  expect(features.shared().ids).toHaveLength(features.free);
  return (features.names as string[]).slice(0, features.free);
}

it("the same wish has the same features in two languages", () => {
  expect(shared("delete this!", "en")).toEqual(shared("lösche das!", "de"));
  expect(shared("delete this!", "en")).toContain("k ^ drop it !");
});

it("contains no word of the message", () => {
  for (const name of shared("supprime le kayak d'Hortense", "fr"))
    expect(name).not.toMatch(/supprime|kayak|hortense/i);
});

it("distinguishes a written accent from none", () => {
  expect(shared("compré kale", "es")).not.toEqual(shared("compre kale", "es"));
});
