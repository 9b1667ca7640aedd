import { type Due, limits, type Reminder } from "@todo-chatbot/contracts";
import { Temporal } from "temporal-polyfill";
import type { Tell } from "../draft.ts";
import { type Component, firstOf, textOf } from "./lines.ts";
import { type Clock, durationOf, laterBy, stampOf } from "./times.ts";

/** The dates that a to-do's alarms are relative to. */
export interface Anchors {
  start: Due | null;
  due: Due | null;
  /** The zone whose midnight starts a day. */
  timeZone: string;
}

const longest = 40_320;

/** The alarms of a to-do as reminders, RFC 5545 §3.6.6 and §3.8.6.3; those that cannot be kept are reported. */
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
      // Apple writes this for "no alarm".
      if (written.startsWith("19760401T005545Z")) return [];
      const related = trigger?.parameters.related;
      const all = repetitionsOf(alarm, tell).map((later) =>
        stampOf(written)
          ? atInstant(clock.instant(trigger), later)
          : relative(written, later, related, anchors),
      );
      if (!all[0]) tell("reminder_left_out", written || "without a time");
      return all.filter((reminder) => reminder !== null);
    });
}

/**
 * The delays after its trigger at which an alarm sounds: zero, and REPEAT more, each after another DURATION (§3.8.6.2).
 */
function repetitionsOf(alarm: Component, tell: Tell): Temporal.Duration[] {
  const once = [new Temporal.Duration()];
  const written = textOf(alarm, "repeat");
  const times = Number(written ?? 0);
  if (times === 0) return once;
  const step = inDays(durationOf(textOf(alarm, "duration") ?? ""));
  if (!(times > 0 && Number.isInteger(times)) || !step || step.sign <= 0) {
    tell("field_unreadable", `an alarm that repeats ${written} times`);
    return once;
  }
  const over = times + 1 - limits.remindersPerTask;
  if (over > 0) tell("reminders_too_many", String(over));
  const most = Math.min(times, limits.remindersPerTask - 1);
  return Array.from({ length: most }).reduce<Temporal.Duration[]>(
    (all) => [...all, (all.at(-1) ?? step).add(step)],
    once,
  );
}

/** Converts weeks to days, so that durations can be added. */
function inDays(duration: Temporal.Duration | null): Temporal.Duration | null {
  if (duration?.years !== 0 || duration.months !== 0) return null;
  return duration.with({ weeks: 0, days: duration.weeks * 7 + duration.days });
}

function atInstant(instant: number | null, later = new Temporal.Duration()): Reminder | null {
  if (instant === null) return null;
  return { at: new Date(instant + later.total("milliseconds")).toISOString() };
}

/** A trigger is relative to the start by default, and to the due if there is no start. */
function relative(
  written: string,
  later: Temporal.Duration,
  related: string | undefined,
  anchors: Anchors,
): Reminder | null {
  const duration = inDays(durationOf(written))?.add(later);
  const { due } = anchors;
  const from = related?.toUpperCase() === "END" ? due : (anchors.start ?? due);
  if (!duration || !from) return null;
  if (due && JSON.stringify(from) === JSON.stringify(due)) {
    const { days, hours, minutes, seconds } = duration;
    const before = 0 - (days * 1440 + hours * 60 + minutes + seconds / 60);
    if (Number.isInteger(before) && before >= 0 && before <= longest) return { minutesBefore: before };
  }
  const moved = laterBy(timed(from, anchors.timeZone), duration);
  if (!moved) return null;
  const at = instantOf(moved);
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
