import type { Due, Recurrence, Reminder, Task, TaskPatch } from "@todo-chatbot/contracts";
import { formatDay, isPast, parseDay } from "@todo-chatbot/contracts/calendar";
import { fold } from "@todo-chatbot/contracts/fold";
import { limits } from "@todo-chatbot/contracts/limits";
import { reminderOf, settleDue, type When } from "../dates/index.ts";
import type { Fields, NewWish } from "../reader/wish.ts";
import type { NewTask } from "../types.ts";
import { retitled } from "./corrected.ts";
import { type Draft, known, remark, type Scene } from "./draft.ts";
import { quoted } from "./voice.ts";

/** A time among a task's fields that cannot be kept as said. */
export function problemOf(fields: Fields): NonNullable<When["problem"]> | null {
  return fields.when?.problem ?? fields.start?.problem ?? fields.remind?.problem ?? null;
}

/** The longest lead a reminder can have, in minutes (contracts, `reminder`): earlier ones are a point in time. */
const LONGEST_LEAD = 40_320;
const MORNING = "09:00";

/** When to remind; null if that depends on a missing due date. */
function reminderFor(when: When, due: Due | null, { reference }: Scene): Reminder | null {
  const { ahead } = when;
  if (!ahead) return reminderOf(when, due, reference);
  if (!due) return null;
  const isLong = ahead.time === undefined && ahead.minutes > LONGEST_LEAD;
  const time = "time" in due ? due.time : MORNING;
  return reminderOf(isLong ? { ...when, ahead: { ...ahead, time } } : when, due, reference);
}

/** A due day without a time cannot be moved by hours. */
export function lacksTime(task: Task, { when }: Fields): boolean {
  const ofHours = when?.shift?.unit === "hour" || when?.shift?.unit === "minute";
  return ofHours && task.due !== null && !("time" in task.due);
}

/**
 * What a shift moves: the due of a task that has one. "The same day", "the day before" of one that has none are
 * reckoned from the day of what was spoken of last.
 */
function movedFrom({ shift }: When, own: Due | null, draft: Draft, scene: Scene): Due | null {
  if (!shift || shift.unit === "hour" || shift.unit === "minute" || (own && shift.amount !== 0)) return own;
  const day = spokenOf(draft, scene)?.date;
  return day === undefined ? own : { ...own, date: day };
}

/** "Add buy a card the day before": a lead is nothing to a task without a day; it is said of what was spoken of. */
function dated(wish: NewWish, draft: Draft, scene: Scene): NewWish {
  const { remind, ...rest } = wish;
  const isDay = remind?.shift && remind.shift.unit !== "hour" && remind.shift.unit !== "minute";
  return isDay && !wish.when && spokenOf(draft, scene) ? { ...rest, when: remind } : wish;
}

/** When a task may be begun: the weekday that was named is the one before it is due, not after, while that is to come. */
function beginningOf(start: When, own: Due | null, due: Due | null, { reference, voice }: Scene): Due | null {
  const settled = settleDue(start, reference, own).due;
  if (!settled || !due || settled.date <= due.date) return settled;
  const earlier = parseDay(settled.date) - 7;
  return earlier >= voice.now.day && earlier <= parseDay(due.date)
    ? { ...settled, date: formatDay(earlier) }
    : settled;
}

/** The due date of the task this message, or else the previous turn, last changed or showed. */
function spokenOf({ actions }: Draft, scene: Scene): Due | null | undefined {
  const added = actions.flatMap((action) => (action.type === "add" ? action.tasks : []));
  const last = scene.context.turns.at(-1);
  const before = known((last?.changed.length ? last.changed : last?.shown) ?? [], scene);
  return [...before, ...added].findLast(({ due }) => due)?.due;
}

/** A new task from what was said; parts that cannot be kept are mentioned. */
export function newTask(said: NewWish, draft: Draft, scene: Scene): NewTask {
  const wish = dated(said, draft, scene);
  const { due, recurrence } = wish.when
    ? settleDue(wish.when, scene.reference, movedFrom(wish.when, null, draft, scene))
    : {};
  const start = wish.start ? beginningOf(wish.start, null, due ?? null, scene) : null;
  const reminder = wish.remind ? reminderFor(wish.remind, due ?? null, scene) : null;
  sayWhatIsNotKept(wish, due ?? null, draft, scene);
  if (wish.remind && !reminder) remark(draft, scene.voice.say.noneHas.due(quoted(scene.voice, wish.title)));
  if (wish.assignee) {
    draft.cannot.push({ type: "add", title: wish.title, field: "assignee", value: wish.assignee });
    remark(draft, scene.voice.say.cannot.add(wish.assignee, ""));
  }
  return {
    title: wish.title.slice(0, limits.titleLength),
    ...(start ? { start } : {}),
    ...(due ? { due } : {}),
    ...(recurrence ? { recurrence } : {}),
    ...(reminder ? { reminders: [reminder] } : {}),
    ...(wish.priority ? { priority: wish.priority } : {}),
    ...(wish.addLabels?.length ? { labels: labelled([], wish) } : {}),
    ...(wish.list ? { project: wish.list.slice(0, limits.projectLength) } : {}),
    ...(wish.notes ? { description: wish.notes.text.slice(0, limits.descriptionLength) } : {}),
  };
}

/** What a wish changes in one task, without values it already has; null if that needs a due date or time it lacks. */
export function patchOf(task: Task, fields: Fields, draft: Draft, scene: Scene): TaskPatch | null {
  if (lacksTime(task, fields)) return null;
  const patch: TaskPatch = {};
  if (fields.when === null) {
    patch.due = null;
    patch.recurrence = null;
  } else if (fields.when) {
    const { due, recurrence } = settleDue(
      fields.when,
      scene.reference,
      movedFrom(fields.when, task.due, draft, scene),
    );
    patch.due = due;
    if (recurrence !== undefined && !isSameSeries(task.recurrence, recurrence)) patch.recurrence = recurrence;
  }
  if (fields.start !== undefined)
    patch.start = fields.start && beginningOf(fields.start, task.start, patch.due ?? task.due, scene);
  if (fields.repeat === null) patch.recurrence = null;
  if (fields.time === null && task.due) patch.due = { date: (patch.due ?? task.due).date };
  if (fields.remind === null) patch.reminders = [];
  else if (fields.remind) {
    const due = patch.due === undefined ? task.due : patch.due;
    const reminder = reminderFor(fields.remind, due, scene);
    if (!reminder) return null;
    patch.reminders = [reminder];
  }
  if (fields.title !== undefined)
    patch.title = retitled(task.title, fields.title).slice(0, limits.titleLength);
  if (fields.priority !== undefined) patch.priority = fields.priority;
  if (fields.addLabels || fields.removeLabels) patch.labels = labelled(task.labels, fields);
  if (fields.list !== undefined) patch.project = fields.list?.slice(0, limits.projectLength) ?? null;
  if (fields.notes !== undefined) patch.description = noted(task.description, fields.notes);
  return Object.fromEntries(
    Object.entries(patch).filter(([field, value]) => !same(task[field as keyof Task], value)),
  );
}

/** Whether a recurrence only repeats what a series already does. */
const isSameSeries = (old: Recurrence | null, said: Recurrence | null): boolean =>
  old?.rule === said?.rule && old?.anchor === said?.anchor && !said?.exceptions;

/** Labels keep their order; "*" removes all of them. */
function labelled(current: readonly string[], { addLabels = [], removeLabels = [] }: Fields): string[] {
  const gone = removeLabels.map(fold);
  const kept = gone.includes("*") ? [] : current.filter((label) => !gone.includes(fold(label)));
  const fresh = addLabels.filter((label) => !kept.some((one) => fold(one) === fold(label)));
  return [...kept, ...new Set(fresh)]
    .map((label) => label.slice(0, limits.labelLength))
    .slice(0, limits.labelsPerTask);
}

function noted(current: string, notes: NonNullable<Fields["notes"]> | null): string {
  if (!notes) return "";
  const text = notes.mode === "replace" || current.trim() === "" ? notes.text : `${current}\n${notes.text}`;
  return text.slice(0, limits.descriptionLength);
}

/** Whether two plain values are equal, whatever the order of their fields. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== "object" || typeof b !== "object") return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => same(a[key as keyof typeof a], b[key as keyof typeof b]))
  );
}

/** Parts of a time that were understood but have no field in a task; and whether it, or the resulting due date, has passed. */
export function sayWhatIsNotKept(
  fields: Fields,
  due: Due | null,
  draft: Draft,
  { voice: { say }, moment }: Scene,
): void {
  const { when, remind } = fields;
  if (when?.past || (due && isPast(due, moment))) remark(draft, say.past);
  if (when?.until || (when?.last && when.grain === "day" && !when.bound)) remark(draft, say.onlyFirst);
  if (remind) remark(draft, say.nothingRings);
}
