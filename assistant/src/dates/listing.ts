import type { Cycle, Days, Pattern, Period, Time } from "./terms.ts";

export const WORKDAYS = [1, 2, 3, 4, 5];

/** The days a repetition falls on, by kind. */
const KINDS = ["weekdays", "dates", "nths", "positions", "months"] as const;

/**
 * One repetition on the days of both. A rule lists days of one kind: "the 1st and the 15th", "1 March and 1 October",
 * not "the 15th and the last Friday"; what differs in more than that is marked as beyond any rule.
 */
export function united(x: Cycle, y: Cycle): Cycle {
  const differing = [...new Set([...Object.keys(x), ...Object.keys(y)])].filter(
    (key) => JSON.stringify(x[key as keyof Cycle]) !== JSON.stringify(y[key as keyof Cycle]),
  );
  const [only, second] = differing;
  if (only === undefined) return x;
  const kind = KINDS.find((one) => one === only);
  const [a, b] = kind ? [x[kind], y[kind]] : [];
  // Positions count among the weekdays beside them.
  if (second !== undefined || !kind || !a || !b || (kind === "weekdays" && x.positions))
    return { ...x, unsupported: true };
  const all = new Map([...a, ...b].map((value) => [JSON.stringify(value), value]));
  return { ...x, [kind]: [...all.values()] };
}

/**
 * Several repetitions as one; null where one of them is none. What shares its months is put together first: "the 10th
 * and 25th of March and September" is two days of each of two months.
 */
export function unitedAll(cycles: readonly (Cycle | null)[]): Cycle | null {
  const ofMonths = new Map<string, Cycle>();
  for (const cycle of cycles) {
    if (!cycle) return null;
    const months = JSON.stringify(cycle.months);
    const same = ofMonths.get(months);
    ofMonths.set(months, same ? united(same, cycle) : cycle);
  }
  const [first, ...more] = ofMonths.values();
  return first ? more.reduce(united, first) : null;
}

/** The n-th days of a kind in a month or a year; several n are several days. */
export function nthParts(places: readonly number[], what: Pattern | Period): Partial<Cycle> {
  if (typeof what === "object") {
    const { weekday } = what;
    return weekday === undefined ? { unsupported: true } : { nths: places.map((n) => ({ n, weekday })) };
  }
  if (what === "day") return { dates: places };
  if (what === "workday") return { weekdays: WORKDAYS, positions: places };
  if (what === "weekend") return { nths: places.map((n) => ({ n, weekday: 6 })) };
  return { unsupported: true };
}

/** "monthly, the last friday": beside a month that returns, the last of a kind is the month's, not the one gone by. */
export function ofEachMonth(time: Time, cycle: Cycle | undefined): Time {
  const { days, past, ...rest } = time;
  const what =
    days?.op === "count" && days.n === -1
      ? days.what
      : days?.op === "current" && days.plus === -1 && (days.period === "day" || days.period === "workday")
        ? days.period
        : undefined;
  if (!past || !what || cycle?.freq !== "MONTHLY") return time;
  const of: Days = { op: "current", period: "month", plus: 0 };
  return { ...rest, days: { op: "nth", n: -1, what, of } };
}
