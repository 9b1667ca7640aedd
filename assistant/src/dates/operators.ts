import type { Frequency } from "../calendar/rule.ts";
import type { Args } from "./chart.ts";
import { inPart, intersect } from "./intersect.ts";
import { nthParts, unitedAll, WORKDAYS } from "./listing.ts";
import type { Category, Clock, Cycle, Days, Duration, Part, Pattern, Period, Time, Values } from "./terms.ts";
import { parts } from "./values.ts";
import type { Unit } from "./when.ts";

/** Makes a term of one category out of the parts of a phrase, or nothing where they do not go together. */
export interface Operator<C extends Category = Category> {
  to: C;
  apply(args: Args): Values[C] | null;
}

function op<C extends Category>(to: C, apply: (args: Args) => Values[C] | null): Operator<C> {
  return { to, apply };
}

const on = (pattern: Pattern): Days => ({ op: "on", pattern });
const current = (period: Period, plus: number): Days => ({ op: "current", period, plus });
const today = current("day", 0);

/** A period of the calendar; hours and minutes are counted from now instead. */
function ofCalendar(unit: Values["unit"] | undefined, plus: number): Days | null {
  return unit && unit.period !== "hour" && unit.period !== "minute" ? current(unit.period, plus) : null;
}

/** The day of a month, by its ordinal or a plain number. */
function dateOf(args: Args, nth = 0): number | null {
  const value = args.list("ordinal", "number", "figure")[nth];
  return value !== undefined && Number.isInteger(value) && value >= 1 && value <= 31 ? value : null;
}

/** A number of units, its fraction carried to a smaller unit: 1.5 hours are 90 minutes. */
function times(amount: number, { unit }: { unit: Unit }): Duration | null {
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

function isTimeOfDay(by: Duration): boolean {
  return by.some(({ unit }) => unit === "hour" || unit === "minute");
}

const unitOf = (a: Args): Values["unit"] | undefined => a.get("unit") ?? a.get("letter");

function later(by: Duration, sign: 1 | -1): Time {
  const past = sign < 0 ? { past: true } : {};
  if (isTimeOfDay(by)) return { elapsed: { by, sign }, ...past };
  return { days: { op: "move", base: today, by, sign }, ...past };
}

function moved(base: Days | undefined, by: Duration | undefined, sign: 1 | -1): Time | null {
  if (!base || !by || isTimeOfDay(by)) return null;
  return { days: { op: "move", base, by, sign } };
}

/** A single sum in one unit, for shifts; minutes where the units differ. */
function single(by: Duration): { amount: number; unit: Unit } | null {
  if (by.length === 1) return by[0] ?? null;
  const sizes: Record<Unit, number> = {
    minute: 1,
    hour: 60,
    day: 1440,
    week: 10_080,
    month: 43_200,
    year: 525_600,
  };
  return { amount: by.reduce((sum, { amount, unit }) => sum + amount * sizes[unit], 0), unit: "minute" };
}

function shift(by: Duration | undefined, sign: 1 | -1): Time | null {
  const sum = by && single(by);
  return sum ? { shift: { amount: sign * sum.amount, unit: sum.unit } } : null;
}

function onClock(minute: number, open: boolean, grain: Clock["grain"]): Clock | null {
  if (minute < 0) return onClock(minute + 720, open, grain);
  return minute < 1440 ? { minute, open, grain } : minute === 1440 ? { minute: 0, open: false, grain } : null;
}

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

const WEEKEND = [6, 7];

function every(period: Period, interval: number): Cycle | null {
  if (!Number.isInteger(interval) || interval < 1 || interval > 999) return null;
  if (period === "workday" && interval === 1) return { freq: "WEEKLY", interval: 1, weekdays: WORKDAYS };
  if (period === "weekend") return { freq: "WEEKLY", interval, weekdays: WEEKEND };
  if (period === "minute") return { freq: "HOURLY", interval, unsupported: true };
  const known = FREQUENCY[period];
  return known ? { freq: known[0], interval: known[1] * interval } : null;
}

/** So many times a period: spread evenly where a rule can say it. */
function often(count: number, period: Period): Cycle | null {
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

/** A monthly or yearly repetition of a day of the calendar that a phrase named. */
function returning(days: Days | undefined, freq: "MONTHLY" | "YEARLY", interval = 1): Cycle | null {
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
    // A stretch with bounds of its own ("from may to june") says when, not how often.
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

/** The places said: one ordinal, several, or the last. */
function placesOf(a: Args): readonly number[] {
  const n = a.get("ordinal") ?? (a.has("last") ? -1 : undefined);
  return a.get("ordinals") ?? (n === undefined ? [] : [n]);
}

/** Places as days of a month; the last place is its end. */
function onDates(places: readonly number[]): Days[] {
  return places.map((date) =>
    date > 0 ? on({ date }) : { op: "edge", edge: "end", of: current("month", 0) },
  );
}

function ordinalsOf(places: readonly number[]): readonly number[] | null {
  const all = [...new Set(places)];
  const known = all.every((n) => Number.isInteger(n) && (n === -1 || (n >= 1 && n <= 31)));
  return known && all.length > 1 && all.length <= 31 ? all : null;
}

const cycled = (cycle: Cycle | null): Time | null => (cycle ? { cycle } : null);

/** Two days as a stretch; a year said once is the other's too. */
function rangeOf(from: Days | undefined, to: Days | undefined): Days | null {
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

/** "july 13-15": the second day takes the month of the first, and the first that of the second. */
function withMonthOf(days: Days, date: number): Days | null {
  if (days.op !== "on" || days.pattern.month === undefined) return null;
  const { weekday: _, ...rest } = days.pattern;
  return on({ ...rest, date });
}

/** Two clock times of which only the last may say am or pm: "2-3pm". */
function hours(from: Clock | undefined, to: Clock | undefined): Time | null {
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

function asClock(hour: number | undefined): Clock | null {
  if (hour === undefined) return null;
  return onClock(hour * 60, hour >= 1 && hour <= 12, "hour");
}

function union(a: readonly number[] | undefined, b: readonly number[] | undefined): readonly number[] | null {
  return a && b ? [...new Set([...a, ...b])].sort((x, y) => x - y) : null;
}

function weekdaysFrom(from: number | undefined, to: number | undefined): readonly number[] | null {
  if (!from || !to || from === to) return null;
  const out: number[] = [];
  for (let day = from; ; day = (day % 7) + 1) {
    out.push(day);
    if (day === to) return out.sort((a, b) => a - b);
  }
}

function yearOf(n: number | undefined): number | null {
  if (n === undefined || !Number.isInteger(n)) return null;
  if (n >= 1900 && n < 2200) return n;
  return null;
}

/** What a phrase can mean, by name; the forms of a language say which phrases mean it. */
export const operators = {
  // Durations
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

  // Days that return
  weekday: op("day", (a) => on({ weekday: a.get("weekday") ?? 0 })),
  weekdayNext: op("day", (a) => ({ op: "weekday", weekday: a.get("weekday") ?? 0, weeks: 1 })),
  /** "nächsten samstagmorgen". */
  nextPiece: op("piece", (a) => {
    const piece = a.get("piece");
    if (piece?.days?.op !== "on" || !piece.days.pattern.weekday || piece.days.pattern.date || !piece.part)
      return null;
    return { ...piece, days: { op: "weekday", weekday: piece.days.pattern.weekday, weeks: 1 } };
  }),
  weekdayAfterNext: op("day", (a) => ({ op: "weekday", weekday: a.get("weekday") ?? 0, weeks: 2 })),
  weekdayLast: op("piece", (a) => ({
    days: { op: "count", n: -1, what: { weekday: a.get("weekday") ?? 0 }, from: today },
    past: true,
  })),
  /** "a week on friday", "friday fortnight", "jeudi en huit". */
  weekdayPlus: op("day", (a) => {
    const by = a.get("duration");
    const base = on({ weekday: a.get("weekday") ?? 0 });
    return by && !isTimeOfDay(by) ? { op: "move", base, by, sign: 1 } : null;
  }),
  weekdayPlusWeek: op("day", (a) => ({
    op: "move",
    base: on({ weekday: a.get("weekday") ?? 0 }),
    by: [{ amount: a.get("unit")?.amount ?? 1, unit: "week" }],
    sign: 1,
  })),
  /** "jeudi en huit": a week after the coming one. */
  weekdayInEight: op("day", (a) => ({
    op: "move",
    base: on({ weekday: a.get("weekday") ?? 0 }),
    by: [{ amount: 1, unit: "week" }],
    sign: 1,
  })),
  /** "3 fridays from now". */
  weekdaysAhead: op("day", (a) => {
    const weekday = a.get("weekday") ?? a.get("weekdays");
    const n = a.get("number");
    return weekday && n && n <= 200 ? { op: "count", n, what: { weekday }, from: today } : null;
  }),
  /** "2 fridays after 3 may", "the tuesday after the 5th". */
  weekdayAfter: op("day", (a) => {
    const from = a.get("day") ?? a.get("stretch");
    const weekday = a.get("weekday") ?? a.get("weekdays");
    return from && weekday ? { op: "count", n: a.get("number") ?? 1, what: { weekday }, from } : null;
  }),
  weekdayBefore: op("day", (a) => {
    const from = a.get("day") ?? a.get("stretch");
    const weekday = a.get("weekday") ?? a.get("weekdays");
    return from && weekday ? { op: "count", n: -(a.get("number") ?? 1), what: { weekday }, from } : null;
  }),
  dayOfMonth: op("day", (a) => {
    const date = dateOf(a);
    return date ? on({ date }) : null;
  }),
  date: op("day", (a) => {
    const date = dateOf(a);
    const month = a.get("month");
    return date && month ? on({ date, month }) : null;
  }),
  /** "3rd of next month", "the 5th of this month", "on the 27th in march 2027". */
  dateWithin: op("day", (a) => {
    const date = dateOf(a);
    const of = a.get("stretch");
    return date && of ? { op: "nth", n: date, what: "day", of } : null;
  }),
  dateYear: op("day", (a) => {
    const days = a.get("day");
    const year = a.get("year");
    if (days?.op !== "on" || days.pattern.year !== undefined || days.pattern.weekday !== undefined || !year)
      return null;
    if (days.pattern.month === undefined && !days.pattern.feast) return null;
    return on({ ...days.pattern, year });
  }),
  /** A full date whose month is a word between signs: "23/Sep/2020". */
  dateFull: op("day", (a) => {
    const [date, month, year] = [dateOf(a), a.get("month"), a.get("year")];
    return date && month && year ? on({ date, month, year }) : null;
  }),
  /** "'89". */
  yearShort: op("year", (a) => {
    const n = a.get("figure") ?? -1;
    return n >= 0 && n < 100 ? (n >= 50 ? 1900 + n : 2000 + n) : null;
  }),
  spanYear: op("stretch", (a) => {
    const span = a.get("stretch");
    const year = a.get("year");
    if (span?.op !== "span" || span.to.op !== "on" || !span.to.pattern.month || span.to.pattern.year || !year)
      return null;
    return rangeOf(span.from, on({ ...span.to.pattern, year }));
  }),
  /** "friday 20": the day of the month where that is soon, the hour otherwise. */
  weekdayNumber: op("piece", (a) => {
    const [weekday, date] = [a.get("weekday"), dateOf(a)];
    if (!weekday || !date) return null;
    const clock = date <= 24 ? asClock(date) : null;
    const days = on({ weekday, date });
    return clock ? { days, otherwise: { days: on({ weekday }), clock } } : { days };
  }),
  /** The same where numbers up to twelve are hours. */
  weekdayHighNumber: op("piece", (a) => {
    const [weekday, date] = [a.get("weekday"), dateOf(a)];
    if (!weekday || !date || date <= 12) return null;
    const clock = date <= 24 ? asClock(date) : null;
    const days = on({ weekday, date });
    return clock ? { days, otherwise: { days: on({ weekday }), clock } } : { days };
  }),
  weekdayDate: op("day", (a) => {
    const weekday = a.get("weekday");
    const date = dateOf(a);
    return weekday && date ? on({ weekday, date }) : null;
  }),
  weekdayOfDate: op("day", (a) => {
    const weekday = a.get("weekday");
    const days = a.get("day");
    if (!weekday || days?.op !== "on" || days.pattern.weekday || days.pattern.date === undefined) return null;
    return on({ ...days.pattern, weekday });
  }),
  feast: op("day", (a) => on({ feast: a.get("feast") ?? { month: 1, day: 1 } })),
  feastNext: op("day", (a) => on({ feast: a.get("feast") ?? { month: 1, day: 1 } })),

  // Stretches
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

  // Places in a stretch
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

  // From here and from there
  now: op("piece", () => ({ elapsed: { by: [{ amount: 0, unit: "minute" }], sign: 1 } })),
  later: op("piece", (a) => {
    const by = a.get("duration");
    return by ? later(by, 1) : null;
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

  // Clock
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
  /** "la una": only one o'clock is singular. */
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
  /** "20 to 3": small figures would be a stretch of hours. */
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
  /** Half an hour before the hour named: "halb acht". */
  clockHalfTo: op("clock", (a) => minutesPast(a.get("hour"), -30)),
  /** "dreiviertel acht": the hour named is the one begun. */
  clockQuarterOf: op("clock", (a) => minutesPast(a.get("hour"), (a.get("fraction") ?? 0) - 60)),
  clockHalfToMinus: op("clock", (a) => minutesPast(a.get("hour"), -30 - (a.get("number") ?? 60))),
  clockHalfToPlus: op("clock", (a) => minutesPast(a.get("hour"), -30 + (a.get("number") ?? 60))),
  clockMinutes: op("clock", (a) => {
    const minutes = a.get("number") ?? -1;
    return minutes >= 10 && minutes < 60 ? minutesPast(a.get("hour") ?? a.get("clear"), minutes) : null;
  }),
  /** "8 in the morning", "doce de la noche": the half of the day that the part says. */
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

  // Parts of days
  part: op("piece", (a) => ({ part: a.get("part") as Part })),
  partToday: op("piece", (a) => ({ days: today, part: a.get("part") as Part })),
  partTomorrow: op("piece", (a) => ({ days: current("day", 1), part: a.get("part") as Part })),
  /** "in the morning": tomorrow's, unless a day or an hour says otherwise. */
  partNext: op("piece", (a) => ({
    days: current("day", 1),
    part: a.get("part") ?? parts.morning,
    impliedDay: true,
  })),
  partPast: op("piece", (a) => ({ days: current("day", -1), part: a.get("part") as Part, past: true })),

  // Into pieces
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
  /** "entro il mese": before it is over. */
  byPeriod: op("piece", (a) => {
    const unit = a.get("unit");
    return unit && unit.period !== "minute" && unit.period !== "hour" && unit.period !== "day"
      ? { days: { op: "edge", edge: "end", of: current(unit.period, 0) }, bound: "by" }
      : null;
  }),
  byHour: op("piece", (a) => bounded(ofHour(a), "by")),
  untilHour: op("piece", (a) => bounded(ofHour(a), "until")),
  /** "at 5": an hour that a word before it makes a time. */
  atHour: op("piece", (a) => ofHour(a) ?? null),
  /** A number alone. */
  bareHour: op("piece", (a) => {
    const clock = asClock(a.get("bare"));
    return clock ? { clock, loose: "figure" } : null;
  }),
  bareWord: op("piece", (a) => {
    const time = ofHour(a);
    return time ? { ...time, loose: "word" } : null;
  }),
  /** "friday pm": which half of a day that was named. */
  halfDay: op("piece", (a) => ({ part: a.get("meridiem") === "pm" ? parts.afternoon : parts.morning })),
  clocksFirst: op("piece", (a) => {
    const [clock, ...times] = a.get("times") ?? [];
    return clock ? { clock, times } : null;
  }),
  /** A duration alone: what a change or a reminder may mean. */
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
  sameTime: op("piece", () => ({})),
  sameDay: op("piece", () => ({ shift: { amount: 0, unit: "day" } })),
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

  // Repetition
  everyUnit: op("piece", (a) => cycled(every(unitOf(a)?.period ?? "day", a.get("number") ?? 1))),
  everyDuration: op("piece", (a) => {
    const by = a.get("duration");
    const sum = by && single(by);
    return sum ? cycled(every(sum.unit, sum.amount)) : null;
  }),
  /** A weekday with a part of the day, or a day of the month, again and again. */
  everyPiece: op("piece", (a) => {
    const piece = a.get("piece");
    if (!piece?.days || piece.bound || piece.past) return null;
    const { days, also = [], ...rest } = piece;
    const cycle = unitedAll([days, ...also].map((one) => returning(one, "MONTHLY")));
    if (!cycle) return null;
    return { ...rest, cycle };
  }),
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
      // "the 15th and the last friday": days of two kinds.
      return places.length > 1 ? cycled({ ...base, unsupported: true }) : null;
    }
    const what = a.get("unit", 1) ? a.get("unit")?.period : undefined;
    const whole = a.get("unit", 1);
    if (whole && what) {
      const outer = every(whole.period, 1);
      if (outer?.freq !== "MONTHLY" && outer?.freq !== "YEARLY") return null;
      return cycled({ ...outer, ...nthParts(places, what) });
    }
    return places.every((n) => n >= -31 && n <= 31) ? cycled({ ...base, dates: places }) : null;
  }),
  nthOfEveryUnit: op("piece", (a) => {
    const places = placesOf(a);
    const what = a.get("unit");
    const whole = a.get("unit", 1);
    if (places.length === 0 || !what || !whole) return null;
    const outer = every(whole.period, 1);
    if (outer?.freq !== "MONTHLY" && outer?.freq !== "YEARLY") return null;
    return cycled({ ...outer, ...nthParts(places, what.period) });
  }),
  adverb: op("piece", (a) => cycled(a.get("adverb") ?? null)),
  often: op("piece", (a) =>
    cycled(often(a.get("often") ?? a.get("number") ?? 0, a.get("unit")?.period ?? "day")),
  ),
  /** "once every 3 weeks". */
  onceEvery: op("piece", (a) => cycled(every(unitOf(a)?.period ?? "day", a.get("number") ?? 1))),
  repeatCount: op("piece", (a) => counted(a.get("piece"), a.get("number") ?? a.get("often"))),
  repeatFor: op("piece", (a) => lasting(a.get("piece"), a.get("duration"))),
  /** "every monday from 4 january, 10 times", "every day at 9 for 3 weeks": the end of all that was said before. */
  wholeCount: op("time", (a) => counted(a.get("time"), a.get("number"))),
  wholeFor: op("time", (a) => lasting(a.get("time"), a.get("duration"))),
  repeatAnchor: op("piece", (a) => {
    const piece = a.get("piece");
    return piece?.cycle ? { ...piece, cycle: { ...piece.cycle, anchor: "completion" } } : null;
  }),
  repeatSpread: op("piece", (a) => {
    const piece = a.get("piece");
    return piece?.cycle && !piece.cycle.times ? piece : null;
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

  // Lists of places
  ordinalList: op("ordinals", (a) =>
    ordinalsOf([...a.list("ordinal", "number"), ...(a.has("last") ? [-1] : [])]),
  ),
  ordinalListMore: op("ordinals", (a) =>
    ordinalsOf([
      ...(a.get("ordinals") ?? []),
      ...a.list("ordinal", "number"),
      ...(a.has("last") ? [-1] : []),
    ]),
  ),
  /** "first monday", "2nd and last friday": days of a month among others. */
  nth: op("nth", (a) => {
    const places = placesOf(a);
    const weekday = a.get("weekday") ?? a.get("weekdays");
    return weekday && places.length > 0 && places.every((n) => n <= 5)
      ? places.map((n) => ({ n, weekday }))
      : null;
  }),
  nthList: op("nths", (a) => [...(a.get("nths") ?? []), ...a.list("nth").flat()]),

  // Lists of weekdays
  weekdayList: op("days", (a) => {
    const [x, y] = a.list("weekday", "weekdays");
    return x && y ? union([x], [y]) : null;
  }),
  weekdayListMore: op("days", (a) => {
    const y = a.get("weekday") ?? a.get("weekdays");
    return y ? union(a.get("days"), [y]) : null;
  }),
  weekdayOne: op("days", (a) => [a.get("weekday") ?? a.get("weekdays") ?? 1]),
  weekdayRange: op("days", (a) => {
    const [x, y] = a.list("weekday", "weekdays");
    return weekdaysFrom(x, y);
  }),
} satisfies Record<string, Operator>;

export type OperatorName = keyof typeof operators;

function anyClock(value: Clock | number | Part): Clock | null {
  if (typeof value === "number") return asClock(value);
  return "at" in value ? { minute: value.at, open: false, grain: "hour" } : value;
}

function counted(time: Time | undefined, count: number | undefined): Time | null {
  return time?.cycle && !time.cycle.count && count && count <= 999
    ? { ...time, cycle: { ...time.cycle, count } }
    : null;
}

/** Hours say how long one of them takes, not how long they go on. */
function lasting(time: Time | undefined, span: Duration | undefined): Time | null {
  return time?.cycle && !time.cycle.span && !time.cycle.until && span && !isTimeOfDay(span)
    ? { ...time, cycle: { ...time.cycle, span } }
    : null;
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

/** Takes out of a repetition what was excepted: weekdays, months, single days. */
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
