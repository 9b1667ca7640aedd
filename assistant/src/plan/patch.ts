import { type Due, limits, type Task, type TaskPatch } from "@todo-chatbot/contracts";
import { formatDay, formatMinute, parseDay, parseMinute } from "../calendar/civil.ts";
import { firstFit, parseRule } from "../calendar/rule.ts";
import { toInstant, toWall } from "../calendar/zone.ts";
import { shiftDay } from "../dates/relative.ts";
import type { Clock } from "../dates/scan.ts";
import { fold } from "../text/fold.ts";
import type { DueEdit, Edit } from "../types.ts";

/** The patch an edit means for one task: a new day keeps its time, a new time its day, a new label its others. */
export function patchOf(task: Task, edit: Edit, clock: Clock): TaskPatch {
  const patch: TaskPatch = {};
  if (edit.title !== undefined) patch.title = edit.title.slice(0, limits.titleLength);
  if (edit.notes) patch.description = notes(task.description, edit.notes);
  if (edit.priority !== undefined) patch.priority = edit.priority;
  if (edit.addLabels || edit.removeLabels) patch.labels = labels(task.labels, edit);
  if (edit.project !== undefined) patch.project = edit.project;
  if (edit.recurrence !== undefined) patch.recurrence = edit.recurrence;
  if (edit.reminder !== undefined) {
    patch.reminders =
      edit.reminder === null ? [] : [...task.reminders, edit.reminder].slice(-limits.remindersPerTask);
  }
  if (edit.due) {
    const due = edit.recurrence ? repeatingDue(task, edit, clock) : dueAfter(task.due, edit.due, clock);
    if (due !== undefined) patch.due = due;
    if (due === null && task.recurrence) patch.recurrence = null;
  }
  return patch;
}

function notes(current: string, change: NonNullable<Edit["notes"]>): string {
  if (change.mode === "replace" || current.trim() === "")
    return change.text.slice(0, limits.descriptionLength);
  return `${current}\n${change.text}`.slice(0, limits.descriptionLength);
}

function labels(current: readonly string[], edit: Edit): string[] {
  const removed = (edit.removeLabels ?? []).map(fold);
  const kept = removed.includes("*") ? [] : current.filter((label) => !removed.includes(fold(label)));
  const added = (edit.addLabels ?? []).filter((label) => !kept.some((k) => fold(k) === fold(label)));
  return [...kept, ...added].slice(0, limits.labelsPerTask);
}

/** A new recurrence keeps the task's day where that fits it, and its time unless another was said. */
function repeatingDue(task: Task, edit: Edit, clock: Clock): Due | undefined {
  const set = edit.due;
  if (set?.kind !== "set" || !set.date) return undefined;
  const rule = edit.recurrence ? parseRule(edit.recurrence.rule) : null;
  const time = set.time ?? (task.due && "time" in task.due ? task.due.time : undefined);
  const zone = task.due && "time" in task.due ? task.due.timeZone : clock.zone;
  const current = task.due ? parseDay(task.due.date) : null;
  const keeps = rule && current !== null && current >= clock.day && firstFit(rule, current) === current;
  const date = keeps ? formatDay(current) : set.date;
  return time ? { date, time, timeZone: zone } : { date };
}

/** The due after a change of it; undefined when it stays as it is. */
export function dueAfter(due: Due | null, change: DueEdit, clock: Clock): Due | null | undefined {
  const time = due && "time" in due ? due.time : undefined;
  const zone = due && "time" in due ? due.timeZone : clock.zone;
  switch (change.kind) {
    case "clear":
      return due ? null : undefined;
    case "clearTime":
      return due && time ? { date: due.date } : undefined;
    case "set": {
      const at = change.time === undefined ? time : hourLike(change.time, change.hourOpen === true, time);
      const date = change.date ?? due?.date ?? dayFor(at ?? "00:00", clock);
      return at === undefined
        ? { date }
        : { date, time: at, timeZone: change.time === undefined ? zone : clock.zone };
    }
    case "shift":
      return shifted(due, change, clock, time, zone);
  }
}

/** "make it 6" after 5pm is 6pm: an hour said without am or pm takes the half of the day it replaces. */
function hourLike(said: string, open: boolean, current: string | undefined): string {
  if (!open) return said;
  const minute = parseMinute(said) % 720;
  if (current !== undefined) return formatMinute(parseMinute(current) >= 720 ? minute + 720 : minute);
  return formatMinute(minute < 7 * 60 ? minute + 720 : minute);
}

/** The day of a time without one: today while it is to come, else tomorrow. */
function dayFor(time: string, clock: Clock): string {
  return formatDay(parseMinute(time) > clock.minute ? clock.day : clock.day + 1);
}

function shifted(
  due: Due | null,
  change: DueEdit & { kind: "shift" },
  clock: Clock,
  time: string | undefined,
  zone: string,
): Due {
  const base = due ? parseDay(due.date) : clock.day;
  if (change.unit === "minute" || change.unit === "hour") {
    const minutes = change.amount * (change.unit === "hour" ? 60 : 1);
    const from =
      time === undefined
        ? due
          ? { day: base, minute: 9 * 60 }
          : { day: clock.day, minute: clock.minute }
        : { day: base, minute: parseMinute(time) };
    const wall = toWall(zone, toInstant(zone, from) + minutes * 60_000);
    return { date: formatDay(wall.day), time: formatMinute(wall.minute), timeZone: zone };
  }
  const date = formatDay(shiftDay(base, change.unit, change.amount));
  return time === undefined ? { date } : { date, time, timeZone: zone };
}

/** Whether a patch would leave the task as it is. */
export function isIdle(task: Task, patch: TaskPatch): boolean {
  return Object.entries(patch).every(([field, value]) => {
    const current = task[field as keyof Task];
    return JSON.stringify(sorted(current)) === JSON.stringify(sorted(value));
  });
}

function sorted(value: unknown): unknown {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
