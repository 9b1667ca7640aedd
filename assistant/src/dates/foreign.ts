import { addMonths, fromDay, nextWeekday, startOfWeek, toDay, weekdayOf } from "../calendar/civil.ts";
import { type Rule, rule, workdays } from "../calendar/rule.ts";
import { toWall } from "../calendar/zone.ts";
import type { Grammar } from "./grammar.ts";
import { dayOf, numericAt, upcoming, upcomingDate } from "./numeric.ts";
import { shiftDay } from "./relative.ts";
import type { RepeatPiece } from "./repeat.ts";
import { type DayPiece, keyAt, numberAt, phraseAt, type Scan } from "./scan.ts";
import type { TimePiece } from "./time.ts";
import { type DateWords, type Part, partMinute, type Unit } from "./words.ts";

/** What one language needs beside its words: its turns of phrase, each a list of folded words. */
export interface Phrasebook {
  words: DateWords;
  leads: string;
  timeLeads: string;
  links: string;
  followers: string;
  determiners: string;
  /** Fixed phrases for a day, as days from today, or a period of which the first day is meant. */
  days: readonly (readonly [
    phrase: string,
    value: number | "tonight" | "weekend" | "nextWeek" | "nextMonth" | "nextYear" | "thisWeek" | "endOfMonth",
  ])[];
  /** Words before or after a weekday that make it the one of the next calendar week. */
  nextBefore: string;
  nextAfter: readonly string[];
  /** "in", "within" and "ago" */
  inWords: readonly string[];
  agoBefore: readonly string[];
  /** Between a day of the month and the month: "de". */
  of: string;
  /** "by the morning": words before a part of the day. */
  partLeads: readonly string[];
  /** "every", the plural's form ("todos los"), and adverbs. */
  every: readonly string[];
  other: string;
  adverbs: readonly (readonly [string, Rule])[];
  workday: readonly string[];
  /** Words for hours after a number: "Uhr", "h", "heures". */
  hour: string;
  half: string;
  quarter: string;
  /** "y", "et": before half and quarter past; "menos", "moins" before quarter to. */
  plus: string;
  minus: string;
  starts: string;
  untils: string;
  /** "halb acht" is 7:30. */
  halfBefore: boolean;
}

const set = (words: string): ReadonlySet<string> => new Set(words.split(" ").filter(Boolean));

/** A grammar of dates for the core of a language: days, times, parts of the day and plain recurrences. */
export function foreignGrammar(book: Phrasebook): Grammar {
  const { words } = book;
  const first = new Set<string>();
  for (const [phrase] of book.days) first.add(phrase.split(" ")[0] as string);
  for (const list of [
    book.inWords,
    book.agoBefore,
    book.partLeads,
    book.every,
    book.adverbs.map(([word]) => word),
    book.workday,
  ]) {
    for (const phrase of list) first.add(phrase.split(" ")[0] as string);
  }
  const leads = set(book.leads);
  const timeLeads = set(book.timeLeads);
  return {
    words,
    leads,
    timeLeads,
    links: set(book.links),
    about: set("sobre vers gegen environ etwa"),
    starts: set(book.starts),
    untils: set(book.untils),
    followers: set(book.followers),
    determiners: set(book.determiners),
    day: (s, i) => dayAt(s, i, book),
    time: (s, i) => timeAt(s, i, book),
    part: (s, i) => partAt(s, i, book),
    elapsed: (s, i) => elapsed(s, i, book),
    repeat: (s, i) => repeatAt(s, i, book),
    completion: () => 0,
    may: (key) =>
      /^\d/.test(key) ||
      first.has(key) ||
      leads.has(key) ||
      timeLeads.has(key) ||
      words.days.has(key) ||
      words.weekdays.has(key) ||
      words.parts.has(key) ||
      key === book.half ||
      key === book.nextBefore,
  };
}

function anyPhrase(s: Scan, i: number, phrases: readonly string[]): number {
  for (const phrase of phrases) {
    const to = phraseAt(s, i, phrase);
    if (to) return to;
  }
  return 0;
}

function piece(to: number, day: number, sure = true): DayPiece {
  return { to, day, grain: "day", sure };
}

function dayAt(s: Scan, i: number, book: Phrasebook): DayPiece | null {
  return (
    fixed(s, i, book) ?? weekday(s, i, book) ?? counted(s, i, book) ?? numericAt(s, i) ?? monthDay(s, i, book)
  );
}

function fixed(s: Scan, i: number, book: Phrasebook): DayPiece | null {
  const { day, weekStart } = s.clock;
  for (const [phrase, value] of book.days) {
    const to = phraseAt(s, i, phrase);
    if (!to) continue;
    if (typeof value === "number") return piece(to, day + value);
    const { year, month } = fromDay(day);
    if (value === "tonight") return { ...piece(to, day), minute: partMinute.evening };
    if (value === "weekend") return { ...piece(to, weekdayOf(day) >= 6 ? day : nextWeekday(day, 6)) };
    if (value === "nextWeek")
      return {
        to,
        day: startOfWeek(day, weekStart) + 7,
        last: startOfWeek(day, weekStart) + 13,
        grain: "week",
        sure: true,
      };
    if (value === "thisWeek")
      return {
        to,
        day: startOfWeek(day, weekStart),
        last: startOfWeek(day, weekStart) + 6,
        grain: "week",
        sure: true,
      };
    if (value === "nextMonth")
      return {
        to,
        day: toDay(year, month + 1, 1),
        last: toDay(year, month + 2, 1) - 1,
        grain: "month",
        sure: true,
      };
    if (value === "endOfMonth") return piece(to, toDay(year, month + 1, 1) - 1);
    return { to, day: toDay(year + 1, 1, 1), last: toDay(year + 2, 1, 1) - 1, grain: "year", sure: true };
  }
  const offset = book.words.days.get(keyAt(s, i));
  return offset === undefined ? null : piece(i + 1, day + offset);
}

function weekday(s: Scan, i: number, book: Phrasebook): DayPiece | null {
  const before = keyAt(s, i) === book.nextBefore || keyAt(s, i) === `${book.nextBefore}n` ? 1 : 0;
  const day = book.words.weekdays.get(keyAt(s, i + before));
  if (day === undefined) return null;
  const to = i + before + 1;
  const after = anyPhrase(s, to, book.nextAfter);
  const { clock } = s;
  // "le 12 vendredi" is rare; "vendredi 12 juin" is told by its date.
  const dated = numericAt(s, to) ?? monthDay(s, to, book);
  if (dated) return { ...dated, sure: true };
  if (!before && !after)
    return { ...piece(to, nextWeekday(clock.day, day), keyAt(s, i).length > 3), weekday: true };
  const week = startOfWeek(clock.day, clock.weekStart) + 7;
  return piece(after || to, week + ((day - weekdayOf(week) + 7) % 7));
}

function amount(s: Scan, i: number): { value: number; unit: Unit; to: number } | null {
  const number = numberAt(s, i);
  const unit = number ? s.words.units.get(keyAt(s, number.to)) : undefined;
  return number && unit ? { value: number.value * unit.count, unit: unit.unit, to: number.to + 1 } : null;
}

function counted(s: Scan, i: number, book: Phrasebook): DayPiece | null {
  for (const [phrases, sign] of [
    [book.inWords, 1],
    [book.agoBefore, -1],
  ] as const) {
    const at = anyPhrase(s, i, phrases);
    const found = at ? amount(s, at) : null;
    if (found && found.unit !== "minute" && found.unit !== "hour")
      return piece(found.to, shiftDay(s.clock.day, found.unit, sign * found.value));
  }
  return null;
}

function elapsed(
  s: Scan,
  i: number,
  book: Phrasebook,
): { to: number; wall: { day: number; minute: number } } | null {
  const at = anyPhrase(s, i, book.inWords);
  const found = at ? amount(s, at) : null;
  if (!found || (found.unit !== "minute" && found.unit !== "hour")) return null;
  const minutes = found.value * (found.unit === "hour" ? 60 : 1);
  return { to: found.to, wall: toWall(s.clock.zone, s.clock.instant + minutes * 60_000) };
}

function monthDay(s: Scan, i: number, book: Phrasebook): DayPiece | null {
  const key = keyAt(s, i);
  const digits = /^(\d{1,2})(?:er|o|e)?$/.exec(key);
  const value = digits ? Number(digits[1]) : book.words.ordinals.get(key);
  if (value === undefined || value < 1 || value > 31) return null;
  let at = i + 1;
  if (keyAt(s, at) === ".") at += 1;
  if (keyAt(s, at) === book.of) at += 1;
  const month = book.words.months.get(keyAt(s, at));
  if (month === undefined) {
    const dotted = keyAt(s, i + 1) === "." && digits;
    const led = /^(?:el|le|am|dia|den|zum|bis)$/.test(keyAt(s, i - 1));
    if (!led || s.words.units.has(keyAt(s, i + 1)) || keyAt(s, i + 1) === book.hour) return null;
    const day = upcomingDate(s.clock.day, value);
    return day === null ? null : piece(dotted ? i + 2 : i + 1, day, false);
  }
  const yearAt = keyAt(s, at + 1) === book.of ? at + 2 : at + 1;
  if (/^20\d\d$/.test(keyAt(s, yearAt))) {
    const day = dayOf(Number(keyAt(s, yearAt)), month, value);
    return day === null ? null : piece(yearAt + 1, day);
  }
  const day = upcoming(s.clock.day, month, value);
  return day === null ? null : piece(at + 1, day);
}

function timeAt(s: Scan, i: number, book: Phrasebook): TimePiece | null {
  const key = keyAt(s, i);
  if (book.words.parts.get(key) === "noon" || book.words.parts.get(key) === "midnight") {
    return {
      to: i + 1,
      minute: partMinute[book.words.parts.get(key) as Part],
      open: false,
      grain: "hour",
      sure: true,
    };
  }
  if (book.halfBefore && key === book.half) {
    const hour = numberAt(s, i + 1);
    return hour && hour.value >= 1 && hour.value <= 12
      ? withPart(
          s,
          {
            to: hour.to,
            minute: ((hour.value + 11) % 12) * 60 + 30,
            open: true,
            grain: "minute",
            sure: true,
          },
          book,
        )
      : null;
  }
  const glued = /^(\d{1,2})(?:[:.h](\d\d)|h)$/.exec(key);
  const led = /^(?:las|la|a|um|gegen|vers|ab|bis|vor)$/.test(keyAt(s, i - 1));
  let to = i + 1;
  let hour: number;
  let minutes = 0;
  let sure = true;
  if (glued) {
    hour = Number(glued[1]);
    minutes = Number(glued[2] ?? 0);
    sure = !key.includes(".") || led;
    if (keyAt(s, to) === book.hour) to += 1;
  } else {
    const number = numberAt(s, i);
    if (!number) return null;
    hour = number.value;
    to = number.to;
    if (
      keyAt(s, to) === book.hour ||
      keyAt(s, to) === `${book.hour}s` ||
      (book.hour === "heures" && /^(?:h|heure)$/.test(keyAt(s, to)))
    ) {
      to += 1;
      if (/^[0-5]\d$/.test(keyAt(s, to))) {
        minutes = Number(keyAt(s, to));
        to += 1;
      }
    } else if (!led) return null;
  }
  if (hour > 24 || minutes > 59) return null;
  if (
    keyAt(s, to) === book.plus &&
    (keyAt(s, to + 1) === book.half || keyAt(s, to + 1) === book.quarter || keyAt(s, to + 1) === "demie")
  ) {
    minutes = keyAt(s, to + 1) === book.quarter ? 15 : 30;
    to += 2;
  } else if (keyAt(s, to) === book.minus && /^(?:cuarto|quart|le)$/.test(keyAt(s, to + 1))) {
    minutes = -15;
    to += keyAt(s, to + 1) === "le" ? 3 : 2;
  }
  const base = ((((hour % 24) * 60 + minutes) % 1440) + 1440) % 1440;
  return withPart(
    s,
    { to, minute: base, open: hour >= 1 && hour <= 12, grain: minutes === 0 ? "hour" : "minute", sure },
    book,
  );
}

function withPart(s: Scan, time: TimePiece, book: Phrasebook): TimePiece {
  const at = anyPhrase(s, time.to, ["de la", "del", "du", "de l", ...book.partLeads]) || time.to;
  const part = book.words.parts.get(keyAt(s, at));
  if (!part || part === "noon" || part === "midnight" || !time.open) return time;
  const early = time.minute % 720;
  return { ...time, to: at + 1, open: false, sure: true, minute: part === "morning" ? early : early + 720 };
}

function partAt(s: Scan, i: number, book: Phrasebook): { to: number; part: Part; today: boolean } | null {
  const lead = anyPhrase(s, i, book.partLeads);
  const part = book.words.parts.get(keyAt(s, lead || i));
  if (!part || (part !== "evening" && !lead && keyAt(s, i) === "manana")) return null;
  return { to: (lead || i) + 1, part, today: false };
}

function repeatAt(s: Scan, i: number, book: Phrasebook): RepeatPiece | null {
  for (const [word, r] of book.adverbs) {
    const to = phraseAt(s, i, word);
    if (to) return { to, rule: { ...r }, adjective: true };
  }
  const at = anyPhrase(s, i, book.every);
  if (!at) return null;
  const work = anyPhrase(s, at, book.workday);
  if (work) return { to: work, rule: rule("WEEKLY", 1, { byDay: workdays.map((weekday) => ({ weekday })) }) };
  const found = amount(s, at);
  const unit = s.words.units.get(keyAt(s, at));
  const other = keyAt(s, at) === book.other ? at + 1 : 0;
  const frequency = (u: Unit): Rule["freq"] | null =>
    ({ minute: null, hour: "HOURLY", day: "DAILY", week: "WEEKLY", month: "MONTHLY", year: "YEARLY" })[u] as
      | Rule["freq"]
      | null;
  if (found) {
    const freq = frequency(found.unit);
    return freq ? { to: found.to, rule: rule(freq, found.value) } : null;
  }
  if (unit) {
    const freq = frequency(unit.unit);
    return freq ? { to: at + 1, rule: rule(freq, unit.count) } : null;
  }
  const part = book.words.parts.get(keyAt(s, at));
  if (part) return { to: at + 1, rule: rule("DAILY"), part };
  const days: number[] = [];
  let to = other || at;
  for (let k = to; ; k++) {
    const day =
      book.words.weekdays.get(keyAt(s, k)) ?? book.words.weekdays.get(keyAt(s, k).replace(/s$/, ""));
    if (day !== undefined) {
      days.push(day);
      to = k + 1;
    } else if (!/^(?:,|y|et|und|e)$/.test(keyAt(s, k)) || days.length === 0) break;
  }
  return days.length > 0
    ? {
        to,
        rule: rule("WEEKLY", other ? 2 : 1, {
          byDay: days.sort((a, b) => a - b).map((weekday) => ({ weekday })),
        }),
      }
    : null;
}

export { addMonths };
