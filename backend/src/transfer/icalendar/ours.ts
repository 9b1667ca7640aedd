import { type Due, due, type Recurrence, recurrence as recurrenceSchema } from "@todo-chatbot/contracts";
import { z } from "zod";

/** Names of the properties that our own export adds (RFC 5545 §3.8.8.2). */
export const ours = {
  project: "x-todo-chatbot-project",
  anchor: "x-todo-chatbot-anchor",
  series: "x-todo-chatbot-series",
};

/**
 * Our own representation of a series, with what iCalendar cannot express: its first date and what is done. It is valid
 * as long as RRULE and DTSTART still have the values stored in it.
 */
export interface KeptSeries {
  rrule: string;
  dtstart: string;
  recurrence: Recurrence;
  /** The start of its task, for series that count by the due date. */
  start: Due | null;
}

const kept = z.object({
  rrule: z.string(),
  dtstart: z.string(),
  recurrence: recurrenceSchema,
  start: due.nullable(),
});

/** Parses our own property; null if it is not valid. */
export function keptSeriesOf(written: string | null): KeptSeries | null {
  if (written === null) return null;
  try {
    return kept.parse(JSON.parse(written));
  } catch {
    return null;
  }
}
