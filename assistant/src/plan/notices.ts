import { languages } from "#languages";
import { languageNeeded } from "../turns/language.ts";
import type { Context } from "../types.ts";

/** What is said about a turn that has no plan of its own, in the language of its message. */
export interface Notices {
  /** The message took longer to read than a message may. */
  inParts: string;
  /** The person stopped the answer; by whether something had been changed by then. */
  stopped: { changed: string; unchanged: string };
}

export const noticesOf = (message: string, context: Context): Notices =>
  languages[languageNeeded(message, context)].say;
