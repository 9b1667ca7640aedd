import {
  addMonths,
  type Day,
  formatDay,
  formatMinute,
  fromDay,
  monthDays,
  weekdayOf,
} from "@todo-chatbot/contracts/calendar";
import { firstFit, formatRule, type Rule, rule } from "../calendar/rule.ts";
import { type Here, moveDay, place } from "./place.ts";
import type { Clock, Cycle } from "./terms.ts";
import type { When } from "./when.ts";

interface First {
  day: Day;
  minute?: number;
  repeat: NonNullable<When["repeat"]>;
}

/** How many days ahead the excluded days of a repetition are listed. */
const EXCEPTIONS_AHEAD = 366 * 3;

/**
 * Puts a repetition on the calendar: its rule in RFC 5545 and its first occurrence that is not in the past. Null or a
 * problem if no rule can express it.
 */
export function firstOf(
  cycle: Cycle,
  clock: Clock | null,
  here: Here & { minute: number },
): First | { problem: "unsupported-rule" | "no-such-day" } | null {
  if (cycle.unsupported) return null;
  const start = cycle.from ? place(cycle.from, here) : null;
  if (cycle.from && !start) return { problem: "no-such-day" };
  const from = start ? Math.max(start.from, Math.min(start.to, here.today)) : here.today;
  const out = ruleOf(cycle, start?.from ?? here.today, start !== null);
  if (!out) return null;

  const times = timesOf(cycle);
  if (times === null) return null;
  let minute = times?.[0] ?? clock?.minute;
  if (minute !== undefined && minute >= 1440) minute -= 1440;
  let day: Day;
  if (out.freq === "HOURLY" && minute === undefined && !start) {
    const next = here.today * 1440 + here.minute + out.interval * 60;
    day = Math.floor(next / 1440);
    minute = next - day * 1440;
  } else {
    day = firstFit(out, from);
    if (day === here.today && minute !== undefined && minute <= here.minute) {
      const later = times?.find((at) => at > here.minute);
      const step = out.interval * 60;
      const next =
        out.freq === "HOURLY" ? minute + step * (Math.floor((here.minute - minute) / step) + 1) : 1440;
      if (later !== undefined) minute = later;
      else if (next < 1440) minute = next;
      else {
        day = firstFit(out, day + 1);
        if (out.freq === "HOURLY") minute = next - 1440;
      }
    }
  }
  if (times && times.length > 1) {
    out.byHour = [...new Set(times.map((at) => Math.floor(at / 60)))];
    if (times.some((at) => at % 60 !== 0)) out.byMinute = [(times[0] ?? 0) % 60];
  }
  if (cycle.count !== undefined) out.count = cycle.count;
  if (cycle.until) {
    const until = place(cycle.until, { ...here, today: Math.max(here.today, day) });
    if (!until) return { problem: "no-such-day" };
    const stretch = cycle.until === cycle.from || until.grain === "day" || cycle.until.op === "current";
    const last = stretch ? until.to : until.from - 1;
    if (last < day) return { problem: "unsupported-rule" };
    delete out.count;
    out.until = last;
  } else if (cycle.span) {
    // Counted from the given start, otherwise from the first occurrence.
    out.until = spanEnd(start && start.from >= here.today ? start.from : day, cycle.span);
    if (out.until < day) return { problem: "unsupported-rule" };
  }
  const exceptions = exceptionsOf(cycle, out, day, here);
  if (exceptions === null) return null;
  const time = minute === undefined ? "" : `T${formatMinute(minute)}`;
  return {
    day,
    ...(minute === undefined ? {} : { minute }),
    repeat: {
      rule: formatRule(out),
      anchor: cycle.anchor ?? "schedule",
      ...(exceptions.length > 0 ? { exceptions: exceptions.map((e) => `${formatDay(e)}${time}`) } : {}),
    },
  };
}

/**
 * The last day of a period that starts on `day`: "for 3 weeks" ends on the day before the same weekday three weeks
 * later.
 */
function spanEnd(day: Day, span: NonNullable<Cycle["span"]>): Day {
  return moveDay(day, span, 1) - 1;
}

/** Clock times per day in minutes, earliest first; null if one rule cannot express them. */
function timesOf(cycle: Cycle): number[] | undefined | null {
  if (!cycle.times) return undefined;
  const all = cycle.times.map((time, index) => {
    if (!time.open) return time.minute;
    const early = time.minute % 720;
    // "8 and 6 every day": the later times follow the first.
    return index > 0 || early < 5 * 60 ? early + 720 : early;
  });
  const sorted = [...new Set(all)].sort((a, b) => a - b);
  const minutes = new Set(sorted.map((at) => at % 60));
  return minutes.size > 1 ? null : sorted;
}

function ruleOf(cycle: Cycle, start: Day, said: boolean): Rule | null {
  const out = rule(cycle.freq, cycle.interval);
  const date = fromDay(start);
  let weekdays = cycle.weekdays ? [...cycle.weekdays] : [];
  if (cycle.exceptWeekdays) {
    if (weekdays.length === 0) {
      if (cycle.freq !== "DAILY" || cycle.interval !== 1) return null;
      out.freq = "WEEKLY";
      weekdays = [1, 2, 3, 4, 5, 6, 7];
    }
    weekdays = weekdays.filter((day) => !cycle.exceptWeekdays?.includes(day));
    if (weekdays.length === 0) return null;
  }
  out.byDay = weekdays.map((weekday) => ({ weekday }));
  if (cycle.nths) out.byDay.push(...cycle.nths);
  if (cycle.positions) out.bySetPos = [...cycle.positions];
  if (cycle.months) out.byMonth = [...cycle.months].sort((a, b) => a - b);
  if (cycle.exceptMonths) {
    if (cycle.freq === "YEARLY" || cycle.months) return null;
    out.byMonth = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].filter((m) => !cycle.exceptMonths?.includes(m));
  }
  const dates = cycle.dates ? [...cycle.dates] : [];
  if (dates.length === 0 && said && !cycle.nths && !cycle.positions && weekdays.length === 0) {
    // "every 6 months starting aug 31": a date near the end of the month means the end of each month.
    if (cycle.freq === "MONTHLY" && date.day > 28) dates.push(date.day);
    if (cycle.freq === "YEARLY" && date.month === 2 && date.day === 29 && !cycle.months) {
      out.byMonth = [2];
      dates.push(29);
    }
  }
  if (cycle.freq === "YEARLY" && cycle.months && dates.length === 0 && !cycle.nths && weekdays.length === 0)
    dates.push(1);
  return setDates(out, dates) ? out : null;
}

/** Sets the days of the month; false if no rule can express them. */
function setDates(out: Rule, dates: readonly number[]): boolean {
  const lengths = out.byMonth.map(
    (month) => [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 31,
  );
  const parts = monthDays(dates, lengths.length > 0 ? Math.min(...lengths) : 28);
  // BYSETPOS of a yearly rule counts within the whole year, not within each of its months.
  if (!parts || (parts.bySetPos.length > 0 && out.freq === "YEARLY" && out.byMonth.length > 1)) return false;
  // Without BYMONTH, RFC 5545 applies BYMONTHDAY of a yearly rule to every month.
  if (parts.byMonthDay.length > 0 && out.freq === "YEARLY" && out.byMonth.length === 0) return false;
  out.byMonthDay = parts.byMonthDay;
  if (parts.bySetPos.length > 0) out.bySetPos = parts.bySetPos;
  return true;
}

/** The excluded days, up to `EXCEPTIONS_AHEAD`; null if there are too many. */
function exceptionsOf(cycle: Cycle, out: Rule, first: Day, here: Here): Day[] | null {
  const days: Day[] = [];
  for (const except of cycle.exceptDays ?? []) {
    const yearly = except.op === "on" && except.pattern.year === undefined;
    for (let k = 0; k < (yearly ? 3 : 1); k++) {
      const stretch = place(except, { ...here, today: addMonths(Math.max(here.today, first), 12 * k) });
      if (!stretch || stretch.to > first + EXCEPTIONS_AHEAD) continue;
      for (let day = stretch.from; day <= Math.min(stretch.to, stretch.from + 366); day++)
        if (fitsLoosely(out, day)) days.push(day);
    }
  }
  return days.length > 200 ? null : [...new Set(days)].sort((a, b) => a - b);
}

function fitsLoosely(out: Rule, day: Day): boolean {
  return out.byDay.length === 0 || out.byDay.some(({ weekday }) => weekday === weekdayOf(day));
}
