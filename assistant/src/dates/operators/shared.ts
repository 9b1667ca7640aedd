import type { Args } from "../args.ts";
import type { Clock, Days, Duration, Part, Pattern, Period, Time, Values } from "../terms.ts";
import { type Unit, unitMinutes } from "../when.ts";

/** Days that match a pattern. */
export const on = (pattern: Pattern): Days => ({ op: "on", pattern });
/** The period `plus` periods after the current one. */
export const current = (period: Period, plus: number): Days => ({ op: "current", period, plus });
/** The current day. */
export const today = current("day", 0);

/** The day of a month, from an ordinal or a plain number. */
export function dateOf(args: Args, nth = 0): number | null {
  const value = args.list("ordinal", "number", "figure")[nth];
  return value !== undefined && Number.isInteger(value) && value >= 1 && value <= 31 ? value : null;
}

/** Whether a duration is in hours or minutes. */
export function isTimeOfDay(by: Duration): boolean {
  return by.some(({ unit }) => unit === "hour" || unit === "minute");
}

/** A unit, from its name or its letter. */
export const unitOf = (a: Args): Values["unit"] | undefined => a.get("unit") ?? a.get("letter");

/** The duration as an amount of one unit, for shifts; minutes if the units differ. */
export function single(by: Duration): { amount: number; unit: Unit } | null {
  if (by.length === 1) return by[0] ?? null;
  return {
    amount: by.reduce((sum, { amount, unit }) => sum + amount * unitMinutes[unit], 0),
    unit: "minute",
  };
}

/** Moves a time later or earlier by a duration. */
export function shift(by: Duration | undefined, sign: 1 | -1): Time | null {
  const sum = by && single(by);
  return sum ? { shift: { amount: sign * sum.amount, unit: sum.unit } } : null;
}

/** A time of day from its minute; null beyond the end of the day. */
export function onClock(minute: number, open: boolean, grain: Clock["grain"]): Clock | null {
  if (minute < 0) return onClock(minute + 720, open, grain);
  return minute < 1440 ? { minute, open, grain } : minute === 1440 ? { minute: 0, open: false, grain } : null;
}

/** A full hour. */
export function asClock(hour: number | undefined): Clock | null {
  if (hour === undefined) return null;
  return onClock(hour * 60, hour >= 1 && hour <= 12, "hour");
}

/** A range of two days; a year given for one applies to the other. */
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

/** "july 13-15": the second day takes its month from the first, or the first from the second. */
export function withMonthOf(days: Days, date: number): Days | null {
  if (days.op !== "on" || days.pattern.month === undefined) return null;
  const { weekday: _, ...rest } = days.pattern;
  return on({ ...rest, date });
}

/** "the 27th to the 3rd of april": the first day is in the previous month if its number is higher. */
function withMonthOfEnd(from: Days, to: Days): Days | null {
  if (from.op !== "on" || to.op !== "on") return null;
  const [{ date, month }, end] = [from.pattern, to.pattern];
  if (!date || month || !end.month || !end.date) return null;
  if (date <= end.date)
    return on({ ...from.pattern, month: end.month, ...(end.year ? { year: end.year } : {}) });
  const year = end.year && (end.month === 1 ? end.year - 1 : end.year);
  return on({ ...from.pattern, month: end.month === 1 ? 12 : end.month - 1, ...(year ? { year } : {}) });
}

/** The given positions: one ordinal, several, or the last. */
export function placesOf(a: Args): readonly number[] {
  const n = a.get("ordinal") ?? (a.has("last") ? -1 : undefined);
  return a.get("ordinals") ?? (n === undefined ? [] : [n]);
}

/** A time of day, in any of its forms. */
export function anyClock(value: Clock | number | Part): Clock | null {
  if (typeof value === "number") return asClock(value);
  return "at" in value ? { minute: value.at, open: false, grain: "hour" } : value;
}
