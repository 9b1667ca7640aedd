import type { Forms } from "../../../dates/language.ts";

/** German phrases for days. */
export const days: Forms<"days"> = {
  weekday: [
    ["<coming> <weekday>", 0.95],
    ["<weekday> dieser|diese woche", 0.96],
    ["der|die|den|am <weekday>", 0.94],
  ],
  weekdayNext: [
    ["<next> <weekday>", 0.97],
    ["<weekday> <next> woche", 0.97],
    ["<next> woche ,? am? <weekday>", 0.97],
    ["<weekday> der <next|coming> woche", 0.97],
    ["<weekday> kommende|kommender woche", 0.97],
    ["in der? <next> woche am <weekday>", 0.97],
  ],
  nextPiece: [["<next> <piece>", 0.93]],
  weekdayAfterNext: [
    ["<afterNext> <weekday>", 0.97],
    ["<weekday> <afterNext> woche", 0.97],
  ],
  weekdayLast: [["<past> <weekday>", 0.85]],
  weekdayPlus: [["<weekday|weekday> in <duration>", 0.95]],
  weekdaysAhead: [["in <number> <weekday|weekdays>", 0.8]],
  weekdayAfter: [
    ["<weekday> nach dem|der|den? <day|stretch>", 0.93],
    ["<weekday> nach dem? <stretch>", 0.9],
  ],
  weekdayBefore: [["<weekday> vor|vorm dem|der? <day|stretch>", 0.93]],
  dayOfMonth: [
    ["<ordinal>", 0.3],
    ["am|zum|den|der|dem|vom|bis_zum|fur_den <ordinal>", 0.65],
    ["<next|coming> <ordinal>", 0.8],
    ["am <number> ten", 0.8],
    ["<ordinal> des? monats", 0.9],
  ],
  date: [
    ["<ordinal> <month>", 0.95],
    ["<number> <month>", 0.85],
    ["<month> <ordinal>", 0.6],
  ],
  dateWithin: [["<ordinal> des? <stretch>", 0.9]],
  weekdayDate: [
    ["<weekday> , den|dem|der? <ordinal>", 0.97],
    ["<weekday> den|dem|der? <ordinal>", 0.95],
  ],
  weekdayOfDate: ["<weekday> ,? den|dem|der <day>"],
  feast: [
    ["am|an|zu|uber <feast>", 0.85],
    ["<coming|next> <feast>", 0.8],
  ],
};
