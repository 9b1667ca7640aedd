import { nthParts, ofEachMonth, united, unitedAll } from "./listing.ts";
import type { Clock, Cycle, Days, Part, Time } from "./terms.ts";

/**
 * Combines two terms: a day and a time, a weekday and a week, a repetition and its start. Null if they contradict each
 * other or say the same thing twice.
 */
export function intersect(a: Time, b: Time): Time | null {
  if (!joins(a, b)) return null;
  const out = both(withoutImplied(a, b), withoutImplied(b, a));
  if (!out) return null;
  delete out.loose;
  delete out.otherwise;
  return b.loose ? { ...out, loose: b.loose } : out;
}

/** A day that was only implied yields to an explicit day or time. */
function withoutImplied(time: Time, other: Time): Time {
  if (!time.impliedDay || (!other.days && !other.clock && !other.cycle)) return time;
  const { days: _, impliedDay: __, ...rest } = time;
  return rest;
}

/** Whether a bare number may be the hour of the other term: only next to an explicit day. */
function joins(a: Time, b: Time): boolean {
  if (a.loose) return a.loose === "figure" && namesDay(b) && !b.bound && !b.cycle;
  if (b.loose) return (namesDay(a) || a.cycle !== undefined || a.shift !== undefined) && !a.bound && !a.also;
  return true;
}

function namesDay({ days }: Time): boolean {
  if (!days) return false;
  if (days.op === "current") return days.period === "day";
  if (days.op === "on") return days.pattern.weekday !== undefined || days.pattern.month !== undefined;
  return days.op === "weekday";
}

/** "next week, same time": the same weekday a week later. Null if the other term names no longer period. */
function periodsLater(time: Time): Time | null {
  const { days } = time;
  if (days?.op !== "current" || Object.keys(time).length > 1 || days.plus < 1) return null;
  const { period, plus } = days;
  return period === "week" || period === "month" || period === "year"
    ? { shift: { amount: plus, unit: period } }
    : null;
}

function both(a: Time, b: Time): Time | null {
  const later = a.same ? periodsLater(b) : b.same ? periodsLater(a) : null;
  if (later) return later;
  if (a.cycle || b.cycle) return withCycle(a, b);
  if (a.elapsed || b.elapsed) return null;
  if (a.also && (b.days || b.also)) return null;
  if (b.also && (a.days || a.bound)) return null;
  if (a.bound && (b.bound || b.days || a.days)) return null;
  if (b.bound && b.days && a.days) return null;
  const out: Time = { ...a, ...b };
  if (a.days && b.days) {
    const days = sameDays(a.days, b.days);
    if (!days) return null;
    out.days = days;
  }
  const clock = sameClock(a, b);
  if (clock === null) return null;
  if (clock.clock) out.clock = clock.clock;
  if (clock.part) out.part = clock.part;
  if (!clock.part) delete out.part;
  if (a.zone && b.zone && a.zone !== b.zone) return null;
  if (a.until && b.until) return null;
  if ((a.until && b.clock) || (b.until && a.clock)) return null;
  if (a.shift && b.shift) return null;
  if ((a.shift && b.days) || (b.shift && a.days)) return null;
  if (a.ahead || b.ahead) return aheadAt(out, a, b);
  return out;
}

/** "the day before at 9". */
function aheadAt(out: Time, a: Time, b: Time): Time | null {
  const ahead = a.ahead ?? b.ahead;
  const other = a.ahead ? b : a;
  if (!ahead || (a.ahead && b.ahead) || other.days || (!other.clock && !other.part)) return null;
  if (ahead.by.some((part) => part.unit === "hour" || part.unit === "minute")) return null;
  return {
    ...out,
    ahead: { ...ahead, ...(out.clock ? { clock: out.clock } : {}), ...(out.part ? { part: out.part } : {}) },
  };
}

function sameClock(a: Time, b: Time): { clock?: Clock; part?: Part } | null {
  if (a.clock && b.clock) {
    return a.clock.minute % 720 === b.clock.minute % 720 &&
      a.clock.open !== b.clock.open &&
      !a.until &&
      !b.until
      ? { clock: a.clock.open ? b.clock : a.clock }
      : null;
  }
  const clock = a.clock ?? b.clock;
  if (a.part && b.part) {
    // "tonight at midnight", "at lunchtime in the afternoon": the narrower one, if the other contains it.
    const [narrow, wide] =
      a.part.to - a.part.from <= b.part.to - b.part.from ? [a.part, b.part] : [b.part, a.part];
    const midnight = narrow.at === 0 && wide.to >= 1440;
    if (!midnight && (narrow.at < wide.from || narrow.at >= wide.to)) return null;
    return clock ? inPart(clock, narrow) : { part: midnight ? { at: 1440, from: 1380, to: 1500 } : narrow };
  }
  const part = a.part ?? b.part;
  if (!clock) return part ? { part } : {};
  return part ? inPart(clock, part) : { clock };
}

/** The reading of a clock time, am or pm, that lies within a part of the day. Null if neither does. */
export function inPart(clock: Clock, part: Part): { clock: Clock; part?: Part } | null {
  const closed = (minute: number): { clock: Clock; part: Part } => ({
    clock: { ...clock, minute, open: false },
    part,
  });
  if (!clock.open)
    return (clock.minute >= part.from && clock.minute < part.to) || clock.minute + 1440 < part.to
      ? closed(clock.minute)
      : null;
  const early = clock.minute % 720;
  for (const minute of [early, early + 720])
    if (minute >= part.from && minute < part.to) return closed(minute);
  // After midnight: "at 2 in the night", "12 at night".
  if (early + 1440 < part.to) return closed(early);
  return null;
}

function sameDays(a: Days, b: Days): Days | null {
  if (a.op === "on" && b.op === "on") {
    const [p, q] = [a.pattern, b.pattern];
    for (const key of ["weekday", "date", "month", "year"] as const)
      if (p[key] !== undefined && q[key] !== undefined && p[key] !== q[key]) return null;
    if (p.feast && q.feast) return null;
    if ((p.feast && (q.date || q.month)) || (q.feast && (p.date || p.month))) return null;
    if (Object.keys(q).every((key) => p[key as keyof typeof p] !== undefined)) return null;
    const pattern = { ...p, ...q };
    // A weekday together with a month needs a position: the n-th of it.
    if (pattern.weekday && pattern.month && !pattern.date) return null;
    if (pattern.weekday && pattern.year && !pattern.date) return null;
    if (pattern.date && pattern.year && !pattern.month) return null;
    return { op: "on", pattern };
  }
  if (isDay(a) && isStretch(b)) return { op: "within", a, b };
  if (isDay(b) && isStretch(a)) return { op: "within", a: b, b: a };
  // "today, the 5th", "tomorrow friday": the first one determines the day.
  if (a.op === "current" && a.period === "day" && names(b)) return a;
  if (b.op === "current" && b.period === "day" && names(a)) return b;
  // "monday, two weeks from now": the weekday in that week.
  if (a.op === "on" && a.pattern.weekday && !a.pattern.date && b.op === "move")
    return { op: "within", a, b: { op: "weekOf", of: b } };
  return null;
}

const names = (days: Days): boolean =>
  days.op === "on" && (days.pattern.weekday !== undefined || days.pattern.month !== undefined);
const isWeekday = ({ op, ...days }: Days): boolean =>
  op === "on" && "pattern" in days && days.pattern.weekday !== undefined && !days.pattern.date;
const isDay = (days: Days): boolean =>
  days.op === "on" &&
  (days.pattern.weekday !== undefined || days.pattern.date !== undefined || days.pattern.feast !== undefined);
const isStretch = (days: Days): boolean =>
  (days.op === "current" && days.period !== "day" && days.period !== "workday") ||
  days.op === "weekOf" ||
  days.op === "isoWeek" ||
  days.op === "run" ||
  days.op === "season" ||
  (days.op === "span" && days.from.op === "on" && days.from.pattern.date === undefined);

function withCycle(said: Time, beside: Time): Time | null {
  const [a, b] = [ofEachMonth(said, beside.cycle), ofEachMonth(beside, said.cycle)];
  if (a.shift || b.shift || a.ahead || b.ahead || a.elapsed || b.elapsed || a.past || b.past) return null;
  if (a.cycle && b.cycle) return bothCycles(a, b);
  const cycle = (a.cycle ?? b.cycle) as Cycle;
  const [own, other] = a.cycle ? [a, b] : [b, a];
  const out: Time = { ...own, ...other, cycle };
  delete out.days;
  delete out.bound;
  delete out.also;
  const bounded = other.bound !== undefined && other.days !== undefined;
  const clock = bounded && own.clock ? { clock: own.clock } : sameClock(own, other);
  if (clock === null) return null;
  if (out.times) {
    if (cycle.times || bounded) return null;
    out.cycle = { ...cycle, times: [...(out.clock ? [out.clock] : []), ...out.times] };
    delete out.times;
  }
  if (cycle.times && (other.clock || other.part) && !bounded) return null;
  delete out.clock;
  delete out.part;
  Object.assign(out, clock);
  if (own.until && other.clock) return null;
  if (own.bound && !own.days && other.bound) return null;
  if (own.bound && !own.days) out.bound = own.bound;
  if (other.bound && !other.days) {
    if (other.bound !== "from") out.bound = other.bound;
    return out;
  }
  if (!other.days) return out;
  const placed = placeAll(out.cycle as Cycle, [other.days, ...(other.also ?? [])], other.bound, !a.cycle);
  return placed ? { ...out, cycle: placed } : null;
}

/** Days next to a repetition: a single one, or several of the same kind that it falls on. */
function placeAll(cycle: Cycle, days: readonly Days[], bound: Time["bound"], before: boolean): Cycle | null {
  const [first, ...more] = days.map((one) => place(cycle, one, bound, before));
  if (!first || more.length === 0) return first ?? null;
  return unitedAll([first, ...more]);
}

/** A day next to a repetition: its start, its end, or the day that it falls on. */
function place(cycle: Cycle, days: Days, bound: Time["bound"], before: boolean): Cycle | null {
  const weekdays = days.op === "span" ? weekdaysBetween(days) : null;
  if (weekdays && cycle.freq === "DAILY" && cycle.interval === 1 && !cycle.from && !cycle.until)
    return { ...cycle, freq: "WEEKLY", weekdays };
  if (bound === "until" || bound === "by" || bound === "before")
    return cycle.until ? null : { ...cycle, until: days };
  // "from 6 january until 1 march": a range gives both start and end.
  if (bound === "from" && days.op === "span")
    return cycle.from || cycle.until ? null : { ...cycle, from: days.from, until: days.to };
  if (bound === "from" || bound === "after") return cycle.from ? null : { ...cycle, from: days };
  const pattern = days.op === "on" ? days.pattern : undefined;
  const plain = !cycle.weekdays && !cycle.dates && !cycle.nths && !cycle.months;
  if (!plain && (cycle.freq === "MONTHLY" || cycle.freq === "YEARLY")) {
    const also = alike(cycle, days);
    if (also) return united(cycle, also);
  }
  if (pattern?.weekday && !pattern.date && cycle.freq === "WEEKLY" && plain)
    return { ...cycle, weekdays: [pattern.weekday] };
  if (pattern?.date && !pattern.month && !pattern.weekday && cycle.freq === "MONTHLY" && plain)
    return { ...cycle, dates: [pattern.date] };
  if (pattern?.month && !pattern.year && cycle.freq === "YEARLY" && plain)
    return { ...cycle, months: [pattern.month], ...(pattern.date ? { dates: [pattern.date] } : {}) };
  if (days.op === "nth" && cycle.freq === "MONTHLY" && plain) {
    const { n, what, of } = days;
    if (of.op === "current" && of.period === "month") return { ...cycle, ...nthParts([n], what) };
    if (of.op === "span" && !cycle.from && !cycle.until)
      return { ...cycle, ...nthParts([n], what), from: of.from, until: of.to };
  }
  if (
    days.op === "edge" &&
    days.of.op === "current" &&
    days.of.period === "month" &&
    cycle.freq === "MONTHLY" &&
    plain
  )
    return { ...cycle, dates: [days.edge === "end" ? -1 : days.edge === "start" ? 1 : 15] };
  if (days.op === "season" || (pattern?.month && !pattern.date && cycle.freq !== "YEARLY"))
    return inMonths(cycle, days);
  if (cycle.from) return null;
  // A range of days limits the repetition: "every day this week", "daily from 3rd to 9th of july". "on monday and
  // thursday until 1 march" is another weekday and an end, not a Monday in a range that starts on a Thursday.
  if (days.op === "span" && cycle.weekdays && isWeekday(days.from)) return null;
  if (days.op === "span") return cycle.until ? null : { ...cycle, from: days.from, until: days.to };
  if (days.op === "current" && ["week", "month", "weekend", "year"].includes(days.period))
    return cycle.until ? null : { ...cycle, from: days, until: days };
  return before || days.op !== "on" || pattern?.weekday || pattern?.month || pattern?.feast
    ? { ...cycle, from: days }
    : null;
}

/** "every day from monday to friday": weekdays, not the days until the next Friday. Null for other spans. */
function weekdaysBetween({ from, to }: Days & { op: "span" }): number[] | null {
  const [first, last] = [from, to].map((day) =>
    day.op === "on" && Object.keys(day.pattern).length === 1 ? day.pattern.weekday : undefined,
  );
  if (!first || !last) return null;
  const count = ((last - first + 7) % 7) + 1;
  return Array.from({ length: count }, (_, k) => ((first - 1 + k) % 7) + 1).sort((a, b) => a - b);
}

/** The same repetition on other days, if the words name days that it could fall on: "the 1st … and the 15th". */
function alike(cycle: Cycle, days: Days): Cycle | null {
  const { weekdays: _, dates, nths, positions: __, months, ...rest } = cycle;
  const pattern = days.op === "on" ? days.pattern : undefined;
  // A month or a date by itself takes the missing part from what precedes it.
  if (cycle.freq === "YEARLY" && pattern?.month && !pattern.date && !pattern.year && !pattern.weekday)
    return months ? { ...cycle, months: [pattern.month] } : null;
  const plain = place({ freq: cycle.freq, interval: cycle.interval }, days, undefined, false);
  if (
    !plain ||
    plain.from ||
    plain.until ||
    plain.unsupported ||
    (!dates && !nths && cycle.freq === "YEARLY")
  )
    return null;
  return { ...rest, ...plain };
}

function inMonths(cycle: Cycle, days: Days): Cycle | null {
  if (cycle.months) return null;
  // A month of a specific year is not a month of every year.
  if (days.op === "on" && days.pattern.year)
    return cycle.from || cycle.until ? null : { ...cycle, from: days, until: days };
  if (days.op === "on" && days.pattern.month) return { ...cycle, months: [days.pattern.month] };
  if (days.op !== "season") return null;
  const months: number[] = [];
  for (let month = days.from[0]; ; month = (month % 12) + 1) {
    months.push(month);
    if (month === days.to[0] || months.length === 12) break;
  }
  return { ...cycle, months: months.sort((x, y) => x - y) };
}

/** "weekly on mondays", "every day at 7 every other week": one of the two only names the days. */
function bothCycles(a: Time, b: Time): Time | null {
  const [x, y] = [a.cycle as Cycle, b.cycle as Cycle];
  const clock = sameClock(a, b);
  if (!clock) return null;
  const merged = mergeCycles(x, y) ?? mergeCycles(y, x);
  if (!merged) return null;
  const out: Time = { ...a, ...b, cycle: merged };
  delete out.clock;
  delete out.part;
  return Object.assign(out, clock);
}

function mergeCycles(x: Cycle, y: Cycle): Cycle | null {
  const plain = !x.weekdays && !x.dates && !x.nths && !x.months;
  if (x.freq === "WEEKLY" && plain && y.freq === "WEEKLY" && y.weekdays && y.interval === 1)
    return { ...x, weekdays: y.weekdays };
  if (y.implied && y.freq === "WEEKLY" && y.weekdays && x.freq === "DAILY" && plain && x.interval === 1)
    return { ...x, freq: "WEEKLY", weekdays: y.weekdays };
  if (x.freq === "DAILY" && plain && x.interval === 1 && !x.times && y.times) return { ...y };
  if (!plain && x.freq === y.freq && x.interval === y.interval) {
    const both = united(x, y);
    return both.unsupported ? null : both;
  }
  if (x.freq === "MONTHLY" && plain && y.freq === "MONTHLY" && y.interval === 1)
    return { ...y, interval: x.interval };
  if (x.freq === "YEARLY" && plain && (y.freq === "YEARLY" || y.freq === "MONTHLY") && y.interval === 1)
    return y.freq === "YEARLY" ? { ...y, interval: x.interval } : null;
  return null;
}
