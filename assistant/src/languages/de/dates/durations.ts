import type { Forms } from "../../../dates/language.ts";

/** German phrases for durations. */
export const durations: Forms<"durations"> = {
  durationOne: [["<a> <unit>", 0.15]],
  durationHalf: [
    ["halbe|halben|halbes|halber <unit>", 0.2],
    ["<a> halbe|halben|halbes|halber|halb <unit>", 0.25],
  ],
  durationSame: [["<a> <duration>", 0.25]],
  durationAndHalf: [
    ["<number> einhalb <unit>", 0.25],
    ["<number> und eine halbe <unit>", 0.25],
  ],
  durationSum: ["<duration> und <duration>"],
  amounts: ["<number> oder|bis <number>"],
  durationCount: [["<number> ganze|volle|weitere <unit>", 0.2]],
};
