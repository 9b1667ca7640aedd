import type { Days, Values } from "../terms.ts";
import { type Operator, op } from "./operator.ts";
import { current, dateOf, on, rangeOf, today, withMonthOf } from "./shared.ts";

/** A period of the calendar; hours and minutes are not, they are counted from now. */
function ofCalendar(unit: Values["unit"] | undefined, plus: number): Days | null {
  return unit && unit.period !== "hour" && unit.period !== "minute" ? current(unit.period, plus) : null;
}

function yearOf(n: number | undefined): number | null {
  if (n === undefined || !Number.isInteger(n)) return null;
  if (n >= 1900 && n < 2200) return n;
  return null;
}

/** Weeks, months, seasons and runs of days, and positions within them. */
export const stretches = {
  month: op("stretch", (a) => on({ month: a.get("month") ?? 0 })),
  monthNext: op("stretch", (a) => ({
    op: "within",
    a: on({ month: a.get("month") ?? 0 }),
    b: current("year", 1),
  })),
  monthLast: op("piece", (a) => ({
    days: { op: "count", n: -1, what: { month: a.get("month") ?? 0 }, from: today },
    past: true,
  })),
  monthYear: op("stretch", (a) => {
    const month = a.get("month");
    const year = a.get("year");
    return month && year ? on({ month, year }) : null;
  }),
  year: op("stretch", (a) => on({ year: a.get("year") ?? 0 })),
  yearNumber: op("year", (a) => yearOf(a.get("number"))),
  thisPeriod: op("stretch", (a) => ofCalendar(a.get("unit"), 0)),
  nextPeriod: op("stretch", (a) => ofCalendar(a.get("unit"), 1)),
  afterNextPeriod: op("stretch", (a) => ofCalendar(a.get("unit"), 2)),
  lastPeriod: op("piece", (a) => ({ days: current(a.get("unit")?.period ?? "day", -1), past: true })),
  periodsAhead: op("stretch", (a) => {
    const unit = a.get("unit");
    return unit && a.get("number") ? current(unit.period, a.get("number") ?? 1) : null;
  }),
  nextPeriods: op("stretch", (a) => {
    const unit = a.get("unit");
    const count = a.get("number");
    return unit && count && count <= 500 ? { op: "run", period: unit.period, count } : null;
  }),
  lastPeriods: op("piece", (a) => {
    const unit = a.get("unit");
    const count = a.get("number");
    return unit && count && count <= 500
      ? { days: { op: "run", period: unit.period, count: -count }, past: true }
      : null;
  }),
  quarter: op("stretch", (a) => {
    const n = a.get("ordinal") ?? a.get("number") ?? 0;
    return n >= 1 && n <= 4 ? { op: "nth", n, what: "quarter", of: current("year", 0) } : null;
  }),
  quarterYear: op("stretch", (a) => {
    const n = a.get("ordinal") ?? a.get("number") ?? 0;
    const of = a.get("stretch") ?? (a.get("year") ? on({ year: a.get("year") ?? 0 }) : undefined);
    return n >= 1 && n <= 4 && of ? { op: "nth", n, what: "quarter", of } : null;
  }),
  season: op("stretch", (a) => {
    const season = a.get("season");
    return season ? { op: "season", from: season.from, to: season.to } : null;
  }),
  seasonNext: op("stretch", (a) => {
    const season = a.get("season");
    return season ? { op: "season", from: season.from, to: season.to, plus: 1 } : null;
  }),
  edgeOf: op("day", (a) => {
    const of = a.get("stretch");
    return of ? { op: "edge", edge: a.get("edge") ?? "end", of } : null;
  }),
  edgeThis: op("day", (a) => {
    const unit = a.get("unit");
    return unit && unit.period !== "minute" && unit.period !== "hour"
      ? { op: "edge", edge: a.get("edge") ?? "end", of: current(unit.period, 0) }
      : null;
  }),
  weekOf: op("stretch", (a) => {
    const date = dateOf(a);
    const of = a.get("day") ?? (date ? on({ date }) : undefined);
    return of ? { op: "weekOf", of } : null;
  }),
  isoWeek: op("stretch", (a) => {
    const n = a.get("number") ?? a.get("ordinal") ?? 0;
    return n >= 1 && n <= 53 ? { op: "isoWeek", n } : null;
  }),
  runUntil: op("stretch", (a) =>
    rangeOf(a.get("day") ?? a.get("stretch"), a.get("day", 1) ?? a.get("stretch", 1)),
  ),
  days: op("stretch", (a) => {
    const all = a.list("day", "stretch");
    return rangeOf(all[0], all[1]);
  }),
  /** "july 13-15", "the 13th to the 15th of july". */
  daysOfMonth: op("stretch", (a) => {
    const last = dateOf(a);
    const first = a.get("day");
    const to = first && last ? withMonthOf(first, last) : null;
    return first && to ? rangeOf(first, to) : null;
  }),
  daysToMonth: op("stretch", (a) => {
    const first = dateOf(a);
    const last = a.get("day");
    const from = last && first ? withMonthOf(last, first) : null;
    return last && from ? rangeOf(from, last) : null;
  }),
  datesOnly: op("stretch", (a) => {
    const [from, to] = [dateOf(a), dateOf(a, 1)];
    return from && to && from < to ? rangeOf(on({ date: from }), on({ date: to })) : null;
  }),
  monthsYear: op("stretch", (a) => {
    const [from, to, year] = [a.get("month"), a.get("month", 1), a.get("year")];
    if (!from || !to) return null;
    const at = year === undefined ? {} : { year };
    return rangeOf(on({ month: from, ...at }), on({ month: to, ...at }));
  }),

  // Positions within a stretch
  nthWeekday: op("day", (a) => {
    const n = a.get("ordinal") ?? (a.has("last") ? -1 : undefined);
    const of = a.get("stretch");
    const weekday = a.get("weekday");
    return n && n < 54 && of && weekday ? { op: "nth", n, what: { weekday }, of } : null;
  }),
  nthWeekdayHere: op("day", (a) => {
    const n = a.get("ordinal") ?? (a.has("last") ? -1 : undefined);
    const weekday = a.get("weekday");
    return n && n <= 5 && weekday ? { op: "nth", n, what: { weekday }, of: current("month", 0) } : null;
  }),
  nthPeriod: op("day", (a) => {
    const n = a.get("ordinal") ?? (a.has("last") ? -1 : undefined);
    const of = a.get("stretch");
    const unit = a.get("unit");
    return n && of && unit ? { op: "nth", n, what: unit.period, of } : null;
  }),
  nthPeriodHere: op("day", (a) => {
    const n = a.get("ordinal") ?? (a.has("last") ? -1 : undefined);
    const unit = a.get("unit");
    return n && unit?.period === "workday"
      ? { op: "nth", n, what: "workday", of: current("month", 0) }
      : null;
  }),
} satisfies Record<string, Operator>;
