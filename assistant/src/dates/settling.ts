import type { Due, Recurrence, Reminder } from "@todo-chatbot/contracts";
import {
  addMonths,
  type Day,
  formatDay,
  formatMinute,
  offsetAt,
  parseDay,
  parseMinute,
  startOfWeek,
  toInstant,
  toWall,
  type Wall,
} from "@todo-chatbot/contracts/calendar";
import { limits } from "@todo-chatbot/contracts/limits";
import { firstFit, parseRule } from "../calendar/rule.ts";
import { hereOf } from "./settle-time.ts";
import type { Reference, Unit, When } from "./when.ts";

/** A bare number next to an existing time never means an earlier hour than this. */
const EARLIEST_OPEN = 6 * 60;
/** The time of a reminder for which only a day is given. */
const REMINDER_HOUR = "09:00";
const LONGEST_LEAD = 40_320;

/**
 * The due date and repetition of a task. Without `current`, those of a new task; with it, the result of a change: a new
 * day keeps the time, a new time keeps the day, a shift moves both. With `recurrence` undefined, the repetition stays.
 */
export function settleDue(
  when: When,
  reference: Reference,
  current: Due | null = null,
): { due: Due | null; recurrence: Recurrence | null | undefined } {
  if (when.problem) return { due: current, recurrence: undefined };
  const recurrence = when.repeat && seriesOf(when.repeat);
  if (when.shift) return { due: shifted(when, reference, current), recurrence };
  if (!when.date && !when.time) return { due: current, recurrence };
  const zone = when.zone ?? (current && "timeZone" in current ? current.timeZone : reference.zone);
  const old = current && "time" in current ? current.time : undefined;
  if (!when.date) {
    const time = when.openHour && old ? nearest(when.time as string, old) : (when.time as string);
    const date = current ? current.date : nextSuch(time, { ...reference, zone });
    return { due: { date, time, timeZone: zone }, recurrence };
  }
  const date = dueDate(when, reference, current);
  const time = when.time ?? old;
  if (!time) return { due: { date }, recurrence };
  const said = when.time && when.openHour && old ? nearest(when.time, old) : time;
  return { due: { date, time: said, timeZone: zone }, recurrence };
}

/** A repetition in the form in which tasks store it. */
const seriesOf = ({ rule, anchor, exceptions }: NonNullable<When["repeat"]>): Recurrence => ({
  rule,
  anchor,
  ...(exceptions?.length ? { exceptions: exceptions.slice(0, limits.datesPerSeries) } : {}),
});

function dueDate(when: When, reference: Reference, current: Due | null): string {
  const said = when.date as string;
  if (when.repeat) {
    const rule = parseRule(when.repeat.rule);
    const { today } = hereOf(reference);
    // "make it weekly": the existing day stays if the rule matches it.
    if (current && !when.starts && rule && parseDay(current.date) >= today) {
      const day = parseDay(current.date);
      if (firstFit(rule, day) === day) return current.date;
    }
    return said;
  }
  if (when.bound === "after" && !when.time) return formatDay(parseDay(when.last ?? said) + 1);
  // "this week", "this month": due on its last day.
  if (when.last && when.grain !== "day" && !when.bound) {
    const { today } = hereOf(reference);
    if (parseDay(said) <= today && today <= parseDay(when.last)) return when.last;
  }
  return said;
}

/** The half of the day that is nearer to the replaced time: 6 after 17:00 is 18:00. */
function nearest(open: string, old: string): string {
  const early = parseMinute(open) % 720;
  const at = parseMinute(old);
  const halves = [early, early + 720].filter((minute) => minute >= EARLIEST_OPEN);
  const [best = early] = halves.sort((a, b) => Math.abs(a - at) - Math.abs(b - at));
  return formatMinute(best);
}

/** Today, or tomorrow if the time has passed. */
function nextSuch(time: string, reference: Reference): string {
  const here = hereOf(reference);
  return formatDay(here.today + (parseMinute(time) > here.minute ? 0 : 1));
}

function moveBy(day: Day, amount: number, unit: Unit): Day {
  if (unit === "week") return day + amount * 7;
  if (unit === "month") return addMonths(day, amount);
  if (unit === "year") return addMonths(day, amount * 12);
  return day + amount;
}

function shifted(when: When, reference: Reference, current: Due | null): Due | null {
  const { amount, unit } = when.shift as NonNullable<When["shift"]>;
  const here = hereOf(reference);
  const ofHours = unit === "hour" || unit === "minute";
  const size = unit === "hour" ? 60 : 1;
  if (!current) {
    if (ofHours) return timed(reference.zone, reference.instant + amount * size * 60_000);
    const date = formatDay(moveBy(here.today, amount, unit));
    return when.time ? { date, time: when.time, timeZone: when.zone ?? reference.zone } : { date };
  }
  if (ofHours) {
    if (!("time" in current)) return current;
    const wall: Wall = { day: parseDay(current.date), minute: parseMinute(current.time) };
    return timed(current.timeZone, toInstant(current.timeZone, wall) + amount * size * 60_000);
  }
  const date = formatDay(moveBy(parseDay(current.date), amount, unit));
  if (when.time) {
    const zone = when.zone ?? ("timeZone" in current ? current.timeZone : reference.zone);
    const time = when.openHour && "time" in current ? nearest(when.time, current.time) : when.time;
    return { date, time, timeZone: zone };
  }
  return { ...current, date };
}

function timed(zone: string, instant: number): Due {
  const wall = toWall(zone, instant);
  return { date: formatDay(wall.day), time: formatMinute(wall.minute), timeZone: zone };
}

/** The days that a list is filtered by, both inclusive; an open end is absent. */
export function daysOf(when: When, reference: Reference): { from?: string; to?: string } {
  const here = hereOf(reference);
  if (when.problem || when.shift) return {};
  if (!when.date) return when.time ? { from: formatDay(here.today), to: formatDay(here.today) } : {};
  const last = when.last ?? when.date;
  switch (when.bound) {
    case "before":
      return { to: formatDay(parseDay(when.date) - (when.time ? 0 : 1)) };
    case "by":
    case "until":
      return { to: last };
    case "after":
      return { from: formatDay(parseDay(last) + (when.time ? 0 : 1)) };
    case "from":
      return { from: when.date };
    default:
      if (when.grain === "week" && !when.last) {
        const from = startOfWeek(parseDay(when.date), reference.weekStart);
        return { from: formatDay(from), to: formatDay(from + 6) };
      }
      return { from: when.date, to: last };
  }
}

/** When to remind: a lead time before the due date, or a point in time (RFC 3339 with the offset of the zone). */
export function reminderOf(when: When, due: Due | null, reference: Reference): Reminder {
  const zone = when.zone ?? (due && "timeZone" in due ? due.timeZone : reference.zone);
  if (when.ahead) {
    if (due && when.ahead.time) {
      const day = parseDay(due.date) - Math.floor(when.ahead.minutes / 1440);
      return { at: stamp(zone, { day, minute: parseMinute(when.ahead.time) }) };
    }
    return { minutesBefore: Math.min(LONGEST_LEAD, Math.max(0, Math.round(when.ahead.minutes))) };
  }
  if (when.date)
    return { at: stamp(zone, { day: parseDay(when.date), minute: parseMinute(when.time ?? REMINDER_HOUR) }) };
  if (when.time) {
    const time = when.openHour && due && "time" in due ? beforeTime(when.time, due.time) : when.time;
    const date = due?.date ?? nextSuch(time, { ...reference, zone });
    return { at: stamp(zone, { day: parseDay(date), minute: parseMinute(time) }) };
  }
  return { minutesBefore: 0 };
}

/** The last such time before the due time: "remind me at 8" for a task at 10:00 is in the morning. */
function beforeTime(open: string, due: string): string {
  const early = parseMinute(open) % 720;
  return formatMinute(early + 720 < parseMinute(due) ? early + 720 : early);
}

function stamp(zone: string, wall: Wall): string {
  const instant = toInstant(zone, wall);
  const offset = offsetAt(zone, instant);
  const local = new Date(instant + offset * 60_000).toISOString().slice(0, 19);
  return `${local}${offset < 0 ? "-" : "+"}${formatMinute(Math.abs(offset))}`;
}
