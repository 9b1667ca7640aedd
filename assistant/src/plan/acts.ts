import type { Task, TaskPatch } from "@todo-chatbot/contracts";
import { formatDay } from "@todo-chatbot/contracts/calendar";
import { talk as talks } from "#talk";
import type { Fields, NewWish, Target, Wish } from "../reader/wish.ts";
import { byDue, nextOf, select, standingIn } from "../tasks/filter.ts";
import { confirmOf, OFFERED } from "../turns/question.ts";
import type { Action, NewTask } from "../types.ts";
import { ask } from "./ask.ts";
import { withBelow } from "./below.ts";
import { correct, goBack, likeLast } from "./correct.ts";
import {
  askFrom,
  type Draft,
  idsOf,
  known,
  type Leave,
  remark,
  type Scene,
  titlesOf,
  variant,
} from "./draft.ts";
import { lacksTime, newTask, patchOf, problemOf, sayWhatIsNotKept } from "./fields.ts";
import { dueWords, quoted } from "./voice.ts";
import { withoutWeekdays } from "./without.ts";

/** Adds the result of one wish to a draft: actions, a question, or a sentence. */
export function perform(wish: Wish, draft: Draft, scene: Scene, leave: Leave): void {
  const { say } = scene.voice;
  switch (wish.act) {
    case "add":
      add(wish, draft, scene);
      return;
    case "complete":
    case "reopen":
    case "delete":
      change(wish, draft, scene, leave);
      return;
    case "update":
      update(wish, draft, scene, leave);
      return;
    case "show":
      if (wish.problem) remark(draft, say.problems[wish.problem.kind](wish.problem.words));
      else draft.actions.push(listOf(wish, draft, scene));
      return;
    case "tell":
      tell(wish, draft, scene);
      return;
    case "undo":
    case "redo":
      goBack(wish.act, draft, scene);
      return;
    case "correct": {
      const further = correct(wish, draft, scene);
      if (further) perform(further.wish, draft, scene, further.leave);
      return;
    }
    case "answer": {
      // "the second one" after a list asks about it.
      const isAsked = scene.context.turns.at(-1)?.pending;
      const named = Array.isArray(wish.value) && !isAsked ? known(wish.value, scene) : [];
      if (named.length > 0) draft.actions.push(detailsOf(named, "due"));
      else if (wish.value === "no") remark(draft, variant(say.left, scene));
      else if (!isAsked) remark(draft, say.nothingAsked);
      return;
    }
    case "none":
      talk(wish, draft, scene);
      return;
    default: {
      const { act: type, name, to, with: person } = wish;
      draft.cannot.push({ type, name, ...(to ? { to } : {}), ...(person ? { with: person } : {}) });
      remark(draft, say.cannot[type](quoted(scene.voice, name), to ?? person ?? ""));
    }
  }
}

function add(wish: Wish & { act: "add" }, draft: Draft, scene: Scene): void {
  const nested = wish.tasks.some(({ depth }) => depth);
  const held = wish.tasks.filter((task) => problemOf(task) || task.title.trim() === "");
  const clear = nested && held.length > 0 ? [] : wish.tasks.filter((task) => !held.includes(task));
  if (clear.length > 0) draft.actions.push({ type: "add", tasks: placed(clear, draft, scene) });
  const [first] = held;
  if (!first) return;
  const problem = problemOf(first);
  if (problem) remark(draft, scene.voice.say.problems[problem.kind](problem.words));
  const rest = nested ? wish.tasks : held;
  ask({ kind: "missing", what: problem ? "when" : "title", wish: { act: "add", tasks: rest } }, draft, scene);
}

/** The levels of a list that subtasks can have below their top (contracts, `taskDepth`). */
const DEEPEST = 4;

/** Tasks in order, each with the index of the entry it is indented under. */
function placed(wishes: readonly NewWish[], draft: Draft, scene: Scene): NewTask[] {
  const above: { depth: number; place: number }[] = [];
  return wishes.map((wish, place) => {
    const depth = wish.depth ?? 0;
    while (above.length > 0 && (above.at(-1)?.depth ?? 0) >= depth) above.pop();
    const parent = above[Math.min(above.length, DEEPEST) - 1];
    above.push({ depth, place });
    const task = newTask(wish, draft, scene);
    return parent ? { ...task, parentIndex: parent.place } : task;
  });
}

/** The tasks of a target; null after asking which, or saying that there are none. */
function found(wish: Wish & { target: Target }, draft: Draft, scene: Scene): Task[] | null {
  const { target } = wish;
  const { say } = scene.voice;
  const tasks = known(target.ids, scene);
  if (tasks.length > 0) return tasks;
  const others = known(target.others, scene).map(({ id }) => id);
  if (others.length > 0) ask({ kind: "pick", options: others.slice(0, OFFERED), wish }, draft, scene);
  else if (target.all) remark(draft, say.noTasks);
  else if (target.words.trim() !== "") remark(draft, say.notFound(quoted(scene.voice, target.words)));
  else ask({ kind: "missing", what: "target", wish }, draft, scene);
  return null;
}

function change(
  wish: Wish & { act: "complete" | "reopen" | "delete" },
  draft: Draft,
  scene: Scene,
  leave: Leave,
): void {
  const { act, target } = wish;
  const { say } = scene.voice;
  const all = found(wish, draft, scene);
  if (!all) return;
  const before = new Set(draft.actions.flatMap((action) => (action.type === act ? idsOf(action) : [])));
  const fresh = all.filter(({ id }) => !before.has(id));
  const isOpen = ({ completedAt }: Task): boolean => completedAt === null;
  const tasks = act === "delete" ? fresh : fresh.filter((task) => isOpen(task) === (act === "complete"));
  const idle = act === "delete" ? [] : fresh.filter((task) => isOpen(task) !== (act === "complete"));
  if (idle.length > 0) remark(draft, say.same[act === "complete" ? "done" : "open"](titlesOf(idle, scene)));
  if (tasks.length > 0)
    make({ type: act, ids: tasks.map(({ id }) => id) }, draft, scene, leave, act === "delete" && target.all);
}

/** Makes a change, or holds it back until the person agrees. */
function make(
  action: Extract<Action, { type: keyof typeof askFrom }>,
  draft: Draft,
  scene: Scene,
  leave: Leave,
  always = false,
): void {
  const limit = askFrom[action.type];
  const reach = idsOf(withBelow(action, scene.context.tasks)).length;
  if (leave === "few" && (always || reach >= limit)) ask(confirmOf([action]), draft, scene);
  else draft.actions.push(action);
}

function update(wish: Wish & { act: "update" }, draft: Draft, scene: Scene, leave: Leave): void {
  const { fields, target } = wish;
  const { voice } = scene;
  const like = wish.like ? likeLast(target, draft, scene) : null;
  if (like) {
    if (like.type === "update") make(like, draft, scene, leave);
    else change({ act: like.type, target }, draft, scene, leave);
    return;
  }
  if (target.ids.length === 0 && target.words === "" && intoNew(fields, draft, scene)) return;
  const tasks = found(wish, draft, scene);
  if (!tasks) return;
  if (fields.not) {
    leaveOut(tasks, fields.not, { ...wish, fields: {} }, draft, scene, leave);
    return;
  }
  const problem = problemOf(fields);
  if (problem) remark(draft, voice.say.problems[problem.kind](problem.words));
  if (problem || Object.keys(fields).length === 0) {
    ask({ kind: "missing", what: problem ? "when" : "value", wish }, draft, scene);
    return;
  }
  if (fields.assignee !== undefined) {
    const ids = tasks.map(({ id }) => id);
    draft.cannot.push({ type: "update", ids, field: "assignee", value: fields.assignee });
    remark(draft, voice.say.cannot.update(fields.assignee ?? "", ""));
    if (Object.keys(fields).length === 1) return;
  }
  const patches = tasks.map((task) => ({ task, patch: patchOf(task, fields, draft, scene) }));
  const undated = patches.filter(({ patch }) => patch === null).map(({ task }) => task);
  if (undated.length > 0) {
    const hours = undated.some((task) => lacksTime(task, fields));
    remark(draft, voice.say.noneHas[hours ? "time" : "due"](titlesOf(undated, scene)));
    ask(
      {
        kind: "missing",
        what: "when",
        wish: { ...wish, target: { ...target, ids: undated.map(({ id }) => id) } },
      },
      draft,
      scene,
    );
  }
  const changes = patches.flatMap(({ task, patch }) =>
    patch && Object.keys(patch).length > 0 ? [{ id: task.id, patch }] : [],
  );
  const idle = patches
    .filter(({ patch }) => patch && Object.keys(patch).length === 0)
    .map(({ task }) => task);
  if (idle.length > 0) remark(draft, sameAs(idle, fields, scene));
  if (changes.length === 0) return;
  sayWhatIsNotKept(fields, changes[0]?.patch.due ?? null, draft, scene);
  const last = draft.actions.at(-1);
  if (last?.type === "update" && leave === "agreed") last.changes.push(...changes);
  else make({ type: "update", changes }, draft, scene, leave);
}

/** "not on sundays": a series goes on without them; of anything else it is asked when then. */
function leaveOut(
  tasks: readonly Task[],
  days: readonly number[],
  wish: Wish & { act: "update" },
  draft: Draft,
  scene: Scene,
  leave: Leave,
): void {
  const changes: { id: string; patch: TaskPatch }[] = [];
  const open: string[] = [];
  for (const task of tasks) {
    const patch = withoutWeekdays(task, days);
    if (patch) changes.push({ id: task.id, patch });
    else open.push(task.id);
  }
  if (changes.length > 0) make({ type: "update", changes }, draft, scene, leave);
  if (open.length === 0) return;
  ask(
    { kind: "missing", what: "when", wish: { ...wish, target: { ...wish.target, ids: open } } },
    draft,
    scene,
  );
}

/** "add X and make it urgent": what is said of "it" belongs to the task that is being added. */
function intoNew(fields: Fields, draft: Draft, scene: Scene): boolean {
  const last = draft.actions.at(-1);
  if (last?.type !== "add") return false;
  last.tasks = last.tasks.map((task) => {
    const { when, start, remind, notes, list, title = task.title, not: _, ...rest } = fields;
    const wish: NewWish = {
      ...rest,
      title,
      ...(when ? { when } : {}),
      ...(start ? { start } : {}),
      ...(remind ? { remind } : {}),
      ...(notes ? { notes } : {}),
      ...(list ? { list } : {}),
    };
    return { ...task, ...newTask(wish, draft, scene) };
  });
  return true;
}

/** A sentence saying that tasks already have these values; days are named. */
function sameAs(tasks: readonly Task[], fields: Fields, { voice, ...scene }: Scene): string {
  const titles = titlesOf(tasks, { voice, ...scene });
  const [first] = tasks;
  const onlyWhen = fields.when && Object.keys(fields).length === 1;
  if (onlyWhen && tasks.length === 1 && first?.due)
    return voice.say.same.due(titles, dueWords(voice, first.due, "long"));
  return voice.say.same.other(titles);
}

function listOf(wish: Wish & { act: "show" }, draft: Draft, scene: Scene): Action {
  const { filter, mode } = wish;
  const gone = new Set(
    draft.actions.flatMap((action) =>
      action.type === "complete" || action.type === "delete" ? action.ids : [],
    ),
  );
  const standing = standingIn(scene.context.tasks);
  const left = select(filter, scene.context.tasks, scene.moment, standing).filter(({ id }) => !gone.has(id));
  const next = mode === "next" ? nextOf(left, scene.moment) : undefined;
  const dated = filter.dueFrom !== undefined || filter.dueTo !== undefined || filter.overdue;
  const tasks = mode === "next" ? (next ? [next] : []) : dated ? byDue(left, scene.moment, standing) : left;
  return { type: "list", filter, mode, ids: tasks.map(({ id }) => id), count: tasks.length };
}

function tell(wish: Wish & { act: "tell" }, draft: Draft, scene: Scene): void {
  const tasks = found(wish, draft, scene);
  if (tasks) draft.actions.push(detailsOf(tasks, wish.field));
}

const detailsOf = (tasks: readonly Task[], field: string): Action => ({
  type: "list",
  filter: {},
  ids: tasks.map(({ id }) => id),
  count: tasks.length,
  mode: "details",
  field,
});

function talk(wish: Wish & { act: "none" }, draft: Draft, scene: Scene): void {
  const { say } = scene.voice;
  if (draft.actions.length > 0 || draft.question) return;
  const replies = talks[scene.voice.language]?.[wish.form];
  if (!replies) return;
  remark(draft, variant(replies, scene));
  if (wish.form !== "greeting") return;
  const today = formatDay(scene.voice.now.day);
  const due = select({ dueFrom: today, dueTo: today }, scene.context.tasks, scene.moment);
  if (due.length > 0) remark(draft, say.dueToday(due.length));
}
