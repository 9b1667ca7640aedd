import { type Day, formatDay, formatMinute, nextWeekday } from "../calendar/civil.ts";
import { firstFit, type Rule } from "../calendar/rule.ts";
import { type Expression, spanEnd } from "./expression.ts";
import type { Clock, Grain } from "./scan.ts";
import type { TimePiece } from "./time.ts";
import { type Part, partMinute } from "./words.ts";

/** A date expression against the clock: what a task's due and recurrence become. */
export interface Settled {
  day: Day;
  /** Minutes after midnight; absent for a whole day. */
  minute?: number;
  /** The date was said, not only a time. */
  saidDay: boolean;
  saidTime: boolean;
  /** The hour was said without am or pm. */
  open: boolean;
  lastDay?: Day;
  untilMinute?: number;
  grain: Grain;
  rule?: Rule;
  anchor: "schedule" | "completion";
}

/** Hours people are up: a bare "at 5" is the next five o'clock between them. */
const WAKING = { from: 7 * 60, to: 22 * 60 + 59 };

/**
 * Places an expression in time: a bare time already past is tomorrow's, a recurrence starts on its first day
 * that is not past. `lateHours`: the task is an evening one ("dinner at 7").
 */
export function settle(e: Expression, clock: Clock, lateHours = false): Settled {
  if (e.elapsed) {
    return {
      day: e.elapsed.day,
      minute: e.elapsed.minute,
      saidDay: true,
      saidTime: true,
      open: false,
      grain: "minute",
      anchor: "schedule",
    };
  }
  const minute = minuteOf(e, clock, lateHours);
  if (e.repeat) return settleRepeat(e, clock, minute);
  const base = {
    saidTime: minute !== undefined,
    open: e.time?.open === true && !e.part,
    anchor: "schedule" as const,
  };
  const untilMinute = e.time?.until === undefined ? {} : { untilMinute: e.time.until };
  const timed = minute === undefined ? {} : { minute, ...untilMinute };
  const grain: Grain = e.time?.grain ?? (minute !== undefined ? "hour" : (e.day?.grain ?? "day"));
  if (e.day && e.lead === "after" && minute === undefined)
    return { ...base, day: (e.day.last ?? e.day.day) + 1, saidDay: true, grain: "day" };
  if (e.day) {
    const last = e.day.last !== undefined && minute === undefined ? { lastDay: e.day.last } : {};
    return { ...base, ...timed, ...last, day: e.day.day, saidDay: true, grain };
  }
  const at = minute ?? 0;
  const day = e.partToday ? clock.day : at > clock.minute ? clock.day : clock.day + 1;
  return { ...base, ...timed, day, saidDay: e.partToday === true, grain };
}

function minuteOf(e: Expression, clock: Clock, late: boolean): number | undefined {
  const { time, part, day } = e;
  if (!time) return part ? partMinute[part] : day?.minute;
  if (!time.open) return time.minute;
  const when = part ?? time.part ?? (day?.minute !== undefined ? "night" : undefined);
  if (when) return inPart(time, when);
  if (time.minute >= 720) return time.minute;
  if (!day && !e.repeat) return nextWaking(time.minute, clock.minute);
  if (day && day.day === clock.day && !e.repeat) return nextWaking(time.minute, clock.minute, true);
  return usualHalf(time.minute, late);
}

function inPart(time: TimePiece, part: Part): number {
  const early = time.minute % 720;
  if (part === "morning") return early;
  if (part === "night" && early < 5 * 60) return early;
  return early + 720;
}

/** The next such hour while people are up; `today` keeps to this day even where it is past. */
function nextWaking(minute: number, now: number, today = false): number {
  for (const at of [minute, minute + 720]) if (at > now && at >= WAKING.from && at <= WAKING.to) return at;
  if (today) return minute + 720 > now && minute + 720 < 1440 ? minute + 720 : minute;
  return minute >= WAKING.from ? minute : minute + 720;
}

/** One to six are afternoon hours, seven to eleven morning ones, but in the evening for an evening's task. */
function usualHalf(minute: number, late: boolean): number {
  if (minute < 7 * 60) return minute + 720;
  return late ? minute + 720 : minute;
}

function settleRepeat(e: Expression, clock: Clock, minute: number | undefined): Settled {
  const { rule: said, fromCompletion } = e.repeat as NonNullable<Expression["repeat"]>;
  const rule: Rule = { ...said };
  const anchor = fromCompletion ? "completion" : "schedule";
  const weekdaySaid = e.day?.weekday && rule.freq === "WEEKLY" && rule.byDay.length === 0;
  const from = e.start?.day ?? e.day?.day ?? clock.day;
  let at = minute;
  let day: Day;
  if (rule.freq === "HOURLY" && at === undefined && !e.start && !e.day) {
    const next = clock.day * 1440 + clock.minute + rule.interval * 60;
    day = Math.floor(next / 1440);
    at = next - day * 1440;
  } else {
    day = firstFit(rule, from);
    if (day === clock.day && at !== undefined && at <= clock.minute)
      day = laterToday(rule, clock, at, e) ?? firstFit(rule, day + 1);
    if (day === clock.day && rule.freq === "HOURLY" && at !== undefined && at <= clock.minute) {
      const step = rule.interval * 60;
      at += step * (Math.floor((clock.minute - at) / step) + 1);
    }
  }
  if (weekdaySaid && e.day) day = e.day.day;
  if (e.count !== undefined) rule.count = e.count;
  if (e.until !== undefined) rule.until = e.until;
  else if (e.span) rule.until = spanEnd(day, e.span);
  const timed = at === undefined ? {} : { minute: at };
  return {
    day,
    ...timed,
    saidDay: true,
    saidTime: at !== undefined,
    open: false,
    grain: at === undefined ? "day" : "minute",
    rule,
    anchor,
  };
}

/** An hourly rule still has times left today; others wait for their next day. */
function laterToday(rule: Rule, clock: Clock, minute: number, e: Expression): Day | null {
  if (rule.freq !== "HOURLY" || e.start) return null;
  const step = rule.interval * 60;
  const next = minute + step * (Math.floor((clock.minute - minute) / step) + 1);
  return next < 1440 ? clock.day : null;
}

/** The start of a mention in local wall clock, cut to its grain: `2026`, `2026-04`, `2026-04-20`, `2026-04-20T16:30`. */
export function mentionStart(settled: Settled): string {
  const date = formatDay(settled.day);
  if (settled.minute !== undefined) {
    return settled.grain === "hour"
      ? `${date}T${formatMinute(settled.minute).slice(0, 2)}`
      : `${date}T${formatMinute(settled.minute)}`;
  }
  if (settled.grain === "year") return date.slice(0, 4);
  return settled.grain === "month" ? date.slice(0, 7) : date;
}

/** The next day with that weekday, for a rule that names one without saying when. */
export function comingWeekday(clock: Clock, weekday: number): Day {
  return nextWeekday(clock.day, weekday);
}
