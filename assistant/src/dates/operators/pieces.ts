import type { Args } from "../args.ts";
import { intersect } from "../intersect.ts";
import type { Clock, Days, Duration, Part, Time } from "../terms.ts";
import { parts } from "../values.ts";
import { times } from "./durations.ts";
import { type Operator, op } from "./operator.ts";
import { asClock, current, dateOf, isTimeOfDay, on, shift, today, withMonthOf } from "./shared.ts";

function later(by: Duration, sign: 1 | -1): Time {
  const past = sign < 0 ? { past: true } : {};
  if (isTimeOfDay(by)) return { elapsed: { by, sign }, ...past };
  return { days: { op: "move", base: today, by, sign }, ...past };
}

function moved(base: Days | undefined, by: Duration | undefined, sign: 1 | -1): Time | null {
  if (!base || !by || isTimeOfDay(by)) return null;
  return { days: { op: "move", base, by, sign } };
}

/** Ordinals as days of a month; "last" is its end. */
function onDates(places: readonly number[]): Days[] {
  return places.map((date) =>
    date > 0 ? on({ date }) : { op: "edge", edge: "end", of: current("month", 0) },
  );
}

function ofHour(args: Args): Time | undefined {
  const hour = args.get("clear") ?? args.get("hour") ?? args.get("spelled");
  const clock = hour !== undefined && hour <= 24 ? asClock(hour) : null;
  return clock ? { clock } : undefined;
}

function ofDate(args: Args): Time | undefined {
  const date = dateOf(args);
  return date ? { days: on({ date }) } : undefined;
}

function bounded(time: Time | undefined, bound: NonNullable<Time["bound"]>): Time | null {
  if (!time || time.bound || time.cycle || time.shift || time.ahead || time.past || time.elapsed) return null;
  return { ...time, bound };
}

/** Phrases that are a complete time expression. */
export const pieces = {
  now: op("piece", () => ({ elapsed: { by: [{ amount: 0, unit: "minute" }], sign: 1 } })),
  later: op("piece", (a) => {
    const by = a.get("duration");
    return by ? later(by, 1) : null;
  }),
  /** "in 2 or 3 days": any time from the first to the second. */
  laterAmounts: op("piece", (a) => {
    const unit = a.get("unit");
    const [least, most] = a.get("amounts") ?? [0, 0];
    const [from, to] = [least, most].map((amount) => unit && times(amount * unit.amount, unit));
    if (!from || !to) return null;
    if (isTimeOfDay(from)) return { elapsed: { by: from, sign: 1, most: to } };
    const after = (by: Duration): Days => ({ op: "move", base: today, by, sign: 1 });
    return { days: { op: "span", from: after(from), to: after(to) } };
  }),
  within: op("piece", (a) => {
    const by = a.get("duration");
    return by ? { ...later(by, 1), bound: "by" } : null;
  }),
  ago: op("piece", (a) => {
    const by = a.get("duration");
    return by ? later(by, -1) : null;
  }),
  after: op("piece", (a) => moved(a.get("day") ?? a.get("stretch"), a.get("duration"), 1)),
  beforeBy: op("piece", (a) => moved(a.get("day") ?? a.get("stretch"), a.get("duration"), -1)),
  dayAfter: op("piece", (a) => moved(a.get("day"), [{ amount: 1, unit: "day" }], 1)),
  dayBefore: op("piece", (a) => moved(a.get("day"), [{ amount: 1, unit: "day" }], -1)),

  // Parts of days
  part: op("piece", (a) => ({ part: a.get("part") as Part })),
  partToday: op("piece", (a) => ({ days: today, part: a.get("part") as Part })),
  partTomorrow: op("piece", (a) => ({ days: current("day", 1), part: a.get("part") as Part })),
  /** "in the morning": tomorrow's, unless a day or a time is given. */
  partNext: op("piece", (a) => ({
    days: current("day", 1),
    part: a.get("part") ?? parts.morning,
    impliedDay: true,
  })),
  partPast: op("piece", (a) => ({ days: current("day", -1), part: a.get("part") as Part, past: true })),

  // Single parts as pieces
  day: op("piece", (a) => ({ days: a.get("day") as Days })),
  stretch: op("piece", (a) => ({ days: a.get("stretch") as Days })),
  clock: op("piece", (a) => ({ clock: a.get("clock") as Clock })),
  either: op("piece", (a) => {
    const [first, second] = a.list("day", "stretch");
    return first && second ? { days: first, also: [second] } : null;
  }),
  /** "the 1st, 10th and 20th". */
  datesListed: op("piece", (a) => {
    const [days, ...also] = onDates(a.get("ordinals") ?? []);
    return days ? { days, also } : null;
  }),
  /** "the 10th and 25th of march and september": each day in each month. */
  datesOfMonths: op("piece", (a) => {
    const dates = a.get("ordinals") ?? a.list("ordinal", "number");
    if (!dates.every((date) => Number.isInteger(date) && date >= 1 && date <= 31)) return null;
    const last = a.get("day");
    const months = a.get("months") ?? a.list("month");
    const all = last
      ? [...dates.map((date) => withMonthOf(last, date)), last]
      : months.flatMap((month) => dates.map((date) => on({ date, month })));
    const [days, ...also] = all.filter((one) => one !== null);
    return days && also.length === all.length - 1 && also.length > 0 ? { days, also } : null;
  }),
  linked: op("piece", (a) => a.get("piece") ?? null),
  piece: op("time", (a) => a.get("piece") ?? null),
  intersect: op("time", (a) => {
    const [x, y] = [a.get("time"), a.get("piece")];
    return x && y ? intersect(x, y) : null;
  }),

  // Bounds
  before: op("piece", (a) => bounded(a.get("time"), "before")),
  afterBound: op("piece", (a) => bounded(a.get("time"), "after")),
  by: op("piece", (a) => bounded(a.get("time"), "by")),
  until: op("piece", (a) => bounded(a.get("time"), "until")),
  from: op("piece", (a) => bounded(a.get("time"), "from")),
  /** "antes del 15": the article makes the number a day. */
  beforeDate: op("piece", (a) => bounded(ofDate(a), "before")),
  afterDate: op("piece", (a) => bounded(ofDate(a), "after")),
  untilDate: op("piece", (a) => bounded(ofDate(a), "until")),
  fromDate: op("piece", (a) => bounded(ofDate(a), "from")),
  fromHour: op("piece", (a) => bounded(ofHour(a), "from")),
  beforeHour: op("piece", (a) => bounded(ofHour(a), "before")),
  afterHour: op("piece", (a) => bounded(ofHour(a), "after")),
  /** "entro il mese": before the month is over. */
  byPeriod: op("piece", (a) => {
    const unit = a.get("unit");
    return unit && unit.period !== "minute" && unit.period !== "hour" && unit.period !== "day"
      ? { days: { op: "edge", edge: "end", of: current(unit.period, 0) }, bound: "by" }
      : null;
  }),
  byHour: op("piece", (a) => bounded(ofHour(a), "by")),
  untilHour: op("piece", (a) => bounded(ofHour(a), "until")),
  /** "at 5": a preposition makes the number an hour. */
  atHour: op("piece", (a) => ofHour(a) ?? null),
  /** A bare number. */
  bareHour: op("piece", (a) => {
    const clock = asClock(a.get("bare"));
    return clock ? { clock, loose: "figure" } : null;
  }),
  bareWord: op("piece", (a) => {
    const time = ofHour(a);
    return time ? { ...time, loose: "word" } : null;
  }),
  /** "friday pm": which half of the named day. */
  halfDay: op("piece", (a) => ({ part: a.get("meridiem") === "pm" ? parts.afternoon : parts.morning })),
  clocksFirst: op("piece", (a) => {
    const [clock, ...times] = a.get("times") ?? [];
    return clock ? { clock, times } : null;
  }),
  /** A bare duration: it may be a change or the lead time of a reminder. */
  bareDuration: op("piece", (a) => {
    const by = a.get("duration");
    const moved = shift(by, 1);
    return by && moved ? { ...moved, ahead: { by } } : null;
  }),

  // Moves
  shiftLater: op("piece", (a) => shift(a.get("duration"), 1)),
  shiftEarlier: op("piece", (a) => {
    const by = a.get("duration");
    const moved = shift(by, -1);
    return by && moved ? { ...moved, ahead: { by } } : null;
  }),
  sameTime: op("piece", () => ({ same: true })),
  sameDay: op("piece", () => ({ shift: { amount: 0, unit: "day" }, same: true })),
  sameDayPart: op("piece", (a) => ({ shift: { amount: 0, unit: "day" }, part: a.get("part") as Part })),
  dayLater: op("piece", () => ({ shift: { amount: 1, unit: "day" } })),
  unitLater: op("piece", (a) => {
    const unit = a.get("unit");
    return unit ? { shift: { amount: unit.amount, unit: unit.unit } } : null;
  }),
  unitEarlier: op("piece", (a) => {
    const unit = a.get("unit");
    return unit
      ? {
          shift: { amount: -unit.amount, unit: unit.unit },
          ahead: { by: [{ amount: unit.amount, unit: unit.unit }] },
        }
      : null;
  }),
  ahead: op("piece", (a) => {
    const by = a.get("duration");
    const moved = by ? shift(by, -1) : null;
    return by ? { ahead: { by }, ...moved } : null;
  }),
  dayAhead: op("piece", () => ({
    ahead: { by: [{ amount: 1, unit: "day" }] },
    shift: { amount: -1, unit: "day" },
  })),
  partAhead: op("piece", (a) => ({
    ahead: { by: [{ amount: 1, unit: "day" }], part: a.get("part") as Part },
    shift: { amount: -1, unit: "day" },
    part: a.get("part") as Part,
  })),
  eveAhead: op("piece", () => ({
    ahead: { by: [{ amount: 1, unit: "day" }], part: parts.evening },
    shift: { amount: -1, unit: "day" },
    part: parts.evening,
  })),
  samePartAhead: op("piece", (a) => ({
    ahead: { by: [{ amount: 0, unit: "day" }], part: a.get("part") as Part },
    shift: { amount: 0, unit: "day" },
    part: a.get("part") as Part,
  })),
} satisfies Record<string, Operator>;
