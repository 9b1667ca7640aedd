import { dates as de } from "../languages/de/dates.ts";
import { dates as en } from "../languages/en/dates.ts";
import { dates as es } from "../languages/es/dates.ts";
import { dates as fr } from "../languages/fr/dates.ts";
import { dates as it } from "../languages/it/dates.ts";
import type { DateLanguage } from "./language.ts";
import { compile, type Lexicon } from "./lexicon.ts";
import { mentionsOf } from "./mentions.ts";
import type { Reference, TimeMention } from "./when.ts";

/*
 * How a message is read: `tokens` → `chart` (words and phrases of the language's `dates.ts`, compiled by `lexicon`,
 * made into terms by `operators`) → `mentions` (the longest stretches) → `settle-time` (each placed by `place` and
 * `cycles` against the reference). `join`, `settling` work on what came out of it.
 */

export { joinTimes } from "./join.ts";
export { daysOf, reminderOf, settleDue } from "./settling.ts";
export { timesTold } from "./told.ts";
export type { Reference, TimeMention, Unit, When } from "./when.ts";

const languages = { en, es, fr, de, it } satisfies Record<string, DateLanguage>;
const compiled = new Map<string, Lexicon>();

export type DateLanguageName = keyof typeof languages;

function lexiconOf(language: DateLanguageName): Lexicon {
  let lexicon = compiled.get(language);
  if (!lexicon) {
    lexicon = compile(languages[language]);
    compiled.set(language, lexicon);
  }
  return lexicon;
}

/**
 * All stretches of a message wholly understood as time: maximal, non-overlapping, left to right. What is said apart
 * ("friday call mum at 6") is found apart; `joinTimes` puts it together.
 */
export function findTimes(text: string, language: DateLanguageName, reference: Reference): TimeMention[] {
  return mentionsOf(text, lexiconOf(language), reference);
}
