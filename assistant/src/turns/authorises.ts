import { understand } from "../understand.ts";
import type { Context, PendingQuestion } from "../types.ts";

/**
 * The ids of the tasks a message allows to be changed, as the answer to `pending`: all of a question of yes or no when
 * it says yes, those it picks where some were offered, none otherwise. Anything doubtful is not a yes.
 */
export function authorises(pending: PendingQuestion | null, text: string, context: Context): string[] {
  if (!pending) return [];
  const [last] = context.turns.slice(-1);
  const turn = { user: "", reply: "?", shown: [], changed: [], done: [], ...last, pending };
  return understand(text, { ...context, turns: [turn] }).agreed;
}
