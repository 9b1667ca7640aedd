import type { Language } from "@todo-chatbot/assistant";
import { findTimes, joinTimes, type Reference, settleDue, type When } from "@todo-chatbot/assistant/dates";
import type { Due, Recurrence } from "@todo-chatbot/contracts";
import { daysBetween, dueAtInstant } from "@todo-chatbot/contracts/calendar";
import { Temporal } from "temporal-polyfill";
import { nextInSeries, type Repeating } from "../tasks/series/series.ts";
import type { Reader, Tell } from "./draft.ts";
import { stampOf } from "./icalendar/times.ts";

/** A date that is written for people. */
export interface Written {
  due: Due | null;
  recurrence: Recurrence | null;
}

const languages: readonly string[] = ["en", "de", "es", "fr", "it"] satisfies Language[];
const nothing: Written = { due: null, recurrence: null };

/**
 * A date as programs write it for people: `2031-01-06 18:00`, "6 Jan 2031", "every! 3 days". If it is relative to
 * today,
 * this is reported.
 * @param language the language given in the file; English if we do not support it
 * @param timeZone the zone of clock times
 * @returns null if any part of it is not understood
 */
export function readDate(
  text: string,
  language: string,
  timeZone: string,
  reader: Reader,
  tell: Tell,
): Written | null {
  const written = text.trim();
  if (!written) return nothing;
  const stamp = stampOf(written);
  if (stamp) {
    const wall = stamp.time && stamp.date.toPlainDateTime(stamp.time);
    if (!wall) return { due: { date: stamp.date.toString() }, recurrence: null };
    const instant = wall.toZonedDateTime(stamp.utc ? "UTC" : timeZone).epochMilliseconds;
    return { due: dueAtInstant(instant, timeZone), recurrence: null };
  }
  const [, year, month, day] = /^(\d{4})年(\d{1,2})月(\d{1,2})日$/.exec(written) ?? [];
  if (year)
    return readDate(
      `${year}-${month?.padStart(2, "0")}-${day?.padStart(2, "0")}`,
      language,
      timeZone,
      reader,
      tell,
    );
  return inWords(
    written,
    languages.find((name) => language.toLowerCase().startsWith(name)) ?? "en",
    timeZone,
    reader,
    tell,
  );
}

function inWords(
  text: string,
  language: string,
  timeZone: string,
  reader: Reader,
  tell: Tell,
): Written | null {
  const reference = {
    instant: reader.now.getTime(),
    zone: timeZone,
    weekStart: 1,
    dayFirst: language !== "en" || !timeZone.startsWith("America/"),
  };
  // The full stop of an abbreviated month would be read as the end of a sentence.
  const plain = text.replaceAll(/(\p{L})\./gu, "$1");
  const when = wholeOf(plain, language as Language, reference);
  if (!when) return null;
  const { due: settled, recurrence } = settleDue(when, reference);
  if (!settled) return null;
  const due = recurrence ? settled : nearest(settled, plain, language as Language, reference);
  const read = `${due.date} ${recurrence?.rule ?? ""}`;
  if (text.match(/\b20\d{2}\b/g)?.some((year) => !read.includes(year))) return null;
  if (when.repeat?.exceptions?.length || when.repeat?.more?.length) tell("exceptions_left_out", text);
  if (when.until) tell("field_left_out", `an end at ${when.until}`);
  const written = recurrence
    ? coming({ start: null, due, recurrence }, timeZone, reader)
    : { due, recurrence: null };
  const counts = !recurrence || when.starts || countsFromNow(recurrence.rule);
  if (written.due !== due || (!/\d{4}/.test(text) && counts)) tell("date_relative", text);
  return written;
}

/** The meaning of a text, if all of it is understood as one time. */
function wholeOf(text: string, language: Language, reference: Reference): When | null {
  const mentions = findTimes(text, language, reference);
  const rest = mentions.reduceRight((left, { start, end }) => left.slice(0, start) + left.slice(end), text);
  const when = joinTimes(
    mentions.map((mention) => mention.when),
    reference,
  );
  if (!when || when.problem || when.shift || /[\p{L}\p{N}]/u.test(rest)) return null;
  // Next to a repetition, a day may be one more of its days as well as its first.
  const isAlsoDay = mentions.some(({ when: { date, bound, repeat } }) => date && !bound && !repeat);
  return when.repeat && isAlsoDay ? null : when;
}

/** Programs omit the current year, so a date without a year may be in the past: the nearer of the two is meant. */
function nearest(due: Due, text: string, language: Language, reference: Reference): Due {
  const year = Number(due.date.slice(0, 4)) - 1;
  const before = wholeOf(`${text} ${year}`, language, reference);
  const other = before && settleDue(before, reference).due;
  if (other?.date !== `${year}${due.date.slice(4)}`) return due;
  const { date: today } = dueAtInstant(reference.instant, reference.zone);
  return daysBetween(other.date, today) < daysBetween(today, due.date) ? other : due;
}

/**
 * A series that began in the past is due on its first date from today on, because the file does not say which are done.
 */
function coming({ due, recurrence }: Repeating, timeZone: string, { now }: Reader): Written {
  const today = Temporal.Instant.from(now.toISOString()).toZonedDateTimeISO(timeZone).startOfDay();
  if (!due || due.date >= today.toPlainDate().toString()) return { due, recurrence };
  const begun: Recurrence = { ...recurrence, start: due };
  const asked = new Date(today.epochMilliseconds - 1);
  const next = nextInSeries(
    { start: null, due, recurrence: { ...begun, anchor: "schedule" } },
    { asked, timeZone },
  );
  return next ? { due: next.due, recurrence: begun } : { due, recurrence };
}

/** Whether the dates depend on the day the rule is read: every other day, a month from today, until March. */
function countsFromNow(rule: string): boolean {
  return /INTERVAL=|UNTIL=/.test(rule) || !/BY|FREQ=(DAILY|HOURLY)/.test(rule);
}
