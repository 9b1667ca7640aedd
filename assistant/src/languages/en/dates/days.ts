import type { Forms } from "../../../dates/language.ts";

/** English phrases for days. */
export const days: Forms<"days"> = {
  weekday: [
    ["<coming|current> <weekday>", 0.95],
    "the <weekday>",
    ["the coming|upcoming <weekday>", 0.95],
    ["this weeks|week's|week <weekday>", 0.95],
    ["the? bank holiday <weekday>", 0.93],
  ],
  weekdayNext: [
    ["the? <next> <weekday>", 0.97],
    ["<weekday> of? next week", 0.97],
    ["next weeks|week's|week <weekday>", 0.95],
    ["next week on? <weekday>", 0.95],
  ],
  weekdayAfterNext: [
    ["the? <weekday> after next", 0.97],
    ["not this <weekday> the next", 0.8],
    ["the? next next <weekday>", 0.9],
    ["the? <weekday> after that|the", 0.7],
  ],
  weekdayLast: [["<previous> <weekday>", 0.9]],
  weekdayPlus: [
    ["<duration> on|from|after|this|next <weekday>", 0.95],
    ["<duration> from|after next|this <weekday>", 0.95],
    ["<duration> <weekday>", 0.8],
  ],
  weekdayPlusWeek: [["<weekday> <unit>", 0.75]],
  weekdaysAhead: [
    ["<number> <weekday|weekdays> <hence>", 0.95],
    ["in <number> <weekdays>", 0.9],
  ],
  weekdayAfter: [
    ["the? first? <weekday> after|following <day|stretch>", 0.9],
    ["<number> <weekdays> after <day|stretch>", 0.9],
  ],
  weekdayBefore: [
    ["the? last? <weekday> before <day|stretch>", 0.9],
    ["<number> <weekdays> before <day|stretch>", 0.9],
  ],
  dayOfMonth: ["<ordinal>", "the <ordinal>", ["the <number>", 0.06], ["on the <ordinal>", 0.85]],
  date: [
    ["<month> the? <ordinal|number>", 0.93],
    ["<month> . <ordinal|number>", 0.9],
    ["the? <ordinal|figure> of? <month>", 0.93],
    ["the? <number> of <month>", 0.9],
    ["the? <ordinal> day of <month>", 0.93],
  ],
  dateWithin: [
    ["the? <ordinal> <of>? the? <stretch>", 0.9],
    ["the? <ordinal> day of the? <stretch>", 0.9],
  ],
  yearShort: [["' ~<figure>", 0.3]],
  spanYear: [["<stretch> of|in <year>", 0.95]],
  weekdayHighNumber: [["<weekday> <figure>", 0.85]],
  dateYear: [
    "<day> of|in|in_the_year <year>",
    "<day> ,? in the year <year>",
    "<day> in the year of? <year>",
    "<day> , in? the year <year>",
  ],
  weekdayDate: [
    ["<weekday> the <ordinal>", 0.97],
    ["<weekday> <ordinal>", 0.97],
    ["<weekday> , the? <ordinal>", 0.95],
  ],
  weekdayOfDate: ["<weekday> the <day>", "<day> ,? the? <weekday>"],
  feast: [
    ["the <feast>", 0.6],
    ["this|next|coming <feast>", 0.8],
  ],
};
