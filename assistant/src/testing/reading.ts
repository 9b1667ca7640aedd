import { findTimes, type Reference, settleDue, type When } from "../dates/index.ts";
import type { Language } from "../languages/index.ts";

/** Wednesday 18 November 2026, 09:30 in London. */
export const wednesday: Reference = {
  instant: Date.parse("2026-11-18T09:30:00Z"),
  zone: "Europe/London",
  weekStart: 1,
  dayFirst: true,
};

/** What the whole of a phrase is read as; fails where a part of it is not understood. */
export function read(phrase: string, language: Language, reference = wednesday): When {
  const [mention, ...more] = findTimes(phrase, language, reference);
  if (!mention || more.length > 0 || mention.text !== phrase)
    throw new Error(`${phrase}: read as ${JSON.stringify([mention, ...more].map((m) => m?.text))}`);
  return mention.when;
}

/** What a new task would get, in one line: `2026-11-20 17:00 FREQ=…`. */
export function due(phrase: string, language: Language, reference = wednesday): string {
  const when = read(phrase, language, reference);
  if (when.problem) return when.problem.kind;
  const settled = settleDue(when, reference);
  const time = settled.due && "time" in settled.due ? settled.due.time : undefined;
  return [settled.due?.date, time, settled.recurrence?.rule].filter(Boolean).join(" ");
}
