import type { Forms } from "../../../dates/language.ts";

/** Italian phrases for clock times. */
export const clock: Forms<"clock"> = {
  clockSharp: [
    ["<hour> in punto", 0.9],
    ["<clock> in punto", 0.93],
    ["<hour> precise", 0.85],
    ["<clock> precise", 0.9],
  ],
  clockHour: [
    ["ore|h <hour>", 0.85],
    ["h ~<hour>", 0.88],
    ["<hour> ~h", 0.8],
    ["le ore <hour>", 0.9],
    ["alle ore <hour>", 0.95],
    ["alle|le|all <hour>", 0.6],
  ],
  clockDigits: [
    ["ore|h <digits>", 0.95],
    ["alle|le|all|dalle <digits>", 0.93],
    ["alle ore <digits>", 0.96],
  ],
  clockOne: [
    ["l'|l una", 0.6],
    ["all una", 0.85],
  ],
  clockPlus: [
    ["<hour> e <fraction>", 0.88],
    ["<hour> e <number>", 0.55],
    ["alle|le|all|ore|verso_le|dalle|per_le <hour> e <number>", 0.93],
    ["<hour> ~h ~<number>", 0.93],
  ],
  clockMinus: [["<hour> meno <fraction|number>", 0.92]],
  clockNoonPlus: [["<part> e <fraction|number>", 0.92]],
  clockNoonMinus: [["<part> meno <fraction|number>", 0.92]],
  clockMinutes: [
    ["<clear> <number>", 0.25],
    ["alle|le <hour> <number>", 0.85],
  ],
  clockPart: [["<hour|clock> di|del|della <part>", 0.95]],
  clockRange: [
    ["dalle|dall <clock|hour> alle|all|a|fino_alle <clock|hour>", 0.93],
    ["tra|fra le|l? <clock|hour> e le|l? <clock|hour>", 0.9],
    ["dalle <clock|hour> - <clock|hour>", 0.9],
    ["<clock> alle <clock>", 0.7],
  ],
};
