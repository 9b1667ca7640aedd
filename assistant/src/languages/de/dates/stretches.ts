import type { Forms } from "../../../dates/language.ts";

/** German phrases for stretches of days. */
export const stretches: Forms<"stretches"> = {
  monthNext: [
    ["<next> <month>", 0.85],
    ["<month> <next> jahr|jahres", 0.95],
  ],
  monthLast: [["<past> <month>", 0.8]],
  month: [
    ["im|in <month>", 0.9],
    ["<coming> <month>", 0.88],
    ["monat <month>", 0.9],
    ["den|der ganzen|ganze? <month>", 0.7],
  ],
  year: [
    ["im? jahr|jahre <year>", 0.7],
    ["in <year>", 0.5],
  ],
  thisPeriod: [
    ["<coming> <unit>", 0.88],
    ["noch <coming> <unit>", 0.9],
  ],
  nextPeriod: [
    ["<next> <unit>", 0.92],
    ["die|der|des? <next> <unit>", 0.92],
    ["kommende|kommenden|kommendes|kommender|kommendem <unit>", 0.93],
    ["die? woche drauf|danach", 0.6],
  ],
  afterNextPeriod: [["die|der? <afterNext> <unit>", 0.95]],
  lastPeriod: [["<past> <unit>", 0.78]],
  nextPeriods: [["die|der|den|in_den? <next> <number> <unit>", 0.85]],
  lastPeriods: [["die|der|den? <past> <number> <unit>", 0.8]],
  quarter: [
    ["q ~<number>", 0.6],
    ["<ordinal> quartal", 0.6],
  ],
  season: [
    ["im|in_diesem|diesen|zum <season>", 0.75],
    ["<coming|next> <season>", 0.8],
  ],
  edgeOf: [
    ["<edge> <stretch>", 0.92],
    ["<edge> des|der|vom|von <stretch>", 0.92],
    ["gegen <edge> <stretch>", 0.92],
    ["<edge> <month>", 0.93],
  ],
  edgeThis: [
    ["<edge> der|des|vom <unit>", 0.88],
    ["<edge> dieses|dieser|diesen <unit>", 0.92],
  ],
  weekOf: [
    ["in? der? woche vom|ab|um <day>", 0.9],
    ["woche des <day>", 0.85],
  ],
  isoWeek: [
    ["kw <number|ordinal>", 0.85],
    ["kalenderwoche <number|ordinal>", 0.9],
    ["der? <ordinal> kalenderwoche|kw", 0.9],
    ["k . w . <number>", 0.8],
  ],
  days: [
    ["von|vom? <day|stretch> bis|bis_zum|bis_zur|- <day|stretch>", 0.92],
    ["zwischen <day> und <day>", 0.9],
  ],
  daysToMonth: [
    ["vom? <ordinal> bis|bis_zum|- <day>", 0.95],
    ["zwischen dem? <ordinal> und dem? <day>", 0.95],
    ["<ordinal> / <day>", 0.8],
  ],
  datesOnly: [["vom? <ordinal> bis|bis_zum|- <ordinal>", 0.9]],
  monthsYear: [["von? <month> bis <month>", 0.85]],
  nthWeekday: [["<ordinal|last> <weekday> <of>? <stretch>", 0.95]],
  nthWeekdayHere: [["<ordinal|last> <weekday> im|des monat|monats", 0.9]],
  nthPeriod: [["<ordinal|last> <unit> <of>? <stretch>", 0.92]],
  nthPeriodHere: [["<ordinal|last> <unit> im|des monat|monats", 0.9]],
};
