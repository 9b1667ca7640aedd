import { limits } from "@todo-chatbot/contracts/limits";
import type { Language } from "#languages";
import { clean } from "../text/clean.ts";
import { DETECTED, detectLanguage } from "../text/detect.ts";
import { type Token, tokenise } from "../text/tokens.ts";
import type { Context } from "../types.ts";

/** The language whose weights are needed to read a message: its own, or the person's if it is not supported. */
export function languageNeeded(message: string, context: Context): Language {
  const { text } = clean(message);
  const guessed = languageOf(text, tokenise(text.slice(0, limits.messageLength)), context);
  return guessed === "other" ? home(context) : guessed;
}

/** The language of a message; "other" if it is not supported. */
export const languageOf = (text: string, tokens: readonly Token[], context: Context): Language | "other" =>
  detectLanguage(text, tokens, context.locale, languageBefore(context));

/** The language of the person's settings, if it is supported. */
export function home({ locale }: Context): Language {
  const language = locale.slice(0, 2).toLowerCase();
  return DETECTED.find((one) => one === language) ?? "en";
}

/** So many turns back, what the person said tells their language. */
const TURNS = 3;

/** The language the person spoke of late, when there was enough of it to tell. */
function languageBefore({ turns, locale }: Context): Language | undefined {
  const said = turns
    .slice(-TURNS)
    .map(({ user }) => user)
    .join("\n");
  const tokens = tokenise(said.slice(0, 300));
  if (tokens.length < 3) return undefined;
  const detected = detectLanguage(said, tokens, locale);
  return detected === "other" ? undefined : detected;
}
