import { limits } from "@todo-chatbot/contracts";
import { answerPending } from "./answers/answer.ts";
import type { Grammar } from "./dates/grammar.ts";
import { englishDates } from "./dates/grammar-en.ts";
import { frenchDates, germanDates, spanishDates } from "./dates/grammar-foreign.ts";
import { readMessage } from "./english/message.ts";
import { HELP } from "./english/talk.ts";
import { readForeign } from "./foreign/message.ts";
import { mentions } from "./parse/mentions.ts";
import { type Command, makeState, type State } from "./parse/state.ts";
import { assemble } from "./plan/assemble.ts";
import { OTHER_LANGUAGE } from "./plan/phrases.ts";
import { type CleanText, clean } from "./text/clean.ts";
import { isEcho } from "./text/echo.ts";
import { type Detected, detect } from "./text/language.ts";
import { tokenise } from "./text/tokens.ts";
import type { Context, Intent, Language, Plan } from "./types.ts";

/**
 * Reads one message against its context.
 * Never throws and never acts on a task that was neither named nor shown.
 */
export function understand(message: string, context: Context): Plan {
  if (message.length > limits.messageLength) {
    return say(
      "none",
      `That message is too long: up to ${limits.messageLength} characters, please. Nothing has changed.`,
    );
  }
  const { text, original } = clean(message);
  if (text.trim() === "") return say("none", "That message was empty, so nothing has changed.");
  if (isEcho(text) || text.trim() === context.turns.at(-1)?.reply.trim()) {
    return say("none", "Those are my own words, so nothing has changed.");
  }
  const { state, detected } = stateOf({ text, original }, context);
  const plan = answerPending(state) ?? read(state, detected);
  if (plan.actions.length === 0 && !plan.question && !plan.answer) plan.answer = HELP;
  plan.dates = mentions(state);
  return plan;
}

/** A message ready to be read, and the language it is in. */
function stateOf({ text, original }: CleanText, context: Context): { state: State; detected: Detected } {
  const tokens = tokenise(text);
  const detected = detect(text, tokens);
  const language = detected === "other" ? "en" : detected;
  const again = () => earlier(context);
  return { state: makeState(context, text, original, tokens, GRAMMARS[language], language, again), detected };
}

/** The commands of the last turn, read against what had been said until then. */
function earlier(context: Context): readonly Command[] {
  const last = context.turns.at(-1);
  if (!last || last.user.length > limits.messageLength) return [];
  const { state, detected } = stateOf(clean(last.user), { ...context, turns: context.turns.slice(0, -1) });
  return detected === "en" ? readMessage(state) : [];
}

const GRAMMARS: Record<Exclude<Language, "it">, Grammar> = {
  en: englishDates,
  es: spanishDates,
  fr: frenchDates,
  de: germanDates,
};

function read(state: State, detected: Detected): Plan {
  if (detected === "other") return say("out_of_scope", OTHER_LANGUAGE);
  return assemble(detected === "en" ? readMessage(state) : readForeign(state, detected), state);
}

/** What the reader before the learned one does not tell. */
const unread = { readings: [], cannot: [], agreed: [] };

function say(intent: Intent, answer: string): Plan {
  return { intent, language: "en", actions: [], question: null, answer, spans: [], dates: [], ...unread };
}
