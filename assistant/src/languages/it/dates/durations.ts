import type { Forms } from "../../../dates/language.ts";

/** Italian phrases for durations. */
export const durations: Forms<"durations"> = {
  amounts: ["<number> o|a <number>"],
  durationOne: [["un|una|un' <unit>", 0.15]],
  durationHalf: [
    ["mezzo|mezza <unit>", 0.2],
    ["una mezza <unit>", 0.2],
  ],
  durationAndHalf: [["<number> <unit> e mezzo|mezza", 0.25]],
  durationSum: ["<duration> e <duration>"],
};
