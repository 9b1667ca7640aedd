import type { Forms } from "../../../dates/language.ts";

/** Italian phrases for days. */
export const days: Forms<"days"> = {
  weekday: [
    ["<this> <weekday>", 0.95],
    ["<weekday> di questa settimana", 0.96],
    ["<weekday> che viene", 0.95],
  ],
  weekdayNext: [
    ["<weekday> <nextAfter>", 0.96],
    ["il|la? <next> <weekday>", 0.96],
    ["<weekday> della? settimana <nextAfter>", 0.97],
    ["<weekday> della <next> settimana", 0.97],
  ],
  weekdayAfterNext: [["<weekday> non questo quello? dopo", 0.9]],
  weekdayPlus: [["<weekday> tra|fra|in <duration>", 0.93]],
  weekdayLast: [
    ["<weekday> <past>", 0.88],
    ["lo? scorso <weekday>", 0.88],
  ],
  weekdaysAhead: [["tra|fra <number> <weekday|weekdays>", 0.9]],
  weekdayAfter: [["<weekday> dopo il|la|l? <day|stretch>", 0.92]],
  weekdayBefore: [["<weekday> prima di|del|della? <day|stretch>", 0.92]],
  dayOfMonth: [
    ["il giorno <number|ordinal>", 0.85],
    ["giorno <number>", 0.6],
    ["il <number>", 0.42],
    ["al <number>", 0.35],
    ["<ordinal>", 0.08],
    ["il <ordinal>", 0.2],
    ["il? <number|ordinal> del|di_questo mese", 0.92],
    ["<number> c . m .", 0.9],
    ["l' <number>", 0.4],
    ["il prossimo <number>", 0.8],
  ],
  date: [["<number|ordinal> di? <month>", 0.93]],
  dateWithin: [["<number|ordinal> del|di <stretch>", 0.9]],
  dateYear: ["<day> del <year>"],
  weekdayNumber: [
    ["<weekday> <figure>", 0.88],
    ["<weekday> <ordinal>", 0.88],
  ],
  weekdayDate: [["<weekday> il <number|ordinal>", 0.93]],
  weekdayOfDate: ["<weekday> il? <day>", "<day> ,? <weekday>"],
  feast: [["a|per|la|le|il|l <feast>", 0.7]],
};
