import type { Forms } from "../../../dates/language.ts";

/** Italian phrases for stretches of days. */
export const stretches: Forms<"stretches"> = {
  monthNext: [
    ["<month> <nextAfter>", 0.88],
    ["<month> dell'anno prossimo", 0.95],
  ],
  monthLast: [["<month> <past>", 0.85]],
  month: [
    ["a|in|per|di <month>", 0.86],
    ["mese di <month>", 0.92],
    ["<this> <month>", 0.85],
  ],
  year: [
    ["nel <year>", 0.6],
    ["anno <year>", 0.6],
  ],
  thisPeriod: [["<this> <unit>", 0.88]],
  nextPeriod: [
    ["<unit> <nextAfter>", 0.93],
    ["il|la|l? <next> <unit>", 0.9],
  ],
  afterNextPeriod: [["<unit> dopo la prossima", 0.93]],
  lastPeriod: [
    ["<unit> <past>", 0.8],
    ["la|lo? scorsa|scorso <unit>", 0.8],
  ],
  nextPeriods: [
    ["i|le? <next> <number> <unit>", 0.88],
    ["i|le <number> <next> <unit>", 0.85],
  ],
  lastPeriods: [["gli|le ultimi|ultime <number> <unit>", 0.85]],
  quarter: [["<ordinal> trimestre", 0.6]],
  season: [
    ["in|questa|quest|a|per|la|l|l'|il|prima_dell <season>", 0.7],
    ["la? <next> <season>", 0.8],
    ["in <season>", 0.8],
  ],
  edgeOf: [
    ["a? <edge> di|del|della|dell? <stretch>", 0.93],
    ["verso|per la? <edge> <stretch>", 0.93],
    ["a|ai|agli <edge> di <stretch>", 0.93],
  ],
  edgeThis: [["a? <edge> del|della|dell? <unit>", 0.85]],
  weekOf: [
    ["la? settimana del <day>", 0.93],
    ["la? settimana del <number|ordinal>", 0.9],
    ["settimana dal? <day>", 0.85],
  ],
  days: [
    ["dal? <day|stretch> al|a|fino_al <day|stretch>", 0.92],
    ["tra|fra il? <day> e il? <day>", 0.93],
  ],
  daysToMonth: [
    ["dal|da <number|ordinal> al|a <day>", 0.95],
    ["tra|fra il <number|ordinal> e il <day>", 0.95],
  ],
  datesOnly: [
    ["dal <number|ordinal> al <number|ordinal>", 0.92],
    ["tra|fra il <number> e il <number>", 0.85],
  ],
  monthsYear: [
    ["da <month> a <month>", 0.88],
    ["tra|fra <month> e <month>", 0.88],
  ],
  nthWeekday: [["il|la|l? <ordinal|last> <weekday> <of>? <stretch>", 0.95]],
  nthWeekdayHere: [["il|la|l? <ordinal|last> <weekday> del mese", 0.9]],
  nthPeriod: [["il|la|l? <ordinal|last> <unit> <of>? <stretch>", 0.92]],
  nthPeriodHere: [["il|l? <ordinal|last> <unit> del mese", 0.9]],
};
