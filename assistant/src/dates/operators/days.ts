import { type Operator, op } from "./operator.ts";
import { asClock, dateOf, isTimeOfDay, on, rangeOf, today } from "./shared.ts";

/** Weekdays, feasts and days of a month. */
export const days = {
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
  /** A full date with the month as a word between separators: "23/Sep/2020". */
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
  /** "friday 20": the day of the month if such a Friday is near, otherwise the hour. */
  weekdayNumber: op("piece", (a) => {
    const [weekday, date] = [a.get("weekday"), dateOf(a)];
    if (!weekday || !date) return null;
    const clock = date <= 24 ? asClock(date) : null;
    const days = on({ weekday, date });
    return clock ? { days, otherwise: { days: on({ weekday }), clock } } : { days };
  }),
  /** The same in languages where numbers up to twelve are hours. */
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
} satisfies Record<string, Operator>;
