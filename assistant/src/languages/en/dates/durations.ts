import type { Forms } from "../../../dates/language.ts";

/** English phrases for durations. */
export const durations: Forms<"durations"> = {
  durationOne: [
    ["<a> <unit>", 0.2],
    ["the <unit>", 0.05],
  ],
  amounts: ["<number> or|to <number>"],
  durationCount: [
    ["<number> more|extra|full|whole|good|further <unit>", 0.2],
    ["another <number> <unit>", 0.2],
  ],
  durationHalf: [
    ["half <a> <unit>", 0.25],
    ["half <unit>", 0.15],
    ["a half <unit>", 0.2],
  ],
  durationAndHalf: [
    ["<number> and a half <unit>", 0.25],
    ["<a> <unit> and a half", 0.25],
    ["<number> <unit> and a half", 0.2],
  ],
  durationSum: ["<duration> and <duration>"],
};
