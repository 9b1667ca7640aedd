import type { Due, Task } from "../task.ts";
import { formatDay, formatMinute, parseDay, parseMinute } from "./civil.ts";
import { toInstant, toWall } from "./zone.ts";

/** The current moment and the zone whose calendar applies. */
export interface Moment {
  /** Epoch milliseconds. */
  instant: number;
  /** IANA. */
  zone: string;
}

/** A wall-clock time: `YYYY-MM-DD` and `HH:MM`. */
export interface WallClock {
  date: string;
  time: string;
}

/** A due date on the viewer's calendar; `time` is null for a whole day. */
export interface LocalDue {
  date: string;
  time: string | null;
}

/** What the clocks of a zone show at an instant. */
export function wallClock(instant: number, zone: string): WallClock {
  const { day, minute } = toWall(zone, instant);
  return { date: formatDay(day), time: formatMinute(minute) };
}

/** The calendar day it is at a moment, `YYYY-MM-DD`. */
export function today({ instant, zone }: Moment): string {
  return wallClock(instant, zone).date;
}

/** The instant, in epoch milliseconds, at which the clocks of a zone show a day and time (see `toInstant`). */
export function instantAt(date: string, time: string, zone: string): number {
  return toInstant(zone, { day: parseDay(date), minute: parseMinute(time) });
}

/** The instant of a timed due, in epoch milliseconds; null for a whole day and for none. */
export function instantOf(due: Due | null): number | null {
  return due && "time" in due ? instantAt(due.date, due.time, due.timeZone) : null;
}

/** What the clocks of a zone show at an instant, as a due. */
export function dueAtInstant(instant: number, timeZone: string): Due {
  return { ...wallClock(instant, timeZone), timeZone };
}

/** A whole day is the same day everywhere; a time is converted to `zone`. */
export function localDue(due: Due, zone: string): LocalDue {
  if (!("time" in due)) return { date: due.date, time: null };
  if (due.timeZone === zone) return { date: due.date, time: due.time };
  return wallClock(instantAt(due.date, due.time, due.timeZone), zone);
}

/** When something begins or ends: the instant of a timed due, otherwise the day. */
export type Point = number | string;

/** A moment to compare points with; computes its day only once for a long list. */
export interface Clock {
  instant: number;
  today: string;
}

export const pointOf = (due: Due): Point => instantOf(due) ?? due.date;

export const clockOf = (moment: Moment): Clock => ({ instant: moment.instant, today: today(moment) });

/** Whether a point is over: its day, or its time. */
export const isBehind = (point: Point, clock: Clock): boolean =>
  typeof point === "number" ? point < clock.instant : point < clock.today;

/** Whether a point is still to come. */
export const isAhead = (point: Point, clock: Clock): boolean =>
  typeof point === "number" ? point > clock.instant : point > clock.today;

/** Whether a due has passed: its day is over, or its time has come. */
export function isPast(due: Due, moment: Moment): boolean {
  return isBehind(pointOf(due), clockOf(moment));
}

/** Whether a task is open and its due has passed. */
export function isOverdue(task: Pick<Task, "due" | "completedAt">, moment: Moment): boolean {
  return task.due !== null && task.completedAt === null && isPast(task.due, moment);
}

/** Whether a task has not started yet: its start day, or start time, is still to come. */
export function isWaiting({ start }: Pick<Task, "start">, moment: Moment): boolean {
  return start !== null && start !== undefined && isAhead(pointOf(start), clockOf(moment));
}

/** Sort key of due dates as text: by day, whole days before times, then by time; tasks without a due date last. */
export function dueKey(due: Due | null, zone: string): string {
  if (!due) return "~";
  const { date, time } = localDue(due, zone);
  return `${date} ${time ?? ""}`;
}

/** A calendar day later, or earlier. */
export function addDays(date: string, days: number): string {
  return formatDay(parseDay(date) + days);
}

/** How many days the second calendar day is after the first. */
export function daysBetween(from: string, to: string): number {
  return parseDay(to) - parseDay(from);
}
