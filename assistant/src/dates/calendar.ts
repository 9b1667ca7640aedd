import {
  addMonths,
  type Day,
  daysInMonth,
  fromDay,
  nextWeekday,
  startOfWeek,
  toDay,
  weekdayOf,
} from "../calendar/civil.ts";
import { fits, rule, workdays } from "../calendar/rule.ts";
import { holidayAt } from "./holidays.ts";
import { dayOf, numericAt, upcoming, upcomingDate } from "./numeric.ts";
import { relativeAt } from "./relative.ts";
import { type DayPiece, keyAt, ordinalAt, phraseAt, type Scan } from "./scan.ts";

/** English days of the calendar: "27 jan", "the 3rd", "first friday of may", "end of month", "mid january", feasts. */
export function calendarAt(s: Scan, i: number): DayPiece | null {
  return (
    numericAt(s, i) ??
    edgeOf(s, i) ??
    monthFirst(s, i) ??
    nthWeekday(s, i) ??
    nthWeek(s, i) ??
    dayFirst(s, i) ??
    wholeYear(s, i) ??
    holidayAt(s, i)
  );
}

/** A year of four digits, or two after an apostrophe. */
function yearAt(s: Scan, i: number): { year: number; to: number } | null {
  const at = keyAt(s, i) === "," ? i + 1 : i;
  const key = keyAt(s, at);
  if (!/^(?:19|20|21)\d\d$/.test(key)) return null;
  return { year: Number(key), to: at + 1 };
}

function wholeYear(s: Scan, i: number): DayPiece | null {
  if (keyAt(s, i - 1) !== "in") return null;
  const year = yearAt(s, i);
  if (!year) return null;
  return {
    to: year.to,
    day: toDay(year.year, 1, 1),
    last: toDay(year.year, 12, 31),
    grain: "year",
    sure: true,
  };
}

function dated(s: Scan, to: number, month: number, date: number): DayPiece | null {
  const year = yearAt(s, to);
  if (year) {
    const day = dayOf(year.year, month, date);
    return day === null ? null : { to: year.to, day, grain: "day", sure: true };
  }
  const relative =
    phraseAt(s, to, "next year") || phraseAt(s, to, "this year") || phraseAt(s, to, "last year");
  if (relative) {
    const turn = { next: 1, this: 0, last: -1 }[keyAt(s, to)] ?? 0;
    const day = dayOf(fromDay(s.clock.day).year + turn, month, date);
    return day === null ? null : { to: relative, day, grain: "day", sure: true };
  }
  const day = upcoming(s.clock.day, month, date);
  return day === null ? null : { to, day, grain: "day", sure: true };
}

/** "jan 27th, 2027", "march 3", "in march", "march 2027". */
function monthFirst(s: Scan, i: number): DayPiece | null {
  const key = keyAt(s, i);
  const month = s.words.months.get(key);
  if (month === undefined) {
    const glued = /^(\p{L}{3,9})[-.](\d{1,2})(?:[-.](\d{4}))?$/u.exec(key);
    const named = glued ? s.words.months.get(glued[1] as string) : undefined;
    return glued && named ? dated(s, i + 1, named, Number(glued[2])) : null;
  }
  let at = i + 1;
  if (keyAt(s, at) === "." && key.length <= 4) at += 1;
  if (keyAt(s, at) === "the") at += 1;
  const ordinal = ordinalAt(s, at);
  const number = ordinal ?? plainDate(s, at);
  if (number && number.value <= 31) return stretched(dated(s, number.to, month, number.value), number);
  const year = yearAt(s, i + 1);
  if (year) return monthPiece(year.to, toDay(year.year, month, 1), true);
  if (!/^(?:in|by|until|till|before|during|for|since|of)$/.test(keyAt(s, i - 1))) return null;
  if (
    (key === "may" || key === "march") &&
    s.tokens[i]?.text === key &&
    keyAt(s, i + 1) !== "" &&
    !/^[,.!?]$/.test(keyAt(s, i + 1))
  ) {
    return null;
  }
  const { year: now, month: current } = fromDay(s.clock.day);
  return monthPiece(i + 1, toDay(month <= current ? now + 1 : now, month, 1), true);
}

function monthPiece(to: number, day: Day, sure: boolean): DayPiece {
  return { to, day, last: addMonths(day, 1) - 1, grain: "month", sure };
}

/** A day's number; of a stretch of days its first, and how many come after that. */
interface Dated {
  value: number;
  to: number;
  days?: number;
}

function stretched(piece: DayPiece | null, { days }: Dated): DayPiece | null {
  return piece && days ? { ...piece, through: piece.day + days } : piece;
}

const DAY_RANGE = /^(\d{1,2})(?:st|nd|rd|th)?[-–](\d{1,2})(?:st|nd|rd|th)?$/;

/** A day's number after a month: "27", the first of "13-15"; not the start of "27 people" nor a time. */
function plainDate(s: Scan, i: number): Dated | null {
  const key = keyAt(s, i);
  const range = DAY_RANGE.exec(key);
  if (range && Number(range[1]) >= 1 && Number(range[1]) < Number(range[2]) && Number(range[2]) <= 31)
    return { value: Number(range[1]), to: i + 1, days: Number(range[2]) - Number(range[1]) };
  if (!/^\d{1,2}$/.test(key) || Number(key) < 1 || Number(key) > 31) return null;
  if (/^(?:am|pm|a\.m|p\.m|oclock)$/.test(keyAt(s, i + 1))) return null;
  return { value: Number(key), to: i + 1 };
}

/** "27 jan", "the 27th of january 2027", "the 27th", "27th". */
function dayFirst(s: Scan, i: number): DayPiece | null {
  const article = keyAt(s, i) === "the" ? 1 : 0;
  const at = i + article;
  const glued = /^(\d{1,2})(?:st|nd|rd|th)?[-.]?(\p{L}{3,9})(?:[-.](\d{2,4}))?$/u.exec(keyAt(s, at));
  const gluedMonth = glued ? s.words.months.get(glued[2] as string) : undefined;
  if (glued && gluedMonth && Number(glued[1]) <= 31) {
    if (glued[3]) {
      const year = glued[3].length === 2 ? 2000 + Number(glued[3]) : Number(glued[3]);
      const day = dayOf(year, gluedMonth, Number(glued[1]));
      return day === null ? null : { to: at + 1, day, grain: "day", sure: true };
    }
    return dated(s, at + 1, gluedMonth, Number(glued[1]));
  }
  const ordinal = ordinalAt(s, at);
  const number = ordinal ?? plainDate(s, at);
  if (!number) return null;
  let next = number.to;
  if (keyAt(s, next) === "day") next += 1;
  if (keyAt(s, next) === "of") next += 1;
  if (keyAt(s, next) === "." && !ordinal) next += 1;
  const month = s.words.months.get(keyAt(s, next));
  if (month !== undefined) {
    if (!ordinal && article) return null;
    const point = keyAt(s, next + 1) === "." && keyAt(s, next).length <= 4 && next + 2 < s.end;
    return stretched(dated(s, next + (point ? 2 : 1), month, number.value), number);
  }
  if (!ordinal || (ordinal.word && !article)) return null;
  const ofNext = phraseAt(s, ordinal.to, "of next month") || phraseAt(s, ordinal.to, "next month");
  const ofThis =
    phraseAt(s, ordinal.to, "of this month") ||
    phraseAt(s, ordinal.to, "of the month") ||
    phraseAt(s, ordinal.to, "this month");
  if (ofNext || ofThis) {
    const { year, month: current } = fromDay(s.clock.day);
    const start = fromDay(toDay(year, current + (ofNext ? 1 : 0), 1));
    const day = dayOf(start.year, start.month, ordinal.value);
    return day === null ? null : { to: ofNext || ofThis, day, grain: "day", sure: true };
  }
  const day = upcomingDate(s.clock.day, ordinal.value);
  return day === null ? null : { to: ordinal.to, day, grain: "day", sure: false };
}

/** "the first friday in may", "last friday of next month", "3rd friday jan", "last day of the month". */
function nthWeekday(s: Scan, i: number): DayPiece | null {
  const at = keyAt(s, i) === "the" ? i + 1 : i;
  const last = keyAt(s, at) === "last" || keyAt(s, at) === "final";
  const ordinal = last ? { value: -1, to: at + 1 } : ordinalAt(s, at);
  if (!ordinal || ordinal.value > 31) return null;
  const word = keyAt(s, ordinal.to);
  const weekday = s.words.weekdays.get(word);
  const workday = /^(?:workday|weekday|working|business)$/.test(word);
  const plainDay = word === "day";
  if (weekday === undefined && !workday && !plainDay) return null;
  let to = ordinal.to + 1;
  if (workday && keyAt(s, to) === "day") to += 1;
  const scope = monthScope(s, to);
  if (!scope) return null;
  const wanted =
    weekday !== undefined
      ? rule("MONTHLY", 1, { byDay: [{ n: ordinal.value, weekday }] })
      : workday
        ? rule("MONTHLY", 1, { byDay: workdays.map((w) => ({ weekday: w })), bySetPos: [ordinal.value] })
        : rule("MONTHLY", 1, { byMonthDay: [ordinal.value] });
  for (const start of scope.starts) {
    const { year, month } = fromDay(start);
    for (let day = start; day < start + daysInMonth(year, month); day++) {
      if (fits(wanted, day) && (scope.fixed || day >= s.clock.day))
        return { to: scope.to, day, grain: "day", sure: true };
    }
  }
  return null;
}

/** "the first week of october", "last week of the month": seven days from the 1st, 8th, 15th or 22nd, or the last seven. */
function nthWeek(s: Scan, i: number): DayPiece | null {
  const at = keyAt(s, i) === "the" ? i + 1 : i;
  const last = /^(?:last|final)$/.test(keyAt(s, at));
  const ordinal = last ? { value: -1, to: at + 1 } : ordinalAt(s, at);
  if (!ordinal || ordinal.value > 4 || keyAt(s, ordinal.to) !== "week") return null;
  if (!/^(?:of|in)$/.test(keyAt(s, ordinal.to + 1))) return null;
  const scope = monthScope(s, ordinal.to + 1);
  if (!scope) return null;
  for (const start of scope.starts) {
    const day = last ? addMonths(start, 1) - 7 : start + (ordinal.value - 1) * 7;
    if (scope.fixed || day + 6 >= s.clock.day)
      return { to: scope.to, day, last: day + 6, grain: "week", sure: true };
  }
  return null;
}

/** The month a phrase is about, and the next year's for a month without a year. */
function monthScope(s: Scan, i: number): { to: number; starts: Day[]; fixed: boolean } | null {
  const at = /^(?:of|in)$/.test(keyAt(s, i)) ? i + 1 : i;
  const { year, month } = fromDay(s.clock.day);
  const month0 = s.words.months.get(keyAt(s, at));
  if (month0 !== undefined) {
    const explicit = yearAt(s, at + 1);
    if (explicit) return { to: explicit.to, starts: [toDay(explicit.year, month0, 1)], fixed: true };
    return { to: at + 1, starts: [toDay(year, month0, 1), toDay(year + 1, month0, 1)], fixed: false };
  }
  if (at === i) return null;
  const next = phraseAt(s, at, "next month");
  if (next) return { to: next, starts: [toDay(year, month + 1, 1)], fixed: true };
  const last = phraseAt(s, at, "last month");
  if (last) return { to: last, starts: [toDay(year, month - 1, 1)], fixed: true };
  const current = phraseAt(s, at, "the month") || phraseAt(s, at, "this month") || phraseAt(s, at, "month");
  if (current)
    return { to: current, starts: [toDay(year, month, 1), toDay(year, month + 1, 1)], fixed: false };
  return null;
}

/** "end of (next) month", "start of may", "mid january", "eom", "end of the day". */
function edgeOf(s: Scan, i: number): DayPiece | null {
  const at = keyAt(s, i) === "the" ? i + 1 : i;
  const key = keyAt(s, at);
  const short = /^(?:eo|co)([dwmyq]|b)$/.exec(key);
  const { clock } = s;
  if (short)
    return scoped(
      s,
      at + 1,
      "end",
      { d: "day", b: "day", w: "week", m: "month", q: "quarter", y: "year" }[short[1] as "d"] ?? "",
      0,
    );
  const joined = /^(mid|early|late|end)-(\p{L}+)$/u.exec(key);
  const edge = EDGES[joined ? (joined[1] as string) : key];
  if (!edge) return null;
  if (joined) {
    const month = s.words.months.get(joined[2] as string);
    return month === undefined ? null : monthEdge(s, at + 1, edge, month);
  }
  let next = at + 1;
  const of = keyAt(s, next) === "of";
  if (of) next += 1;
  if (!of && !/^(?:mid|middle|early|late|end|start|beginning)$/.test(key)) return null;
  const month = s.words.months.get(keyAt(s, next));
  if (month !== undefined && (of || /^(?:mid|early|late|end)$/.test(key)))
    return monthEdge(s, next + 1, edge, month);
  let turn = 0;
  if (/^(?:the|this|next|last)$/.test(keyAt(s, next))) {
    turn = { next: 1, last: -1 }[keyAt(s, next) as "next"] ?? 0;
    next += 1;
  } else if (!of && key !== "end" && key !== "mid") return null;
  const unit = keyAt(s, next);
  if (key === "mid" && !of && turn === 0 && unit !== "month" && unit !== "week") return null;
  const weekday = s.words.weekdays.get(unit);
  if (weekday !== undefined && edge === "end" && of) {
    return { to: next + 1, day: nextWeekday(clock.day, weekday), grain: "day", sure: true };
  }
  return scoped(s, next + 1, edge, unit, turn);
}

type Edge = "start" | "middle" | "end";
const EDGES: Record<string, Edge> = {
  end: "end",
  late: "end",
  close: "end",
  start: "start",
  beginning: "start",
  early: "start",
  mid: "middle",
  middle: "middle",
};

function monthEdge(s: Scan, to: number, edge: Edge, month: number): DayPiece {
  const year = yearAt(s, to);
  const pick = (y: number): Day =>
    toDay(y, month, edge === "start" ? 1 : edge === "middle" ? 15 : daysInMonth(y, month));
  if (year) return { to: year.to, day: pick(year.year), grain: "day", sure: true };
  const current = fromDay(s.clock.day).year;
  const day = pick(current);
  return { to, day: day >= s.clock.day ? day : pick(current + 1), grain: "day", sure: true };
}

function scoped(s: Scan, to: number, edge: Edge, unit: string, turn: number): DayPiece | null {
  const { day, weekStart } = s.clock;
  const { year, month } = fromDay(day);
  let start: Day;
  let length: number;
  if (unit === "day" || unit === "today" || unit === "business") {
    const end = unit === "business" ? to + 1 : to;
    return {
      to: end,
      day: day + turn,
      grain: "day",
      sure: true,
      ...(edge === "end" ? { minute: 17 * 60 } : {}),
    };
  }
  if (unit === "week" || unit === "wk") {
    start = startOfWeek(day, weekStart) + turn * 7;
    // The end of the week is its Friday while that is to come, else its last day.
    const friday = start + ((5 - weekdayOf(start) + 7) % 7);
    const last = start + 6;
    const picked = edge === "start" ? start : edge === "middle" ? start + 2 : friday >= day ? friday : last;
    return { to, day: picked, grain: "day", sure: true };
  }
  const quarter = /^q([1-4])$/.exec(unit);
  if (quarter) {
    const first = Number(quarter[1]) * 3 - 2;
    start = toDay(first + 2 < month ? year + 1 : year, first, 1);
    length = addMonths(start, 3) - start;
  } else if (unit === "month") {
    start = toDay(year, month + turn, 1);
    length = addMonths(start, 1) - start;
  } else if (unit === "quarter") {
    start = toDay(year, month - ((month - 1) % 3) + 3 * turn, 1);
    length = addMonths(start, 3) - start;
  } else if (unit === "year" || unit === "yr") {
    start = toDay(year + turn, 1, 1);
    length = toDay(year + turn + 1, 1, 1) - start;
  } else return null;
  const middle = unit === "month" ? start + 14 : start + Math.floor(length / 2);
  return {
    to,
    day: edge === "start" ? start : edge === "middle" ? middle : start + length - 1,
    grain: "day",
    sure: true,
  };
}

/** A weekday with its date: "monday the 27th", "fri 27/3", "wednesday, april 22". The date decides. */
export function weekdayWithDate(s: Scan, i: number): DayPiece | null {
  if (s.words.weekdays.get(keyAt(s, i)) === undefined) return null;
  let at = i + 1;
  if (keyAt(s, at) === "," || keyAt(s, at) === ".") at += 1;
  const date = calendarDateAt(s, at);
  return date ? { ...date, sure: true } : null;
}

function calendarDateAt(s: Scan, i: number): DayPiece | null {
  return numericAt(s, i) ?? monthFirst(s, i) ?? dayFirst(s, i);
}

/** Any English day at `i`. */
export function dayAt(s: Scan, i: number): DayPiece | null {
  return (
    weekdayWithDate(s, i) ??
    edgeOf(s, i) ??
    nthWeekday(s, i) ??
    nthWeek(s, i) ??
    relativeAt(s, i) ??
    calendarAt(s, i)
  );
}
