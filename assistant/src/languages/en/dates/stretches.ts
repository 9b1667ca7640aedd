import type { Forms } from "../../../dates/language.ts";

/** English phrases for stretches of days. */
export const stretches: Forms<"stretches"> = {
  monthNext: [
    ["next <month>", 0.85],
    ["<month> next year", 0.95],
  ],
  monthLast: [["<previous> <month>", 0.8]],
  month: [["in|during <month>", 0.85], ["the month of <month>", 0.85], "<coming> <month>"],
  monthYear: [
    ["<month> of|in <year>", 0.95],
    ["<year> <month>", 0.8],
  ],
  year: [
    ["in|the_year <year>", 0.5],
    ["the year of? <year>", 0.6],
  ],
  thisPeriod: [
    ["this <unit>", 0.85],
    ["the? current <unit>", 0.85],
    ["<current> <unit>", 0.8],
    ["later this <unit>", 0.85],
  ],
  nextPeriod: [
    ["the? next <unit>", 0.9],
    ["the? following <unit>", 0.75],
    ["nxt <unit>", 0.9],
    ["sometime next <unit>", 0.9],
  ],
  afterNextPeriod: [
    ["the? <unit> after next", 0.95],
    ["the? <unit> after the? next", 0.95],
  ],
  lastPeriod: [["<previous> <unit>", 0.75]],
  nextPeriods: [
    ["the? next|following|coming <number> <unit>", 0.85],
    ["the? <number> next|following|coming <unit>", 0.8],
  ],
  lastPeriods: [["the? last|past|previous <number> <unit>", 0.8]],
  quarter: [
    ["q ~<number>", 0.6],
    ["the? <ordinal> quarter", 0.5],
  ],
  quarterYear: [
    ["q ~<number> of? <year>", 0.9],
    ["the? <ordinal> quarter of|in the? <stretch>", 0.9],
    ["the? <ordinal> quarter ,? of? <year>", 0.85],
    ["q ~<number> / <year>", 0.9],
  ],
  season: [["this|in|next|the|coming|by <season>", 0.7]],
  edgeOf: [
    ["the? <edge> of? the? <stretch>", 0.9],
    ["the? <edge> - <stretch>", 0.9],
    ["the? very? <edge> of <stretch>", 0.9],
    ["sometime? in? the? <edge> of? <stretch>", 0.9],
  ],
  edgeThis: [
    ["the? <edge> of the? <unit>", 0.85],
    ["<unit> end", 0.6],
    ["the? <edge> of this <unit>", 0.9],
    ["<edge> <unit>", 0.3],
  ],
  weekOf: [
    ["the? week of|beginning|commencing|starting the? <day>", 0.9],
    ["w / c the? <day>", 0.9],
    ["wc <day>", 0.8],
  ],
  days: [
    ["<day|stretch> to|through|thru|until|till|til the? <day|stretch>", 0.9],
    ["from the? <day|stretch> to|through|thru|until|till|til|-|– the? <day|stretch>", 0.95],
    ["between <day|stretch> and|& <day|stretch>", 0.95],
  ],
  daysOfMonth: [
    ["from? the? <day> to|through|thru|until|till the? <ordinal|number>", 0.9],
    ["between the? <day> and the? <ordinal|number>", 0.9],
  ],
  daysToMonth: [
    ["from? the? <ordinal|number> to|through|thru|until|till the? <day>", 0.92],
    ["between the? <ordinal|number> and|& the? <day>", 0.95],
  ],
  datesOnly: [
    ["from? the? <ordinal> to|-|–|until|till|through the? <ordinal>", 0.8],
    ["between the? <ordinal> and|& the? <ordinal>", 0.85],
  ],
  monthsYear: [
    ["from? <month> to|through|until|till <month>", 0.85],
    ["from? <month> to|through <month> <year>", 0.9],
    ["between <month> and <month>", 0.85],
    ["between <month> and <month> <year>", 0.9],
  ],
  nthWeekday: [["the? <ordinal|last> <weekday> <of>? the? <stretch>", 0.95]],
  nthWeekdayHere: [["the? <ordinal|last> <weekday> of|in the month", 0.9]],
  nthPeriod: [
    ["the? <ordinal|last> <unit> <of>? the? <stretch>", 0.92],
    ["<stretch> 's? <ordinal|last> <unit>", 0.8],
  ],
  nthPeriodHere: [["the? <ordinal|last> <unit> of the month", 0.9]],
};
