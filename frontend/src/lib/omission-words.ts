import type { Recurrence } from "@todo-chatbot/contracts";
import { omissionOf } from "@todo-chatbot/contracts/calendar";
import { messages } from "../messages/en.ts";

const words = messages.recurrence;

/** A sentence about the dates a recurrence skips; null if there are none. */
export function omissionWords(recurrence: Pick<Recurrence, "rule" | "start">): string | null {
  const omission = omissionOf(recurrence);
  if (!omission) return null;
  return omission.code === "short_months"
    ? words.omits.short_months(omission.days)
    : words.omits[omission.code];
}
