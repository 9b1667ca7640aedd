import type { Wall } from "../calendar/zone.ts";
import type { RepeatPiece } from "./repeat.ts";
import type { DayPiece, Scan } from "./scan.ts";
import type { TimePiece } from "./time.ts";
import type { DateWords, Part } from "./words.ts";

/** How one language says dates: its words, its small words, and a reader for each piece. */
export interface Grammar {
  words: DateWords;
  /** Prepositions before a date. */
  leads: ReadonlySet<string>;
  /** Prepositions that make a bare number after them an hour. */
  timeLeads: ReadonlySet<string>;
  /** Words between the pieces of one date. */
  links: ReadonlySet<string>;
  /** "around", "about" */
  about: ReadonlySet<string>;
  /** Words before the first day, and before the last day, of a recurrence. */
  starts: ReadonlySet<string>;
  untils: ReadonlySet<string>;
  /** Words that may follow a date without being what it describes. */
  followers: ReadonlySet<string>;
  /** Articles and possessives: a date between one and a noun describes the noun. */
  determiners: ReadonlySet<string>;
  day(s: Scan, i: number): DayPiece | null;
  time(s: Scan, i: number): TimePiece | null;
  part(s: Scan, i: number): { to: number; part: Part; today: boolean } | null;
  elapsed(s: Scan, i: number): { to: number; wall: Wall } | null;
  repeat(s: Scan, i: number): RepeatPiece | null;
  /** Where "counting from when it is done" ends, else 0. */
  completion(s: Scan, i: number): number;
  /** Whether a date may start at this token at all: a cheap check before the readers run. */
  may(key: string): boolean;
}
