import type { Due, Task } from "@todo-chatbot/contracts";
import {
  type Day,
  fromDay,
  localDue,
  parseDay,
  parseMinute,
  toWall,
  type Wall,
  wallClock,
} from "@todo-chatbot/contracts/calendar";
import { type Language, languages } from "#languages";
import type { Say } from "../languages/language.ts";
import type { Context } from "../types.ts";

/** What a sentence is said with: a language, and the calendar and clock of the person it is said to. */
export interface Voice {
  say: Say;
  language: Language;
  /** A BCP 47 tag of this language with the habits of the person's region. */
  locale: string;
  zone: string;
  now: Wall;
}

/** Long in sentences, short in lists and on buttons. */
export type Style = "long" | "short";

export function voiceOf(language: Language, context: Pick<Context, "locale" | "timeZone" | "now">): Voice {
  const { say } = languages[language];
  const locale = localeOf(language, context.locale, say.region);
  return {
    say,
    language,
    locale,
    zone: context.timeZone,
    now: toWall(context.timeZone, Date.parse(context.now)),
  };
}

/** Formatters cost a hundred times what formatting does; there are a dozen for each locale in use. */
const LIMIT = 500;
const kept = new Map<string, unknown>();

function keep<T>(key: string, make: () => T): T {
  const known = kept.get(key);
  if (known !== undefined) return known as T;
  if (kept.size >= LIMIT) kept.clear();
  const made = make();
  kept.set(key, made);
  return made;
}

function localeOf(language: Language, tag: string, usual: string): string {
  return keep(`locale/${language}/${tag}`, () => {
    let region: string | undefined;
    try {
      region = new Intl.Locale(tag).region;
    } catch {
      // A tag nobody knows says nothing about habits.
    }
    return `${language}-${region ?? usual}`;
  });
}

type Shape = Intl.DateTimeFormatOptions;

const SHAPES = {
  long: { weekday: "long", day: "numeric", month: "long" },
  short: { weekday: "short", day: "numeric", month: "short" },
  weekday: { weekday: "short" },
  date: { day: "numeric", month: "long", year: "numeric" },
  yearDay: { day: "numeric", month: "long" },
  fullWeekday: { weekday: "long" },
  month: { month: "long" },
  time: { timeStyle: "short" },
} satisfies Record<string, Shape>;

function formatter({ locale }: Voice, shape: keyof typeof SHAPES, year = false): Intl.DateTimeFormat {
  return keep(
    `date/${locale}/${shape}/${year}`,
    () =>
      new Intl.DateTimeFormat(locale, {
        ...SHAPES[shape],
        ...(year ? { year: "numeric" as const } : {}),
        timeZone: "UTC",
      }),
  );
}

const DAY = 86_400_000;

/** Days in words: the same few are said over and over. */
const days = new Map<string, string>();
const DAYS_KEPT = 5000;

/** `Intl` puts a narrow space before "PM", which neither wraps nor is found by a search. */
const plainSpaces = (text: string): string => text.replaceAll("\u202f", " ");

/** A calendar day in the words of a shape; days are numbers since 1970. */
export function dayAs(voice: Voice, shape: keyof typeof SHAPES, day: Day, year = false): string {
  const key = `${voice.locale}/${shape}/${year}/${day}`;
  let said = days.get(key);
  if (said === undefined) {
    const words = plainSpaces(formatter(voice, shape, year).format(day * DAY));
    said = voice.say.date?.(words) ?? words;
    if (days.size >= DAYS_KEPT) days.clear();
    days.set(key, said);
  }
  return said;
}

/** "tomorrow", "Friday 27 November", "Fri 27 Nov 2028": near days by name, the year where it is another. */
export function dayWords(voice: Voice, date: string, style: Style): string {
  const day = parseDay(date);
  const away = day - voice.now.day;
  if (Math.abs(away) <= 1) {
    return keep(`near/${voice.locale}/${away}`, () =>
      new Intl.RelativeTimeFormat(voice.locale, { numeric: "auto" }).format(away, "day"),
    );
  }
  return dayAs(voice, style, day, fromDay(day).year !== fromDay(voice.now.day).year);
}

/** "30 November – 6 December": the days from one to another, both included. */
export function daysWords(voice: Voice, from: string, to: string): string {
  if (from === to) return dayWords(voice, from, "long");
  const thisYear = String(fromDay(voice.now.day).year);
  const shape = [from, to].some((day) => day.slice(0, 4) !== thisYear) ? "date" : "yearDay";
  return [from, to].map((day) => dayAs(voice, shape, parseDay(day))).join(" – ");
}

/** A wall clock `HH:MM` as the person's region writes it. */
export function timeWords(voice: Voice, time: string): string {
  return plainSpaces(formatter(voice, "time").format(parseMinute(time) * 60_000));
}

/** "tomorrow at 17:00"; a time kept in another zone also as that zone has it. */
export function dueWords(voice: Voice, due: Due, style: Style): string {
  const { say } = voice;
  const { date, time } = localDue(due, voice.zone);
  const day = dayWords(voice, date, style);
  if (time === null) return day;
  const away = "time" in due && due.timeZone !== voice.zone && due.time !== time;
  const there = away ? ` (${say.elsewhere(timeWords(voice, due.time), placeOf(due.timeZone))})` : "";
  return `${day} ${say.at(timeWords(voice, time))}${there}`;
}

const placeOf = (zone: string): string => (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");

/** For a button: "Fri 17:00", "11 Dec". Days of the coming week go by their weekday alone. */
export function shortDue(voice: Voice, due: Due): string {
  const { date, time } = localDue(due, voice.zone);
  const away = parseDay(date) - voice.now.day;
  const day = away > 1 && away < 7 ? dayAs(voice, "weekday", parseDay(date)) : dayWords(voice, date, "short");
  return time === null ? day : `${day} ${timeWords(voice, time)}`;
}

/** An instant (RFC 3339) on the person's clock. */
export function instantWords(voice: Voice, at: string): string {
  const { date, time } = wallClock(Date.parse(at), voice.zone);
  return `${dayWords(voice, date, "long")} ${voice.say.at(timeWords(voice, time))}`;
}

/** Minutes before the due in the largest unit they fill. */
export function beforeWords({ say }: Voice, minutes: number): string {
  for (const [unit, size] of [
    ["week", 10_080],
    ["day", 1440],
    ["hour", 60],
  ] as const)
    if (minutes >= size && minutes % size === 0) return say.before(minutes / size, unit);
  return say.before(minutes, "minute");
}

export function reminderWords(voice: Voice, reminders: Task["reminders"]): string {
  return listed(
    voice,
    reminders.map((one) =>
      "at" in one ? instantWords(voice, one.at) : beforeWords(voice, one.minutesBefore),
    ),
  );
}

export const quoted = ({ say }: Voice, words: string): string => `${say.quotes[0]}${words}${say.quotes[1]}`;

/** "a, b and c" in the language. */
export function listed({ language }: Voice, parts: readonly string[]): string {
  if (parts.length === 1) return parts[0] as string;
  return keep(`list/${language}`, () => new Intl.ListFormat(language === "en" ? "en-GB" : language)).format(
    parts,
  );
}

/** "“A”, “B” and “C”", or the first few and how many more. */
export function titled(voice: Voice, titles: readonly string[], most = 3): string {
  const few = titles.slice(0, most + 1).map((title) => quoted(voice, title));
  if (titles.length <= most + 1) return listed(voice, few);
  return `${few.slice(0, most).join(", ")} ${voice.say.more(titles.length - most)}`;
}

export const numbered = (lines: readonly string[]): string =>
  lines.map((line, k) => `${k + 1}. ${line}`).join("\n");

/** A heading's first letter is a capital, whatever the day or the label is called. */
export const headed = ({ locale }: Voice, words: string): string => {
  const [first = ""] = words;
  return first.toLocaleUpperCase(locale) + words.slice(first.length);
};

/** Labels in a row: only the first begins with a capital. */
export function inARow(voice: Voice, labels: readonly string[]): string {
  const lower = (label: string): string => label.slice(0, 1).toLocaleLowerCase(voice.locale) + label.slice(1);
  return listed(
    voice,
    labels.map((label, k) => (k === 0 ? label : lower(label))),
  );
}

/** The last touch to a text: one mark at the end of a sentence, and the spaces its typography asks for. */
export function finished({ say }: Voice, text: string): string {
  const once = text.replace(/(?<![.…])([.!?…])\.(?=\s|$)/g, "$1");
  return say.finish?.(once) ?? once;
}
