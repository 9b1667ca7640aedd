import { rule, workdays } from "../calendar/rule.ts";
import { counted, type RepeatPiece, weekdayWord } from "./repeat-units.ts";
import { keyAt, ordinalAt, phraseAt, type Scan } from "./scan.ts";

/** "jan 27th", "27 jan", "14 jan, 14 apr", "1st wed jan": once a year. */
export function monthDay(s: Scan, i: number): RepeatPiece | null {
  const first = dateOfYear(s, i);
  if (!first) return null;
  const months = [first.month];
  let { to } = first;
  for (;;) {
    const at = /^(?:,|and|&)$/.test(keyAt(s, to)) ? to + 1 : 0;
    const next = at ? dateOfYear(s, at) : null;
    if (!next || next.n !== first.n || next.weekday !== first.weekday || next.date !== first.date) break;
    months.push(next.month);
    to = next.to;
  }
  const byMonth = months.sort((a, b) => a - b);
  if (first.weekday !== undefined) {
    return {
      to,
      rule: rule("YEARLY", 1, { byMonth, byDay: [{ n: first.n as number, weekday: first.weekday }] }),
    };
  }
  return { to, rule: rule("YEARLY", 1, { byMonth, byMonthDay: [first.date as number] }) };
}

interface DateOfYear {
  to: number;
  month: number;
  date?: number;
  n?: number;
  weekday?: number;
}

function dateOfYear(s: Scan, i: number): DateOfYear | null {
  const at = keyAt(s, i) === "the" ? i + 1 : i;
  const month = s.words.months.get(keyAt(s, at));
  if (month !== undefined) {
    const date = dateNumber(s, keyAt(s, at + 1) === "the" ? at + 2 : at + 1);
    return date ? { to: date.to, month, date: date.value } : null;
  }
  const last = keyAt(s, at) === "last";
  const ordinal = last ? { value: -1, to: at + 1 } : ordinalAt(s, at);
  const number = ordinal ?? dateNumber(s, at);
  if (!number) return null;
  const weekday = ordinal ? weekdayWord(s, number.to) : undefined;
  let next = weekday === undefined ? number.to : number.to + 1;
  if (/^(?:of|in)$/.test(keyAt(s, next))) next += 1;
  const named = s.words.months.get(keyAt(s, next));
  if (named === undefined || (last && weekday === undefined)) return null;
  if (weekday !== undefined)
    return number.value <= 5 ? { to: next + 1, month: named, n: number.value, weekday } : null;
  return { to: next + 1, month: named, date: number.value };
}

function dateNumber(s: Scan, i: number): { value: number; to: number } | null {
  const ordinal = ordinalAt(s, i);
  if (ordinal) return ordinal;
  const key = keyAt(s, i);
  return /^\d{1,2}$/.test(key) && Number(key) >= 1 && Number(key) <= 31
    ? { value: Number(key), to: i + 1 }
    : null;
}

/** "27th", "5, 15, 25", "1st and 15th", "3rd friday", "last day", "15th workday" — of the month, said or not. */
export function daysOfMonth(s: Scan, i: number): RepeatPiece | null {
  const at = keyAt(s, i) === "the" ? i + 1 : i;
  const last = /^(?:last|final)$/.test(keyAt(s, at));
  const ordinal = last ? { value: -1, to: at + 1, word: true } : ordinalAt(s, at);
  const number = ordinal ?? listedNumber(s, at);
  if (!number) return null;
  if (ordinal) {
    const named = positioned(s, ordinal.value, ordinal.to);
    if (named) return ofMonth(s, named);
    if (last) return null;
    if (ordinal.word && !phraseAt(s, ordinal.to, "of")) return null;
  }
  const dates = [number.value];
  let { to } = number;
  for (;;) {
    let next = to;
    if (keyAt(s, next) === ",") next += 1;
    if (/^(?:and|&)$/.test(keyAt(s, next))) next += 1;
    if (next === to) break;
    if (keyAt(s, next) === "the") next += 1;
    const more = ordinal ? ordinalAt(s, next) : dateNumber(s, next);
    if (more) {
      dates.push(more.value);
      to = more.to;
    } else if (phraseAt(s, next, "last day")) {
      dates.push(-1);
      to = next + 2;
    } else break;
  }
  if (!ordinal && dates.length === 1) return null;
  return ofMonth(s, { to, rule: rule("MONTHLY", 1, { byMonthDay: [...new Set(dates)] }) });
}

function listedNumber(s: Scan, i: number): { value: number; to: number } | null {
  const number = dateNumber(s, i);
  return number && keyAt(s, number.to) === "," ? number : null;
}

/** What follows "third" or "last": a weekday, a day, a workday. */
function positioned(s: Scan, n: number, at: number): RepeatPiece | null {
  const word = keyAt(s, at);
  const weekday = s.words.weekdays.get(word);
  if (weekday !== undefined)
    return Math.abs(n) <= 5 ? { to: at + 1, rule: rule("MONTHLY", 1, { byDay: [{ n, weekday }] }) } : null;
  if (
    /^(?:workday|weekday)$/.test(word) ||
    (/^(?:working|business|work)$/.test(word) && keyAt(s, at + 1) === "day")
  ) {
    const to = /^(?:workday|weekday)$/.test(word) ? at + 1 : at + 2;
    return { to, rule: rule("MONTHLY", 1, { byDay: workdays.map((w) => ({ weekday: w })), bySetPos: [n] }) };
  }
  if (
    word === "day" &&
    (n === -1 || phraseAt(s, at + 1, "of the month") || phraseAt(s, at + 1, "of every month"))
  ) {
    return { to: at + 1, rule: rule("MONTHLY", 1, { byMonthDay: [n] }) };
  }
  return null;
}

/** "of the month", "of every 2 months", "of january": the scope of a day of the month. */
function ofMonth(s: Scan, piece: RepeatPiece): RepeatPiece {
  const plain =
    phraseAt(s, piece.to, "of the month") ||
    phraseAt(s, piece.to, "of month") ||
    phraseAt(s, piece.to, "in the month");
  if (plain) return { ...piece, to: plain };
  const scope = everyMonth(s, piece.to);
  return scope ? { ...piece, to: scope.to, rule: { ...piece.rule, interval: scope.interval } } : piece;
}

function everyMonth(s: Scan, i: number): { to: number; interval: number } | null {
  const at = /^(?:of|in)$/.test(keyAt(s, i)) ? i + 1 : i;
  const key = keyAt(s, at);
  if (at > i && key === "a" && keyAt(s, at + 1) === "month") return { to: at + 2, interval: 1 };
  if (/^(?:every|each|ev)$/.test(key)) {
    const period = counted(s, at + 1);
    return period?.rule.freq === "MONTHLY" ? { to: period.to, interval: period.rule.interval } : null;
  }
  return key === "monthly" ? { to: at + 1, interval: 1 } : null;
}

/** "on the 1st of every month", "the last friday of each month", "on 3 nov every year". */
export function onEach(s: Scan, i: number): RepeatPiece | null {
  const at = keyAt(s, i) === "on" ? i + 1 : i;
  const day = daysOfMonth(s, at);
  if (day) {
    const scope = everyMonth(s, day.to);
    if (scope) return { ...day, to: scope.to, rule: { ...day.rule, interval: scope.interval } };
    const before = s.tokens.slice(at, day.to).some((t) => t.key === "every" || t.key === "each");
    if (before) return day;
    // "the 5th day of the month" names one day; only "every" or "each" makes it repeat.
  }
  const dated = monthDay(s, at);
  if (!dated) return null;
  const to = keyAt(s, dated.to) === "of" ? dated.to + 1 : dated.to;
  const year = yearly(s, to);
  return year ? { ...dated, to: year.to, rule: { ...dated.rule, interval: year.interval } } : null;
}

function yearly(s: Scan, i: number): { to: number; interval: number } | null {
  if (/^(?:every|each|ev)$/.test(keyAt(s, i))) {
    const period = counted(s, i + 1);
    return period?.rule.freq === "YEARLY" ? { to: period.to, interval: period.rule.interval } : null;
  }
  return /^(?:yearly|annually)$/.test(keyAt(s, i)) ? { to: i + 1, interval: 1 } : null;
}
