import type { Frequency } from "../calendar/rule.ts";
import type { Unit, When } from "./when.ts";

/** A unit of the calendar. */
export type Period = Unit | "quarter" | "weekend" | "workday" | "fortnight" | "half" | "decade";

/** A duration as a sum of units: "1 year and 2 months". */
export type Duration = readonly { amount: number; unit: Unit }[];

/** A feast on a fixed day, by a rule for the year, or counted from Easter. */
export type Feast =
  | { month: number; day: number }
  | { month: number; weekday: number; n: number; plus?: number }
  | { easter: number };

/** Recurring days: all conditions must hold. A predicate on the calendar. */
export interface Pattern {
  weekday?: number;
  date?: number;
  month?: number;
  year?: number;
  feast?: Feast;
}

/** Days that are not resolved to the calendar yet. */
export type Days =
  /** The period `plus` periods after the current one: today, next week, the weekend after next. */
  | { op: "current"; period: Period; plus: number }
  | { op: "on"; pattern: Pattern }
  /** Days of `a` within `b`. */
  | { op: "within"; a: Days; b: Days }
  /** The n-th day that matches a pattern (from the end if negative), or the n-th period, in a longer stretch. */
  | { op: "nth"; n: number; what: Pattern | Period; of: Days }
  /** The n-th day that matches a pattern after a day (before it, if negative). */
  | { op: "count"; n: number; what: Pattern; from: Days }
  /** The weekday in the calendar week `weeks` weeks from now: "next friday". */
  | { op: "weekday"; weekday: number; weeks: number }
  | { op: "move"; base: Days; by: Duration; sign: 1 | -1 }
  | { op: "span"; from: Days; to: Days }
  /** A number of periods from the current one on ("next 3 days"), or backwards. */
  | { op: "run"; period: Period; count: number }
  | { op: "edge"; edge: Edge; of: Days }
  | { op: "weekOf"; of: Days }
  /** The n-th week of a year according to ISO 8601. */
  | { op: "isoWeek"; n: number }
  | { op: "season"; from: [month: number, day: number]; to: [month: number, day: number]; plus?: number };

export type Edge = "start" | "middle" | "end";

/** Minutes after midnight; `open`: without am or pm. */
export interface Clock {
  minute: number;
  open: boolean;
  grain: "hour" | "minute";
}

/** A part of the day: its usual time and its range, in minutes after midnight. */
export interface Part {
  at: number;
  from: number;
  to: number;
}

/** A repetition that is not resolved yet: RFC 5545 and what is usually said in addition. */
export interface Cycle {
  freq: Frequency;
  interval: number;
  weekdays?: readonly number[];
  /** The n-th weekdays of the month or year. */
  nths?: readonly { n: number; weekday: number }[];
  /** The n-th workday of the month, or the n-th among these weekdays. */
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
  /** Without "every" or "daily": "mondays", "mon wed fri". */
  implied?: boolean;
  unsupported?: boolean;
}

/** What a stretch of words says about time, not resolved yet. */
export interface Time {
  days?: Days;
  clock?: Clock;
  part?: Part;
  until?: Clock;
  /** A duration from the current minute on, or up to `most`. */
  elapsed?: { by: Duration; sign: 1 | -1; most?: Duration };
  bound?: When["bound"];
  zone?: string;
  cycle?: Cycle;
  shift?: When["shift"];
  ahead?: { by: Duration; clock?: Clock; part?: Part };
  /** "last friday", "yesterday", "3 days ago". */
  past?: boolean;
  problem?: When["problem"];
  /** The meaning if the days are far off: "friday 20" is an hour unless a Friday the 20th is near. */
  otherwise?: Time;
  /** The day is only implied: "in the morning" means tomorrow's. */
  impliedDay?: boolean;
  /** Further clock times of the same day: "8am and 6pm". */
  times?: readonly Clock[];
  /** It ends in a bare number, which may count what follows; a number in words is weaker. */
  loose?: "figure" | "word";
  /** "the same day", "at the same time": next to a week, it moves the date by weeks instead of replacing it. */
  same?: true;
  /** Further days joined with "or", "and": a repetition falls on each of them, a due date takes the first. */
  also?: readonly Days[];
}

/** The value type of each category of words or phrases. */
export interface Values {
  number: number;
  /** A number in digits, and one in words. */
  figure: number;
  spelled: number;
  /** An indefinite amount: "2 or 3", "2-3". */
  amounts: readonly [number, number];
  ordinal: number;
  /** Ordinals: "1st and 15th", "first and last" (-1). */
  ordinals: readonly number[];
  /** Weekdays by their position in a month; a list of them. */
  nth: readonly { n: number; weekday: number }[];
  nths: readonly { n: number; weekday: number }[];
  year: number;
  weekday: number;
  weekdays: number;
  month: number;
  /** Several months: "march and september". */
  months: readonly number[];
  unit: { amount: number; unit: Unit; period: Period };
  /** A letter for a unit directly after a number: "12h". */
  letter: { amount: number; unit: Unit; period: Period };
  part: Part;
  fraction: number;
  meridiem: "am" | "pm";
  /** A letter for am or pm directly after the hour: "9p". */
  ap: "am" | "pm";
  feast: Feast;
  season: { from: [number, number]; to: [number, number] };
  zone: string;
  city: string;
  edge: Edge;
  digits: Clock;
  clock: Clock;
  hour: number;
  /** An hour that cannot be an article: "un", "ein" are hours only next to words that say so. */
  clear: number;
  /** An hour in digits. */
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
