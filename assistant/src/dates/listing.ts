import type { Cycle, Days, Pattern, Period, Time } from "./terms.ts";

export const WORKDAYS = [1, 2, 3, 4, 5];

/** Kinds of days that a repetition falls on. */
const KINDS = ["weekdays", "dates", "nths", "positions", "months"] as const;

/**
 * One repetition on the days of both. A rule can list days of one kind: "the 1st and the 15th", "1 March and 1
 * October", but not "the 15th and the last Friday"; anything else is marked as unsupported.
 */
export function united(x: Cycle, y: Cycle): Cycle {
  const differing = [...new Set([...Object.keys(x), ...Object.keys(y)])].filter(
    (key) => JSON.stringify(x[key as keyof Cycle]) !== JSON.stringify(y[key as keyof Cycle]),
  );
  const [only, second] = differing;
  if (only === undefined) return x;
  const kind = KINDS.find((one) => one === only);
  const [a, b] = kind ? [x[kind], y[kind]] : [];
  // BYSETPOS counts among the listed weekdays.
  if (second !== undefined || !kind || !a || !b || (kind === "weekdays" && x.positions))
    return { ...x, unsupported: true };
  const all = new Map([...a, ...b].map((value) => [JSON.stringify(value), value]));
  return { ...x, [kind]: [...all.values()] };
}

/**
 * Several repetitions as one; null if one of them is null. Those with the same months are combined first: "the 10th and
 * 25th of March and September" are two days in each of two months.
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

/** The n-th days of a kind in a month or a year; several positions mean several days. */
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

/**
 * "monthly, the last friday": with a monthly repetition this is the last Friday of each month, not the most recent one.
 */
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
