import { formatDay, formatMinute, parseDay, parseMinute } from "@todo-chatbot/contracts/calendar";
import { firstFit, formatRule, parseRule } from "../calendar/rule.ts";
import { hereOf } from "./settle-time.ts";
import type { Reference, When } from "./when.ts";

const COARSE = ["minute", "hour", "day", "week", "month", "year"];

/** Combines separate time expressions: a day here, a time there, a repetition. Null if they contradict each other. */
export function joinTimes(mentions: readonly When[], reference: Reference): When | null {
  const [first, ...rest] = mentions;
  if (!first) return null;
  return rest.reduce<When | null>((sum, next) => sum && pair(sum, next, reference), first);
}

function pair(a: When, b: When, reference: Reference): When | null {
  if (a.problem) return a;
  if (b.problem) return b;
  if (a.ahead || b.ahead) return a.shift || b.shift || (a.ahead && b.ahead) ? null : timeOnly(a, b);
  if (a.repeat || b.repeat) return a.repeat ? repeated(a, b) : repeated(b, a);
  if (a.shift && b.shift) return null;
  if ((a.shift && b.date) || (b.shift && a.date)) return null;
  if (a.date && b.date) {
    const narrow = narrower(a, b);
    if (!narrow) return null;
    return pair(withoutDay(a), narrow, reference);
  }
  if (a.bound && b.bound && a.bound !== b.bound) return null;
  const day = a.date ? a : b;
  const clock = clockOf(a, b, day.date, reference);
  if (clock === null) return null;
  const out: When = { ...a, ...b, ...clock };
  if (day.date) out.date = day.date;
  if (day.last && !clock.time) out.last = day.last;
  else delete out.last;
  out.grain = COARSE.indexOf(a.grain) < COARSE.indexOf(b.grain) ? a.grain : b.grain;
  if (clock.time && !clock.openHour) delete out.openHour;
  if (a.past !== b.past) delete out.past;
  return out;
}

function withoutDay(when: When): When {
  const { date: _, last: __, past: ___, ...rest } = when;
  return rest;
}

/** The day, if the other one's stretch contains it; naming the same day twice is not a contradiction. */
function narrower(a: When, b: When): When | null {
  const [al, bl] = [a.last ?? a.date ?? "", b.last ?? b.date ?? ""];
  const [ad, bd] = [a.date ?? "", b.date ?? ""];
  if (bd >= ad && bl <= al) return b;
  if (ad >= bd && al <= bl) {
    const { last: _, ...rest } = b;
    return { ...rest, date: ad, ...(a.last ? { last: a.last } : {}), grain: a.grain };
  }
  return null;
}

function clockOf(
  a: When,
  b: When,
  date: string | undefined,
  reference: Reference,
): Pick<When, "time" | "openHour" | "part"> | null {
  if (a.time && b.time) {
    const [part, exact] = a.part ? [a, b] : b.part ? [b, a] : [undefined, undefined];
    if (!part?.part) return a.time === b.time ? pickClock(a) : null;
    if (exact.part) return null;
    const [from, to] = [minuteOf(part.part.from), minuteOf(part.part.to)];
    const early = parseMinute(exact.time as string);
    const halves = exact.openHour ? [early % 720, (early % 720) + 720] : [early];
    const inside = halves.find((minute) => minute >= from && minute < to);
    return inside === undefined ? null : { time: formatMinute(inside) };
  }
  const clock = a.time ? a : b;
  if (!clock.time) return {};
  if (!clock.openHour || !date) return pickClock(clock);
  // A time without am or pm was resolved relative to now; on another day, the usual half of the day applies.
  const { today } = hereOf(reference);
  if (parseDay(date) === today) return pickClock(clock);
  const early = parseMinute(clock.time) % 720;
  return { ...pickClock(clock), time: formatMinute(early < 7 * 60 ? early + 720 : early) };
}

function minuteOf(text: string): number {
  const [hour = 0, minute = 0] = text.split(":").map(Number);
  return hour * 60 + minute;
}

function pickClock({ time, openHour, part }: When): Pick<When, "time" | "openHour" | "part"> {
  return { ...(time ? { time } : {}), ...(openHour ? { openHour } : {}), ...(part ? { part } : {}) };
}

/** A lead time and a clock time: "the day before", "at 9". */
function timeOnly(a: When, b: When): When | null {
  const [lead, other] = a.ahead ? [a, b] : [b, a];
  if (!lead.ahead || other.date || other.repeat || !other.time || lead.ahead.time) return null;
  return { ...lead, ahead: { ...lead.ahead, time: other.time } };
}

function repeated(a: When, b: When): When | null {
  if (b.repeat || b.shift || !a.repeat) return null;
  const rule = parseRule(a.repeat.rule);
  const out: When = { ...a };
  if (b.time) {
    if (a.time && !a.part) return null;
    out.time = b.time;
    out.grain = b.grain;
    delete out.part;
    if (b.openHour) out.openHour = true;
    if (b.until) out.until = b.until;
  }
  if (b.zone) out.zone = b.zone;
  if (!b.date) return out;
  const day = parseDay(b.date);
  if (b.bound === "until" || b.bound === "by" || b.bound === "before") {
    if (!rule || rule.until !== undefined) return null;
    rule.until = b.bound === "before" ? day - 1 : b.last && b.bound === "by" ? parseDay(b.last) : day;
    return { ...out, repeat: { ...a.repeat, rule: formatRule(rule) } };
  }
  if (a.starts) return a.date === b.date ? out : null;
  // "monday, every weekend": a day that the rule does not fall on is its start only if the message says so.
  if (rule && b.bound !== "from" && !b.last && firstFit(rule, day) !== day) return null;
  return {
    ...out,
    date: formatDay(rule ? firstFit(rule, day) : day),
    starts: true,
  };
}
