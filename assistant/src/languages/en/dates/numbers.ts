import type { NumberWords } from "../../../dates/language.ts";

const UNITS = "one two three four five six seven eight nine".split(" ");
const UNIT_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth".split(" ");
const TENS = "twenty thirty forty fifty".split(" ");

/** "twenty", "twenty one", "twenty-one", up to 59. */
function tens(units: readonly string[]): Record<number, string> {
  return Object.fromEntries(
    TENS.flatMap((ten, t) =>
      units.map((unit, u) => [(t + 2) * 10 + u + 1, `${ten}_${unit} ${ten}-${unit} ${ten}${unit}`]),
    ),
  );
}

/** English numbers and ordinals. */
export const numbers: NumberWords = {
  number: {
    0: "zero nil",
    1: "one",
    2: "two couple_of a_couple_of couple a_couple",
    3: "three a_few few a_few_of",
    4: "four",
    5: "five several",
    6: "six half_a_dozen",
    7: "seven",
    8: "eight",
    9: "nine",
    10: "ten",
    11: "eleven",
    12: "twelve a_dozen",
    13: "thirteen",
    14: "fourteen",
    15: "fifteen",
    16: "sixteen",
    17: "seventeen",
    18: "eighteen",
    19: "nineteen",
    20: "twenty",
    30: "thirty",
    40: "forty",
    50: "fifty",
    60: "sixty",
    90: "ninety",
    100: "hundred one_hundred",
    ...tens(UNITS),
  },
  ordinal: {
    1: "first~6",
    2: "second~4",
    3: "third~10",
    4: "fourth",
    5: "fifth",
    6: "sixth",
    7: "seventh",
    8: "eighth",
    9: "ninth",
    10: "tenth",
    11: "eleventh",
    12: "twelfth",
    13: "thirteenth",
    14: "fourteenth",
    15: "fifteenth",
    16: "sixteenth",
    17: "seventeenth",
    18: "eighteenth",
    19: "nineteenth",
    20: "twentieth",
    30: "thirtieth",
    ...tens(UNIT_ORDINALS),
  },
  often: { 1: "once", 2: "twice", 3: "thrice three_times" },
};
