import { type Rule, rule } from "../calendar/rule.ts";
import { amountAt } from "./relative.ts";
import { daysOfMonth, monthDay, onEach } from "./repeat-days.ts";
import { counted, named, type RepeatPiece, weekdayList, weekdayRange, weekdaysRule } from "./repeat-units.ts";
import { keyAt, numberAt, type Scan } from "./scan.ts";
import type { Part, Unit } from "./words.ts";

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

/** "tuesday nights": the plural of the part makes the weekday repeat. */
const PARTS: Record<string, Part> = {
  mornings: "morning",
  afternoons: "afternoon",
  evenings: "evening",
  nights: "night",
};

const TIMED = /^(?:at|@|from|\d.*)$/;

/** "mondays", "on tuesdays and thursdays", "weekdays", "weekends": the plural repeats. */
function plurals(s: Scan, i: number): RepeatPiece | null {
  const at = keyAt(s, i) === "on" ? i + 1 : i;
  const key = keyAt(s, at);
  const range = weekdayRange(s, at);
  // "standup mon-fri at 9" is every workday; "conference mon-fri" is one stretch of days.
  if (
    range?.days.length === 5 &&
    !range.days.includes(6) &&
    !range.days.includes(7) &&
    TIMED.test(keyAt(s, range.to))
  )
    return { to: range.to, rule: weekdaysRule() };
  const weekday = s.words.weekdays.get(key);
  const parts = weekday === undefined ? undefined : PARTS[keyAt(s, at + 1)];
  if (weekday !== undefined && parts)
    return { to: at + 2, rule: rule("WEEKLY", 1, { byDay: [{ weekday }] }), part: parts };
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

export type { RepeatPiece };
