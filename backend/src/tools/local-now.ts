import { parseDay, wallClock, weekdayOf } from "@todo-chatbot/contracts/calendar";

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

/** The English name of a weekday, from 1 (Monday) to 7 (Sunday). */
export function weekdayName(number: number): string {
  return weekdays[number - 1] ?? weekdays[0];
}

/** The wall clock of a zone: `Friday 2026-11-20 17:05`. */
export function localNow({ sentAt, timeZone }: { sentAt: Date; timeZone: string }): string {
  const { date, time } = wallClock(sentAt.getTime(), timeZone);
  return `${weekdayName(weekdayOf(parseDay(date)))} ${date} ${time}`;
}
