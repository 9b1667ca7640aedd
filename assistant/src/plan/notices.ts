import { languages } from "#languages";
import { languageNeeded } from "../turns/language.ts";
import type { Context } from "../types.ts";

/** Sentences about a turn without a plan, in the language of its message. */
export interface Notices {
  /** The message took too long to read. */
  inParts: string;
  /** The person stopped the answer; depends on whether something had been changed by then. */
  stopped: { changed: string; unchanged: string };
}

export const noticesOf = (message: string, context: Context): Notices =>
  languages[languageNeeded(message, context)].say;
