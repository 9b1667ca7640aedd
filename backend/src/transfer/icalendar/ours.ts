import { type Due, due, type Recurrence, recurrence as recurrenceSchema } from "@todo-chatbot/contracts";
import { z } from "zod";

/** Names of the properties our own export adds (RFC 5545 §3.8.8.2). */
export const ours = {
  project: "x-todo-chatbot-project",
  anchor: "x-todo-chatbot-anchor",
  series: "x-todo-chatbot-series",
};

/**
 * A series as we have it, with what iCalendar has no word for: its first date, what is done. It counts for as long as
 * RRULE and DTSTART are as they were written beside it.
 */
export interface KeptSeries {
  rrule: string;
  dtstart: string;
  recurrence: Recurrence;
  /** When its task starts, where the series is counted by the due. */
  start: Due | null;
}

const kept = z.object({
  rrule: z.string(),
  dtstart: z.string(),
  recurrence: recurrenceSchema,
  start: due.nullable(),
});

/** Reads what is in our own property; null when it is none. */
export function keptSeriesOf(written: string | null): KeptSeries | null {
  if (written === null) return null;
  try {
    return kept.parse(JSON.parse(written));
  } catch {
    return null;
  }
}
