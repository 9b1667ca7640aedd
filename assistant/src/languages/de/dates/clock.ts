import type { Forms } from "../../../dates/language.ts";

/** German phrases for clock times. */
export const clock: Forms<"clock"> = {
  clockSharp: [
    ["<hour> <hours>", 0.93],
    ["<clock> <hours>", 0.95],
    ["<digits> <hours>", 0.95],
    ["punkt <hour>", 0.85],
    ["punkt <clock>", 0.9],
    ["<hour> punkt", 0.6],
  ],
  clockPlus: [
    ["<fraction|number> nach <hour>", 0.85],
    ["<number> minuten|min nach <hour>", 0.9],
    ["<hour> <hours> <number>", 0.95],
    ["<hour> ~h ~<number>", 0.9],
  ],
  clockMinus: [
    ["<fraction|number> vor <hour>", 0.8],
    ["<number> minuten|min vor <hour>", 0.9],
  ],
  clockHalfTo: [
    ["halb|halber <hour>", 0.85],
    ["halbe <hour>", 0.4],
  ],
  clockQuarterOf: [["<fraction> <hour>", 0.7]],
  clockHalfToMinus: [
    ["<number> vor halb <hour>", 0.95],
    ["<number> minuten vor halb <hour>", 0.95],
  ],
  clockHalfToPlus: [
    ["<number> nach halb <hour>", 0.95],
    ["<number> minuten nach halb <hour>", 0.95],
  ],
  clockMinutes: [["<clear> <number>", 0.25]],
  clockPart: [
    ["<clock> in der <part>", 0.95],
    ["<clock|hour> <part>", 0.7],
    ["<clock|hour> am <part>", 0.85],
  ],
  clockRange: [
    ["von? <clock|hour> bis <clock|hour>", 0.88],
    ["zwischen|zw <clock|hour> und <clock|hour>", 0.92],
    ["zwischen|zw <clock|hour> - <clock|hour>", 0.9],
    ["von <clock|hour> - <clock|hour>", 0.9],
    ["ab <clock|hour> bis <clock|hour>", 0.9],
    ["zw . <clock|hour> und <clock|hour>", 0.9],
  ],
};
