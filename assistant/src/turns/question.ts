import type { Task } from "@todo-chatbot/contracts";
import { withBelow } from "../plan/below.ts";
import { idsOf, known, type Scene } from "../plan/draft.ts";
import { problemOf } from "../plan/fields.ts";
import { actionLabel } from "../plan/labels.ts";
import { dueWords, finished, inARow, numbered, quoted, titled } from "../plan/voice.ts";
import type { Wish } from "../reader/wish.ts";
import type { Action, PendingQuestion, Question } from "../types.ts";

/** How many things a question offers to choose from. */
export const OFFERED = 9;

/** A worded question, with what it shows; the answers that can be tapped are stored with it. */
export function questionOf(pending: PendingQuestion, scene: Scene): Question {
  const { say } = scene.voice;
  const put = (text: string, shown: string[], choices: readonly string[] = []): Question => {
    const kept = choices.map((choice) => finished(scene.voice, choice));
    return { text, shown, pending: kept.length > 0 ? { ...pending, choices: kept } : pending };
  };
  switch (pending.kind) {
    case "confirm": {
      const whole = pending.actions.map((action) => withBelow(action, scene.context.tasks));
      const labels = whole.map((action) => actionLabel(action, scene, "long"));
      const ids = [...new Set([...pending.ids, ...whole.flatMap(idsOf)])];
      const asked = put(say.ask(inARow(scene.voice, labels)), ids, [say.yes, say.no]);
      return { ...asked, pending: { ...asked.pending, ids } as PendingQuestion };
    }
    case "pick": {
      const tasks = known(pending.options, scene).slice(0, OFFERED);
      const titles = tasks.map(({ title }) => title);
      const isUnlike = new Set(titles).size === titles.length;
      return put(
        `${whichOf(pending.wish, scene)}\n${numbered(tasks.map((task) => withDue(task, scene)))}`,
        tasks.map(({ id }) => id),
        isUnlike ? titles : titles.map((_, k) => String(k + 1)),
      );
    }
    case "choose": {
      const labels = pending.options.map(({ label }) => label);
      return put(`${say.choose}\n${numbered(labels)}`, [], labels);
    }
    case "missing": {
      const tasks = targetsOf(pending.wish, scene);
      const text = say.missing[pending.what](nameOf(pending.wish, tasks, scene));
      return put(
        text,
        tasks.map(({ id }) => id),
      );
    }
  }
}

/** A task to choose, distinguished from similar ones by its due date. */
const withDue = ({ title, due }: Task, { voice }: Scene): string =>
  due ? `${title} – ${dueWords(voice, due, "short")}` : title;

function whichOf(wish: Wish, { voice: { say } }: Scene): string {
  switch (wish.act) {
    case "complete":
    case "reopen":
    case "delete":
    case "update":
      return say.which[wish.act];
    case "correct":
      return say.which.update;
    default:
      return say.which.show;
  }
}

const targetsOf = (wish: Wish, scene: Scene): Task[] =>
  "target" in wish ? known(wish.target.ids, scene) : [];

/** The title of the task that lacks a part, "" if it has none yet. */
function nameOf(wish: Wish, tasks: readonly Task[], { voice }: Scene): string {
  if (wish.act !== "add")
    return titled(
      voice,
      tasks.map(({ title }) => title),
    );
  const task = wish.tasks.find(problemOf) ?? wish.tasks[0];
  return task?.title ? quoted(voice, task.title) : "";
}

/** The ids a question is about: what it offers, or what it would change. */
export function aboutOf(pending: PendingQuestion): string[] {
  switch (pending.kind) {
    case "confirm":
      return pending.ids;
    case "pick":
      return pending.options;
    case "choose":
      return pending.options.flatMap(({ wishes }) => wishes.flatMap(wishIds));
    case "missing":
      return wishIds(pending.wish);
  }
}

export const wishIds = (wish: Wish): string[] => ("target" in wish ? wish.target.ids : []);

/** A yes-or-no question about actions held back. */
export function confirmOf(actions: Action[]): PendingQuestion {
  return { kind: "confirm", actions, ids: actions.flatMap(idsOf) };
}
