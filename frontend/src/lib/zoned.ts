import { tzOffset } from "@date-fns/tz/tzOffset";
import type { Due } from "@todo-chatbot/contracts";

const minute = 60_000;
const day = 86_400_000;

/** What a clock on the wall shows in a zone: `YYYY-MM-DD` and `HH:MM`. */
export interface WallClock {
  date: string;
  time: string;
}

/** The wall clock of an instant. */
export function wallClock(instant: Date, timeZone: string): WallClock {
  const shifted = new Date(instant.getTime() + tzOffset(timeZone, instant) * minute).toISOString();
  return { date: shifted.slice(0, 10), time: shifted.slice(11, 16) };
}

/**
 * The instant at which a wall clock shows a date and time. In the hour that a change to summer time
 * skips, the clock is read as if it had not been put forward (RFC 5545 §3.3.5); of the two readings in
 * the hour that comes twice, the first is taken.
 */
export function instantOf(date: string, time: string, timeZone: string): Date {
  const asUtc = Date.parse(`${date}T${time}:00Z`);
  const before = tzOffset(timeZone, new Date(asUtc - day));
  const after = tzOffset(timeZone, new Date(asUtc + day));
  const fits = [before, after].find((offset) => {
    const instant = new Date(asUtc - offset * minute);
    return tzOffset(timeZone, instant) === offset;
  });
  return new Date(asUtc - (fits ?? before) * minute);
}

/** The calendar day it is in a zone, `YYYY-MM-DD`. */
export function today(now: Date, timeZone: string): string {
  return wallClock(now, timeZone).date;
}

/** A calendar day later (or earlier). */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * day).toISOString().slice(0, 10);
}

/** How many days the second calendar day is after the first. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / day);
}

/** When something is due on the clock of the one who looks, and the instant if it has a time. */
export interface LocalDue {
  date: string;
  time: string | null;
  instant: Date | null;
}

/** A day stays that day everywhere; a time is shown as it is in the viewer's zone. */
export function localDue(due: Due, timeZone: string): LocalDue {
  if (!("time" in due)) return { date: due.date, time: null, instant: null };
  const instant = instantOf(due.date, due.time, due.timeZone);
  if (due.timeZone === timeZone) return { date: due.date, time: due.time, instant };
  return { ...wallClock(instant, timeZone), instant };
}
