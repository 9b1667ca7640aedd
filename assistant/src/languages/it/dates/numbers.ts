import type { NumberWords } from "../../../dates/language.ts";

const TENS = ["venti", "trenta", "quaranta", "cinquanta"];
const UNITS = ["uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove"];

/** "ventuno", "ventotto": the ten loses its last vowel before another vowel. */
function compound(ten: string, unit: string): string {
  return unit === "uno" || unit === "otto" ? ten.slice(0, -1) + unit : ten + unit;
}

/** Italian numbers and ordinals. */
export const numbers: NumberWords = {
  number: {
    0: "zero",
    1: "un~2 uno una~2",
    2: "due un_paio_di un_paio_d paio_di un_paio",
    3: "tre",
    4: "quattro",
    5: "cinque",
    6: "sei",
    7: "sette",
    8: "otto",
    9: "nove",
    10: "dieci una_decina_di",
    11: "undici",
    12: "dodici",
    13: "tredici",
    14: "quattordici",
    15: "quindici",
    16: "sedici",
    17: "diciassette",
    18: "diciotto",
    19: "diciannove",
    60: "sessanta",
    90: "novanta",
    100: "cento",
    ...Object.fromEntries(
      TENS.flatMap((ten, t) => [
        [(t + 2) * 10, ten],
        ...UNITS.map((unit, k) => [(t + 2) * 10 + k + 1, compound(ten, unit)]),
      ]),
    ),
  },
  ordinal: {
    1: "primo~8 prima~1",
    2: "secondo~4 seconda~4",
    3: "terzo~8 terza~8",
    4: "quarto~3 quarta~8",
    5: "quinto quinta",
    6: "sesto",
    7: "settimo",
    8: "ottavo",
    9: "nono",
    10: "decimo",
  },
  often: { 1: "una_volta", 2: "due_volte 2_volte", 3: "tre_volte", 4: "quattro_volte", 5: "cinque_volte" },
};
