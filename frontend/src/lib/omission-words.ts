import type { Recurrence } from "@todo-chatbot/contracts";
import { omissionOf } from "@todo-chatbot/contracts/calendar";
import { messages } from "../messages/en.ts";

const words = messages.recurrence;

/** What a recurrence passes over, in a sentence; null when there is nothing to say. */
export function omissionWords(recurrence: Pick<Recurrence, "rule" | "start">): string | null {
  const omission = omissionOf(recurrence);
  if (!omission) return null;
  return omission.code === "short_months"
    ? words.omits.short_months(omission.days)
    : words.omits[omission.code];
}
