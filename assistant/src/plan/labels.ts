import type { Due, Task, TaskPatch } from "@todo-chatbot/contracts";
import type { Action, ListFilter, NewTask } from "../types.ts";
import { known, type Scene, titlesOf } from "./draft.ts";
import { repeatWords } from "./rule.ts";
import {
  daysWords,
  dueWords,
  headed,
  quoted,
  reminderWords,
  type Style,
  shortDue,
  type Voice,
} from "./voice.ts";

/** What stands between the parts of a button's text, and of the same in a sentence. */
const BETWEEN = { short: " · ", long: ", " } as const;

/** What an action would do: "Add “milk” · Fri 17:00" on a button, in full words in a question. */
export function actionLabel(action: Action, scene: Scene, style: Style = "short"): string {
  const { voice } = scene;
  const { label } = voice.say;
  switch (action.type) {
    case "add": {
      const [first] = action.tasks;
      const facts = first && action.tasks.length === 1 ? factsOf(first, voice, style) : [];
      return label.add([many(action.tasks, scene), ...facts].join(BETWEEN[style]));
    }
    case "complete":
    case "reopen":
    case "delete":
      return label[action.type](many(tasksOf(action.ids, scene), scene));
    case "update": {
      const tasks = tasksOf(
        action.changes.map(({ id }) => id),
        scene,
      );
      const patches = action.changes.map(({ patch }) => patch);
      const first = JSON.stringify(patches[0]);
      const alike = patches.every((patch) => JSON.stringify(patch) === first);
      const facts = alike && patches[0] ? patchWords(patches[0], voice, style) : [];
      return label.update([many(tasks, scene), ...facts].join(BETWEEN[style]));
    }
    case "list":
      return label.show(
        action.ids.length > 0 && action.mode === "details"
          ? titlesOf(tasksOf(action.ids, scene), scene)
          : (headOf(action.filter, voice) ?? label.all),
      );
    case "undo":
      return label.undo;
    case "redo":
      return label.redo;
    case "activity":
      return label.show(label.all);
  }
}

/** Tasks by id; those restored by the same plan are not on the list yet, but were named by an earlier turn. */
function tasksOf(ids: readonly string[], scene: Scene): { title: string }[] {
  const all = known(ids, scene);
  if (all.length === ids.length) return all;
  return ids.flatMap((id) => all.find((task) => task.id === id) ?? remembered(id, scene) ?? []);
}

/** A task by the title it had when this conversation last changed it. */
function remembered(id: string, { context }: Scene): { title: string } | undefined {
  return context.turns
    .flatMap(({ done }) => done.flatMap(({ tasks }) => tasks))
    .findLast((task) => task.id === id);
}

/** One or a few by name; for more, their number and the first of them. */
function many(tasks: readonly { title: string }[], scene: Scene): string {
  const titles = titlesOf(tasks, scene);
  return tasks.length > 1 ? `${scene.voice.say.tasks(tasks.length)} (${titles})` : titles;
}

type Facts = Pick<Task, "start" | "due" | "recurrence" | "priority" | "labels" | "project">;

/** A task's details other than the title, the date first. */
export function factsOf(task: Partial<Facts> | NewTask, voice: Voice, style: Style): string[] {
  const { say } = voice;
  const { start, due, recurrence, priority = 4, labels = [], project } = task;
  return [
    ...(due ? [dayOf(due, voice, style)] : []),
    ...(start ? [say.starts(dayOf(start, voice, style))] : []),
    ...(recurrence
      ? [repeatWords(voice, { rule: recurrence.rule, anchor: recurrence.anchor ?? "schedule" })]
      : []),
    ...(priority < 4 ? [say.priorities[priority - 1] ?? ""] : []),
    ...(labels.length > 0 ? [tagged(labels)] : []),
    ...(project ? [say.inList(project)] : []),
  ];
}

const dayOf = (due: Due, voice: Voice, style: Style): string =>
  style === "short" ? shortDue(voice, due) : dueWords(voice, due, style);

export const tagged = (labels: readonly string[]): string => labels.map((label) => `#${label}`).join(" ");

/** The effect of a patch on a task, field by field. */
export function patchWords(patch: TaskPatch, voice: Voice, style: Style): string[] {
  const { say } = voice;
  const { start, due, recurrence, priority, labels, project, description, reminders, title } = patch;
  const clears = due === null && recurrence === null;
  return [
    ...(title === undefined ? [] : [quoted(voice, title)]),
    ...(due === undefined ? [] : [due ? dayOf(due, voice, style) : say.none.due]),
    ...(start === undefined ? [] : [start ? say.starts(dayOf(start, voice, style)) : say.none.start]),
    ...(recurrence === undefined || clears
      ? []
      : [recurrence ? repeatWords(voice, recurrence) : say.none.repeat]),
    ...(priority === undefined ? [] : [say.priorities[priority - 1] ?? ""]),
    ...(labels === undefined ? [] : [labels.length > 0 ? tagged(labels) : say.none.labels]),
    ...(project === undefined ? [] : [project ? say.inList(project) : say.none.list]),
    ...(description === undefined ? [] : [description ? say.noted : say.none.notes]),
    ...(reminders === undefined
      ? []
      : [reminders.length > 0 ? say.reminder(reminderWords(voice, reminders)) : say.none.remind]),
  ];
}

/** What a list contains, in words; null for all open tasks. */
export function headOf(filter: ListFilter, voice: Voice): string | null {
  const { say } = voice;
  const parts = [
    ...(filter.status === "completed" ? [say.heads.done] : []),
    ...(filter.overdue ? [say.heads.overdue] : []),
    ...(filter.recurring ? [say.heads.repeating] : []),
    ...(filter.due === "none" ? [say.heads.undated] : []),
    ...(filter.priority ? [say.priorities[filter.priority - 1] ?? ""] : []),
    ...(filter.label === undefined ? [] : [`#${filter.label}`]),
    ...(filter.project === undefined ? [] : [filter.project]),
    ...(filter.text === undefined ? [] : [quoted(voice, filter.text)]),
    ...daysOf(filter.dueFrom, filter.dueTo, voice),
    ...daysOf(filter.completedFrom, filter.completedTo, voice),
  ];
  return parts.length === 0 ? null : headed(voice, parts.join(", "));
}

function daysOf(from: string | undefined, to: string | undefined, voice: Voice): string[] {
  if (from !== undefined && to !== undefined) return [daysWords(voice, from, to)];
  if (from !== undefined) return [voice.say.span.from(daysWords(voice, from, from))];
  return to === undefined ? [] : [voice.say.span.to(daysWords(voice, to, to))];
}
