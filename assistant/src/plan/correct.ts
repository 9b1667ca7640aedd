import type { Due, Task, TaskPatch } from "@todo-chatbot/contracts";
import type { Fields, Target, Wish } from "../reader/wish.ts";
import { confirmOf, OFFERED } from "../turns/question.ts";
import type { Action, DoneAct, PastTurn } from "../types.ts";
import { ask } from "./ask.ts";
import { corrected } from "./corrected.ts";
import { type Draft, idsOf, known, type Leave, remark, type Scene } from "./draft.ts";
import { patchOf, same } from "./fields.ts";

type Correction = Wish & { act: "correct" };

/** The wish a correction amounts to. */
export interface Further {
  wish: Wish;
  leave: Leave;
}

const goesBack = ({ type }: DoneAct): boolean => type === "undo" || type === "redo";

/** Undoes this conversation's last act, or redoes what it last undid; never changes made elsewhere. */
export function goBack(type: "undo" | "redo", draft: Draft, scene: Scene): void {
  const { say } = scene.voice;
  const acts = scene.context.turns.flatMap(({ done }) => done.filter(({ changeId }) => changeId));
  const last = acts.findLast((act) => (type === "redo" ? act.type !== "redo" : act.type !== "undo"));
  const found = type === "redo" && last?.type !== "undo" ? undefined : last;
  if (found?.changeId) draft.actions.push({ type, changeId: found.changeId });
  else if (type === "redo") remark(draft, say.nothingToRedo);
  // Changes made elsewhere are looked up, to offer undoing them by name.
  else draft.actions.push({ type: "activity", offersUndo: true });
}

/**
 * Corrects the last act of the conversation: the task it was about, a value it set, or the act itself.
 * @returns what remains to be done, as an ordinary wish
 */
export function correct(wish: Correction, draft: Draft, scene: Scene): Further | null {
  const turn = scene.context.turns.findLast(({ done }) => done.some((act) => !goesBack(act)));
  const last = turn?.done.findLast((one) => !goesBack(one) && fitsField(one, wish.field));
  const act = turn && last && likeOne(turn.done.filter(({ type }) => type === last.type));
  if (!turn || !act) {
    remark(draft, scene.voice.say.nothingToCorrect);
    return null;
  }
  if (wish.instead) return doInstead({ ...wish, instead: wish.instead }, turn, act, draft);
  if (wish.field !== "target") return setRight(wish, act, draft, scene);
  moveToOther(wish, turn, act, draft, scene);
  return null;
}

/** Acts of one kind as a single one: "milk and bread are done" may have been kept as two. */
function likeOne(acts: readonly DoneAct[]): DoneAct | undefined {
  const last = acts.at(-1);
  return last && acts.length > 1
    ? {
        ...last,
        tasks: acts.flatMap(({ tasks }) => tasks),
        ...(last.fields ? { fields: [...new Set(acts.flatMap(({ fields = [] }) => fields))] } : {}),
        ...(last.before ? { before: Object.assign({}, ...acts.map(({ before }) => before)) } : {}),
      }
    : last;
}

/** Repeats the last act for other tasks: "the same for the slides". Null if that is not possible. */
export function likeLast(
  target: Target,
  draft: Draft,
  scene: Scene,
): Extract<Action, { type: "update" }> | { type: "complete" | "reopen" | "delete" } | null {
  const act = scene.context.turns.at(-1)?.done.at(-1);
  if (act?.type === "complete" || act?.type === "reopen" || act?.type === "delete") return { type: act.type };
  if (act?.type !== "update") return null;
  const changes = known(target.ids, scene).flatMap((task) => {
    const patch = onto(task, act, {}, draft, scene);
    return Object.keys(patch).length > 0 ? [{ id: task.id, patch }] : [];
  });
  return changes.length > 0 ? { type: "update", changes } : null;
}

/** A value can only be corrected if the task still exists. */
const fitsField = (act: DoneAct, field: string): boolean =>
  act.type !== "delete" || field === "target" || field === "act";

/** The actions that undo one act: by its change if the turn did nothing else, otherwise by the opposite act. */
function takeBack(turn: PastTurn, act: DoneAct, draft: Draft): Action[] {
  const ids = act.tasks.map(({ id }) => id);
  const others = turn.done.some(({ tasks }) => tasks.some(({ id }) => !ids.includes(id)));
  const alone = !others || act.type === "delete";
  if (act.changeId && alone) return [{ type: "undo", changeId: act.changeId }];
  draft.agreed.push(...ids);
  if (act.type === "add") return [{ type: "delete", ids }];
  if (act.type === "complete") return [{ type: "reopen", ids }];
  if (act.type === "reopen") return [{ type: "complete", ids }];
  const changes = Object.entries(act.before ?? {}).map(([id, patch]) => ({ id, patch }));
  return changes.length > 0 ? [{ type: "update", changes }] : [];
}

function doInstead(
  wish: Correction & { instead: NonNullable<Correction["instead"]> },
  turn: PastTurn,
  act: DoneAct,
  draft: Draft,
): Further | null {
  const { instead, fields, target } = wish;
  draft.actions.push(...takeBack(turn, act, draft));
  if (instead === "add") {
    return { wish: { act: "add", tasks: [{ ...set(fields), title: fields.title ?? "" }] }, leave: "agreed" };
  }
  // Added tasks are gone once that is undone; all others still have to be handled.
  const ids = target.ids.length > 0 || act.type === "add" ? target.ids : act.tasks.map(({ id }) => id);
  if (ids.length === 0) return { wish: { act: instead, target }, leave: "agreed" };
  draft.agreed.push(...ids);
  draft.actions.push({ type: instead, ids: [...ids] });
  return null;
}

/** A new task has no fields to clear. */
function set(fields: Fields): Omit<Fields, "title"> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

/** "Not that one, the other": undone there and done here. */
function moveToOther(wish: Correction, turn: PastTurn, act: DoneAct, draft: Draft, scene: Scene): void {
  const { target, fields } = wish;
  const ids = known(target.ids, scene).map(({ id }) => id);
  if (ids.length === 0) {
    const others = known(target.others, scene).map(({ id }) => id);
    const open = others.length > 0 ? others : otherThan(act, scene);
    if (open.length > 0) ask({ kind: "pick", options: open.slice(0, OFFERED), wish }, draft, scene);
    else ask({ kind: "missing", what: "target", wish }, draft, scene);
    return;
  }
  const own = new Set(act.tasks.map(({ id }) => id));
  if (target.denied && ids.every((id) => own.has(id))) {
    keepOnly(
      [...own].filter((id) => !ids.includes(id)),
      turn,
      act,
      draft,
    );
    return;
  }
  if (own.size > ids.length && ids.every((id) => own.has(id))) {
    keepOnly(ids, turn, act, draft);
    return;
  }
  const actions = takeBack(turn, act, draft);
  if (act.type === "update" || act.type === "add") {
    const changes = known(ids, scene).map((task) => ({
      id: task.id,
      patch: onto(task, act, fields, draft, scene),
    }));
    const real = changes.filter(({ patch }) => Object.keys(patch).length > 0);
    if (real.length > 0) actions.push({ type: "update", changes: real });
    else ask({ kind: "missing", what: "value", wish: { act: "update", target, fields: {} } }, draft, scene);
  } else if (!goesBack(act)) actions.push({ type: act.type as "complete" | "reopen" | "delete", ids });
  draft.agreed.push(...ids);
  draft.actions.push(...actions);
}

/** "No, just the milk": only some of the changed tasks were meant. */
function keepOnly(ids: readonly string[], turn: PastTurn, act: DoneAct, draft: Draft): void {
  const wrong = act.tasks.filter(({ id }) => !ids.includes(id));
  const before = Object.fromEntries(
    wrong.flatMap(({ id }) => (act.before?.[id] ? [[id, act.before[id]]] : [])),
  );
  draft.actions.push(...takeBack(turn, { ...act, tasks: wrong, ...(act.before ? { before } : {}) }, draft));
}

/** What else the turn had shown: where "the other one" is looked for. */
function otherThan(act: DoneAct, scene: Scene): string[] {
  const changed = new Set(act.tasks.map(({ id }) => id));
  const shown =
    scene.context.turns.findLast((turn) => turn.shown.some((id) => !changed.has(id)))?.shown ?? [];
  return known(shown, scene).flatMap(({ id }) => (changed.has(id) ? [] : [id]));
}

/** The change of an act, made to another task: what was said anew, or else what the act had changed. */
function onto(task: Task, act: DoneAct, fields: Fields, draft: Draft, scene: Scene): TaskPatch {
  if (Object.keys(fields).length > 0) return patchOf(task, fields, draft, scene) ?? {};
  const [from] = known(
    act.tasks.map(({ id }) => id),
    scene,
  );
  const before = from && act.before?.[from.id];
  if (!from || !before) return {};
  const patch: TaskPatch = {};
  for (const field of act.fields ?? []) {
    if (field === "due") patch.due = dueLike(task.due, before.due ?? null, from.due);
    else if (field === "labels") patch.labels = labelsLike(task.labels, before.labels ?? [], from.labels);
    else if (field === "description")
      patch.description = [task.description, from.description.slice((before.description ?? "").length).trim()]
        .filter(Boolean)
        .join("\n");
    else if (field !== "title") Object.assign(patch, { [field]: from[field] });
  }
  return Object.fromEntries(
    Object.entries(patch).filter(([field, value]) => !same(task[field as keyof Task], value)),
  );
}

/** The part of a due that an act changed, its day or its time; the other part stays the task's own. */
function dueLike(own: Due | null, before: Due | null, after: Due | null): Due | null {
  if (!after || !own) return after;
  const time = "time" in after ? after : null;
  const timeChanged = time !== null && !(before && "time" in before && before.time === time.time);
  const date = before?.date === after.date ? own.date : after.date;
  const clock = timeChanged ? time : "time" in own ? own : null;
  return clock ? { date, time: clock.time, timeZone: clock.timeZone } : { date };
}

function labelsLike(own: readonly string[], before: readonly string[], after: readonly string[]): string[] {
  const kept = own.filter((label) => after.includes(label) || !before.includes(label));
  return [...kept, ...after.filter((label) => !before.includes(label) && !kept.includes(label))];
}

/** "I meant friday": the value just set gives way to another. */
function setRight(wish: Correction, act: DoneAct, draft: Draft, scene: Scene): Further | null {
  const { fields, target } = wish;
  const ids = target.ids.length > 0 ? target.ids : act.tasks.map(({ id }) => id);
  const tasks = known(ids, scene);
  const meant: Target = { words: "", ids: tasks.map(({ id }) => id), sure: 1, others: [], all: false };
  if (tasks.length === 0) {
    remark(draft, scene.voice.say.nothingToCorrect);
    return null;
  }
  const anew: Further = { wish: { act: "update", target: meant, fields }, leave: "few" };
  if (Object.keys(fields).length === 0 || fields.not || fields.when?.problem) return anew;
  const changes: { id: string; patch: TaskPatch }[] = [];
  let doubtful = false;
  for (const task of tasks) {
    const patch = patchOf(asItWas(task, act, fields), fields, draft, scene) ?? {};
    if (fields.title !== undefined) {
      const title = corrected(task.title, fields.title);
      doubtful ||= title === null && wordsIn(fields.title) * 2 < wordsIn(task.title);
      patch.title = title ?? fields.title;
    }
    const real = Object.entries(patch).filter(([field, value]) => !same(task[field as keyof Task], value));
    if (real.length > 0) changes.push({ id: task.id, patch: Object.fromEntries(real) });
  }
  const action: Action = { type: "update", changes };
  if (changes.length === 0) return anew;
  if (doubtful) ask(confirmOf([action]), draft, scene);
  else {
    draft.agreed.push(...idsOf(action));
    draft.actions.push(action);
  }
  return null;
}

const wordsIn = (text: string): number => text.trim().split(/\s+/).length;

/** A task before the act touched what is now put in its place: labels, notes, and a due that is moved again. */
function asItWas(task: Task, act: DoneAct, fields: Fields): Task {
  const before = act.type === "add" ? { labels: [], description: "" } : (act.before?.[task.id] ?? {});
  return {
    ...task,
    ...(fields.addLabels && before.labels ? { labels: before.labels } : {}),
    ...(fields.notes && before.description !== undefined ? { description: before.description } : {}),
    ...(fields.when?.shift && "due" in before && before.due !== undefined ? { due: before.due } : {}),
  };
}
