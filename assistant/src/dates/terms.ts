import type { Frequency } from "../calendar/rule.ts";
import type { Unit, When } from "./when.ts";

/** A stretch of the calendar that people count in. */
export type Period = Unit | "quarter" | "weekend" | "workday" | "fortnight" | "half" | "decade";

/** So much time; a sum of units: "1 year and 2 months". */
export type Duration = readonly { amount: number; unit: Unit }[];

/** A feast on a fixed day, by a rule for the year, or counted from Easter. */
export type Feast =
  | { month: number; day: number }
  | { month: number; weekday: number; n: number; plus?: number }
  | { easter: number };

/** Days that return: every condition holds. A predicate on the calendar. */
export interface Pattern {
  weekday?: number;
  date?: number;
  month?: number;
  year?: number;
  feast?: Feast;
}

/** Days before they are placed on a calendar. */
export type Days =
  /** The period so many after the current one: today, next week, the weekend after next. */
  | { op: "current"; period: Period; plus: number }
  | { op: "on"; pattern: Pattern }
  /** Days of `a` that lie in `b`. */
  | { op: "within"; a: Days; b: Days }
  /** The n-th (from the end when negative) day of a pattern, or period, in a longer stretch. */
  | { op: "nth"; n: number; what: Pattern | Period; of: Days }
  /** The n-th day of a pattern after (before, when negative) a day. */
  | { op: "count"; n: number; what: Pattern; from: Days }
  /** A weekday of the calendar week so many weeks on: "next friday". */
  | { op: "weekday"; weekday: number; weeks: number }
  | { op: "move"; base: Days; by: Duration; sign: 1 | -1 }
  | { op: "span"; from: Days; to: Days }
  /** So many periods from the current one on ("next 3 days"), or back. */
  | { op: "run"; period: Period; count: number }
  | { op: "edge"; edge: Edge; of: Days }
  | { op: "weekOf"; of: Days }
  /** The n-th week of a year by ISO 8601. */
  | { op: "isoWeek"; n: number }
  | { op: "season"; from: [month: number, day: number]; to: [month: number, day: number]; plus?: number };

export type Edge = "start" | "middle" | "end";

/** Minutes after midnight; `open`: am or pm was left out. */
export interface Clock {
  minute: number;
  open: boolean;
  grain: "hour" | "minute";
}

/** A part of the day: the hour it stands for and its reach, in minutes after midnight. */
export interface Part {
  at: number;
  from: number;
  to: number;
}

/** How often, before it is placed: RFC 5545 with what people say beside it. */
export interface Cycle {
  freq: Frequency;
  interval: number;
  weekdays?: readonly number[];
  /** The n-th weekdays of the month or year. */
  nths?: readonly { n: number; weekday: number }[];
  /** The n-th workday, or any of these weekdays, of the month. */
  positions?: readonly number[];
  dates?: readonly number[];
  months?: readonly number[];
  /** Several clock times a day. */
  times?: readonly Clock[];
  anchor?: "completion";
  from?: Days;
  until?: Days;
  span?: Duration;
  count?: number;
  exceptWeekdays?: readonly number[];
  exceptMonths?: readonly number[];
  exceptDays?: readonly Days[];
  /** The words "every" or "daily" were not said: "mondays", "mon wed fri". */
  implied?: boolean;
  unsupported?: boolean;
}

/** What a stretch of words says about time, before it is placed. */
export interface Time {
  days?: Days;
  clock?: Clock;
  part?: Part;
  until?: Clock;
  /** So long from the very minute of writing, or up to so long. */
  elapsed?: { by: Duration; sign: 1 | -1; most?: Duration };
  bound?: When["bound"];
  zone?: string;
  cycle?: Cycle;
  shift?: When["shift"];
  ahead?: { by: Duration; clock?: Clock; part?: Part };
  /** "last friday", "yesterday", "3 days ago". */
  past?: boolean;
  problem?: When["problem"];
  /** What is meant where the days are far off: "friday 20" is an hour unless the 20th is a Friday soon. */
  otherwise?: Time;
  /** The day was not said but follows from the words: "in the morning" is tomorrow's. */
  impliedDay?: boolean;
  /** Further clock times of the same day: "8am and 6pm". */
  times?: readonly Clock[];
  /** It ends in a number alone, which may count what follows; a word's number is the weaker. */
  loose?: "figure" | "word";
  /** Further days named with "or", "and": a repetition falls on each, a due begins with the first. */
  also?: readonly Days[];
}

/** What each category of words or phrases stands for. */
export interface Values {
  number: number;
  /** A number in figures, and one in words. */
  figure: number;
  spelled: number;
  /** So many, or so many more: "2 or 3", "2-3". */
  amounts: readonly [number, number];
  ordinal: number;
  /** Places in a list: "1st and 15th", "first and last" (-1). */
  ordinals: readonly number[];
  /** Weekdays of a month by their place, and several of them in a list. */
  nth: readonly { n: number; weekday: number }[];
  nths: readonly { n: number; weekday: number }[];
  year: number;
  weekday: number;
  weekdays: number;
  month: number;
  /** Several months side by side: "march and september". */
  months: readonly number[];
  unit: { amount: number; unit: Unit; period: Period };
  /** A letter that stands for a unit right behind a number: "12h". */
  letter: { amount: number; unit: Unit; period: Period };
  part: Part;
  fraction: number;
  meridiem: "am" | "pm";
  /** A letter for it right behind the hour: "9p". */
  ap: "am" | "pm";
  feast: Feast;
  season: { from: [number, number]; to: [number, number] };
  zone: string;
  city: string;
  edge: Edge;
  digits: Clock;
  clock: Clock;
  hour: number;
  /** An hour that is no article: "un", "ein" are hours only beside words that say so. */
  clear: number;
  /** An hour in figures. */
  bare: number;
  duration: Duration;
  day: Days;
  stretch: Days;
  days: readonly number[];
  times: readonly Clock[];
  adverb: Cycle;
  often: number;
  piece: Time;
  time: Time;
  word: null;
}

export type Category = keyof Values;
