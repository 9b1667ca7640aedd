import { type Grain, keyAt, numberAt, phraseAt, type Scan } from "./scan.ts";
import { type Part, partMinute } from "./words.ts";

/** A time of day read up to `to`. */
export interface TimePiece {
  to: number;
  /** Minutes after midnight. */
  minute: number;
  /** The end of a stretch such as "3 to 5pm". */
  until?: number;
  /** Said without am or pm, from 1 to 12: the next such hour in waking hours is meant. */
  open: boolean;
  part?: Part;
  grain: Grain;
  /** It is a time wherever it stands; otherwise only after "at" or beside a day. */
  sure: boolean;
}

const OCLOCK = /^(?:oclock|o'clock)$/;

/** An English time at `i`, prepositions not included: "5pm", "17:00", "half past 4", "noon", "first thing". */
export function timeAt(s: Scan, i: number): TimePiece | null {
  const single = singleTime(s, i);
  return single ? stretch(s, single) : phraseTime(s, i);
}

function singleTime(s: Scan, i: number): TimePiece | null {
  const piece = figures(s, i) ?? spoken(s, i) ?? hourWord(s, i);
  return piece ? withPart(s, piece) : null;
}

function time(to: number, minute: number, grain: Grain, sure: boolean, open = false): TimePiece {
  return { to, minute, grain, sure, open };
}

/** "17:00", "5pm", "5.30 pm", "8 a.m.", "1700hrs", "18h30". */
function figures(s: Scan, i: number): TimePiece | null {
  const key = keyAt(s, i);
  const code = key.charCodeAt(0);
  if (code < 48 || code > 57) return null;
  const m = /^(\d{1,2})(?:([:.h])(\d\d))?(am|pm|a|p|a\.m|p\.m)?$/.exec(key);
  if (m) {
    const hour = Number(m[1]);
    const minutes = m[3] ? Number(m[3]) : 0;
    if (hour > 24 || minutes > 59 || (hour === 24 && minutes > 0)) return null;
    let half = m[4]?.[0] ?? "";
    let to = i + 1;
    const next = keyAt(s, to);
    if (!half && hour <= 12) {
      const after = /^(am|pm|a\.m|p\.m)$/.exec(next);
      if (after) {
        half = next[0] as string;
        to += 1;
        if (keyAt(s, to) === "." && next.includes(".")) to += 1;
      }
    } else if (half && m[4]?.includes(".") && next === "." && s.tokens[to]?.start === s.tokens[i]?.end)
      to += 1;
    if (half) {
      if (hour < 1 || hour > 12) return null;
      // "2a", "4p" are flats and pages unless minutes stand before.
      if (m[4] && m[4].length === 1 && !m[3]) return null;
      return time(to, (hour % 12) * 60 + (half === "p" ? 720 : 0) + minutes, m[3] ? "minute" : "hour", true);
    }
    if (/^(?:tonight|tonite)$/.test(next) && hour >= 5 && hour <= 11)
      return time(to, hour * 60, m[3] ? "minute" : "hour", true, true);
    if (OCLOCK.test(next)) return time(to + 1, (hour % 24) * 60, "hour", true, hour >= 1 && hour <= 12);
    if (m[3]) {
      const point = m[2] === ".";
      const open = hour >= 1 && hour <= 12 && (m[1] as string).length === 1;
      return time(to, (hour % 24) * 60 + minutes, "minute", !point, open);
    }
    if (/^(?:hrs|hours|h|uhr)$/.test(next) && hour > 12 && next !== "hours")
      return time(to + 1, (hour % 24) * 60, "hour", true);
    return null;
  }
  const glued = /^(\d{1,2})h$/.exec(key);
  if (glued && Number(glued[1]) <= 24) return time(i + 1, (Number(glued[1]) % 24) * 60, "hour", false);
  const military = /^([01]\d|2[0-3])([0-5]\d)(hrs|h)?$/.exec(key);
  if (military && (military[3] || keyAt(s, i + 1) === "hrs" || keyAt(s, i + 1) === "hours")) {
    const to = military[3] ? i + 1 : i + 2;
    return time(to, Number(military[1]) * 60 + Number(military[2]), "minute", true);
  }
  const ish = /^(\d{1,2})ish$/.exec(key);
  if (ish && Number(ish[1]) >= 1 && Number(ish[1]) <= 12)
    return time(i + 1, Number(ish[1]) * 60, "hour", true, true);
  return null;
}

/** "half past four", "quarter to nine", "10 past 6", "twenty five to seven". */
function spoken(s: Scan, i: number): TimePiece | null {
  let at = keyAt(s, i) === "a" ? i + 1 : i;
  let minutes: number;
  const key = keyAt(s, at);
  if (key === "quarter") minutes = 15;
  else if (key === "half") minutes = 30;
  else {
    const number = numberAt(s, at);
    if (!number || number.value < 1 || number.value > 59 || /^(?:a|an|couple)$/.test(key)) return null;
    minutes = number.value;
    at = number.to - 1;
    if (/^(?:minutes|mins)$/.test(keyAt(s, at + 1))) at += 1;
  }
  const link = keyAt(s, at + 1);
  if (key === "half" && /^(?:at|@|by|around|about|before)$/.test(keyAt(s, i - 1))) {
    // British "at half 5" is half past five.
    const hour = hourAt(s, at + 1);
    if (hour && hour.value <= 12) return time(hour.to, (hour.value % 24) * 60 + 30, "minute", true, true);
  }
  const past = link === "past" || link === "after";
  const to = link === "to" || link === "till" || link === "of" || link === "before";
  if (!past && !to) return null;
  // "2 to 5" is a stretch and "5 of 12" a count; only whole quarters and fives are told this way.
  if (link === "of" && key !== "quarter") return null;
  if (/^\d+$/.test(key) && (minutes % 5 !== 0 || minutes < 5)) return null;
  const hour = hourAt(s, at + 2);
  if (!hour) return null;
  if (to && key === "half") return null;
  const base = (hour.value % 24) * 60;
  const minute = (((past ? base + minutes : base - minutes) % 1440) + 1440) % 1440;
  const half = meridiem(s, hour.to);
  if (half) return time(half.to, ((minute + 1440) % 720) + (half.pm ? 720 : 0), "minute", true);
  return time(hour.to, minute, "minute", true, hour.value <= 12);
}

function meridiem(s: Scan, i: number): { to: number; pm: boolean } | null {
  const key = keyAt(s, i);
  return /^(?:am|pm|a\.m|p\.m)$/.test(key) ? { to: i + 1, pm: key[0] === "p" } : null;
}

function hourAt(s: Scan, i: number): { value: number; to: number } | null {
  if (keyAt(s, i) === "noon" || keyAt(s, i) === "midday") return { value: 12, to: i + 1 };
  if (keyAt(s, i) === "midnight") return { value: 24, to: i + 1 };
  const number = numberAt(s, i);
  if (!number || number.value > 24 || /^(?:a|an|couple)$/.test(keyAt(s, i))) {
    const glued = /^(\d{1,2})(?:am|pm)$/.exec(keyAt(s, i));
    return glued
      ? { value: (Number(glued[1]) % 12) + (keyAt(s, i).endsWith("pm") ? 12 : 0), to: i + 1 }
      : null;
  }
  return number.value === 0 ? null : number;
}

/** "noon", "midnight", "five o'clock", "seven pm". */
function hourWord(s: Scan, i: number): TimePiece | null {
  const key = keyAt(s, i);
  if (key === "noon" || key === "midday" || key === "lunchtime") return time(i + 1, 720, "hour", true);
  if (key === "midnight") return time(i + 1, 0, "hour", true);
  const hour = s.words.numbers.get(key);
  if (hour === undefined || hour < 1 || hour > 12 || /^(?:a|an|couple)$/.test(key)) return null;
  const half = meridiem(s, i + 1);
  if (half) return time(half.to, (hour % 12) * 60 + (half.pm ? 720 : 0), "hour", true);
  if (OCLOCK.test(keyAt(s, i + 1))) return time(i + 2, hour * 60, "hour", true, true);
  const minutes = numberAt(s, i + 1);
  if (minutes && minutes.value >= 10 && minutes.value <= 59 && !/^\d/.test(keyAt(s, i + 1))) {
    const tail = meridiem(s, minutes.to);
    if (tail) return time(tail.to, (hour % 12) * 60 + minutes.value + (tail.pm ? 720 : 0), "minute", true);
  }
  return null;
}

/** A part of the day after an open hour settles it: "8 in the evening", "7 tonight" (the day word stays). */
function withPart(s: Scan, piece: TimePiece): TimePiece {
  const at = phraseAt(s, piece.to, "in the") || phraseAt(s, piece.to, "at") || phraseAt(s, piece.to, "this");
  const from = at || piece.to;
  const part = s.words.parts.get(keyAt(s, from));
  if (!part || (keyAt(s, piece.to) === "at" && part !== "night")) return piece;
  if (part === "noon" || part === "midnight") return piece;
  const hour = Math.floor(piece.minute / 60);
  const later = part !== "morning" && hour < 12 && !(part === "night" && hour < 5);
  const to = keyAt(s, piece.to) === "this" ? piece.to : from + 1;
  return {
    ...piece,
    to,
    open: false,
    sure: true,
    minute: (piece.minute % 720) + (later ? 720 : part === "morning" || hour < 12 ? 0 : 720),
  };
}

/** "9am to 5pm", "3-4pm", "9:00 until 10:30". */
function stretch(s: Scan, first: TimePiece): TimePiece {
  const link = keyAt(s, first.to);
  if (!/^(?:-|–|—|to|til|till|until|through)$/.test(link)) return first;
  const second = singleTime(s, first.to + 1);
  return second ? lasting(first, second) : first;
}

/** A stretch from one time to another, whose half of the day the first takes on: "2 to 3pm". */
function lasting(first: TimePiece, second: TimePiece): TimePiece {
  const later = first.open && !second.open && second.minute > 720 && first.minute + 720 < second.minute;
  const minute = later ? first.minute + 720 : first.minute;
  return { ...first, to: second.to, minute, open: first.open && second.open, until: second.minute };
}

const GLUED_STRETCH = /^(\d{1,2})(?:[:.](\d\d))?(am|pm)?[-–](\d{1,2})(?:[:.](\d\d))?(am|pm)?$/;

/** "9-11am" in one word, "2 to 3pm", "between 3 and 4pm", "from 9 to 5", "first thing". */
function phraseTime(s: Scan, i: number): TimePiece | null {
  const glued = GLUED_STRETCH.exec(keyAt(s, i));
  if (glued && (glued[3] || glued[6] || (glued[2] && glued[5]))) return gluedStretch(i + 1, glued);
  if (keyAt(s, i) === "first" && keyAt(s, i + 1) === "thing")
    return { ...time(i + 2, partMinute.morning, "hour", true), part: "morning" };
  if (/^\d{1,2}$/.test(keyAt(s, i)) && /^(?:to|-|–|til|till|until)$/.test(keyAt(s, i + 1))) {
    // "monday 2 to 3pm": the end tells that the beginning is an hour.
    const [first, second] = [plainHour(s, i), singleTime(s, i + 2)];
    return first && second?.sure ? lasting(first, second) : null;
  }
  const between = keyAt(s, i) === "between";
  if (!between && keyAt(s, i) !== "from") return null;
  const first = singleTime(s, i + 1) ?? plainHour(s, i + 1);
  if (
    !first ||
    !/^(?:to|and|-|–|til|till|until)$/.test(keyAt(s, first.to)) ||
    (keyAt(s, first.to) === "and") !== between
  )
    return null;
  const second = singleTime(s, first.to + 1) ?? plainHour(s, first.to + 1);
  // "between 10 and 12" are hours only beside a day; "from 4 to 5" is read where a time is looked for.
  if (!second || (!between && !first.sure && !second.sure)) return null;
  return { ...lasting(first, second), sure: first.sure || second.sure };
}

function gluedStretch(to: number, m: RegExpExecArray): TimePiece | null {
  const endHalf = m[6];
  const startHalf = m[3] ?? endHalf;
  const minuteOf = (hour: string, minutes: string | undefined, half: string | undefined): number =>
    half
      ? (Number(hour) % 12) * 60 + Number(minutes ?? 0) + (half === "pm" ? 720 : 0)
      : Number(hour) * 60 + Number(minutes ?? 0);
  let minute = minuteOf(m[1] as string, m[2], startHalf);
  const until = minuteOf(m[4] as string, m[5], endHalf);
  if (!m[3] && minute > until) minute -= 720;
  if (minute < 0 || minute >= 1440 || until > 1440) return null;
  return { ...time(to, minute, m[2] ? "minute" : "hour", true), until };
}

/** A bare hour, which only the words around it make a time: "at 5", "friday 5" never. */
export function plainHour(s: Scan, i: number): TimePiece | null {
  const number = numberAt(s, i);
  if (!number || number.value > 24 || number.value < 0 || /^(?:a|an|couple)$/.test(keyAt(s, i))) return null;
  if (number.value === 0) return null;
  return withPart(s, time(number.to, (number.value % 24) * 60, "hour", false, number.value <= 12));
}

/** The same, or a stretch of such hours: "from 4 to 5". */
export function plainHours(s: Scan, i: number): TimePiece | null {
  const first = plainHour(s, i);
  if (!first || !/^(?:-|–|to|til|till|until)$/.test(keyAt(s, first.to))) return first;
  const second =
    singleTime(s, first.to + 1) ?? (keyAt(s, i - 1) === "from" ? plainHour(s, first.to + 1) : null);
  return second ? lasting(first, second) : first;
}

/** "in the evening", "this morning", "at night", "after lunch" is none: a part of a day told by itself. */
export function partAt(s: Scan, i: number): { to: number; part: Part; today: boolean } | null {
  const lead = phraseAt(s, i, "in the") || phraseAt(s, i, "during the") || phraseAt(s, i, "by the");
  const at = keyAt(s, i) === "at" ? i + 1 : 0;
  const today = keyAt(s, i) === "this" ? i + 1 : 0;
  let from = lead || at || today || i;
  if (/^(?:early|late)$/.test(keyAt(s, from))) from += 1;
  const part = s.words.parts.get(keyAt(s, from));
  if (!part) return null;
  if (at && part !== "night" && part !== "noon" && part !== "midnight") return null;
  if (keyAt(s, from) === "eve" && !today) return null;
  return { to: from + 1, part, today: today > 0 };
}
