import { type Language, languages } from "#languages";
import { compile, type Lexicon } from "./lexicon.ts";
import { mentionsOf } from "./mentions.ts";
import type { Reference, TimeMention } from "./when.ts";

/*
 * How a message is read: `tokens` → `chart` (words and phrases of the language, compiled by `lexicon`, turned into
 * terms by `operators`) → `mentions` (the longest stretches) → `settle-time` (each one resolved by `place`
 * and `cycles` against the reference). `join` and `settling` work on the results.
 */

export { joinTimes } from "./join.ts";
export { daysOf, reminderOf, settleDue } from "./settling.ts";
export { timesTold } from "./told.ts";
export { weekdayWords } from "./weekdays.ts";
export type { Reference, TimeMention, Unit, When } from "./when.ts";

const compiled = new Map<string, Lexicon>();

function lexiconOf(language: Language): Lexicon {
  let lexicon = compiled.get(language);
  if (!lexicon) {
    lexicon = compile(languages[language].dates);
    compiled.set(language, lexicon);
  }
  return lexicon;
}

/**
 * All stretches of a message that are entirely time expressions: maximal, non-overlapping, left to right. Separate
 * parts ("friday call mum at 6") are found separately; `joinTimes` combines them.
 */
export function findTimes(text: string, language: Language, reference: Reference): TimeMention[] {
  return mentionsOf(text, lexiconOf(language), reference);
}
