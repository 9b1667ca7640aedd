import type { Forms } from "../../../dates/language.ts";

/** Spanish phrases for durations. */
export const durations: Forms<"durations"> = {
  durationOne: [["un|una <unit>", 0.15]],
  durationHalf: [["media|medio <unit>", 0.2]],
  durationAndHalf: [["<number> <unit> y media|medio", 0.25]],
  durationSum: ["<duration> y <duration>"],
  amounts: ["<number> o|u|a <number>"],
  durationCount: [["<number> <unit> mas", 0.25]],
};
