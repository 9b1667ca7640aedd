import { intersect } from "../intersect.ts";
import { nthParts, unitedAll, WORKDAYS } from "../listing.ts";
import type { Cycle, Duration, Period, Time } from "../terms.ts";
import { every, often, returning, WEEKEND } from "./cycle.ts";
import { type Operator, op } from "./operator.ts";
import { anyClock, isTimeOfDay, placesOf, single, unitOf } from "./shared.ts";

/** A repetition with an indefinite count. */
const openCount: Cycle = { freq: "DAILY", interval: 1, unsupported: true };

const cycled = (cycle: Cycle | null): Time | null => (cycle ? { cycle } : null);

function counted(time: Time | undefined, count: number | undefined): Time | null {
  return time?.cycle && !time.cycle.count && count && count <= 999
    ? { ...time, cycle: { ...time.cycle, count } }
    : null;
}

/** A span of hours is the duration of each occurrence, not the end of the repetition. */
function lasting(time: Time | undefined, span: Duration | undefined): Time | null {
  return time?.cycle && !time.cycle.span && !time.cycle.until && span && !isTimeOfDay(span)
    ? { ...time, cycle: { ...time.cycle, span } }
    : null;
}

/** The n-th days of a kind in each month or year. Days of the year are supported in January and December only. */
function nthOf(outer: Cycle, places: readonly number[], what: Period): Cycle {
  const parts = nthParts(places, what);
  if (outer.freq !== "YEARLY" || !parts.dates) return { ...outer, ...parts };
  const month = places.every((n) => n > 0 && n <= 31)
    ? 1
    : places.every((n) => n < 0 && n >= -31)
      ? 12
      : null;
  return month ? { ...outer, ...parts, months: [month] } : { ...outer, unsupported: true };
}

/** Repeats the named days. */
function again(piece: Time | undefined): Time | null {
  if (!piece?.days || piece.bound || piece.past) return null;
  const { days, also = [], ...rest } = piece;
  const cycle = unitedAll([days, ...also].map((one) => returning(one, "MONTHLY")));
  return cycle ? { ...rest, cycle } : null;
}

/** Excludes weekdays, months or single days from a repetition. */
function except(piece: Time, out: Time): Time | null {
  const cycle = piece.cycle;
  if (!cycle) return null;
  if (out.cycle?.weekdays && out.cycle.freq === "WEEKLY")
    return { ...piece, cycle: { ...cycle, exceptWeekdays: out.cycle.weekdays } };
  const days = out.days;
  if (!days || out.clock) return null;
  if (days.op === "on" && days.pattern.weekday && !days.pattern.date)
    return { ...piece, cycle: { ...cycle, exceptWeekdays: [days.pattern.weekday] } };
  if (days.op === "on" && days.pattern.month && !days.pattern.date && !days.pattern.year)
    return {
      ...piece,
      cycle: { ...cycle, exceptMonths: [...(cycle.exceptMonths ?? []), days.pattern.month] },
    };
  return { ...piece, cycle: { ...cycle, exceptDays: [...(cycle.exceptDays ?? []), days] } };
}

/** Repetitions. */
export const repetition = {
  everyUnit: op("piece", (a) => cycled(every(unitOf(a)?.period ?? "day", a.get("number") ?? 1))),
  /** "every 2 or 3 days": a rule cannot leave the interval open. */
  everyAmounts: op("piece", () => cycled(openCount)),
  /** "2 or 3 times a week", "once or twice a month". */
  oftenAmounts: op("piece", () => cycled(openCount)),
  everyDuration: op("piece", (a) => {
    const by = a.get("duration");
    const sum = by && single(by);
    return sum ? cycled(every(sum.unit, sum.amount)) : null;
  }),
  /** "tous les 5 et 20": several numbers are days of the month. */
  everyDates: op("piece", (a) => cycled({ freq: "MONTHLY", interval: 1, dates: a.get("ordinals") ?? [] })),
  /** Repeats a weekday with a part of the day, or a day of the month. */
  everyPiece: op("piece", (a) => again(a.get("piece"))),
  everyOrdinalUnit: op("piece", (a) => cycled(every(a.get("unit")?.period ?? "day", a.get("ordinal") ?? 1))),
  everyOtherUnit: op("piece", (a) => cycled(every(a.get("unit")?.period ?? "day", 2))),
  everyUnitAnchored: op("piece", (a) => {
    const cycle = every(unitOf(a)?.period ?? "day", a.get("number") ?? 1);
    return cycle ? { cycle: { ...cycle, anchor: "completion" } } : null;
  }),
  everyWeekdays: op("piece", (a) =>
    cycled({ freq: "WEEKLY", interval: a.get("number") ?? 1, weekdays: a.get("days") ?? [] }),
  ),
  everyOtherWeekdays: op("piece", (a) =>
    cycled({ freq: "WEEKLY", interval: 2, weekdays: a.get("days") ?? [] }),
  ),
  weekdaysImplied: op("piece", (a) => {
    const days = a.get("days");
    return days ? { cycle: { freq: "WEEKLY", interval: 1, weekdays: days, implied: true } } : null;
  }),
  pluralWeekday: op("piece", (a) =>
    cycled({ freq: "WEEKLY", interval: 1, weekdays: [a.get("weekdays") ?? 1], implied: true }),
  ),
  workdays: op("piece", () => cycled({ freq: "WEEKLY", interval: 1, weekdays: WORKDAYS })),
  weekends: op("piece", () => cycled({ freq: "WEEKLY", interval: 1, weekdays: WEEKEND })),
  everyPart: op("piece", (a) => {
    const part = a.get("part");
    return part ? { cycle: { freq: "DAILY", interval: 1 }, part } : null;
  }),
  everyWeekdaysPart: op("piece", (a) => {
    const part = a.get("part");
    const days = a.get("days") ?? (a.get("weekday") ? [a.get("weekday") ?? 1] : undefined);
    return part && days ? { cycle: { freq: "WEEKLY", interval: 1, weekdays: days }, part } : null;
  }),
  everyDay: op("piece", (a) => cycled(returning(a.get("day"), "MONTHLY"))),
  everyMonthIn: op("piece", (a) => {
    const month = a.get("month");
    return cycled(month ? { freq: "YEARLY", interval: 1, months: [month] } : null);
  }),
  everySeason: op("piece", (a) => {
    const season = a.get("season");
    return cycled(
      season ? { freq: "YEARLY", interval: 1, months: [season.from[0]], dates: [season.from[1]] } : null,
    );
  }),
  everyNthWeekday: op("piece", (a) => {
    const nths = a.get("nths");
    if (nths) return cycled({ freq: "MONTHLY", interval: 1, nths });
    const places = placesOf(a);
    const weekday = a.get("weekday") ?? a.get("weekdays");
    return places.length > 0 && places.every((n) => n <= 5) && weekday
      ? cycled({ freq: "MONTHLY", interval: 1, ...nthParts(places, { weekday }) })
      : null;
  }),
  everyNthPeriod: op("piece", (a) => {
    const places = placesOf(a);
    const unit = a.get("unit");
    const last = places.some((n) => n < 0);
    if (places.length === 0 || !unit) return null;
    if (unit.period !== "workday" && !(unit.period === "day" && last)) return null;
    return cycled({ freq: "MONTHLY", interval: 1, ...nthParts(places, unit.period) });
  }),
  /** "on the 1st of every month", "the last friday of each quarter". */
  ofEveryUnit: op("piece", (a) => {
    const unit = a.get("unit");
    const number = a.get("number");
    const places = number === undefined ? placesOf(a) : [number];
    if (!unit) return null;
    const interval =
      unit.period === "quarter" ? 3 : unit.period === "half" ? 6 : unit.period === "month" ? 1 : 0;
    const months = a.get("month");
    const base: Cycle | null =
      interval > 0
        ? { freq: "MONTHLY", interval }
        : unit.period === "year"
          ? { freq: "YEARLY", interval: 1, ...(months ? { months: [months] } : {}) }
          : null;
    if (!base) return null;
    const days = a.get("day");
    if (days) {
      const cycle = returning(days, base.freq === "YEARLY" ? "YEARLY" : "MONTHLY", base.interval);
      return cycled(cycle);
    }
    const edge = a.get("edge");
    if (edge) return cycled({ ...base, dates: [edge === "end" ? -1 : edge === "start" ? 1 : 15] });
    const nths = a.get("nths");
    if (nths) return cycled({ ...base, nths });
    const weekday = a.get("weekday") ?? a.get("weekdays");
    if (places.length === 0 || !places.every((n) => Number.isInteger(n))) return null;
    if (weekday) {
      const most = base.freq === "YEARLY" ? 53 : 5;
      if (places.every((n) => n <= most)) return cycled({ ...base, ...nthParts(places, { weekday }) });
      // "the 15th and the last friday": days of different kinds.
      return places.length > 1 ? cycled({ ...base, unsupported: true }) : null;
    }
    const what = a.get("unit", 1) ? a.get("unit")?.period : undefined;
    const whole = a.get("unit", 1);
    if (whole && what) {
      const outer = every(whole.period, 1);
      if (outer?.freq !== "MONTHLY" && outer?.freq !== "YEARLY") return null;
      return cycled(nthOf(outer, places, what));
    }
    // A day of the month needs a month in a yearly repetition: "every year on the 10th of march".
    if (base.freq === "YEARLY" && !base.months) return null;
    return places.every((n) => n >= -31 && n <= 31) ? cycled({ ...base, dates: places }) : null;
  }),
  nthOfEveryUnit: op("piece", (a) => {
    const places = placesOf(a);
    const what = a.get("unit");
    const whole = a.get("unit", 1);
    if (places.length === 0 || !what || !whole) return null;
    const outer = every(whole.period, 1);
    if (outer?.freq !== "MONTHLY" && outer?.freq !== "YEARLY") return null;
    return cycled(nthOf(outer, places, what.period));
  }),
  adverb: op("piece", (a) => cycled(a.get("adverb") ?? null)),
  often: op("piece", (a) =>
    cycled(often(a.get("often") ?? a.get("number") ?? 0, a.get("unit")?.period ?? "day")),
  ),
  /** "once every 3 weeks". */
  onceEvery: op("piece", (a) => cycled(every(unitOf(a)?.period ?? "day", a.get("number") ?? 1))),
  repeatCount: op("piece", (a) => counted(a.get("piece"), a.get("number") ?? a.get("often"))),
  repeatFor: op("piece", (a) => lasting(a.get("piece"), a.get("duration"))),
  /** "every monday from 4 january, 10 times", "every day at 9 for 3 weeks": the end applies to everything before it. */
  wholeCount: op("time", (a) => counted(a.get("time"), a.get("number"))),
  wholeFor: op("time", (a) => lasting(a.get("time"), a.get("duration"))),
  /** "every day ending 1 march": only valid as the end of a repetition. */
  wholeEnd: op("time", (a) => {
    const [time, end] = [a.get("time"), a.get("piece")];
    return time?.cycle && end?.days && !end.bound && !end.past && !end.clock
      ? intersect(time, { ...end, bound: "until" })
      : null;
  }),
  repeatAnchor: op("piece", (a) => {
    const piece = a.get("piece");
    return piece?.cycle ? { ...piece, cycle: { ...piece.cycle, anchor: "completion" } } : null;
  }),
  repeatSpread: op("piece", (a) => {
    const piece = a.get("piece");
    if (piece?.cycle) return piece.cycle.times ? null : piece;
    // "the 1st and the 15th from now on": several days are a repetition, not a single date.
    return piece?.also ? again(piece) : null;
  }),
  repeatExcept: op("piece", (a) => {
    const piece = a.get("piece");
    const time = a.get("piece", 1);
    if (!piece?.cycle || !time) return null;
    return except(piece, time);
  }),
  clocks: op("times", (a) => {
    const all = a.list("clock", "bare", "part").map(anyClock);
    return all.length === 2 && all[0] && all[1] ? [all[0], all[1]] : null;
  }),
  clocksMore: op("times", (a) => {
    const first = a.get("times");
    const next = a.list("clock", "bare", "part").map(anyClock)[0];
    return first && next && first.length < 8 ? [...first, next] : null;
  }),
} satisfies Record<string, Operator>;
