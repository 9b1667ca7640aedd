import type { Forms } from "../../../dates/language.ts";

/** Italian phrases for repetition. */
export const repetition: Forms<"repetition"> = {
  everyUnit: [
    ["<every> <number>? <unit>", 0.93],
    ["ogni <number> ~<letter>", 0.93],
  ],
  everyDuration: [["<every> <duration>", 0.94]],
  everyOtherUnit: [
    ["un|una <unit> si e uno|una no", 0.97],
    ["un|una <unit> si un|una|uno <unit>? no", 0.96],
    ["a? <unit> alterni|alterne", 0.95],
    ["un|una <unit> ogni due", 0.95],
  ],
  everyWeekdays: [
    ["<every> <days>", 0.95],
    ["ogni settimana il|la? <days>", 0.95],
    ["<days> ogni settimana", 0.95],
    ["settimanale il|la? <days>", 0.95],
    ["di <days>", 0.5],
  ],
  everyOtherWeekdays: [
    ["un|una <days> si e uno|una no", 0.97],
    ["ogni due|2 <days>", 0.95],
    ["<days> alterni|alterne", 0.95],
    ["ogni due|2 settimane ,? il|di|la? <days>", 0.96],
    ["un|una <days> si un|uno|una no", 0.96],
    ["un|una <days> ogni due", 0.95],
  ],
  weekdaysImplied: [
    ["i|il|le <days>", 0.6],
    ["<days>", 0.5],
  ],
  everyDates: [["<every> <ordinals>", 0.88]],
  workdays: [
    ["nei giorni feriali|lavorativi", 0.9],
    ["i giorni feriali|lavorativi", 0.88],
    ["<every> giorno feriale|lavorativo", 0.95],
    ["giorni feriali", 0.7],
  ],
  weekends: [
    ["i|nei weekend|fine_settimana", 0.85],
    ["<every> weekend|week-end|fine_settimana", 0.93],
  ],
  everyPart: [
    ["<every> <part>", 0.93],
    ["<every> giorno|giorni a|di|la? <part>", 0.93],
  ],
  everyPiece: [["<every> <piece>", 0.86]],
  everyDay: [
    ["<every> <day>", 0.88],
    ["ogni <number> del mese", 0.95],
  ],
  everyMonthIn: [
    ["<every> anno|anni a|in <month>", 0.95],
    ["<every> <month>", 0.9],
  ],
  everySeason: [["<every> <season>", 0.9]],
  everyNthWeekday: [
    ["<every> <ordinals|ordinal|last> <weekday>", 0.95],
    ["<every> <nths>", 0.95],
    ["<every> <ordinals|ordinal|last> <weekday> del|di mese", 0.97],
    ["<every> <nths> del|di mese", 0.97],
  ],
  ofEveryUnit: [
    ["il|l? <ordinals|number|ordinal> di ogni <unit>", 0.95],
    ["<every> <ordinals|number|ordinal> del|di <unit>", 0.95],
    ["ogni <unit> il|l? <ordinals|number|ordinal>", 0.95],
    ["il|la|l? <ordinals|ordinal|last> <weekday> del|di_ogni|di <unit>", 0.93],
    ["il|la|l? <nths> del|di_ogni|di <unit>", 0.93],
    ["<every> <ordinals|ordinal|last> <weekday> del|di <unit>", 0.95],
    ["<every> <nths> del|di <unit>", 0.95],
    ["ogni <unit> il|la|l? <ordinals|ordinal|last> <weekday>", 0.95],
    ["ogni <unit> il|la|l? <nths>", 0.95],
    ["<every> <edge> <unit>", 0.93],
    ["a? <edge> di? ogni <unit>", 0.93],
    ["il? <ordinals|ordinal> del mese", 0.75],
    ["tutti i <ordinals|number|ordinal> del mese", 0.95],
  ],
  nthOfEveryUnit: [
    ["l|il? <ordinals|ordinal|last> <unit> di ogni|del <unit>", 0.93],
    ["ogni <ordinals|ordinal|last> <unit> del <unit>", 0.95],
  ],
  oftenAmounts: [
    ["<amounts> volte <per> <unit>", 0.95],
    ["<amounts> volte all <unit>", 0.95],
    ["<number|often> o|a <often> <per> <unit>", 0.95],
    ["<number|often> o|a <often> all <unit>", 0.95],
  ],
  often: [
    ["<often> <per> <unit>", 0.93],
    ["<number> volte <per> <unit>", 0.93],
    ["<often> all <unit>", 0.93],
    ["<number> volte all <unit>", 0.93],
  ],
  onceEvery: [["una volta ogni <number>? <unit>", 0.93]],
  repeatCount: [
    ["<piece> per <number> volte", 0.95],
    ["<piece> <number> volte", 0.85],
  ],
  wholeCount: [["<time> ,? per? <number> volte", 0.9]],
  wholeEnd: [["<time> ,? terminando|finendo|termina il|la|l'|a|in? <piece>", 0.94]],
  wholeFor: [["<time> ,? per <duration>", 0.94]],
  repeatFor: [["<piece> per <duration>", 0.94]],
  repeatExcept: [["<piece> ,? <except> a|in|il|la|i|le|di? <piece>", 0.94]],
  repeatAnchor: [["<piece> dopo averlo|averla fatto|fatta|completato|finito", 0.95]],
  repeatSpread: [
    ["<piece> da adesso|ora in_poi", 0.95],
    ["<piece> da ora in poi", 0.95],
  ],
  clocks: [
    "<clock|bare|part> e alle|le|a|all|di|la? <clock|bare|part>",
    "<part> e <part>",
    "la <part> e la <part>",
    "di <part> e di <part>",
  ],
  clocksMore: ["<times> e alle|le|a|all? <clock|bare|part>"],
};
