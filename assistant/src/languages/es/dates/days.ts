import type { Forms } from "../../../dates/language.ts";

/** Spanish phrases for days. */
export const days: Forms<"days"> = {
  weekday: [
    ["este|esta <weekday>", 0.95],
    ["este proximo <weekday>", 0.95],
    ["<weekday> de esta semana", 0.96],
    ["<weekday> este", 0.9],
  ],
  weekdayNext: [
    ["<next> <weekday>", 0.96],
    ["<weekday> <nextAfter>", 0.97],
    ["<weekday> de la semana <nextAfter>", 0.97],
    ["<weekday> de la <next> semana", 0.97],
    ["<weekday> semana <nextAfter>", 0.9],
  ],
  weekdayAfterNext: [
    ["<weekday> que viene no el otro|siguiente", 0.95],
    ["<weekday> de la semana siguiente a la que viene", 0.95],
  ],
  weekdayLast: [
    ["<weekday> <past>", 0.88],
    ["el? <past> <weekday>", 0.85],
  ],
  weekdayPlus: [
    ["<weekday> dentro de <duration>", 0.95],
    ["<weekday> en <duration>", 0.9],
  ],
  weekdaysAhead: [
    ["dentro de <number> <weekday|weekdays>", 0.93],
    ["en <number> <weekday|weekdays>", 0.85],
  ],
  weekdayAfter: [
    ["<weekday> despues de|del la? <day|stretch>", 0.9],
    ["<weekday> siguiente a|al <day|stretch>", 0.9],
  ],
  weekdayBefore: [["<weekday> antes de|del la? <day|stretch>", 0.9]],
  dayOfMonth: [
    ["el? dia <number|ordinal>", 0.85],
    ["el <number>", 0.42],
    ["al <number>", 0.35],
    ["<ordinal>", 0.08],
    ["el <ordinal> de mes", 0.85],
    ["el proximo <number>", 0.85],
    ["<number> de? este mes", 0.9],
  ],
  date: [
    ["<number|ordinal> de? <month>", 0.93],
    ["dia <number> de <month>", 0.95],
    ["<month> <number>", 0.55],
  ],
  dateWithin: [
    ["<number|ordinal> del|de <stretch>", 0.9],
    ["dia <number> del|de <stretch>", 0.93],
    ["<number> de la? <stretch>", 0.9],
  ],
  dateYear: ["<day> de|del <year>"],
  weekdayNumber: [
    ["<weekday> <figure>", 0.88],
    ["<weekday> <ordinal>", 0.88],
  ],
  weekdayDate: [
    ["<weekday> dia <number>", 0.97],
    ["<weekday> ,? el <number>", 0.9],
  ],
  weekdayOfDate: ["<weekday> el? <day>", "<day> ,? <weekday>"],
  feast: [
    ["dia de <feast>", 0.8],
    ["el|la|las|los <feast>", 0.5],
  ],
};
