import type { Forms } from "../../../dates/language.ts";

/** French phrases for durations. */
export const durations: Forms<"durations"> = {
  durationOne: [["un|une <unit>", 0.15]],
  durationHalf: [
    ["une? demi|demie <unit>", 0.2],
    ["une? demi - <unit>", 0.2],
  ],
  durationAndHalf: [["<number> <unit> et demi|demie", 0.25]],
  durationSum: ["<duration> et <duration>"],
  durationClock: [
    ["<number> ~h ~<number>", 0.15],
    ["<number> heure|heures <number>", 0.1],
  ],
  amounts: ["<number> ou|a <number>"],
  durationCount: [
    ["<number> h", 0.1],
    ["<number> heures|h", 0.15],
  ],
};
