import type { Args } from "../args.ts";
import type { Clock, Days, Duration, Part, Pattern, Period, Time, Values } from "../terms.ts";
import { type Unit, unitMinutes } from "../when.ts";

/** Days by what holds of them. */
export const on = (pattern: Pattern): Days => ({ op: "on", pattern });
/** The period so many after the one of now. */
export const current = (period: Period, plus: number): Days => ({ op: "current", period, plus });
/** The day of now. */
export const today = current("day", 0);

/** The day of a month, by its ordinal or a plain number. */
export function dateOf(args: Args, nth = 0): number | null {
  const value = args.list("ordinal", "number", "figure")[nth];
  return value !== undefined && Number.isInteger(value) && value >= 1 && value <= 31 ? value : null;
}

/** Whether a duration is counted in hours or minutes. */
export function isTimeOfDay(by: Duration): boolean {
  return by.some(({ unit }) => unit === "hour" || unit === "minute");
}

/** A unit said by its name or its letter. */
export const unitOf = (a: Args): Values["unit"] | undefined => a.get("unit") ?? a.get("letter");

/** A single sum in one unit, for shifts; minutes where the units differ. */
export function single(by: Duration): { amount: number; unit: Unit } | null {
  if (by.length === 1) return by[0] ?? null;
  return {
    amount: by.reduce((sum, { amount, unit }) => sum + amount * unitMinutes[unit], 0),
    unit: "minute",
  };
}

/** A move of a time by so much, later or earlier. */
export function shift(by: Duration | undefined, sign: 1 | -1): Time | null {
  const sum = by && single(by);
  return sum ? { shift: { amount: sign * sum.amount, unit: sum.unit } } : null;
}

/** A time of day by its minute; null beyond a day. */
export function onClock(minute: number, open: boolean, grain: Clock["grain"]): Clock | null {
  if (minute < 0) return onClock(minute + 720, open, grain);
  return minute < 1440 ? { minute, open, grain } : minute === 1440 ? { minute: 0, open: false, grain } : null;
}

/** A full hour. */
export function asClock(hour: number | undefined): Clock | null {
  if (hour === undefined) return null;
  return onClock(hour * 60, hour >= 1 && hour <= 12, "hour");
}

/** Two days as a stretch; a year said once is the other's too. */
export function rangeOf(from: Days | undefined, to: Days | undefined): Days | null {
  if (!from || !to) return null;
  const whole = withMonthOfEnd(from, to);
  if (whole) return { op: "span", from: whole, to };
  if (from.op === "on" && to.op === "on" && from.pattern.month && to.pattern.month) {
    const [first, last] = [from.pattern, to.pattern];
    if (last.year && !first.year) {
      const year = (first.month ?? 0) > (last.month ?? 0) ? last.year - 1 : last.year;
      return { op: "span", from: on({ ...first, year }), to };
    }
  }
  return { op: "span", from, to };
}

/** "july 13-15": the second day takes the month of the first, and the first that of the second. */
export function withMonthOf(days: Days, date: number): Days | null {
  if (days.op !== "on" || days.pattern.month === undefined) return null;
  const { weekday: _, ...rest } = days.pattern;
  return on({ ...rest, date });
}

/** "the 27th to the 3rd of april": the first day is in the month before where it comes later in its own. */
function withMonthOfEnd(from: Days, to: Days): Days | null {
  if (from.op !== "on" || to.op !== "on") return null;
  const [{ date, month }, end] = [from.pattern, to.pattern];
  if (!date || month || !end.month || !end.date) return null;
  if (date <= end.date)
    return on({ ...from.pattern, month: end.month, ...(end.year ? { year: end.year } : {}) });
  const year = end.year && (end.month === 1 ? end.year - 1 : end.year);
  return on({ ...from.pattern, month: end.month === 1 ? 12 : end.month - 1, ...(year ? { year } : {}) });
}

/** The places said: one ordinal, several, or the last. */
export function placesOf(a: Args): readonly number[] {
  const n = a.get("ordinal") ?? (a.has("last") ? -1 : undefined);
  return a.get("ordinals") ?? (n === undefined ? [] : [n]);
}

/** A time of day, however it was said. */
export function anyClock(value: Clock | number | Part): Clock | null {
  if (typeof value === "number") return asClock(value);
  return "at" in value ? { minute: value.at, open: false, grain: "hour" } : value;
}
