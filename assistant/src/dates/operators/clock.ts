import { inPart } from "../intersect.ts";
import type { Clock, Time } from "../terms.ts";
import { type Operator, op } from "./operator.ts";
import { asClock, onClock, single } from "./shared.ts";

function minutesPast(hour: number | undefined, minutes: number | undefined): Clock | null {
  if (hour === undefined || minutes === undefined || !Number.isInteger(minutes)) return null;
  if (minutes <= -60 || minutes >= 60) return null;
  return onClock(hour * 60 + minutes, hour >= 1 && hour <= 12, "minute");
}

function withMeridiem(clock: Clock, half: "am" | "pm"): Clock | null {
  if (clock.minute >= 13 * 60) return half === "pm" && clock.minute < 1440 ? { ...clock, open: false } : null;
  const early = clock.minute % 720;
  return { ...clock, minute: half === "pm" ? early + 720 : early, open: false };
}

/** Two clock times of which only the second may have am or pm: "2-3pm". */
export function hours(from: Clock | undefined, to: Clock | undefined): Time | null {
  if (!from || !to) return null;
  let start = from;
  if (from.open && !to.open) {
    const afternoon = to.minute >= 720;
    const early = from.minute % 720;
    start = { ...from, open: false, minute: afternoon && early + 720 < to.minute ? early + 720 : early };
  }
  let end = to;
  if (to.open && !from.open && to.minute <= from.minute && to.minute + 720 < 1440)
    end = { ...to, minute: to.minute + 720, open: false };
  return { clock: start, until: end };
}

/** Hours and minutes. */
export const clock = {
  clear: op("clear", (a) => {
    const n = a.get("figure") ?? a.get("spelled") ?? -1;
    return Number.isInteger(n) && n >= 0 && n <= 24 ? n : null;
  }),
  hour: op("hour", (a) => {
    const n = a.get("number") ?? -1;
    return Number.isInteger(n) && n >= 0 && n <= 24 ? n : null;
  }),
  clockHour: op("clock", (a) => asClock(a.get("hour"))),
  clockDigits: op("clock", (a) => a.get("digits") ?? null),
  /** "la una": one o'clock is the only singular hour. */
  clockOne: op("clock", () => asClock(1)),
  clockSharp: op("clock", (a) => a.get("clock") ?? a.get("digits") ?? asClock(a.get("hour"))),
  clockHalfDay: op("clock", (a) => {
    const clock = a.get("clock") ?? a.get("digits") ?? asClock(a.get("hour"));
    return clock ? withMeridiem(clock, a.get("meridiem") ?? a.get("ap") ?? "am") : null;
  }),
  clockPlus: op("clock", (a) => minutesPast(a.get("hour"), a.get("fraction") ?? a.get("number"))),
  clockMinus: op("clock", (a) => {
    const minutes = a.get("fraction") ?? a.get("number") ?? a.get("spelled");
    return minutes === undefined ? null : minutesPast(a.get("hour"), -minutes);
  }),
  /** "20 to 3": smaller numbers would be a range of hours. */
  clockMinusFigure: op("clock", (a) => {
    const minutes = a.get("figure") ?? 0;
    return minutes === 20 || minutes === 25 ? minutesPast(a.get("hour"), -minutes) : null;
  }),
  clockNoonPlus: op("clock", (a) => {
    const part = a.get("part");
    const minutes = a.get("fraction") ?? a.get("number");
    if (!part || minutes === undefined || (part.at !== 720 && part.at !== 0)) return null;
    return onClock(part.at + minutes, false, "minute");
  }),
  clockNoonMinus: op("clock", (a) => {
    const part = a.get("part");
    const minutes = a.get("fraction") ?? a.get("number");
    return part?.at === 720 && minutes !== undefined ? onClock(720 - minutes, false, "minute") : null;
  }),
  clockHalf: op("clock", (a) => minutesPast(a.get("hour"), 30)),
  /** Half an hour before the named hour: "halb acht". */
  clockHalfTo: op("clock", (a) => minutesPast(a.get("hour"), -30)),
  /** "dreiviertel acht": a quarter to the named hour. */
  clockQuarterOf: op("clock", (a) => minutesPast(a.get("hour"), (a.get("fraction") ?? 0) - 60)),
  clockHalfToMinus: op("clock", (a) => minutesPast(a.get("hour"), -30 - (a.get("number") ?? 60))),
  clockHalfToPlus: op("clock", (a) => minutesPast(a.get("hour"), -30 + (a.get("number") ?? 60))),
  clockMinutes: op("clock", (a) => {
    const minutes = a.get("number") ?? -1;
    return minutes >= 10 && minutes < 60 ? minutesPast(a.get("hour") ?? a.get("clear"), minutes) : null;
  }),
  /** "8 in the morning", "doce de la noche": the part of the day decides between am and pm. */
  clockPart: op("clock", (a) => {
    const clock = a.get("clock") ?? a.get("digits") ?? asClock(a.get("hour"));
    const part = a.get("part");
    const found = clock && part ? inPart(clock, part) : null;
    if (!found || !part) return null;
    const after = part.at >= 20 * 60 && found.clock.minute < 6 * 60;
    return after ? { ...found.clock, minute: found.clock.minute + 1440 } : found.clock;
  }),
  clockRange: op("piece", (a) => {
    const all = a.list("clock", "hour").map((c) => (typeof c === "number" ? asClock(c) : c));
    return hours(all[0] ?? undefined, all[1] ?? undefined);
  }),
  clockFor: op("piece", (a) => {
    const clock = a.get("clock");
    const by = a.get("duration");
    const sum = by && single(by);
    if (!clock || !sum) return null;
    const minutes = sum.unit === "hour" ? sum.amount * 60 : sum.unit === "minute" ? sum.amount : 1440;
    return clock.minute + minutes < 1440
      ? { clock, until: { ...clock, minute: clock.minute + minutes, open: clock.open } }
      : null;
  }),
  inZone: op("piece", (a) => {
    const zone = a.get("zone") ?? a.get("city");
    const clock = a.get("clock") ?? asClock(a.get("hour"));
    return zone && clock ? { clock, zone } : null;
  }),
} satisfies Record<string, Operator>;
