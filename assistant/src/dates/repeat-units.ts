import { type Rule, rule, workdays } from "../calendar/rule.ts";
import { keyAt, numberAt, ordinalAt, phraseAt, type Scan } from "./scan.ts";
import type { Part, Unit } from "./words.ts";

/** A recurrence read up to `to`, before its first day is known. */
export interface RepeatPiece {
  to: number;
  rule: Rule;
  /** Counted from when the task was done. */
  fromCompletion?: boolean;
  /** "every morning" */
  part?: Part;
  /** A word such as "daily", which before a noun is only its adjective. */
  adjective?: boolean;
}

const FREQUENCY: Record<Unit, Rule["freq"] | null> = {
  minute: null,
  hour: "HOURLY",
  day: "DAILY",
  week: "WEEKLY",
  month: "MONTHLY",
  year: "YEARLY",
};

export const weekdaysRule = (): Rule =>
  rule("WEEKLY", 1, { byDay: workdays.map((weekday) => ({ weekday })) });

/** "2 weeks", "other friday", "second day", "day", "quarter", "3rd week". */
export function counted(s: Scan, i: number): RepeatPiece | null {
  let interval = 1;
  let at = i;
  const key = keyAt(s, at);
  const ordinal = ordinalAt(s, at);
  const number = numberAt(s, at);
  if (key === "other" || key === "alternate") {
    interval = 2;
    at += 1;
  } else if (number && !/^(?:a|an)$/.test(key)) {
    interval = number.value;
    at = number.to;
  } else if (key === "second" && weekdayWord(s, at + 1) !== undefined && !phraseAt(s, at + 2, "of")) {
    return weekdayList(s, at + 1, 2);
  } else if (ordinal && s.words.units.has(keyAt(s, ordinal.to))) {
    interval = ordinal.value;
    at = ordinal.to;
  }
  if (interval < 1 || interval > 999) return null;
  const word = keyAt(s, at);
  const unit = s.words.units.get(word);
  if (unit && word !== "h" && word !== "mn") {
    const freq = FREQUENCY[unit.unit];
    if (!freq || /^couple$/.test(word)) return null;
    return { to: at + 1, rule: rule(freq, interval * unit.count) };
  }
  if (interval > 1 && key === "other") return weekdayList(s, at, 2) ?? named(s, at, 2);
  return null;
}

/** "weekday", "workday", "weekend", "morning". */
export function named(s: Scan, i: number, interval = 1): RepeatPiece | null {
  const key = keyAt(s, i);
  if (/^(?:weekday|workday|weekdays|workdays)$/.test(key))
    return interval === 1 ? { to: i + 1, rule: weekdaysRule() } : null;
  if (/^(?:working|business|week|work|school)$/.test(key) && /^days?$/.test(keyAt(s, i + 1)))
    return { to: i + 2, rule: weekdaysRule() };
  if (key === "weekend" || key === "weekends") {
    return { to: i + 1, rule: rule("WEEKLY", interval, { byDay: [{ weekday: 6 }] }) };
  }
  const part = s.words.parts.get(key);
  if (part) return { to: i + 1, rule: rule("DAILY", interval), part };
  return null;
}

/** "mon, wed & fri", "friday", "monday to friday", "mon-fri". */
export function weekdayList(s: Scan, i: number, interval: number): RepeatPiece | null {
  const days: number[] = [];
  const range = weekdayRange(s, i);
  if (range)
    return {
      to: range.to,
      rule: rule("WEEKLY", interval, { byDay: range.days.map((weekday) => ({ weekday })) }),
    };
  let at = i;
  let to = i;
  for (;;) {
    const day = weekdayWord(s, at);
    if (day === undefined) break;
    if (!days.includes(day)) days.push(day);
    to = at + 1;
    at = to;
    if (keyAt(s, at) === "." && weekdayWord(s, at + 1) !== undefined) at += 1;
    if (/^(?:,|&|\/|\+|and)$/.test(keyAt(s, at))) at += 1;
    if (keyAt(s, at) === "and" || keyAt(s, at) === "&") at += 1;
    if (/^(?:on|every)$/.test(keyAt(s, at)) && weekdayWord(s, at + 1) !== undefined) at += 1;
  }
  if (days.length === 0) {
    const joined = keyAt(s, i)
      .split(/[/+]/)
      .map((word) => s.words.weekdays.get(word));
    if (joined.length < 2 || joined.some((d) => d === undefined)) return null;
    return {
      to: i + 1,
      rule: rule("WEEKLY", interval, { byDay: joined.map((weekday) => ({ weekday: weekday as number })) }),
    };
  }
  days.sort((a, b) => a - b);
  return { to, rule: rule("WEEKLY", interval, { byDay: days.map((weekday) => ({ weekday })) }) };
}

export function weekdayWord(s: Scan, i: number): number | undefined {
  const key = keyAt(s, i);
  return (
    s.words.weekdays.get(key) ?? (key.endsWith("s") ? s.words.weekdays.get(key.slice(0, -1)) : undefined)
  );
}

export function weekdayRange(s: Scan, i: number): { to: number; days: number[] } | null {
  const joined = /^(\p{L}+)-(\p{L}+)$/u.exec(keyAt(s, i));
  let first: number | undefined;
  let last: number | undefined;
  let to = i + 1;
  if (joined) {
    first = s.words.weekdays.get(joined[1] as string);
    last = s.words.weekdays.get(joined[2] as string);
  } else if (/^(?:to|-|–|through|thru)$/.test(keyAt(s, i + 1))) {
    first = weekdayWord(s, i);
    last = weekdayWord(s, i + 2);
    to = i + 3;
  }
  if (first === undefined || last === undefined || first === last) return null;
  const days: number[] = [];
  for (let day = first; ; day = (day % 7) + 1) {
    days.push(day);
    if (day === last) break;
  }
  return { to, days: days.sort((a, b) => a - b) };
}
