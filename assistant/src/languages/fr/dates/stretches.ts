import type { Forms } from "../../../dates/language.ts";

/** French phrases for stretches of days. */
export const stretches: Forms<"stretches"> = {
  monthNext: [
    ["<month> <nextAfter>", 0.9],
    ["<month> de l'annee prochaine", 0.95],
  ],
  monthLast: [["<month> <past>", 0.85]],
  month: [
    ["en|courant <month>", 0.88],
    ["au? mois de|d <month>", 0.92],
    ["<this> mois de <month>", 0.9],
    ["dans le courant de <month>", 0.9],
  ],
  year: [
    ["en <year>", 0.6],
    ["l'annee <year>", 0.6],
  ],
  thisPeriod: [["<this> <unit>", 0.88]],
  nextPeriod: [
    ["<unit> <nextAfter>", 0.93],
    ["le|la|l? <next> <unit>", 0.9],
    ["<unit> d'apres", 0.85],
  ],
  afterNextPeriod: [["dans deux week-ends|weekends", 0.9]],
  lastPeriod: [["<unit> <past>", 0.8]],
  nextPeriods: [
    ["les? <number> <next> <unit>", 0.85],
    ["les prochains|prochaines <number> <unit>", 0.85],
  ],
  lastPeriods: [["les? <number> derniers|dernieres <unit>", 0.85]],
  quarter: [
    ["t ~<number>", 0.3],
    ["<ordinal> trimestre", 0.6],
  ],
  season: [
    ["au|en|cet|ce|a|pour|le|l'|l <season>", 0.7],
    ["le? <season> prochain", 0.85],
  ],
  edgeOf: [
    ["a? la? <edge> <stretch>", 0.93],
    ["<edge> - <stretch>", 0.93],
    ["au? <edge> de|du|de_la|d <stretch>", 0.92],
    ["la <edge> de|du <stretch>", 0.9],
    ["courant <stretch>", 0.85],
  ],
  edgeThis: [
    ["la? <edge> de|du|de_la|de_l <unit>", 0.88],
    ["<edge> de <unit>", 0.85],
  ],
  weekOf: [
    ["la? semaine du? <day>", 0.93],
    ["la? semaine du? <number|ordinal>", 0.9],
  ],
  days: [
    ["du? <day|stretch> au|a|jusqu'au <day|stretch>", 0.92],
    ["entre le? <day> et le? <day>", 0.93],
    ["de <day|stretch> a <day|stretch>", 0.9],
  ],
  daysToMonth: [
    ["du <number|ordinal> au <day>", 0.95],
    ["entre le <number|ordinal> et le <day>", 0.95],
    ["<number> au <day>", 0.85],
  ],
  datesOnly: [
    ["du <number|ordinal> au <number|ordinal>", 0.92],
    ["entre le <number|ordinal> et le <number|ordinal>", 0.85],
  ],
  monthsYear: [
    ["de <month> a <month>", 0.88],
    ["entre <month> et <month>", 0.88],
  ],
  nthWeekday: [["le? <ordinal|last> <weekday> <of>? <stretch>", 0.95]],
  nthWeekdayHere: [["le? <ordinal|last> <weekday> du mois", 0.9]],
  nthPeriod: [["le|la? <ordinal|last> <unit> <of>? <stretch>", 0.92]],
  nthPeriodHere: [["le? <ordinal|last> <unit> du mois", 0.9]],
};
