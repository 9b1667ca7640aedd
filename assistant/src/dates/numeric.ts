import { type Day, daysInMonth, fromDay, toDay } from "../calendar/civil.ts";
import { type DayPiece, keyAt, type Scan } from "./scan.ts";

/** A calendar date in figures: 2026-03-27, 27/1, 01/27/2027, 27.1., 14.06.2026. */
export function numericAt(s: Scan, i: number): DayPiece | null {
  const key = keyAt(s, i);
  const first = key.charCodeAt(0);
  if (first < 48 || first > 57) return null;
  const iso = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:t(\d{1,2}):(\d\d).*)?$/.exec(key);
  if (iso) {
    const day = dayOf(Number(iso[1]), Number(iso[3]), Number(iso[4]));
    if (day === null) return null;
    const minute = iso[5] ? Number(iso[5]) * 60 + Number(iso[6]) : undefined;
    return minute !== undefined && minute < 1440
      ? { to: i + 1, day, grain: "minute", sure: true, minute }
      : { to: i + 1, day, grain: "day", sure: true };
  }
  const parts = /^(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{4}|\d{2}))?$/.exec(key);
  if (!parts) return null;
  const [, a = "", mark = "", b = "", yearText] = parts;
  const dotted = keyAt(s, i + 1) === "." && mark === "." && adjacent(s, i);
  // "3.5" and "12.30" are figures or times; a date with points ends in one or has a year.
  if (!yearText && mark === "." && !dotted) return null;
  if (!yearText && mark === "-") return null;
  const day = place(s, Number(a), Number(b), yearText, mark !== "/");
  if (day === null) return null;
  const to = !yearText && dotted ? i + 2 : i + 1;
  return { to, day, grain: "day", sure: Boolean(yearText) || (dotted && mark === ".") };
}

function adjacent(s: Scan, i: number): boolean {
  return s.tokens[i]?.end === s.tokens[i + 1]?.start;
}

/** Which figure is the day: the order of the person's place, the other where only that is a date. */
function place(s: Scan, a: number, b: number, yearText: string | undefined, points: boolean): Day | null {
  const dayFirst = s.clock.dayFirst || points;
  const [day, month] = (dayFirst && b <= 12) || a > 12 ? [a, b] : b > 12 ? [b, a] : [b, a];
  if (month < 1 || month > 12 || day < 1) return null;
  if (yearText) return dayOf(yearText.length === 2 ? 2000 + Number(yearText) : Number(yearText), month, day);
  return upcoming(s.clock.day, month, day);
}

/** A day of a year, or null where there is none. */
export function dayOf(year: number, month: number, day: number): Day | null {
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month))
    return null;
  return toDay(year, month, day);
}

/** The next time that date comes, today included: 29 February waits for its year. */
export function upcoming(today: Day, month: number, day: number): Day | null {
  const { year } = fromDay(today);
  for (let y = year; y <= year + 8; y++) {
    const found = dayOf(y, month, day);
    if (found !== null && found >= today) return found;
  }
  return null;
}

/** The next day of the month with that number, today included: "the 31st" skips shorter months. */
export function upcomingDate(today: Day, date: number): Day | null {
  const { year, month } = fromDay(today);
  for (let k = 0; k <= 12; k++) {
    const start = fromDay(toDay(year, month + k, 1));
    const found = dayOf(start.year, start.month, date);
    if (found !== null && found >= today) return found;
  }
  return null;
}
