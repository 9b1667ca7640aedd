import type { Due } from "@todo-chatbot/contracts";
import {
  daysBetween,
  isPast,
  localDue,
  type Moment,
  today,
  wallClock,
} from "@todo-chatbot/contracts/calendar";
import { messages } from "../messages/en.ts";

/** What determines how dates are worded: the current time, the reader's zone, and their language tag. */
export interface Reader {
  now: Date;
  timeZone: string;
  locale: string;
}

/** The reader's current time in the form the calendar functions take. */
export function momentOf({ now, timeZone }: Reader): Moment {
  return { instant: now.getTime(), zone: timeZone };
}

/** Whether the day, or for a timed task the moment, has passed. */
export function isOverdue(due: Due, reader: Reader): boolean {
  return isPast(due, momentOf(reader));
}

/** A due date in words: "Today", "Tomorrow 17:00", "Fri 27 Nov". */
export function dueWords(due: Due, reader: Reader): string {
  const local = localDue(due, reader.timeZone);
  const day = dayWords(local.date, reader);
  return local.time ? `${day} ${timeWords(local.time, reader.locale)}` : day;
}

/** The time of a due date without its day, in the reader's zone and format; null for a whole day. */
export function localTime(due: Due, reader: Reader): string | null {
  const { time } = localDue(due, reader.timeZone);
  return time && timeWords(time, reader.locale);
}

/** A calendar day in words, relative to the reader's today. */
export function dayWords(date: string, reader: Reader): string {
  const from = today(momentOf(reader));
  const near: Record<number, string> = {
    [-1]: messages.dates.yesterday,
    0: messages.dates.today,
    1: messages.dates.tomorrow,
  };
  const word = near[daysBetween(from, date)];
  if (word) return word;
  const sameYear = date.slice(0, 4) === from.slice(0, 4);
  return formatter(reader.locale, {
    weekday: "short",
    day: "numeric",
    month: "short",
    ...(sameYear ? {} : { year: "numeric" }),
  })
    .format(new Date(`${date}T00:00:00Z`))
    .replace(/,/g, "");
}

/** `17:00` in the reader's format: "17:00" or "5:00 PM". */
export function timeWords(time: string, locale: string): string {
  return formatter(locale, { timeStyle: "short" }).format(new Date(`1970-01-01T${time}:00Z`));
}

/** An instant as the reader's day and time: "Yesterday 17:00". */
export function momentWords(instant: string, reader: Reader): string {
  const shown = new Date(instant);
  const { date } = wallClock(shown.getTime(), reader.timeZone);
  const time = formatter(reader.locale, { timeStyle: "short" }, reader.timeZone).format(shown);
  return `${dayWords(date, reader)} ${time}`;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

// Creating one takes about as long as formatting a whole list with it.
function formatter(
  locale: string,
  options: Intl.DateTimeFormatOptions,
  timeZone = "UTC",
): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, options, timeZone]);
  let found = formatters.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(locale, { ...options, timeZone });
    formatters.set(key, found);
  }
  return found;
}
