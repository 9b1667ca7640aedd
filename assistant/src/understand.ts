import type { Context, Plan } from "./types.ts";

/**
 * Reads one message against its context.
 * Never throws and never acts on a task that was neither named nor shown.
 */
export function understand(_text: string, _context: Context): Plan {
  return {
    intent: "help",
    language: "en",
    actions: [],
    question: null,
    answer: "I did not understand that. You could say “add buy milk tomorrow” or “what is due today?”.",
    spans: [],
    dates: [],
  };
}
