import { fromDay } from "../calendar/civil.ts";
import { easter } from "../calendar/holidays.ts";
import { upcoming } from "./numeric.ts";
import { type DayPiece, phraseAt, type Scan } from "./scan.ts";

/** Feasts on a fixed date, or found by a rule for the year. */
const FIXED: readonly (readonly [phrase: string, month: number, day: number])[] = [
  ["christmas eve", 12, 24],
  ["xmas eve", 12, 24],
  ["christmas day", 12, 25],
  ["christmas", 12, 25],
  ["xmas", 12, 25],
  ["boxing day", 12, 26],
  ["new years eve", 12, 31],
  ["new years day", 1, 1],
  ["new year", 1, 1],
  ["new years", 1, 1],
  ["valentines day", 2, 14],
  ["valentines", 2, 14],
  ["st patricks day", 3, 17],
  ["april fools", 4, 1],
  ["halloween", 10, 31],
  ["independence day", 7, 4],
  ["bonfire night", 11, 5],
];

/** A feast by name. Only a preposition before it makes it a date: "christmas cards" stays a title. */
export function holidayAt(s: Scan, i: number): DayPiece | null {
  const head = s.tokens[i]?.key ?? "";
  if (!STARTS.has(head)) return null;
  for (const [phrase, month, date] of FIXED) {
    const to = phraseAt(s, i, phrase) || possessivePhrase(s, i, phrase);
    if (!to) continue;
    const day = upcoming(s.clock.day, month, date);
    return day === null ? null : { to, day, grain: "day", sure: false, needsPreposition: true };
  }
  const easterTo = phraseAt(s, i, "easter sunday") || phraseAt(s, i, "easter");
  if (easterTo) {
    const { year } = fromDay(s.clock.day);
    const day = easter(year) >= s.clock.day ? easter(year) : easter(year + 1);
    return { to: easterTo, day, grain: "day", sure: false, needsPreposition: true };
  }
  return null;
}

const STARTS = new Set(["easter", ...FIXED.map(([phrase]) => phrase.split(" ")[0] as string)]);

/** "new year's eve": its first words carry an apostrophe, which `phraseAt` takes for a possessive. */
function possessivePhrase(s: Scan, i: number, phrase: string): number {
  const words = phrase.split(" ");
  const end = i + words.length;
  if (end > s.end) return 0;
  return words.every((word, k) => s.tokens[i + k]?.kind === "word" && s.tokens[i + k]?.key === word)
    ? end
    : 0;
}
