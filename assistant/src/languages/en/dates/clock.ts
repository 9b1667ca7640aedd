import type { Forms } from "../../../dates/language.ts";

/** English phrases for clock times. */
export const clock: Forms<"clock"> = {
  clockSharp: [
    ["<hour> ~? <sharp>", 0.9],
    ["<clock> ~? <sharp>", 0.93],
    ["<hour> hundred hours|hrs", 0.8],
    ["<digits> ~h|hrs|hours", 0.9],
  ],
  clockHour: [
    ["<hour> ~h", 0.3],
    ["<hour> hrs|hours", 0.05],
  ],
  clockHalfDay: [
    ["<hour|clock> in the <meridiem>", 0.9],
    ["<hour|digits> ~<ap>", 0.85],
  ],
  clockPlus: [
    ["<fraction> past|after|gone <hour>", 0.92],
    ["<number> minutes|mins|min? past|after|gone <hour>", 0.88],
    ["half <hour>", 0.45],
    ["<hour> oh <number>", 0.6],
    ["<hour> ~h ~<number>", 0.9],
  ],
  clockHalf: [["half <hour>", 0.4]],
  clockMinus: [
    ["<fraction> to|till|til|of|before <hour>", 0.9],
    ["<number> minutes|mins|min to|till|til|before|of <hour>", 0.9],
    ["<spelled> to|till|til <hour>", 0.45],
  ],
  clockMinusFigure: [["<figure> to|till <hour>", 0.7]],
  clockNoonPlus: [
    ["<fraction|number> past <part>", 0.9],
    ["<number> minutes|mins past <part>", 0.9],
  ],
  clockNoonMinus: [
    ["<fraction|number> to|before <part>", 0.9],
    ["<number> minutes|mins to|before <part>", 0.9],
  ],
  clockMinutes: [["<hour> <number>", 0.3]],
  clockPart: [
    ["<hour|clock> in the <part>", 0.95],
    ["<hour|clock> at <part>", 0.93],
  ],
  clockRange: [
    ["from? <clock|hour> to|until|till|til|- <clock>", 0.9],
    ["from <clock|hour> to|until|till|til|-|– <clock|hour>", 0.85],
    ["between <clock|hour> and|&|-|to <clock|hour>", 0.9],
    ["<clock> to|until|till|til <clock|hour>", 0.9],
    ["<hour> to|until|till|til <hour>", 0.15],
  ],
  clockFor: [["<clock> for <duration>", 0.9]],
  inZone: [
    ["<clock> <city> time", 0.95],
    ["<hour> <city> time", 0.9],
    ["<clock> in <city>", 0.9],
  ],
};
