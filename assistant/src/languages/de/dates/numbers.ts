import type { NumberWords } from "../../../dates/language.ts";

const UNITS = "ein zwei drei vier funf sechs sieben acht neun".split(" ");
const TENS: readonly (readonly [number, string])[] = [
  [20, "zwanzig"],
  [30, "dreissig"],
  [40, "vierzig"],
  [50, "funfzig"],
];
const ORDINALS =
  "erst zweit dritt viert funft sechst siebt acht neunt zehnt elft zwolft dreizehnt vierzehnt funfzehnt sechzehnt siebzehnt achtzehnt neunzehnt".split(
    " ",
  );
const ENDINGS = ["e", "en", "er", "es", "em"];

/** A word with umlauts, and its spelling without them, since folding keeps only the plain letter. */
function spelt(word: string): string {
  return word.includes("funf") || word.includes("zwolf")
    ? `${word} ${word.replace("funf", "fuenf").replace("zwolf", "zwoelf")}`
    : word;
}

const compounds = Object.fromEntries([
  ...TENS.flatMap(([ten, name]) => [
    [ten, name],
    ...UNITS.map((unit, k) => [ten + k + 1, spelt(`${unit}und${name}`)] as const),
  ]),
]);
const ordinals = Object.fromEntries([
  ...ORDINALS.map(
    (stem, k) =>
      [
        k + 1,
        ENDINGS.map(
          (end) => `${spelt(stem + end).replaceAll(" ", `~${k < 3 ? 10 : 25} `)}~${k < 3 ? 10 : 25}`,
        ).join(" "),
      ] as const,
  ),
  ...TENS.slice(0, 2).flatMap(([ten, name]) => [
    [ten, ENDINGS.map((end) => `${name}st${end}`).join(" ")] as const,
    ...UNITS.map(
      (unit, k) => [ten + k + 1, ENDINGS.map((end) => spelt(`${unit}und${name}st${end}`)).join(" ")] as const,
    ),
  ]),
]);

/** German numbers and ordinals. */
export const numbers: NumberWords = {
  number: {
    0: "null",
    1: "ein~2 eins eine~2 einen~2 einem~2 einer~2 eines~2 ne~2 nen~2 einer~2",
    2: "zwei zwo ",
    3: "drei",
    4: "vier",
    5: "funf fuenf",
    6: "sechs",
    7: "sieben",
    8: "acht",
    9: "neun",
    10: "zehn",
    11: "elf",
    12: "zwolf zwoelf",
    13: "dreizehn",
    14: "vierzehn",
    15: "funfzehn fuenfzehn",
    16: "sechzehn",
    17: "siebzehn",
    18: "achtzehn",
    19: "neunzehn",
    60: "sechzig",
    90: "neunzig",
    100: "hundert",
    ...compounds,
  },
  ordinal: ordinals,
  often: { 1: "einmal", 2: "zweimal", 3: "dreimal", 4: "viermal", 5: "funfmal fuenfmal" },
};
