import type { NumberWords } from "../../../dates/language.ts";

const UNITS = "uno dos tres cuatro cinco seis siete ocho nueve".split(" ");

/** Spanish numbers and ordinals. */
export const numbers: NumberWords = {
  number: {
    0: "cero",
    1: "un~2 uno una~2",
    2: "dos par un_par un_par_de",
    3: "tres",
    4: "cuatro",
    5: "cinco",
    6: "seis",
    7: "siete",
    8: "ocho",
    9: "nueve",
    10: "diez",
    11: "once",
    12: "doce",
    13: "trece",
    14: "catorce",
    15: "quince",
    16: "dieciseis",
    17: "diecisiete",
    18: "dieciocho",
    19: "diecinueve",
    20: "veinte",
    21: "veintiuno veintiuna veintiun",
    ...Object.fromEntries(UNITS.slice(1).map((unit, k) => [22 + k, `veinti${unit}`])),
    30: "treinta",
    40: "cuarenta",
    50: "cincuenta",
    60: "sesenta",
    90: "noventa",
    100: "cien",
    ...Object.fromEntries(
      ["treinta", "cuarenta", "cincuenta"].flatMap((ten, t) =>
        UNITS.map((unit, k) => [(t + 3) * 10 + k + 1, `${ten}_y_${unit}`]),
      ),
    ),
  },
  ordinal: {
    1: "primero~10 primer~8 primera~8 primeros~8 primeras~8",
    2: "segundo~8 segunda~5",
    3: "tercer~10 tercero tercera",
    4: "cuarto~8 cuarta",
    5: "quinto quinta",
    6: "sexto sexta",
    7: "septimo septima",
    8: "octavo octava",
    9: "noveno novena",
    10: "decimo decima",
    15: "decimoquinto",
  },
  often: { 1: "una_vez", 2: "dos_veces", 3: "tres_veces", 4: "cuatro_veces", 5: "cinco_veces" },
};
