import type { Forms } from "../../../dates/language.ts";

/** German phrases for repetition. */
export const repetition: Forms<"repetition"> = {
  everyUnit: [
    ["<every> <number>? <unit>", 0.93],
    ["alle <number> ~<letter>", 0.93],
  ],
  everyDuration: [["<every> <duration>", 0.93]],
  everyOrdinalUnit: [["<every> <ordinal> <unit>", 0.92]],
  everyOtherUnit: [["<every> <other> <unit>", 0.94]],
  everyWeekdays: [
    ["<every> <days>", 0.95],
    ["<days> immer", 0.95],
    ["<every> woche am? <days>", 0.95],
    ["<days> jede woche", 0.95],
    ["jede woche immer? am? <days>", 0.95],
    ["wochentlich am? <days>", 0.95],
  ],
  everyOtherWeekdays: [
    ["<every> <other> <days>", 0.96],
    ["alle zwei|2 wochen am? <days>", 0.96],
    ["<days> alle zwei|2 wochen", 0.96],
  ],
  weekdaysImplied: [["<days>", 0.55]],
  pluralWeekday: [
    ["immer <weekdays>", 0.95],
    ["<weekdays> immer", 0.95],
  ],
  workdays: [
    ["werktags", 0.88],
    ["wochentags", 0.88],
    ["unter der woche", 0.85],
    ["an werktagen|wochentagen|arbeitstagen", 0.9],
    ["<every> werktag|arbeitstag|wochentag|schultag", 0.95],
  ],
  weekends: [
    ["an wochenenden", 0.88],
    ["am wochenende immer", 0.9],
    ["<every> wochenende", 0.93],
  ],
  everyPart: [["<every> <part>", 0.93]],
  everyPiece: [["<every> <piece>", 0.86]],
  everyDay: [["<every> <day>", 0.88]],
  everyMonthIn: [
    ["<every> <month>", 0.9],
    ["jedes jahr im <month>", 0.95],
    ["immer im <month>", 0.9],
  ],
  everySeason: [
    ["<every> <season>", 0.9],
    ["jedes jahr im <season>", 0.93],
  ],
  everyNthWeekday: [
    ["<every> <ordinals|ordinal|last> <weekday>", 0.95],
    ["<every> <nths>", 0.95],
    ["<every> <ordinals|ordinal|last> <weekday> im|des monat|monats", 0.97],
    ["<every> <nths> im|des monat|monats", 0.97],
  ],
  everyNthPeriod: [
    ["<every> <ordinals|ordinal|last> <unit>", 0.7],
    ["<every> <ordinals|ordinal|last> <unit> im|des monat|monats", 0.96],
  ],
  ofEveryUnit: [
    ["am|zum? <ordinals|ordinal> jedes|jeden|eines_jeden <unit>", 0.95],
    ["<every> <ordinals|ordinal> im|des <unit>", 0.95],
    ["<every> <unit> am|zum? <ordinals|ordinal>", 0.95],
    ["am? <ordinals|ordinal|last> <weekday> jedes|jeden|im|des <unit>", 0.93],
    ["am? <nths> jedes|jeden|im|des <unit>", 0.93],
    ["<every> <unit> am? <ordinals|ordinal|last> <weekday>", 0.95],
    ["<every> <unit> am? <nths>", 0.95],
    ["am? <last> im|des <unit>", 0.7],
    ["<every> am? <last> im|des <unit>", 0.95],
    ["am? <edge> jedes|jeden <unit>", 0.93],
    ["zum? <ordinals|ordinal> des? monats", 0.85],
  ],
  nthOfEveryUnit: [
    ["am? <ordinals|ordinal|last> <unit> jedes|jeden|im|des <unit>", 0.93],
    ["<every> <ordinals|ordinal|last> <unit> im|des <unit>", 0.95],
  ],
  oftenAmounts: [
    ["<amounts> mal|x <per> <unit>", 0.95],
    ["<number|often> -? oder|bis <often> <per> <unit>", 0.95],
  ],
  often: [
    ["<often> <per> <unit>", 0.93],
    ["<number> mal|x <per> <unit>", 0.93],
    ["<number> ~x <per> <unit>", 0.93],
  ],
  onceEvery: [["einmal alle <number> <unit>", 0.93]],
  repeatCount: [["<piece> <number> mal", 0.9]],
  wholeCount: [["<time> ,? <number> mal", 0.9]],
  wholeEnd: [["<time> ,? endend|endet am|im|in? <piece>", 0.94]],
  wholeFor: [
    ["<time> ,? fur <duration>", 0.94],
    ["<time> ,? <duration> lang", 0.94],
  ],
  repeatFor: [
    ["<piece> fur <duration>", 0.94],
    ["<piece> <duration> lang", 0.95],
  ],
  repeatExcept: [["<piece> ,? <except> am|im|an? <piece>", 0.94]],
  repeatAnchor: [["<piece> nach erledigung|abschluss", 0.95]],
  repeatSpread: [
    ["von jetzt an|ab <piece>", 0.95],
    ["ab jetzt|sofort <piece>", 0.95],
    ["<piece> ab jetzt|sofort", 0.95],
  ],
  clocks: ["<clock|bare|part> und um? <clock|bare|part>", "<part> und <part>"],
  clocksMore: ["<times> und um? <clock|bare|part>"],
};
