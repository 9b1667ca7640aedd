import {
  addMonths,
  type Day,
  fromDay,
  nextWeekday,
  startOfWeek,
  toDay,
  weekdayOf,
} from "../calendar/civil.ts";
import { toWall, type Wall } from "../calendar/zone.ts";
import { type DayPiece, type Grain, keyAt, numberAt, phraseAt, type Scan } from "./scan.ts";
import { partMinute, type Unit } from "./words.ts";

/** English days told from today: "tomorrow", "next friday", "in 3 weeks", "2 days ago", "this weekend". */
export function relativeAt(s: Scan, i: number): DayPiece | null {
  return namedDay(s, i) ?? qualified(s, i) ?? bareWeekday(s, i) ?? counted(s, i);
}

function piece(to: number, day: Day, grain: Grain = "day", sure = true, last?: Day): DayPiece {
  return last === undefined ? { to, day, grain, sure } : { to, day, last, grain, sure };
}

function namedDay(s: Scan, i: number): DayPiece | null {
  const today = s.clock.day;
  const at = keyAt(s, i) === "the" ? i + 1 : i;
  if (keyAt(s, at) === "day" && (keyAt(s, at + 1) === "after" || keyAt(s, at + 1) === "before")) {
    const offset = s.words.days.get(keyAt(s, at + 2));
    const sign = keyAt(s, at + 1) === "after" ? 1 : -1;
    return offset === sign ? piece(at + 3, today + 2 * sign) : null;
  }
  const key = keyAt(s, i);
  if (key === "tonight" || key === "tonite" || key === "2nite" || key === "2night") {
    return { ...piece(i + 1, today), minute: partMinute.night };
  }
  if (key === "tom") return isTomorrowShort(s, i) ? piece(i + 1, today + 1, "day", false) : null;
  if ((key === "later" || key === "earlier") && keyAt(s, i + 1) === "today") return piece(i + 2, today);
  const offset = s.words.days.get(key);
  if (offset === undefined) return null;
  if (keyAt(s, i + 1) === "week" && offset >= 0) return piece(i + 2, today + offset + 7);
  return piece(i + 1, today + offset);
}

/** "tom" is tomorrow only in lower case at the end of what it follows; else it is somebody. */
function isTomorrowShort(s: Scan, i: number): boolean {
  if (s.tokens[i]?.text !== "tom" || i < 2) return false;
  const next = keyAt(s, i + 1);
  const after =
    i + 1 >= s.end || next === "at" || next === "@" || next === "," || /^\d/.test(next) || next === "morning";
  return after && !/^(?:and|with|to|for|from|w\/|&|of|about|see|meet|uncle|the|my)$/.test(keyAt(s, i - 1));
}

/** "this", "next", "last", "coming" before a weekday, a unit, a month or "weekend". */
function qualified(s: Scan, i: number): DayPiece | null {
  let at = keyAt(s, i) === "the" ? i + 1 : i;
  let word = keyAt(s, at);
  if (/^(?:this|the)$/.test(word) && /^(?:coming|upcoming|past|next)$/.test(keyAt(s, at + 1)))
    word = keyAt(s, ++at);
  const later = word === "later" || word === "early" || word === "late" ? 1 : 0;
  if (later) word = keyAt(s, ++at);
  const direction = QUALIFIERS[word];
  const afterNext = direction === undefined ? phraseAt(s, at + 1, "after next") : 0;
  const skipped = afterNext ? s.words.units.get(word) : undefined;
  if (skipped?.unit === "week" || skipped?.unit === "month")
    return period(s, afterNext, skipped.unit, skipped.count, 2, false);
  if (direction === undefined) {
    return word === "weekend" || word === "wknd" ? weekend(s, at, 0, at > i) : null;
  }
  const { clock } = s;
  const next = keyAt(s, at + 1);
  const weekday = s.words.weekdays.get(next);
  if (weekday !== undefined) return qualifiedWeekday(s, at + 2, weekday, direction, word);
  if (next === "weekend" || next === "wknd") return weekend(s, at + 1, direction, true);
  const month = s.words.months.get(next);
  if (month !== undefined && !(word === "last" && at === i && next === "may")) {
    const { year, month: current } = fromDay(clock.day);
    const turn = direction > 0 ? (month > current ? 0 : 1) : direction < 0 ? (month < current ? 0 : -1) : 0;
    const day = toDay(year + turn, month, 1);
    return piece(at + 2, day, "month", true, addMonths(day, 1) - 1);
  }
  const many = direction === 0 ? null : numberAt(s, at + 1);
  const unitAt = many ? many.to : at + 1;
  const unit = s.words.units.get(keyAt(s, unitAt));
  if (!unit || unit.unit === "minute" || unit.unit === "hour") return null;
  if (many && keyAt(s, at + 1) !== "a")
    return stretch(s, unitAt + 1, unit.unit, many.value * unit.count, direction);
  if (keyAt(s, unitAt) === "years" || keyAt(s, unitAt) === "weeks") return null;
  if (direction === 0 && unit.unit === "day") return null;
  return period(s, unitAt + 1, unit.unit, unit.count, direction, later === 1);
}

const QUALIFIERS: Record<string, number> = {
  this: 0,
  next: 1,
  nxt: 1,
  nex: 1,
  coming: 0,
  upcoming: 0,
  following: 1,
  current: 0,
  last: -1,
  past: -1,
  previous: -1,
};

/** "friday" and "this friday": the next after today; "next friday": in the next calendar week. */
function qualifiedWeekday(s: Scan, to: number, weekday: number, direction: number, word: string): DayPiece {
  const { day, weekStart } = s.clock;
  if (direction === 0 || word === "following")
    return { ...piece(to, nextWeekday(day, weekday)), weekday: true };
  if (direction > 0) return piece(to, weekdayIn(startOfWeek(day, weekStart) + 7, weekday));
  const back = (weekdayOf(day) - weekday + 6) % 7;
  return piece(to, day - back - 1);
}

function weekdayIn(weekStartDay: Day, weekday: number): Day {
  return weekStartDay + ((weekday - weekdayOf(weekStartDay) + 7) % 7);
}

function weekend(s: Scan, at: number, direction: number, sure: boolean): DayPiece {
  const { day, weekStart } = s.clock;
  const weekday = weekdayOf(day);
  const coming = weekday === 6 || weekday === 7 ? day : nextWeekday(day, 6);
  if (direction === 0) return { ...piece(at + 1, coming, "day", sure, weekday === 7 ? day : coming + 1) };
  const saturday = weekdayIn(startOfWeek(day, weekStart), 6);
  const start = direction > 0 ? saturday + 7 : weekday >= 6 ? saturday - 7 : saturday - 7;
  return piece(at + 1, start, "day", true, start + 1);
}

/** "next week" is its first day, "next month" the 1st; "this week" runs from its first day to its last. */
function period(
  s: Scan,
  to: number,
  unit: Unit,
  count: number,
  direction: number,
  later: boolean,
): DayPiece | null {
  const { day, weekStart } = s.clock;
  if (unit === "day") return piece(to, day + direction);
  if (unit === "week") {
    const start = startOfWeek(day, weekStart) + 7 * count * direction;
    if (direction === 0) return piece(to, start, "week", true, start + 6);
    return piece(to, later ? start + 3 : start, "week", true, start + 6);
  }
  const { year, month } = fromDay(day);
  if (unit === "month") {
    const first = count === 3 ? month - ((month - 1) % 3) : month;
    const start = toDay(year, first + count * direction, 1);
    return piece(to, start, "month", true, addMonths(start, count) - 1);
  }
  const start = toDay(year + direction * count, 1, 1);
  return piece(to, start, "year", true, toDay(year + direction * count + 1, 1, 1) - 1);
}

/** "next 3 days", "the past 2 weeks": a stretch beside today. */
function stretch(s: Scan, to: number, unit: Unit, amount: number, direction: number): DayPiece {
  const { day } = s.clock;
  const far = shiftDay(day, unit, amount * direction);
  return direction > 0 ? piece(to, day, "day", true, far) : piece(to, far, "day", true, day);
}

function bareWeekday(s: Scan, i: number): DayPiece | null {
  const article = keyAt(s, i) === "the" && phraseAt(s, i + 2, "after next") ? 1 : 0;
  const key = keyAt(s, i + article);
  const weekday = s.words.weekdays.get(key);
  if (weekday === undefined) return gluedWeekdays(s, i);
  const { day, weekStart } = s.clock;
  const dot = keyAt(s, i + 1) === "." && key.length <= 4 && i + 2 < s.end ? 1 : 0;
  const to = i + article + 1 + dot;
  const joined = /^-$|^(?:thru|through)$/.test(keyAt(s, to))
    ? s.words.weekdays.get(keyAt(s, to + 1))
    : undefined;
  if (joined !== undefined) return weekdaysThrough(nextWeekday(day, weekday), joined, to + 2);
  const afterNext = phraseAt(s, to, "after next");
  if (afterNext) return piece(afterNext, weekdayIn(startOfWeek(day, weekStart) + 14, weekday));
  const nextWeek =
    phraseAt(s, to, "next week") ||
    phraseAt(s, to, "of next week") ||
    phraseAt(s, to, "nxt wk") ||
    phraseAt(s, to, "next wk");
  if (nextWeek) return piece(nextWeek, weekdayIn(startOfWeek(day, weekStart) + 7, weekday));
  const thisWeek = phraseAt(s, to, "this week") || phraseAt(s, to, "of this week");
  if (thisWeek) return piece(thisWeek, weekdayIn(startOfWeek(day, weekStart), weekday));
  const lastWeek = phraseAt(s, to, "last week");
  if (lastWeek) return piece(lastWeek, weekdayIn(startOfWeek(day, weekStart) - 7, weekday));
  if (keyAt(s, to) === "week" && to >= s.end - 1) return piece(to + 1, nextWeek0(day, weekday) + 7);
  return { ...piece(to, nextWeekday(day, weekday), "day", key.length > 6), weekday: true };
}

/** "mon-wed" in one word. */
function gluedWeekdays(s: Scan, i: number): DayPiece | null {
  const [first, last] = keyAt(s, i)
    .split("-", 2)
    .map((word) => s.words.weekdays.get(word));
  if (first === undefined || last === undefined) return null;
  return weekdaysThrough(nextWeekday(s.clock.day, first), last, i + 1);
}

/** A stretch of days from `day` to the next such weekday. */
function weekdaysThrough(day: Day, weekday: number, to: number): DayPiece {
  return { ...piece(to, day), through: nextWeekday(day, weekday) };
}

function nextWeek0(day: Day, weekday: number): Day {
  return nextWeekday(day, weekday);
}

/** "in 3 weeks", "+5 days", "2 days ago", "a week from friday", "3 days after tomorrow". */
function counted(s: Scan, i: number): DayPiece | null {
  const first = keyAt(s, i);
  const plus = /^\+\d{1,3}$/.test(first) || (first === "+" && /^\d/.test(keyAt(s, i + 1)));
  const lead = /^(?:in|within)$/.test(first) || plus ? 1 : 0;
  const at = first === "+" || (lead && !plus) ? i + 1 : i;
  const amount = amountAt(s, keyAt(s, at).startsWith("+") ? { at, strip: true } : { at, strip: false });
  if (!amount) return null;
  const { unit, value, to } = amount;
  if (unit === "minute" || unit === "hour") return null;
  const { day } = s.clock;
  if (lead) {
    const tail = phraseAt(s, to, "from now") || phraseAt(s, to, "time") || to;
    return piece(tail, shiftDay(day, unit, value));
  }
  const next = keyAt(s, to);
  if (next === "ago" || next === "back") return piece(to + 1, shiftDay(day, unit, -value));
  if (next === "hence") return piece(to + 1, shiftDay(day, unit, value));
  if (next === "time" && /^(?:s|.*s)$/.test(keyAt(s, to - 1)) && at > 0) return null;
  const named = unit === "week" ? s.words.days.get(next) : undefined;
  if (named !== undefined) return piece(to + 1, shiftDay(day, unit, value) + named);
  const onDay = unit === "week" ? s.words.weekdays.get(keyAt(s, next === "on" ? to + 1 : to)) : undefined;
  if (onDay !== undefined)
    return piece(next === "on" ? to + 2 : to + 1, shiftDay(nextWeekday(day, onDay), unit, value));
  const now = phraseAt(s, to, "from now") || phraseAt(s, to, "from today");
  if (now) return piece(now, shiftDay(day, unit, value));
  if (next === "from" || next === "after" || next === "before") {
    const base = relativeAt(s, to + 1);
    if (base && (base.sure || base.weekday))
      return piece(base.to, shiftDay(base.day, unit, next === "before" ? -value : value));
  }
  return null;
}

/** A day moved by an amount of a unit of at least a day. */
export function shiftDay(day: Day, unit: Unit, amount: number): Day {
  if (unit === "month") return addMonths(day, amount);
  if (unit === "year") return addMonths(day, amount * 12);
  return day + (unit === "week" ? 7 : 1) * amount;
}

interface Amount {
  unit: Unit;
  value: number;
  to: number;
}

/** "3 weeks", "a week", "half an hour", "an hour and a half", "2.5 hours", "90min". */
export function amountAt(s: Scan, from: { at: number; strip: boolean }): Amount | null {
  const { at } = from;
  const key = from.strip ? keyAt(s, at).slice(1) : keyAt(s, at);
  const glued = /^(\d{1,4})(m|min|mins|h|hr|hrs|d|w|wk|wks|mo)$/.exec(key);
  if (glued) {
    const unit = GLUED[glued[2] as string];
    return unit ? { unit, value: Number(glued[1]), to: at + 1 } : null;
  }
  const quarter = phraseAt(s, at, "a quarter of an hour") || phraseAt(s, at, "quarter of an hour");
  if (quarter) return { unit: "minute", value: 15, to: quarter };
  if (key === "half") {
    const to = phraseAt(s, at + 1, "an hour") || phraseAt(s, at + 1, "hour");
    return to ? { unit: "minute", value: 30, to } : null;
  }
  const fraction = /^(\d{1,3})[.](5|25|75)$/.exec(key);
  const number = fraction
    ? { value: Number(key), to: at + 1 }
    : from.strip
      ? { value: Number(key), to: at + 1 }
      : numberAt(s, at);
  if (!number || Number.isNaN(number.value)) return null;
  let { to } = number;
  let value = number.value;
  const half = phraseAt(s, to, "and a half") || phraseAt(s, to, "½");
  if (half) {
    value += 0.5;
    to = half;
  }
  if (keyAt(s, to) === "more") to += 1;
  const unit = s.words.units.get(keyAt(s, to));
  if (!unit) return null;
  to += 1;
  const tail = phraseAt(s, to, "and a half");
  if (tail) {
    value += 0.5;
    to = tail;
  }
  value *= unit.count;
  if (!Number.isInteger(value)) {
    if (unit.unit === "hour") return { unit: "minute", value: Math.round(value * 60), to };
    if (unit.unit === "year") return { unit: "month", value: Math.round(value * 12), to };
    if (unit.unit === "week") return { unit: "day", value: Math.round(value * 7), to };
    return null;
  }
  return { unit: unit.unit, value, to };
}

const GLUED: Record<string, Unit> = {
  m: "minute",
  min: "minute",
  mins: "minute",
  h: "hour",
  hr: "hour",
  hrs: "hour",
  d: "day",
  w: "week",
  wk: "week",
  wks: "week",
  mo: "month",
};

/** "in 2 hours", "in 20 min", "an hour from now", "45 minutes ago": elapsed time, also where clocks change. */
export function elapsedAt(s: Scan, i: number): { to: number; wall: Wall } | null {
  const first = keyAt(s, i);
  const plus = /^\+\d/.test(first);
  // "after 20 minutes": the preposition stands before what is read here.
  const after = keyAt(s, i - 1) === "after";
  const lead = first === "in" || first === "within" || plus || first === "+" || after;
  const from = lead && !plus && !after ? i + 1 : i;
  const at = from > i && /^(?:about|around|roughly)$/.test(keyAt(s, from)) ? from + 1 : from;
  const amount = amountAt(s, { at, strip: plus });
  if (!amount || (amount.unit !== "minute" && amount.unit !== "hour")) return null;
  let minutes = amount.value * (amount.unit === "hour" ? 60 : 1);
  let { to } = amount;
  const more =
    amount.unit === "hour" ? amountAt(s, { at: keyAt(s, to) === "and" ? to + 1 : to, strip: false }) : null;
  if (more?.unit === "minute") {
    minutes += more.value;
    to = more.to;
  }
  let sign = 1;
  const now = phraseAt(s, to, "from now") || phraseAt(s, to, "hence") || phraseAt(s, to, "from right now");
  if (!lead) {
    if (now) to = now;
    else if (keyAt(s, to) === "ago") {
      sign = -1;
      to += 1;
    } else return null;
  } else if (now) to = now;
  return { to, wall: toWall(s.clock.zone, s.clock.instant + sign * minutes * 60_000) };
}
