import type { Duration } from "../terms.ts";
import type { Unit } from "../when.ts";
import { type Operator, op } from "./operator.ts";
import { unitOf } from "./shared.ts";

/** A number of units, with a fraction converted to a smaller unit: 1.5 hours are 90 minutes. */
export function times(amount: number, { unit }: { unit: Unit }): Duration | null {
  if (Number.isInteger(amount) || unit === "minute") return [{ amount: Math.floor(amount), unit }];
  const smaller: Partial<Record<Unit, [Unit, number]>> = {
    hour: ["minute", 60],
    day: ["hour", 24],
    week: ["day", 7],
    month: ["day", 30],
    year: ["month", 12],
  };
  const part = smaller[unit];
  return part ? [{ amount: Math.round(amount * part[1]), unit: part[0] }] : null;
}

/** Durations. */
export const durations = {
  amounts: op("amounts", (a) => {
    const [least = 0, most = 0] = a.list("number");
    return least >= 1 && least < most && most <= 999 ? [least, most] : null;
  }),
  durationCount: op("duration", (a) => {
    const n = a.get("number");
    const unit = unitOf(a);
    return n !== undefined && unit && n <= 9999 ? times(n * unit.amount, unit) : null;
  }),
  durationOne: op("duration", (a) => {
    const unit = a.get("unit");
    return unit ? times(unit.amount, unit) : null;
  }),
  durationHalf: op("duration", (a) => {
    const unit = a.get("unit");
    return unit ? times(unit.amount / 2, unit) : null;
  }),
  durationSame: op("duration", (a) => a.get("duration") ?? null),
  durationAndHalf: op("duration", (a) => {
    const unit = a.get("unit");
    return unit ? times(((a.get("number") ?? 1) + 0.5) * unit.amount, unit) : null;
  }),
  /** "1h30". */
  durationClock: op("duration", (a) => {
    const [hours, minutes] = [a.get("number"), a.get("number", 1)];
    return hours !== undefined && minutes !== undefined && minutes < 60
      ? [{ amount: hours * 60 + minutes, unit: "minute" }]
      : null;
  }),
  durationSum: op("duration", (a) => {
    const [x, y] = [a.get("duration"), a.get("duration", 1)];
    return x && y && x.length + y.length <= 6 ? [...x, ...y] : null;
  }),
} satisfies Record<string, Operator>;
