import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Language } from "../languages/index.ts";
import { read, wednesday } from "../testing/reading.ts";
import { findTimes } from "./index.ts";

const found = (text: string, language: Language = "en", least = 0.5): string[] =>
  findTimes(text, language, wednesday)
    .filter((mention) => mention.weight >= least)
    .map((mention) => mention.text);

describe("stretches", () => {
  it("includes the words that link a date to the sentence", () => {
    expect(found("call mum on friday at 6pm please")).toEqual(["on friday at 6pm"]);
    expect(found("friday call mum at 6pm")).toEqual(["friday", "at 6pm"]);
    expect(found("recoger el traje el viernes a las 5", "es")).toEqual(["el viernes a las 5"]);
  });

  it.each([
    'watch "tomorrow never dies"',
    "finish reading The Day After Tomorrow",
    "install version 2.4.30",
    "read chapter 7",
    "it may rain",
    "the second one",
    "put sun cream on",
    "he sat down",
    "Create monthly report",
    "2nd floor",
    "Write to tom.may@example.org",
    "#123 issue",
    "buy 2.50 worth of stamps",
    "pay £20",
    "lend 5% to Sam",
    "read tomorrow's paper",
  ])("gives %s a low weight", (text) => {
    expect(found(text)).toEqual([]);
  });

  it.each([
    ["en", "good evening, call Tom tomorrow at 10", ["tomorrow at 10"]],
    ["de", "Guten Abend, morgen um zehn zum Augenarzt", ["morgen um zehn"]],
    ["de", "Guten Morgen! Zahnarzt um 17 Uhr", ["um 17 Uhr"]],
    ["es", "buenas tardes, dentista mañana a las 10", ["mañana a las 10"]],
    ["fr", "bonne soirée, dentiste demain", ["demain"]],
    ["it", "buona notte, dentista domani alle 8", ["domani alle 8"]],
  ] as const)("takes no part of the day from a greeting (%s: %s)", (language, text, times) => {
    expect(found(text, language)).toEqual(times);
  });

  it.each([
    ["en", "dentist tomorrow aftrnoon", ["tomorrow aftrnoon"]],
    ["it", "dentista domani pomerigio alle 4", ["domani pomerigio alle 4"]],
    ["de", "Zahnarzt morgen nachmitag", ["morgen nachmitag"]],
    ["en", "mourning service on friday", ["on friday"]],
  ] as const)("recognises a part of the day despite a typo (%s: %s)", (language, text, times) => {
    expect(found(text, language)).toEqual(times);
  });

  it("leaves out a number that counts the next word", () => {
    expect(found("bread on friday 3 rolls of tape")).toEqual(["on friday"]);
  });

  it("corrects a typo in the name of a day or month", () => {
    expect(found("gym wendesday")).toEqual(["wendesday"]);
    expect(found("gym tommorow")).toEqual(["tommorow"]);
    expect(found("gimnasio el miercols", "es")).toEqual(["el miercols"]);
    expect(found("rdv mercrdi", "fr")).toEqual(["mercrdi"]);
  });
});

const languages = ["en", "es", "fr", "de", "it"] as const;
const pieces: Record<(typeof languages)[number], string> = {
  en: "every other mon and fri at 5 to half past nine - next week 30/11 2.4.30 in 3 days the 31st of may before until from last",
  es: "cada dos lunes y viernes a las 5 menos cuarto del próximo mes 30/11 dentro de 3 días el 31 de mayo antes hasta último",
  fr: "un lundi sur deux et vendredi à 5 h moins le quart de la semaine prochaine 30/11 dans 3 jours le 31 mai avant jusqu'au dernier",
  de: "jeden zweiten montag und freitag um 5 vor halb neun nächste woche 30.11. in 3 tagen am 31. mai vor bis letzten",
  it: "un lunedì sì e uno no e venerdì alle 5 meno un quarto della prossima settimana 30/11 fra 3 giorni il 31 maggio prima fino ultimo",
};

describe("any message", () => {
  it("yields stretches within the text, in order, not overlapping, with a weight", () => {
    const word = (language: (typeof languages)[number]) =>
      fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom(...pieces[language].split(" ")) },
        fc.string({ maxLength: 8 }),
      );
    fc.assert(
      fc.property(
        fc
          .constantFrom(...languages)
          .chain((language) => fc.tuple(fc.constant(language), fc.array(word(language), { maxLength: 25 }))),
        ([language, words]) => {
          const text = words.join(" ");
          let end = 0;
          for (const mention of findTimes(text, language, wednesday)) {
            expect(mention.start).toBeGreaterThanOrEqual(end);
            expect(mention.end).toBeGreaterThan(mention.start);
            expect(mention.text).toBe(text.slice(mention.start, mention.end));
            expect(mention.weight).toBeGreaterThanOrEqual(0);
            expect(mention.weight).toBeLessThanOrEqual(1);
            end = mention.end;
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each([
    "monday ".repeat(1400),
    "1 ".repeat(5000),
    "every mon, ".repeat(900),
    "next ".repeat(2000),
    "9 to 5 and ".repeat(900),
    "the day before the day after ".repeat(340),
    "-".repeat(10_000),
    '"'.repeat(10_000),
  ])(
    "is read with bounded work: %.20s…",
    (text) => {
      expect(() => findTimes(text, "en", wednesday)).not.toThrow();
    },
    10_000,
  );
});

it.each<[Language, string, string]>([
  ["en", "by the 31st of June", "31st of June"],
  ["es", "el 31 de junio", "31 de junio"],
  ["it", "il 31 giugno", "31 giugno"],
  ["fr", "le 31 juin", "31 juin"],
])("names a day that does not exist without the words before it: %s", (language, phrase, words) => {
  expect(read(phrase, language).problem).toEqual({ kind: "no-such-day", words });
});
