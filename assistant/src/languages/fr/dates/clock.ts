import type { Forms } from "../../../dates/language.ts";

/** French phrases for clock times. */
export const clock: Forms<"clock"> = {
  clockSharp: [
    ["<hour> <hours>", 0.88],
    ["<clock> pile|precise|precises|tapantes", 0.93],
    ["<hour> <hours> pile|precise|precises|tapantes", 0.95],
  ],
  clockPlus: [
    ["<hour> <hours> <number>", 0.93],
    ["<hour> <hours> et <fraction>", 0.95],
    ["<hour> ~h ~<number>", 0.95],
    ["<hour> <hours> <fraction>", 0.9],
    ["<hour> et <fraction>", 0.6],
    ["<hour> ~h <fraction>", 0.9],
  ],
  clockMinus: [
    ["<hour> <hours> moins le? <fraction|number>", 0.96],
    ["<hour> moins le? <fraction|number>", 0.8],
  ],
  clockNoonPlus: [
    ["<part> et? <fraction|number>", 0.93],
    ["<part> et <fraction>", 0.94],
  ],
  clockNoonMinus: [["<part> moins le? <fraction|number>", 0.93]],
  clockPart: [
    ["<clock> du|au|ce <part>", 0.95],
    ["<hour> du <part>", 0.9],
    ["<clock> de l <part>", 0.95],
  ],
  clockRange: [
    ["de <clock|hour> a|jusqu'a <clock>", 0.9],
    ["entre <clock|hour> et <clock>", 0.93],
    ["de <clock|hour> a <clock|hour>", 0.6],
    ["entre <hour> et <hour>", 0.8],
    ["<clock> a <clock>", 0.85],
  ],
};
