import type { Forms } from "../../../dates/language.ts";

/** French phrases for days. */
export const days: Forms<"days"> = {
  weekday: [
    ["<this> <weekday>", 0.95],
    ["<weekday> de cette semaine", 0.96],
    ["<weekday> qui vient", 0.95],
  ],
  weekdayNext: [
    ["<weekday> <nextAfter>", 0.97],
    ["le? <next> <weekday>", 0.96],
    ["<weekday> de la semaine <nextAfter>", 0.97],
    ["<weekday> la semaine <nextAfter>", 0.95],
  ],
  weekdayPlus: [["<weekday> dans <duration>", 0.93]],
  weekdayAfterNext: [
    ["<weekday> en quinze", 0.97],
    ["<weekday> d'apres le prochain", 0.9],
  ],
  weekdayInEight: [["<weekday> en huit", 0.97]],
  weekdayLast: [["<weekday> <past>", 0.88]],
  weekdaysAhead: [["dans <number> <weekdays|weekday>", 0.9]],
  weekdayAfter: [
    ["<weekday> apres le|la|l? <day|stretch>", 0.92],
    ["<weekday> suivant le? <day>", 0.92],
  ],
  weekdayBefore: [["<weekday> avant le|la|l? <day|stretch>", 0.92]],
  dayOfMonth: [
    ["le <ordinal>", 0.35],
    ["<ordinal>", 0.12],
    ["le|au <number>", 0.42],
    ["le <number|ordinal> du|de_ce mois", 0.92],
  ],
  date: [
    ["<number|ordinal> <month>", 0.93],
    ["<number|ordinal> de <month>", 0.8],
  ],
  dateWithin: [["<number|ordinal> du|de <stretch>", 0.9]],
  weekdayNumber: [
    ["<weekday> <figure>", 0.88],
    ["<weekday> <ordinal>", 0.88],
  ],
  weekdayDate: [["<weekday> le <number|ordinal>", 0.95]],
  weekdayOfDate: ["<weekday> le? <day>", "<day> ,? <weekday>"],
  feast: [
    ["a|pour la? <feast>", 0.8],
    ["la|l|le <feast>", 0.6],
  ],
};
