import type { PendingQuestion } from "../types.ts";

/** Whether a message by itself says yes to the question before it. Anything doubtful is not a yes. */
export function affirms(text: string): boolean {
  return /^(?:yes|y|yep|yeah|yup|sure|ok|okay|do it|go ahead|confirm)\b(?: please)?[.!]*$/iu.test(
    text.trim(),
  );
}

/**
 * The ids of the tasks a message allows to be deleted or completed, as the answer to `pending`:
 * all of a `confirm` question when it affirms, those it picks of a `which` question, none otherwise.
 */
export function authorises(pending: PendingQuestion | null, text: string): string[] {
  return pending?.kind === "confirm" && affirms(text) ? pending.ids : [];
}
