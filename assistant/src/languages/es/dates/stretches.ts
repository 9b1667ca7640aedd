import type { Forms } from "../../../dates/language.ts";

/** Spanish phrases for stretches of days. */
export const stretches: Forms<"stretches"> = {
  monthNext: [
    ["<next> <month>", 0.85],
    ["<month> <nextAfter>", 0.88],
    ["<month> del ano <nextAfter>", 0.95],
  ],
  monthLast: [["<month> <past>", 0.85]],
  month: [
    ["mes de <month>", 0.9],
    ["en|este <month>", 0.85],
    ["el mes de <month>", 0.9],
  ],
  monthYear: [["<month> de|del <year>", 0.95]],
  year: [
    ["ano <year>", 0.6],
    ["en <year>", 0.6],
  ],
  thisPeriod: [["<this> <unit>", 0.88]],
  nextPeriod: [
    ["<next> <unit>", 0.9],
    ["<unit> <nextAfter>", 0.93],
    ["la? otra semana", 0.7],
  ],
  afterNextPeriod: [
    ["<unit> siguiente a la que viene", 0.95],
    ["la? semana que viene no la otra|siguiente", 0.95],
  ],
  lastPeriod: [
    ["<unit> <past>", 0.8],
    ["la|el pasada|pasado <unit>", 0.8],
  ],
  nextPeriods: [
    ["los|las <next|next> <number> <unit>", 0.85],
    ["proximos|proximas <number> <unit>", 0.85],
    ["los|las? <number> proximos|proximas|siguientes <unit>", 0.85],
  ],
  lastPeriods: [["los|las? ultimos|ultimas <number> <unit>", 0.85]],
  quarter: [["<ordinal> trimestre", 0.6]],
  season: [
    ["en|esta|este|la|el <season>", 0.6],
    ["la? <next> <season>", 0.8],
    ["<season> que viene", 0.85],
  ],
  edgeOf: [
    ["a? <edge> de|del el? <stretch>", 0.9],
    ["a? <edge> de la? <stretch>", 0.9],
    ["a? <edge> <stretch>", 0.7],
  ],
  edgeThis: [
    ["a? <edge> de|del la? <unit>", 0.88],
    ["a|para <edge> de? <unit>", 0.85],
  ],
  weekOf: [
    ["semana del? <day>", 0.9],
    ["semana del <number>", 0.9],
  ],
  days: [
    ["del? <day|stretch> al|a|hasta <day|stretch>", 0.92],
    ["entre el? <day> y el? <day>", 0.93],
    ["desde el? <day> hasta el? <day>", 0.95],
  ],
  daysToMonth: [
    ["del|desde_el|de <number|ordinal> al|a|hasta_el <day>", 0.95],
    ["entre el? <number|ordinal> y el? <day>", 0.95],
    ["<number> al|a <day>", 0.7],
  ],
  datesOnly: [
    ["del|desde_el <number> al|hasta_el <number>", 0.9],
    ["entre el <number> y el <number>", 0.85],
  ],
  monthsYear: [
    ["de <month> a <month>", 0.85],
    ["entre <month> y <month>", 0.85],
    ["desde <month> hasta <month>", 0.9],
  ],
  nthWeekday: [["el? <ordinal|last> <weekday> <of>? <stretch>", 0.95]],
  nthWeekdayHere: [["el? <ordinal|last> <weekday> de|del mes", 0.9]],
  nthPeriod: [["la|el? <ordinal|last> <unit> <of>? <stretch>", 0.92]],
  nthPeriodHere: [["el? <ordinal|last> <unit> de|del mes", 0.9]],
};
