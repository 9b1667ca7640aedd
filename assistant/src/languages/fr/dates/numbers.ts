import type { NumberWords } from "../../../dates/language.ts";

const UNITS = "deux trois quatre cinq six sept huit neuf".split(" ");
const TENS = ["vingt", "trente", "quarante", "cinquante"];
const ORDINALS =
  "deuxieme troisieme quatrieme cinquieme sixieme septieme huitieme neuvieme dixieme onzieme douzieme treizieme quatorzieme quinzieme".split(
    " ",
  );

/** French numbers and ordinals. */
export const numbers: NumberWords = {
  number: {
    0: "zero",
    1: "un~2 une~2",
    2: "deux",
    3: "trois",
    4: "quatre",
    5: "cinq",
    6: "six",
    7: "sept",
    8: "huit",
    9: "neuf",
    10: "dix",
    11: "onze",
    12: "douze une_douzaine_de",
    13: "treize",
    14: "quatorze",
    15: "quinze une_quinzaine_de",
    16: "seize",
    17: "dix_sept dix-sept",
    18: "dix_huit dix-huit",
    19: "dix_neuf dix-neuf",
    60: "soixante",
    90: "quatre-vingt-dix",
    100: "cent",
    ...Object.fromEntries(
      TENS.flatMap((ten, t) => [
        [(t + 2) * 10, ten],
        [(t + 2) * 10 + 1, `${ten}_et_un ${ten}-et-un ${ten}_et_une`],
        ...UNITS.map((unit, k) => [(t + 2) * 10 + k + 2, `${ten}_${unit} ${ten}-${unit}`]),
      ]),
    ),
  },
  ordinal: {
    1: "premier~8 premiere~6 premiers~8 premieres~5",
    2: "second~4 seconde~2 deuxieme~8",
    ...Object.fromEntries(ORDINALS.slice(1).map((word, k) => [k + 3, `${word}~10 ${word}s~10`])),
  },
  often: { 1: "une_fois", 2: "deux_fois 2_fois", 3: "trois_fois", 4: "quatre_fois", 5: "cinq_fois" },
};
