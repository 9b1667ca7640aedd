import type { Due, Reminder } from "@todo-chatbot/contracts";
import { Temporal } from "temporal-polyfill";
import type { Tell } from "../draft.ts";
import { type Component, firstOf } from "./lines.ts";
import { type Clock, durationOf, laterBy, stampOf } from "./times.ts";

/** What the alarms of a to-do are counted from. */
export interface Anchors {
  start: Due | null;
  due: Due | null;
  /** Whose midnight a day begins at. */
  timeZone: string;
}

const longest = 40_320;

/** The alarms of a to-do as reminders, RFC 5545 §3.6.6 and §3.8.6.3; those that cannot be kept are told. */
export function remindersOf(todo: Component, anchors: Anchors, clock: Clock, tell: Tell): Reminder[] {
  return todo.components
    .filter(({ name }) => name === "valarm")
    .flatMap((alarm): Reminder[] => {
      const place = firstOf(alarm, "x-apple-proximity");
      if (place) {
        tell("reminder_left_out", `${place.values[0] ?? ""} (a place)`);
        return [];
      }
      const trigger = firstOf(alarm, "trigger");
      const written = trigger?.values[0]?.trim() ?? "";
      // Apple writes this where there is no alarm.
      if (written.startsWith("19760401T005545Z")) return [];
      const reminder = stampOf(written)
        ? atInstant(clock.instant(trigger))
        : relative(written, trigger?.parameters.related, anchors);
      if (!reminder) tell("reminder_left_out", written || "without a time");
      return reminder ? [reminder] : [];
    });
}

function atInstant(instant: number | null): Reminder | null {
  return instant === null ? null : { at: new Date(instant).toISOString() };
}

/** A trigger counts from the start unless it says otherwise, and from the due where there is no start. */
function relative(written: string, related: string | undefined, anchors: Anchors): Reminder | null {
  const duration = durationOf(written);
  const { due } = anchors;
  const from = related?.toUpperCase() === "END" ? due : (anchors.start ?? due);
  if (!duration || !from) return null;
  if (due && JSON.stringify(from) === JSON.stringify(due)) {
    const { weeks, days, hours, minutes, seconds } = duration;
    const before = 0 - ((weeks * 7 + days) * 1440 + hours * 60 + minutes + seconds / 60);
    if (Number.isInteger(before) && before >= 0 && before <= longest) return { minutesBefore: before };
  }
  const later = laterBy(timed(from, anchors.timeZone), duration);
  if (!later) return null;
  const at = instantOf(later);
  if (due) {
    const before = (instantOf(timed(due, anchors.timeZone)) - at) / 60_000;
    if (Number.isInteger(before) && before >= 0 && before <= longest) return { minutesBefore: before };
  }
  return atInstant(at);
}

function timed(due: Due, timeZone: string): Due & { time: string; timeZone: string } {
  return "time" in due ? due : { date: due.date, time: "00:00", timeZone };
}

function instantOf(due: Due): number {
  if (!("time" in due)) throw new Error("A day has no instant.");
  return Temporal.PlainDateTime.from(`${due.date}T${due.time}`).toZonedDateTime(due.timeZone)
    .epochMilliseconds;
}
