import type { Due, Recurrence, Reminder, Task } from "@todo-chatbot/contracts";
import { addMonths, type Day, formatDay, formatMinute, parseDay, parseMinute } from "../calendar/civil.ts";
import { firstFit, parseRule } from "../calendar/rule.ts";
import { toInstant, toWall } from "../calendar/zone.ts";
import type { Reference, Unit, When } from "../dates/when.ts";

/** What a task's due and repetition become; absent: as they are. */
export interface Settled {
  due?: Due | null;
  recurrence?: Recurrence | null;
}

/** A new day keeps the time, a new time the day, a shift moves both; a repetition begins on its first day. */
export function settleDue(
  when: When,
  reference: Reference,
  current?: Pick<Task, "due" | "recurrence">,
): Settled {
  const due: Due | null = current?.due ?? null;
  if (when.shift) return { due: shifted(due, when.shift, reference) };
  const now = toWall(reference.zone, reference.instant);
  const timed = timedOf(due);
  const kept = timed?.time;
  const time = when.time === undefined ? kept : likeHour(when.time, when.openHour === true, kept);
  const zone = when.zone ?? (when.time === undefined && timed ? timed.timeZone : reference.zone);
  const rule = when.repeat ? parseRule(when.repeat.rule) : null;
  const soon = time !== undefined && parseMinute(time) <= now.minute ? now.day + 1 : now.day;
  const start = due?.date ?? formatDay(soon);
  const date = when.date ?? (rule ? formatDay(firstFit(rule, Math.max(parseDay(start), now.day))) : start);
  return {
    due: time === undefined ? { date } : { date, time, timeZone: zone },
    ...(when.repeat ? { recurrence: { rule: when.repeat.rule, anchor: when.repeat.anchor } } : {}),
  };
}

const timedOf = (due: Due | null) => (due && "time" in due ? due : null);

/** "make it 6" after 17:00 is 18:00: an hour said without am or pm takes the half of the day it replaces. */
function likeHour(said: string, open: boolean, current: string | undefined): string {
  if (!open || current === undefined) return said;
  const minute = parseMinute(said) % 720;
  return formatMinute(parseMinute(current) >= 720 ? minute + 720 : minute);
}

function shifted(due: Due | null, { amount, unit }: NonNullable<When["shift"]>, reference: Reference): Due {
  const now = toWall(reference.zone, reference.instant);
  const day = due ? parseDay(due.date) : now.day;
  const timed = timedOf(due);
  if (unit === "minute" || unit === "hour") {
    const zone = timed?.timeZone ?? reference.zone;
    const from = timed ? { day, minute: parseMinute(timed.time) } : due ? { day, minute: 9 * 60 } : now;
    const wall = toWall(zone, toInstant(zone, from) + amount * (unit === "hour" ? 60 : 1) * 60_000);
    return { date: formatDay(wall.day), time: formatMinute(wall.minute), timeZone: zone };
  }
  const date = formatDay(moved(day, amount, unit));
  return timed ? { ...timed, date } : { date };
}

function moved(day: Day, amount: number, unit: Exclude<Unit, "minute" | "hour">): Day {
  if (unit === "day") return day + amount;
  if (unit === "week") return day + 7 * amount;
  return addMonths(day, unit === "month" ? amount : 12 * amount);
}

/** A reminder as it was said; null when it hangs on a due that the task does not have. */
export function reminderOf(when: When, reference: Reference, due: Due | null): Reminder | null {
  if (when.ahead && when.ahead.time === undefined && when.ahead.minutes <= 40_320)
    return due ? { minutesBefore: when.ahead.minutes } : null;
  if (when.ahead) {
    if (!due) return null;
    const time = when.ahead.time ?? ("time" in due ? due.time : "09:00");
    const day = parseDay(due.date) - Math.round(when.ahead.minutes / 1440);
    return { at: instantOf(day, time, reference.zone) };
  }
  const { due: at } = settleDue(when, reference);
  if (!at) return null;
  const time = "time" in at ? at.time : "09:00";
  return { at: instantOf(parseDay(at.date), time, "time" in at ? at.timeZone : reference.zone) };
}

const instantOf = (day: Day, time: string, zone: string): string =>
  new Date(toInstant(zone, { day, minute: parseMinute(time) })).toISOString();
