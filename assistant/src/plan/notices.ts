import { languages } from "#languages";
import { reports } from "../languages/reports.ts";
import { languageNeeded } from "../turns/language.ts";
import type { Context } from "../types.ts";

/** Sentences about a turn without a plan, in the language of its message. */
export interface Notices {
  /** The message took too long to read. */
  inParts: string;
  /** The person stopped the answer; depends on whether something had been changed by then. */
  stopped: { changed: string; unchanged: string };
}

export function noticesOf(message: string, context: Context): Notices {
  const language = languageNeeded(message, context);
  return { inParts: languages[language].say.inParts, stopped: reports[language].stopped };
}
