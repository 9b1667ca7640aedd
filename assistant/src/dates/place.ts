import {
  addMonths,
  type Day,
  daysInMonth,
  fromDay,
  nextWeekday,
  startOfWeek,
  toDay,
  weekdayOf,
} from "@todo-chatbot/contracts/calendar";
import type { Days, Duration, Edge, Pattern, Period } from "./terms.ts";
import { feastDay } from "./values.ts";
import type { Unit } from "./when.ts";

/** A range of calendar days, and the precision with which it was given. */
export interface Stretch {
  from: Day;
  to: Day;
  grain: Unit;
}

/** The current day, and the first day of the week. */
export interface Here {
  today: Day;
  weekStart: number;
}

const YEARS_AHEAD = 40;

/** Resolves days to the calendar; null if there is no such day. */
export function place(days: Days, here: Here): Stretch | null {
  switch (days.op) {
    case "current":
      return periodAt(days.period, days.plus, here);
    case "on":
      return comingOn(days.pattern, here);
    case "weekday": {
      const week = startOfWeek(here.today, here.weekStart) + 7 * days.weeks;
      return single(week + ((days.weekday - here.weekStart + 7) % 7));
    }
    case "within":
      return within(days.a, days.b, here);
    case "nth":
      return nth(days.n, days.what, days.of, here);
    case "count":
      return count(days.n, days.what, days.from, here);
    case "move": {
      const base = place(days.base, here);
      if (!base) return null;
      const grain = days.base.op === "current" && days.base.period === "day" ? coarsest(days.by) : "day";
      const from = moveDay(base.from, days.by, days.sign);
      return grain === "day" || grain === "week" ? single(from) : { from, to: from, grain: "day" };
    }
    case "span": {
      const from = place(days.from, here);
      if (!from) return null;
      const to = placeAfter(days.to, from, here);
      return to && to.to >= from.from ? { from: from.from, to: to.to, grain: from.grain } : null;
    }
    case "run":
      return run(days.period, days.count, here);
    case "edge": {
      const of = place(days.of, here);
      return of && edge(days.edge, of);
    }
    case "weekOf": {
      const of = place(days.of, here);
      if (!of) return null;
      const from = startOfWeek(of.from, here.weekStart);
      return { from, to: from + 6, grain: "week" };
    }
    case "isoWeek": {
      const { year } = fromDay(here.today);
      for (let y = year; y <= year + 6; y++) {
        const from = startOfWeek(toDay(y, 1, 4), 1) + (days.n - 1) * 7;
        if (from + 6 >= here.today && fromDay(from + 3).year === y)
          return { from, to: from + 6, grain: "week" };
      }
      return null;
    }
    case "season": {
      const { year } = fromDay(here.today);
      for (let y = year - 1; y <= year + 2; y++) {
        const from = toDay(y, days.from[0], days.from[1]);
        const to = toDay(days.to[0] < days.from[0] ? y + 1 : y, days.to[0], days.to[1]);
        if (to < here.today) continue;
        const plus = days.plus && from <= here.today ? 1 : 0;
        const shift = (day: Day): Day => (plus ? addMonths(day, 12) : day);
        return { from: shift(from), to: shift(to), grain: "month" };
      }
      return null;
    }
  }
}

const single = (day: Day): Stretch => ({ from: day, to: day, grain: "day" });

function coarsest(by: Duration): Unit {
  return by[0]?.unit ?? "day";
}

/** Moves a day by a sum of days, weeks, months and years; the largest units first. */
export function moveDay(day: Day, by: Duration, sign: number): Day {
  let at = day;
  for (const { amount, unit } of by) {
    if (unit === "month") at = addMonths(at, sign * amount);
    else if (unit === "year") at = addMonths(at, sign * amount * 12);
  }
  for (const { amount, unit } of by) {
    if (unit === "day") at += sign * amount;
    else if (unit === "week") at += sign * amount * 7;
  }
  return at;
}

function monthAt(day: Day, plus: number, length: number, grain: Unit): Stretch {
  const { year, month } = fromDay(day);
  const first = Math.floor((month - 1) / length) * length + 1 + plus * length;
  return { from: toDay(year, first, 1), to: toDay(year, first + length, 1) - 1, grain };
}

function periodAt(period: Period, plus: number, here: Here): Stretch | null {
  const { today, weekStart } = here;
  const { year } = fromDay(today);
  switch (period) {
    case "day":
      return single(today + plus);
    case "workday": {
      let day = today;
      for (let left = plus; left > 0; ) if (weekdayOf(++day) <= 5) left -= 1;
      for (let left = plus; left < 0; ) if (weekdayOf(--day) <= 5) left += 1;
      return single(day);
    }
    case "week":
    case "fortnight": {
      const from = startOfWeek(today, weekStart) + 7 * plus * (period === "week" ? 1 : 2);
      return { from, to: from + (period === "week" ? 6 : 13), grain: "week" };
    }
    case "weekend": {
      const saturday = startOfWeek(today, 1) + 5 + 7 * plus;
      return { from: plus === 0 && today > saturday ? today : saturday, to: saturday + 1, grain: "day" };
    }
    case "month":
      return monthAt(today, plus, 1, "month");
    case "quarter":
      return monthAt(today, plus, 3, "month");
    case "half":
      return monthAt(today, plus, 6, "month");
    case "year":
      return { from: toDay(year + plus, 1, 1), to: toDay(year + plus, 12, 31), grain: "year" };
    case "decade": {
      const from = Math.floor(year / 10) * 10 + plus * 10;
      return { from: toDay(from, 1, 1), to: toDay(from + 9, 12, 31), grain: "year" };
    }
    default:
      return null;
  }
}

/** The first matching days from today on; a weekday alone never means today. */
function comingOn(pattern: Pattern, here: Here): Stretch | null {
  const { weekday, date, month, year, feast } = pattern;
  const now = fromDay(here.today);
  if (feast) {
    for (let y = year ?? now.year; y <= (year ?? now.year + 2); y++) {
      const day = feastDay(feast, y);
      if (year !== undefined || day >= here.today) return single(day);
    }
    return null;
  }
  if (month !== undefined) {
    if (date === undefined) {
      if (year !== undefined || month >= now.month) return wholeMonth(year ?? now.year, month);
      return wholeMonth(now.year + 1, month);
    }
    for (let y = year ?? now.year; y <= (year ?? now.year + 8); y++) {
      if (date > daysInMonth(y, month)) continue;
      const day = toDay(y, month, date);
      if (year === undefined && day < here.today) continue;
      return single(day);
    }
    return null;
  }
  if (date !== undefined) {
    let y = now.year;
    let m = now.month;
    for (let k = 0; k < YEARS_AHEAD * 12; k++, m++) {
      if (m > 12) {
        m = 1;
        y += 1;
      }
      if (date > daysInMonth(y, m)) continue;
      const day = toDay(y, m, date);
      if (day >= here.today && (weekday === undefined || weekdayOf(day) === weekday)) return single(day);
    }
    return null;
  }
  if (weekday !== undefined) return single(nextWeekday(here.today, weekday));
  if (year !== undefined) return { from: toDay(year, 1, 1), to: toDay(year, 12, 31), grain: "year" };
  return null;
}

function wholeMonth(year: number, month: number): Stretch {
  const from = toDay(year, month, 1);
  return { from, to: from + daysInMonth(year, month) - 1, grain: "month" };
}

/** The days of `a` that lie within `b`. */
function within(a: Days, b: Days, here: Here): Stretch | null {
  const stretch = place(b, here);
  if (!stretch) return null;
  const first = place(a, { ...here, today: stretch.from - (isWeekday(a) ? 1 : 0) });
  return first && first.from <= stretch.to ? first : null;
}

const isWeekday = (days: Days): boolean =>
  days.op === "on" && days.pattern.weekday !== undefined && !days.pattern.date;

function nth(n: number, what: Pattern | Period, of: Days, here: Here): Stretch | null {
  const stretch = place(of, here);
  if (!stretch) return null;
  const found = nthIn(n, what, stretch);
  if (!found) return null;
  // If it has passed in the current month or year, the next month or year is meant.
  if (
    found.to < here.today &&
    of.op === "current" &&
    of.plus === 0 &&
    (of.period === "month" || of.period === "year")
  ) {
    const next = place({ ...of, plus: 1 }, here);
    return next && nthIn(n, what, next);
  }
  // "the last friday of november", said after that day.
  if (
    found.to < here.today &&
    of.op === "on" &&
    of.pattern.month !== undefined &&
    of.pattern.year === undefined
  ) {
    const { year } = fromDay(here.today);
    return nthIn(n, what, wholeMonth(year + 1, of.pattern.month));
  }
  return found;
}

function nthIn(n: number, what: Pattern | Period, stretch: Stretch): Stretch | null {
  const step = n > 0 ? 1 : -1;
  if (what === "week") {
    const week = stretch.grain === "month" && n > 0 ? stretch.from + (n - 1) * 7 : stretch.to - 6;
    return { from: week, to: week + 6, grain: "week" };
  }
  if (what === "month") {
    const month = monthAt(n > 0 ? stretch.from : stretch.to, n > 0 ? n - 1 : n + 1, 1, "month");
    return month.from >= stretch.from && month.to <= stretch.to ? month : null;
  }
  if (what === "quarter") {
    const quarter = monthAt(n > 0 ? stretch.from : stretch.to, n > 0 ? n - 1 : n + 1, 3, "month");
    return quarter.from >= stretch.from && quarter.to <= stretch.to ? quarter : null;
  }
  if (what === "half") {
    const half = monthAt(n > 0 ? stretch.from : stretch.to, n > 0 ? n - 1 : n + 1, 6, "month");
    return half.from >= stretch.from && half.to <= stretch.to ? half : null;
  }
  if (what === "year" || what === "hour" || what === "minute" || what === "decade" || what === "fortnight")
    return null;
  const fits = (day: Day): boolean => {
    if (what === "day") return true;
    if (what === "workday") return weekdayOf(day) <= 5;
    if (what === "weekend") return weekdayOf(day) === 6;
    return typeof what === "object" && matches(what, day);
  };
  let left = Math.abs(n);
  for (let day = step > 0 ? stretch.from : stretch.to; day >= stretch.from && day <= stretch.to; day += step)
    if (fits(day) && --left === 0)
      return what === "weekend" ? { from: day, to: day + 1, grain: "day" } : single(day);
  return null;
}

function matches(pattern: Pattern, day: Day): boolean {
  const { month, day: date } = fromDay(day);
  return (
    (pattern.weekday === undefined || weekdayOf(day) === pattern.weekday) &&
    (pattern.date === undefined || date === pattern.date) &&
    (pattern.month === undefined || month === pattern.month)
  );
}

function count(n: number, what: Pattern, from: Days, here: Here): Stretch | null {
  const base = place(from, here);
  if (!base) return null;
  if (what.weekday !== undefined) {
    if (n > 0) return single(nextWeekday(base.to, what.weekday) + (n - 1) * 7);
    const before = base.from - ((weekdayOf(base.from) - what.weekday + 6) % 7) - 1;
    return single(before + (n + 1) * 7);
  }
  if (what.month !== undefined) {
    const { year, month } = fromDay(base.from);
    return wholeMonth(
      n < 0 ? (what.month < month ? year : year - 1) : what.month > month ? year : year + 1,
      what.month,
    );
  }
  return null;
}

function run(period: Period, amount: number, here: Here): Stretch | null {
  const next = periodAt(period, 1, here);
  if (!next) return null;
  const grain = next.grain;
  if (period === "week" || period === "month" || period === "year") {
    const there = moveDay(here.today, [{ amount: Math.abs(amount), unit: period }], Math.sign(amount));
    return amount > 0 ? { from: here.today, to: there, grain } : { from: there, to: here.today - 1, grain };
  }
  const there = periodAt(period, amount, here) ?? next;
  return amount > 0
    ? { from: here.today, to: there.to, grain }
    : { from: there.from, to: here.today - 1, grain };
}

/** The end of a range, resolved relative to its start: "28 december to 3 january", "monday to friday". */
function placeAfter(days: Days, from: Stretch, here: Here): Stretch | null {
  if (days.op === "on" || days.op === "season") {
    const year = days.op === "on" ? days.pattern.year : undefined;
    if (year !== undefined) return place(days, here);
    return place(days, { ...here, today: from.from });
  }
  return place(days, here);
}

function edge(which: Edge, of: Stretch): Stretch {
  const length = of.to - of.from + 1;
  if (which === "start") return single(of.from);
  if (which === "end") return single(of.to);
  return single(of.grain === "month" && length <= 31 ? of.from + 14 : of.from + Math.floor((length - 1) / 2));
}
