import { addMonths, type Day } from "../calendar/civil.ts";
import type { Wall } from "../calendar/zone.ts";
import type { Grammar } from "./grammar.ts";
import { limitAt, type RepeatPiece } from "./repeat.ts";
import { type DayPiece, keyAt, type Scan } from "./scan.ts";
import { plainHour, plainHours, type TimePiece } from "./time.ts";
import type { Part, Unit } from "./words.ts";

/** Everything that belongs together as one date: "every monday at 9 until june", "tomorrow at 5". */
export interface Expression {
  /** Token positions; `from` includes the preposition. */
  from: number;
  to: number;
  /** The preposition it came with, "" for none. */
  lead: string;
  day?: DayPiece;
  time?: TimePiece;
  part?: Part;
  /** "this evening": that part of today. */
  partToday?: boolean;
  elapsed?: Wall;
  repeat?: RepeatPiece;
  start?: DayPiece;
  until?: Day;
  count?: number;
  span?: { unit: Unit; value: number };
}

const MAX_PIECES = 6;

/**
 * Reads as much of one date as stands at `i`, or null.
 * The grammar names the prepositions and reads the pieces; how they join is the same in every language.
 */
export function expressionAt(s: Scan, i: number, grammar: Grammar): Expression | null {
  let at = i;
  let lead = "";
  for (let k = 0; k < 3 && grammar.leads.has(keyAt(s, at)); k++) {
    if (lead === "" || keyAt(s, at) !== "due") lead = keyAt(s, at);
    at += 1;
  }
  // "in" belongs to what it counts or names; a lead before the first piece is tried with and without it.
  const e: Expression = { from: i, to: i, lead };
  let to = firstPiece(s, at, e, grammar);
  if (!to) return null;
  for (let k = 0; k < MAX_PIECES; k++) {
    const next = nextPiece(s, to, e, grammar);
    if (!next) break;
    to = next;
  }
  e.to = to;
  return e;
}

function firstPiece(s: Scan, at: number, e: Expression, grammar: Grammar): number {
  const asTime = grammar.timeLeads.has(keyAt(s, at - 1)) && at > e.from;
  const repeat = grammar.repeat(s, at);
  if (repeat) {
    e.repeat = repeat;
    if (repeat.part) e.part = repeat.part;
    return repeat.to;
  }
  const elapsed = grammar.elapsed(s, at);
  if (elapsed) {
    e.elapsed = elapsed.wall;
    return elapsed.to;
  }
  return takeDay(s, at, e, grammar) || takeTime(s, at, e, grammar, asTime) || takePart(s, at, e, grammar);
}

function takeDay(s: Scan, at: number, e: Expression, grammar: Grammar): number {
  if (e.day) return 0;
  const day = grammar.day(s, at);
  if (!day) return 0;
  e.day = day;
  return day.to;
}

function takeTime(s: Scan, at: number, e: Expression, grammar: Grammar, bare: boolean): number {
  if (e.time) return 0;
  const time = grammar.time(s, at) ?? (bare ? plainHours(s, at) : null);
  if (!time) return 0;
  e.time = time;
  return time.to;
}

function takePart(s: Scan, at: number, e: Expression, grammar: Grammar): number {
  if (e.part) return 0;
  const found = grammar.part(s, at);
  if (!found || (e.time && !e.day && found.to === at + 1)) return 0;
  e.part = found.part;
  if (found.today) e.partToday = true;
  return found.to;
}

/** One more piece after those read, with the small words that may stand between. */
function nextPiece(s: Scan, to: number, e: Expression, grammar: Grammar): number {
  if (e.elapsed) return 0;
  if (e.repeat) {
    const bound = repeatBound(s, to, e, grammar);
    if (bound) return bound;
  }
  const early = takePart(s, to, e, grammar);
  if (early) return early;
  let at = to;
  if (keyAt(s, at) === "," || keyAt(s, at) === "-") at += 1;
  const joined = keyAt(s, at);
  const asTime = grammar.timeLeads.has(joined);
  const link = asTime || grammar.links.has(joined);
  if (link) at += 1;
  if (asTime && grammar.about.has(keyAt(s, at))) at += 1;
  if (!e.repeat && (e.day?.sure || e.day?.weekday || !e.day)) {
    const repeat = !link ? grammar.repeat(s, at) : null;
    if (repeat && !repeat.adjective) {
      e.repeat = repeat;
      return repeat.to;
    }
  }
  const part = takePart(s, at, e, grammar);
  if (part) return part;
  const time = takeTime(s, at, e, grammar, asTime);
  if (time) {
    if (e.time && !asTime && !e.time.sure && !plausibleBeside(e)) {
      delete e.time;
      return 0;
    }
    return time;
  }
  if (e.day && !e.day.weekday) return 0;
  const day = grammar.day(s, at);
  if (!day || (!day.sure && !link && at !== to)) return 0;
  // "friday" may be narrowed by one date; two different days are two dates.
  if (e.day) return 0;
  if (e.repeat && !link && !day.sure) return 0;
  e.day = day;
  return day.to;
}

/** "mon 12.30": a figure with a point is a time beside a weekday or a day, not beside a price. */
function plausibleBeside(e: Expression): boolean {
  return Boolean(e.day || e.repeat);
}

function repeatBound(s: Scan, to: number, e: Expression, grammar: Grammar): number {
  let at = keyAt(s, to) === "," ? to + 1 : to;
  if (/^(?:and|&)$/.test(keyAt(s, at))) at += 1;
  const completion = grammar.completion(s, at);
  if (completion && e.repeat) {
    e.repeat = { ...e.repeat, fromCompletion: true };
    return completion;
  }
  const limit = limitAt(s, at);
  if (limit && e.count === undefined && !e.span) {
    if (limit.count !== undefined) e.count = limit.count;
    else if (limit.span) e.span = limit.span;
    return limit.to;
  }
  const word = keyAt(s, at);
  if (grammar.starts.has(word) && !e.start) {
    let from = at + 1;
    if (grammar.links.has(keyAt(s, from)) || grammar.timeLeads.has(keyAt(s, from))) from += 1;
    const day = grammar.day(s, from);
    if (day) {
      e.start = day;
      return day.to;
    }
    if (!e.time) {
      const time = grammar.time(s, from) ?? plainHour(s, from);
      if (time) {
        e.time = time;
        return time.to;
      }
    }
  }
  if (grammar.untils.has(word) && e.until === undefined) {
    let from = at + 1;
    if (grammar.links.has(keyAt(s, from))) from += 1;
    if (keyAt(s, from) === "the" && keyAt(s, from + 1) === "end") from += 0;
    const day = grammar.day(s, from);
    if (day) {
      e.until = day.grain === "month" && day.last !== undefined ? day.last : day.day;
      return day.to;
    }
  }
  return 0;
}

/** The last day of a stretch told by a unit: "for 3 weeks" from a Monday ends on a Sunday. */
export function spanEnd(start: Day, span: { unit: Unit; value: number }): Day {
  if (span.unit === "month") return addMonths(start, span.value) - 1;
  if (span.unit === "year") return addMonths(start, span.value * 12) - 1;
  return start + span.value * (span.unit === "week" ? 7 : 1) - 1;
}
