import {
  type Day,
  formatDay,
  formatMinute,
  toInstant,
  toWall,
  type Wall,
} from "@todo-chatbot/contracts/calendar";
import { firstOf } from "./cycles.ts";
import { type Here, moveDay, place, type Stretch } from "./place.ts";
import type { Clock, Duration, Time } from "./terms.ts";
import { type Reference, unitMinutes, type When } from "./when.ts";

/** Waking hours: a bare "at 5" is the next five o'clock within them. */
const WAKING = { from: 7 * 60, to: 22 * 60 + 59 };

/** From six on, the 24-hour clock is taken at its word: the evening is "18 h". */
const EARLIEST_24 = 6 * 60;

/** Number of days within which "friday 20" may be the 20th. */
const SOON = 62;

/** The reference as a date and time in the user's zone, and whether the language uses the 24-hour clock. */
type Now = Here & { minute: number; clock24: boolean };

/** The reference as a date and time in the user's zone. */
export function hereOf(reference: Reference): Here & { minute: number } {
  const wall = toWall(reference.zone, reference.instant);
  return { today: wall.day, weekStart: reference.weekStart, minute: wall.minute };
}

/**
 * Resolves a term against the reference. `words` are its words, for reporting problems; `clock24`: the language uses
 * the 24-hour clock.
 */
export function settleTime(time: Time, reference: Reference, words: string, clock24 = false): When {
  const here = { ...hereOf(reference), clock24 };
  if (time.problem) return { grain: "day", problem: { kind: time.problem.kind, words } };
  if (time.elapsed) return elapsed(time, reference, here);
  if (time.cycle) return repeated(time, here, words);
  const out: When = { grain: "day" };
  if (time.bound) out.bound = time.bound;
  if (time.zone) out.zone = time.zone;
  if (time.shift) out.shift = time.shift;
  if (time.ahead) {
    const minutes = time.ahead.by.reduce((sum, { amount, unit }) => sum + amount * unitMinutes[unit], 0);
    const at = clockOf(time, here, here.today + 1);
    out.ahead = { minutes, ...(at ? { time: formatMinute(at.minute % 1440) } : {}) };
  }
  let stretch: Stretch | null = null;
  if (time.days) {
    stretch = place(time.days, here);
    if (time.otherwise && (!stretch || stretch.from > here.today + SOON))
      return settleTime(time.otherwise, reference, words, clock24);
    if (!stretch) return { grain: "day", problem: { kind: "no-such-day", words } };
    for (const also of time.also ?? []) {
      const other = place(also, here);
      if (other && other.to > stretch.to) stretch = { ...stretch, to: other.to };
    }
  }
  const moved = time.shift || time.ahead ? here.today + 1 : null;
  const at = clockOf(time, here, stretch?.from ?? moved);
  if (!stretch) {
    if (!at) return out.shift ? { ...out, grain: out.shift.unit } : out;
    setClock(out, at, time);
    return out;
  }
  out.grain = stretch.grain;
  let day = stretch.from;
  if (at) {
    setClock(out, at, time);
    if (at.minute >= 1440) day += 1;
  } else if (stretch.to > stretch.from) out.last = formatDay(stretch.to);
  out.date = formatDay(day);
  if (time.past || stretch.to < here.today) out.past = true;
  return out;
}

/** Sets the wall-clock time; a part of the day alone is kept as such. */
function setClock(out: When, at: Clock, time: Time): void {
  if (!time.clock && time.part && time.part.at < 1440)
    out.part = { from: formatMinute(time.part.from), to: formatMinute(time.part.to) };
  out.time = formatMinute(at.minute % 1440);
  out.grain = at.grain;
  if (at.open) out.openHour = true;
  if (time.until) out.until = formatMinute(endOf(at, time.until));
}

function endOf(from: Clock, until: Clock): number {
  if (!until.open) return until.minute;
  const early = until.minute % 720;
  return [early, early + 720].find((minute) => minute > from.minute) ?? early;
}

/**
 * The wall-clock time that a term means on a day (null: no day was given); minutes from 1440 on are on the following
 * day.
 */
function clockOf(time: Time, here: Now, day: Day | null): Clock | null {
  const { clock, part } = time;
  if (!clock) {
    if (!part) return null;
    const comes =
      part.at === 0 &&
      (day === null ||
        day === here.today ||
        time.bound === "by" ||
        time.bound === "before" ||
        time.bound === "until");
    return { minute: comes ? 1440 : part.at, open: false, grain: "hour" };
  }
  if (!clock.open) {
    const night = part && part.at >= 20 * 60 && clock.minute < 6 * 60;
    return night ? { ...clock, minute: clock.minute + 1440 } : clock;
  }
  if (here.clock24 && clock.minute >= EARLIEST_24) return clock;
  const minute = clock.minute % 720;
  if (time.until) return { ...clock, minute: usualHalf(minute) };
  if (day === null) return { ...clock, minute: nextWaking(minute, here.minute, false) };
  if (day === here.today) return { ...clock, minute: nextWaking(minute, here.minute, true) };
  return { ...clock, minute: usualHalf(minute) };
}

/** The next such time within waking hours; with `today` it stays on the same day even if it has passed. */
function nextWaking(minute: number, now: number, today: boolean): number {
  for (const at of [minute, minute + 720]) if (at > now && at >= WAKING.from && at <= WAKING.to) return at;
  if (today) return minute + 720 > now ? minute + 720 : minute;
  return minute >= WAKING.from ? minute : minute + 720;
}

/** One to six and twelve are in the afternoon, seven to eleven in the morning. */
function usualHalf(minute: number): number {
  return minute < 7 * 60 ? minute + 720 : minute;
}

function elapsed(time: Time, reference: Reference, here: Now): When {
  const { by, sign, most } = time.elapsed as NonNullable<Time["elapsed"]>;
  const wall = wallAfter(by, sign, reference, here);
  const end = most && wallAfter(most, sign, reference, here);
  return {
    date: formatDay(wall.day),
    time: formatMinute(wall.minute),
    grain: "minute",
    ...(end ? { until: formatMinute(end.minute) } : {}),
    ...(time.bound ? { bound: time.bound } : {}),
    ...(sign < 0 ? { past: true } : {}),
  };
}

function wallAfter(by: Duration, sign: 1 | -1, reference: Reference, here: Now): Wall {
  const day = moveDay(here.today, by, sign);
  const minutes = by.reduce(
    (sum, { amount, unit }) => sum + (unit === "hour" ? amount * 60 : unit === "minute" ? amount : 0),
    0,
  );
  const start: Wall = { day, minute: here.minute };
  const instant =
    (day === here.today ? reference.instant : toInstant(reference.zone, start)) + sign * minutes * 60_000;
  return toWall(reference.zone, instant);
}

function repeated(time: Time, here: Now, words: string): When {
  const cycle = time.cycle as NonNullable<Time["cycle"]>;
  const clock = clockOf(time, here, here.today + 1);
  const first = firstOf(cycle, clock, here);
  if (!first) return { grain: "day", problem: { kind: "unsupported-rule", words } };
  if ("problem" in first) return { grain: "day", problem: { kind: first.problem, words } };
  const out: When = { date: formatDay(first.day), grain: "day", repeat: first.repeat };
  if (first.minute !== undefined) {
    out.time = formatMinute(first.minute);
    out.grain = clock?.grain ?? "minute";
    if (clock?.open && !cycle.times) out.openHour = true;
    if (time.until && clock) out.until = formatMinute(endOf(clock, time.until));
  }
  if (time.zone) out.zone = time.zone;
  if (!time.clock && time.part && !cycle.times)
    out.part = { from: formatMinute(time.part.from), to: formatMinute(time.part.to) };
  if (cycle.from) out.starts = true;
  return out;
}
