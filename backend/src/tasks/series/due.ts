import type { Due } from "@todo-chatbot/contracts";
import { dueAtInstant } from "@todo-chatbot/contracts/calendar";
import { Temporal } from "temporal-polyfill";

/** What the clocks of a zone show at a moment, to the minute. */
export function wallClockAt(now: Date, timeZone: string): Temporal.PlainDateTime {
  return wallClockOf(dueAtInstant(now.getTime(), timeZone));
}

/** An instant (RFC 3339) some calendar days later in a time zone, in UTC. */
export function laterInstant(at: string, days: number, timeZone: string): string {
  const moved = Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).add({ days });
  return new Date(moved.epochMilliseconds).toISOString();
}

/** Day and time of a due date in its own zone; a whole day counts from midnight. */
export function wallClockOf(due: Due): Temporal.PlainDateTime {
  return Temporal.PlainDate.from(due.date).toPlainDateTime("time" in due ? due.time : undefined);
}

/** A due at another day and time, of the same kind and in the same zone as `like`. */
export function dueAt(wall: Temporal.PlainDateTime, like: Due): Due {
  const date = wall.toPlainDate().toString();
  return "time" in like
    ? { date, time: wall.toPlainTime().toString({ smallestUnit: "minute" }), timeZone: like.timeZone }
    : { date };
}
