import type { Recurrence } from "@todo-chatbot/contracts";
import { meantDays, toDay } from "@todo-chatbot/contracts/calendar";
import { isWorkdays, parseRule, type Rule } from "../calendar/rule.ts";
import { dayAs, listed, type Voice } from "./voice.ts";

const UNITS = { HOURLY: "hour", DAILY: "day", WEEKLY: "week", MONTHLY: "month", YEARLY: "year" } as const;

/** The first Monday after 1970 began: names of weekdays and months are taken from days that have them. */
const MONDAY = 4;

/** A recurrence rule (RFC 5545) in words: "every 2 weeks on Monday and Friday until 3 August 2026". */
export function sayRule(voice: Voice, text: string): string {
  const { rule: words } = voice.say;
  const r = parseRule(text);
  if (!r) return words.other;
  let said = body(r, voice);
  if (r.count !== undefined) said = words.times(said, r.count);
  if (r.until !== undefined) said = words.until(said, dayAs(voice, "date", r.until));
  return said;
}

/** A recurrence in words, with what it counts from. */
export function repeatWords(voice: Voice, recurrence: Recurrence): string {
  const rule = sayRule(voice, recurrence.rule);
  return recurrence.anchor === "completion" ? voice.say.rule.fromDone(rule) : rule;
}

function body(r: Rule, voice: Voice): string {
  const { rule: words } = voice.say;
  const every = words.every(UNITS[r.freq], r.interval);
  const weekly = r.freq === "WEEKLY" || (r.freq === "DAILY" && r.byDay.length > 0);
  if (weekly && r.byDay.length > 0) {
    if (isWorkdays(r) && r.interval === 1) return during(words.workdays, r, voice);
    const names = r.byDay.map(({ weekday }) => weekdayName(voice, weekday));
    return during(words.weekdays(names, listed(voice, names), r.interval), r, voice);
  }
  const days = daysOf(r, voice);
  if (r.freq !== "YEARLY")
    return during(days.length > 0 ? words.on(every, listed(voice, days)) : every, r, voice);
  if (r.byMonth.length === 0) return days.length > 0 ? words.on(every, listed(voice, days)) : every;
  const dates = r.byMonth.flatMap((month) =>
    days.length > 0
      ? days.map((day) => words.ofMonth(day, monthName(voice, month)))
      : [words.ofMonth(words.monthDay(1), monthName(voice, month))],
  );
  return words.on(every, listed(voice, dates));
}

/** Months that limit a rule of shorter steps. */
function during(said: string, r: Rule, voice: Voice): string {
  if (r.byMonth.length === 0) return said;
  return voice.say.rule.in(
    said,
    listed(
      voice,
      r.byMonth.map((month) => monthName(voice, month)),
    ),
  );
}

function daysOf(r: Rule, voice: Voice): string[] {
  const { rule: words } = voice.say;
  const meant = r.byDay.length === 0 ? meantDays(r.byMonthDay, r.bySetPos) : null;
  if (meant) return meant.map((day) => words.monthDay(day === 31 ? -1 : day));
  if (r.bySetPos.length > 0) return r.bySetPos.map((position) => words.nth(position, oneWeekday(r, voice)));
  if (r.byMonthDay.length > 0) return r.byMonthDay.map((day) => words.monthDay(day));
  return r.byDay.map(({ n, weekday }) =>
    words.nth(n ?? 1, { number: weekday, name: weekdayName(voice, weekday) }),
  );
}

/** "The last workday" is a position among Monday to Friday; a position among one weekday is that weekday's. */
function oneWeekday(r: Rule, voice: Voice): { number: number; name: string } | null {
  const [day] = r.byDay;
  return day && r.byDay.length === 1 ? { number: day.weekday, name: weekdayName(voice, day.weekday) } : null;
}

const weekdayName = (voice: Voice, weekday: number): string =>
  dayAs(voice, "fullWeekday", MONDAY + weekday - 1);
const monthName = (voice: Voice, month: number): string => dayAs(voice, "month", toDay(1970, month, 1));
