import type { Forms } from "../../../dates/language.ts";

/** Spanish phrases for clock times. */
export const clock: Forms<"clock"> = {
  clockSharp: [
    ["<hour> <hours>? <sharp>", 0.9],
    ["<clock> <sharp>", 0.93],
    ["<clock> <hours>", 0.93],
    ["<digits> ~<hours>", 0.93],
  ],
  clockHour: [
    ["<hour> h|hs|hrs", 0.8],
    ["<hour> horas", 0.3],
    ["las <hour>", 0.55],
    ["<hour> ~h|hs|hrs", 0.85],
  ],
  clockOne: [
    ["la una|1", 0.6],
    ["a la una|1", 0.85],
  ],
  clockPlus: [
    ["<hour> y <fraction>", 0.88],
    ["<hour> y <number>", 0.6],
    ["las|la <hour> y <number>", 0.9],
    ["<hour> ~h ~<number>", 0.93],
    ["<hour> con <number>", 0.5],
  ],
  clockMinus: [
    ["<hour> menos <fraction|number>", 0.92],
    ["<fraction|number> para las|la <hour>", 0.92],
  ],
  clockNoonPlus: [["<part> y <fraction|number>", 0.9]],
  clockMinutes: [
    ["<clear> <number>", 0.3],
    ["las|la <hour> <number>", 0.8],
  ],
  clockPart: [
    ["<hour|clock> de|por|en la <part>", 0.95],
    ["<hour|clock> del <part>", 0.95],
  ],
  clockRange: [
    ["de <clock|hour> a|hasta las? <clock|hour>", 0.85],
    ["entre las|la? <clock|hour> y las|la? <clock|hour>", 0.9],
    ["de <clock|hour> a|hasta la <clock|hour>", 0.85],
    ["desde las <clock|hour> hasta las <clock|hour>", 0.92],
    ["de las <clock|hour> a las <clock|hour>", 0.92],
  ],
};
