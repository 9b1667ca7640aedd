import type { Frequency } from "../../calendar/rule.ts";
import { nthParts, WORKDAYS } from "../listing.ts";
import type { Cycle, Days, Period } from "../terms.ts";

const FREQUENCY: Partial<Record<Period, [Frequency, number]>> = {
  hour: ["HOURLY", 1],
  day: ["DAILY", 1],
  week: ["WEEKLY", 1],
  fortnight: ["WEEKLY", 2],
  month: ["MONTHLY", 1],
  quarter: ["MONTHLY", 3],
  half: ["MONTHLY", 6],
  year: ["YEARLY", 1],
};

/** Saturday and Sunday. */
export const WEEKEND = [6, 7];

/** Every `interval` periods; null if no rule can express it. */
export function every(period: Period, interval: number): Cycle | null {
  if (!Number.isInteger(interval) || interval < 1 || interval > 999) return null;
  if (period === "workday" && interval === 1) return { freq: "WEEKLY", interval: 1, weekdays: WORKDAYS };
  if (period === "weekend") return { freq: "WEEKLY", interval, weekdays: WEEKEND };
  if (period === "minute") return { freq: "HOURLY", interval, unsupported: true };
  const known = FREQUENCY[period];
  return known ? { freq: known[0], interval: known[1] * interval } : null;
}

/** `count` times per period: evenly spread if a rule can express that. */
export function often(count: number, period: Period): Cycle | null {
  const base = every(period, 1);
  if (!base || !Number.isInteger(count) || count < 1) return null;
  if (count === 1) return base;
  if (period === "day" && count <= 6) {
    const hours =
      count === 2 ? [9, 21] : Array.from({ length: count }, (_, k) => 8 + Math.round((k * 14) / (count - 1)));
    return { ...base, times: hours.map((hour) => ({ minute: hour * 60, open: false, grain: "hour" })) };
  }
  const spread: Partial<Record<Period, (n: number) => Cycle | null>> = {
    week: (n) => {
      const days = [[], [], [1, 4], [1, 3, 5], [1, 2, 4, 5], WORKDAYS][n];
      return days ? { freq: "WEEKLY", interval: 1, weekdays: days } : null;
    },
    month: (n) => (n === 2 ? { freq: "MONTHLY", interval: 1, dates: [1, 15] } : null),
    year: (n) => (12 % n === 0 ? { freq: "MONTHLY", interval: 12 / n } : null),
  };
  return spread[period]?.(count) ?? { ...base, unsupported: true };
}

/** A monthly or yearly repetition of a calendar day that a phrase names. */
export function returning(days: Days | undefined, freq: "MONTHLY" | "YEARLY", interval = 1): Cycle | null {
  if (!days) return null;
  const base = { freq, interval } as const;
  if (days.op === "on") {
    const { date, month, weekday, year, feast } = days.pattern;
    if (year !== undefined) return null;
    if (feast)
      return "day" in feast
        ? { freq: "YEARLY", interval, months: [feast.month], dates: [feast.day] }
        : "weekday" in feast && !feast.plus
          ? {
              freq: "YEARLY",
              interval,
              months: [feast.month],
              nths: [{ n: feast.n, weekday: feast.weekday }],
            }
          : { freq: "YEARLY", interval, unsupported: true };
    if (month !== undefined)
      return weekday === undefined
        ? { freq: "YEARLY", interval, months: [month], ...(date === undefined ? {} : { dates: [date] }) }
        : null;
    if (date !== undefined && weekday === undefined) return { ...base, dates: [date] };
    if (weekday !== undefined && date === undefined) return { freq: "WEEKLY", interval, weekdays: [weekday] };
    return null;
  }
  if (days.op === "nth") {
    const { of } = days;
    const month = of.op === "on" && of.pattern.year === undefined ? of.pattern.month : undefined;
    const current = of.op === "current" && (of.period === "month" || of.period === "year");
    // A range with bounds of its own ("from may to june") says when, not how often.
    if (month === undefined && !current) return null;
    const scope = month !== undefined ? ({ freq: "YEARLY", interval, months: [month] } as const) : base;
    return { ...scope, ...nthParts([days.n], days.what) };
  }
  if (days.op === "edge" && days.of.op === "current") {
    if (days.of.period === "month" || days.of.period === "year") {
      const yearly = days.of.period === "year";
      const end = days.edge === "end";
      return {
        freq: yearly ? "YEARLY" : "MONTHLY",
        interval,
        ...(yearly ? { months: [end ? 12 : 1] } : {}),
        dates: [end ? -1 : days.edge === "start" ? 1 : 15],
      };
    }
  }
  if (days.op === "edge" && days.of.op === "on" && days.of.pattern.month !== undefined)
    return {
      freq: "YEARLY",
      interval,
      months: [days.of.pattern.month],
      dates: [days.edge === "end" ? -1 : days.edge === "start" ? 1 : 15],
    };
  return null;
}
