import { limits } from "@todo-chatbot/contracts";
import { answerPending } from "./answers/answer.ts";
import { englishDates } from "./dates/grammar-en.ts";
import { readMessage } from "./english/message.ts";
import { HELP } from "./english/talk.ts";
import { mentions } from "./parse/mentions.ts";
import { makeState } from "./parse/state.ts";
import { assemble } from "./plan/assemble.ts";
import { clean } from "./text/clean.ts";
import { tokenise } from "./text/tokens.ts";
import type { Context, Intent, Plan } from "./types.ts";

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
  const tokens = tokenise(text);
  const state = makeState(context, text, original, tokens, englishDates, "en");
  const plan = answerPending(state) ?? assemble(readMessage(state), state);
  if (plan.actions.length === 0 && !plan.question && !plan.answer) plan.answer = HELP;
  plan.dates = mentions(state);
  return plan;
}

function say(intent: Intent, answer: string): Plan {
  return { intent, language: "en", actions: [], question: null, answer, spans: [], dates: [] };
}
