import { amountAt } from "./relative.ts";
import { type Rule, rule, workdays } from "./rule.ts";
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

const ADVERBS: Record<string, Rule> = {
  hourly: rule("HOURLY"),
  daily: rule("DAILY"),
  everyday: rule("DAILY"),
  nightly: rule("DAILY"),
  weekly: rule("WEEKLY"),
  fortnightly: rule("WEEKLY", 2),
  biweekly: rule("WEEKLY", 2),
  monthly: rule("MONTHLY"),
  bimonthly: rule("MONTHLY", 2),
  quarterly: rule("MONTHLY", 3),
  semiannually: rule("MONTHLY", 6),
  biannually: rule("MONTHLY", 6),
  yearly: rule("YEARLY"),
  annually: rule("YEARLY"),
};

const weekdaysRule = (): Rule => rule("WEEKLY", 1, { byDay: workdays.map((weekday) => ({ weekday })) });

/** An English recurrence at `i`: "every 2 weeks on monday", "daily", "mondays", "on the 1st of every month". */
export function repeatAt(s: Scan, i: number): RepeatPiece | null {
  const piece = everyAt(s, i) ?? adverbAt(s, i) ?? onEach(s, i) ?? plurals(s, i) ?? onceA(s, i);
  return piece ? tail(s, piece) : null;
}

function everyAt(s: Scan, i: number): RepeatPiece | null {
  const key = keyAt(s, i);
  if (!/^(?:every|each|ev|evry|evey|eveyr|evrey)$/.test(key)) return null;
  const bang = keyAt(s, i + 1) === "!" ? 1 : 0;
  let at = i + 1 + bang;
  if (keyAt(s, at) === "single") at += 1;
  const found =
    counted(s, at) ?? monthDay(s, at) ?? daysOfMonth(s, at) ?? weekdayList(s, at, 1) ?? named(s, at);
  if (!found) return null;
  return bang ? { ...found, fromCompletion: true } : found;
}

/** "2 weeks", "other friday", "second day", "day", "quarter", "3rd week". */
function counted(s: Scan, i: number): RepeatPiece | null {
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
function named(s: Scan, i: number, interval = 1): RepeatPiece | null {
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
function weekdayList(s: Scan, i: number, interval: number): RepeatPiece | null {
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

function weekdayWord(s: Scan, i: number): number | undefined {
  const key = keyAt(s, i);
  return (
    s.words.weekdays.get(key) ?? (key.endsWith("s") ? s.words.weekdays.get(key.slice(0, -1)) : undefined)
  );
}

function weekdayRange(s: Scan, i: number): { to: number; days: number[] } | null {
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

/** "jan 27th", "27 jan", "14 jan, 14 apr", "1st wed jan": once a year. */
function monthDay(s: Scan, i: number): RepeatPiece | null {
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
function daysOfMonth(s: Scan, i: number): RepeatPiece | null {
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
function onEach(s: Scan, i: number): RepeatPiece | null {
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

/** The rule of a word such as "monthly", else null. */
export function adverb(word: string): Rule | null {
  return Object.hasOwn(ADVERBS, word) ? { ...(ADVERBS[word] as Rule) } : null;
}

function adverbAt(s: Scan, i: number): RepeatPiece | null {
  const key = keyAt(s, i);
  const found = Object.hasOwn(ADVERBS, key) ? ADVERBS[key] : undefined;
  if (!found) return null;
  return {
    to: i + 1,
    rule: { ...found },
    adjective: true,
    ...(key === "nightly" ? { part: "night" as const } : {}),
  };
}

/** "mondays", "on tuesdays and thursdays", "weekdays", "weekends": the plural repeats. */
function plurals(s: Scan, i: number): RepeatPiece | null {
  const at = keyAt(s, i) === "on" ? i + 1 : i;
  const key = keyAt(s, at);
  if (!key.endsWith("s") || s.tokens[at]?.possessive) return null;
  if (/^(?:weekdays|workdays)$/.test(key)) return { to: at + 1, rule: weekdaysRule() };
  if (key === "weekends") return { to: at + 1, rule: rule("WEEKLY", 1, { byDay: [{ weekday: 6 }] }) };
  const single = key.slice(0, -1);
  if (
    s.words.weekdays.get(key) !== undefined ||
    s.words.weekdays.get(single) === undefined ||
    single.length < 6
  )
    return null;
  return weekdayList(s, at, 1);
}

/** "once a week", "twice a month" is left alone: it names no days. */
function onceA(s: Scan, i: number): RepeatPiece | null {
  if (keyAt(s, i) !== "once") return null;
  const at = /^(?:a|an|every|each|per)$/.test(keyAt(s, i + 1)) ? i + 2 : 0;
  if (!at) return null;
  const period = counted(s, at);
  return period && (keyAt(s, i + 1) !== "a" || period.to === at + 1) ? period : null;
}

/** What may follow a period: "… on monday and friday", "… on the 1st", "… on 3 nov". */
function tail(s: Scan, piece: RepeatPiece): RepeatPiece {
  const { rule: r } = piece;
  const bare = r.byDay.length + r.byMonthDay.length + r.byMonth.length === 0;
  if (!bare) {
    const weekly = r.freq === "WEEKLY" ? s.words.parts.get(keyAt(s, piece.to)) : undefined;
    return weekly && !piece.part ? { ...piece, to: piece.to + 1, part: weekly } : piece;
  }
  const on = /^(?:on|in)$/.test(keyAt(s, piece.to)) ? piece.to + 1 : 0;
  if (r.freq === "WEEKLY" && on) {
    const days = weekdayList(s, on, r.interval);
    if (days) return tail(s, { ...piece, to: days.to, rule: days.rule });
  }
  if ((r.freq === "MONTHLY" || r.freq === "YEARLY") && on) {
    const dated = r.freq === "YEARLY" ? monthDay(s, on) : null;
    if (dated) return { ...piece, to: dated.to, rule: { ...dated.rule, interval: r.interval } };
    const days = r.freq === "MONTHLY" ? daysOfMonth(s, on) : null;
    if (days) return { ...piece, to: days.to, rule: { ...days.rule, interval: r.interval } };
  }
  return piece;
}

/** The end of a repetition: "for 3 weeks", "10 times". */
export function limitAt(
  s: Scan,
  i: number,
): { to: number; count?: number; span?: { unit: Unit; value: number } } | null {
  const key = keyAt(s, i);
  const at = key === "for" ? i + 1 : i;
  const number = numberAt(s, at);
  if (number && /^(?:times|x|occurrences|occasions)$/.test(keyAt(s, number.to)) && number.value > 0) {
    return { to: number.to + 1, count: number.value };
  }
  if (key !== "for") return null;
  const next = keyAt(s, at) === "the" && /^(?:next|following)$/.test(keyAt(s, at + 1)) ? at + 2 : at;
  const amount = amountAt(s, { at: next, strip: false });
  return amount ? { to: amount.to, span: { unit: amount.unit, value: amount.value } } : null;
}
