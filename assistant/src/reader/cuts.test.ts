import { describe, expect, it } from "vitest";
import { factsOf } from "../../training/facts.ts";
import type { Row } from "../../training/rows.ts";
import { clashes, cutPlaces, greetingEnd } from "./cuts.ts";
import type { Facts } from "./facts.ts";

const facts = (text: string, lang = "en"): Facts => {
  const row: Row = { lang, text, does: [], writer: "" };
  return factsOf(row, { weigh: () => 1, openers: new Set(), generic: new Set() });
};

const pieces = (text: string, lang?: string): string[] => {
  const own = facts(text, lang);
  const places = [0, ...cutPlaces(own, new Set()), own.words.length];
  return places.slice(1).map((to, k) =>
    own.words
      .slice(places[k], to)
      .map((word) => word.text)
      .join(" "),
  );
};

describe("places where a new wish may start", () => {
  it("is beside a time where the message has two that cannot belong to one task", () => {
    expect(pieces("physio monday 8:15 hairdresser wednesday")).toEqual([
      "physio monday 8:15",
      "hairdresser",
      "wednesday",
    ]);
    expect(pieces("rdv physio mardi 8h15 coiffeur mercredi", "fr")).toContain("coiffeur");
  });

  it("is not beside a day and a time of day, which go together", () => {
    expect(pieces("friday call mum at 6pm")).toEqual(["friday call mum at 6pm"]);
  });

  it("is before a conjunction of the language, whether or not the training data has it", () => {
    expect(pieces("pâtes pis sauce", "fr")).toEqual(["pâtes", "pis sauce"]);
  });
});

it("counts times of a clause that clash", () => {
  const own = facts("physio monday 8:15 and hairdresser wednesday at 6pm");
  expect(clashes(own, { from: 0, to: own.words.length })).toBe(1);
  expect(clashes(own, { from: 0, to: 3 })).toBe(0);
});

describe("the end of a greeting", () => {
  it.each([
    ["en", "good evening, call Tom", "call"],
    ["de", "Grüezi, Zahnarzt am Dienstag", "Zahnarzt"],
    ["es", "hola buenas! apunta pan", "apunta"],
    ["it", "buongiorno. latte", "latte"],
  ] as const)("is before what follows it (%s: %s)", (lang, text, next) => {
    const own = facts(text, lang);
    expect(own.words[greetingEnd(own)]?.text).toBe(next);
  });

  it.each(["good evening", "good wine, bread", "hey call Tom, then Ann", "milk, hello kitty cards"])(
    "is not found in “%s”",
    (text) => {
      expect(greetingEnd(facts(text))).toBe(0);
    },
  );
});
