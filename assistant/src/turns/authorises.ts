import { detectLanguage } from "../text/detect.ts";
import { tokenise } from "../text/tokens.ts";
import type { Context, PendingQuestion } from "../types.ts";
import { interpret } from "../understand.ts";
import { aboutOf } from "./question.ts";

/**
 * The ids of the tasks a message permits to change, as an answer to `pending`: all tasks of a yes-or-no question if
 * it is only a yes, otherwise none. Anything doubtful does not count as a yes.
 */
export function authorises(pending: PendingQuestion | null, text: string): string[] {
  if (pending?.kind !== "confirm") return [];
  const context: Context = {
    now: "2000-01-01T00:00:00Z",
    timeZone: "UTC",
    weekStart: 1,
    locale: "en",
    tasks: [],
    labels: [],
    projects: [],
    turns: [{ user: "", reply: "?", shown: [], changed: [], done: [], pending }],
  };
  const detected = detectLanguage(text, tokenise(text.slice(0, 300)), context.locale);
  const decision = interpret(text, context, detected === "other" ? "en" : detected);
  const wishes = decision.kind === "do" ? decision.reading.wishes : [];
  return wishes.length > 0 &&
    wishes.every(({ act, ...wish }) => act === "answer" && "value" in wish && wish.value === "yes")
    ? aboutOf(pending)
    : [];
}
