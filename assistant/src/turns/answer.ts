import { perform } from "../plan/acts.ts";
import {
  type Draft,
  emptyDraft,
  idsOf,
  known,
  remark,
  type Scene,
  titlesOf,
  variant,
} from "../plan/draft.ts";
import { problemOf } from "../plan/fields.ts";
import type { Fields, Target, Wish } from "../reader/wish.ts";
import type { Action, PendingQuestion } from "../types.ts";
import { aboutOf, wishIds } from "./question.ts";

type Answer = Wish & { act: "answer" };

/** How often a question is asked before it is dropped. */
const PATIENCE = 2;

/** The question at the end of the previous turn, while it is open. */
export function openQuestion({ context }: Scene): PendingQuestion | null {
  return context.turns.at(-1)?.pending ?? null;
}

/** The effect of an answer to the open question; null if the wishes contain none. */
export function answered(pending: PendingQuestion, wishes: readonly Wish[], scene: Scene): Draft | null {
  const answer = wishes.map((wish) => asAnswer(wish, pending)).find((wish) => wish !== null);
  if (!answer) return null;
  const draft = emptyDraft();
  const rest = wishes.filter((wish) => asAnswer(wish, pending) === null);
  if (answer.value === "no") remark(draft, variant(scene.voice.say.left, scene));
  else carryOut(pending, answer, draft, scene);
  for (const wish of rest) perform(wish, draft, scene, "few");
  return draft;
}

/** A wish as an answer: an actual answer, or the missing part given as a separate sentence. */
function asAnswer(wish: Wish, pending: PendingQuestion): Answer | null {
  if (wish.act === "answer") return wish;
  if (pending.kind !== "missing") return null;
  if (pending.what === "title" && wish.act === "add" && wish.tasks.length === 1)
    return { act: "answer", value: "yes", given: { ...wish.tasks[0] } };
  if (wish.act !== "update") return null;
  const same = wishIds(pending.wish);
  const isSame = wish.target.ids.every((id) => same.includes(id));
  const fits = pending.what === "value" || (pending.what === "when" && wish.fields.when);
  return fits && isSame ? { act: "answer", value: "yes", given: wish.fields } : null;
}

function carryOut(pending: PendingQuestion, { value, given = {} }: Answer, draft: Draft, scene: Scene): void {
  const chosen = Array.isArray(value) ? value : null;
  switch (pending.kind) {
    case "confirm":
      runHeld(pending, chosen, given, draft, scene);
      return;
    case "pick": {
      const ids = (chosen ?? (pending.options.length === 1 ? pending.options : [])).filter((id) =>
        pending.options.includes(id),
      );
      if (ids.length === 0) draft.question = pending;
      else perform(aimed(pending.wish, ids), draft, scene, "agreed");
      break;
    }
    case "choose": {
      const option = pending.options[Number(chosen?.[0] ?? Number.NaN) - 1];
      if (!option) draft.question = pending;
      for (const wish of option?.wishes ?? []) perform(wish, draft, scene, "agreed");
      break;
    }
    case "missing":
      complete(pending, chosen, given, draft, scene);
      break;
  }
  if (pending.kind !== "missing") draft.agreed.push(...draft.actions.flatMap(idsOf));
}

/** A wish about the chosen tasks. */
function aimed(wish: Wish, ids: readonly string[]): Wish {
  if (!("target" in wish)) return wish;
  const target: Target = { ...wish.target, ids: [...ids], sure: 1, others: [], all: false };
  return { ...wish, target };
}

/** Carries out what was held back, only for the `chosen` tasks if some were named, and only for existing ones. */
function runHeld(
  pending: PendingQuestion & { kind: "confirm" },
  chosen: readonly string[] | null,
  given: Fields,
  draft: Draft,
  scene: Scene,
): void {
  const named = new Set(chosen ?? pending.ids);
  const taken = pending.ids.filter((id) => named.has(id));
  const undoes = pending.actions.some(({ type }) => type === "undo");
  const here = undoes ? taken : known(taken, scene).map(({ id }) => id);
  const actions = pending.actions.flatMap((action) => limited(action, new Set(here)) ?? []);
  draft.actions.push(...actions);
  draft.agreed.push(...here);
  if (pending.ids.length > 0 && here.length < taken.length)
    remark(
      draft,
      here.length === 0 ? scene.voice.say.refusals.gone : scene.voice.say.untouched(lost(taken, here, scene)),
    );
  if (Object.keys(given).length > 0) {
    const target: Target = { words: "", ids: here, sure: 1, others: [], all: false };
    perform({ act: "update", target, fields: given }, draft, scene, "agreed");
  }
}

/** The titles of tasks that no longer exist, from earlier turns. */
function lost(taken: readonly string[], here: readonly string[], scene: Scene): string {
  const titles = scene.context.turns.flatMap(({ done }) => done.flatMap(({ tasks }) => tasks));
  const left = new Set(here);
  const gone = taken.filter((id) => !left.has(id));
  const named = gone.flatMap((id) => titles.findLast((task) => task.id === id) ?? []);
  return named.length === gone.length ? titlesOf(named, scene) : scene.voice.say.tasks(gone.length);
}

function limited(action: Action, ids: ReadonlySet<string>): Action | null {
  if (action.type === "update") {
    const changes = action.changes.filter(({ id }) => ids.has(id));
    return changes.length > 0 ? { type: "update", changes } : null;
  }
  if (action.type !== "complete" && action.type !== "reopen" && action.type !== "delete") return action;
  const left = action.ids.filter((id) => ids.has(id));
  return left.length > 0 ? { type: action.type, ids: left } : null;
}

/** Fills in the missing part and carries out the wish; asks again if another part is missing. */
function complete(
  pending: PendingQuestion & { kind: "missing" },
  chosen: readonly string[] | null,
  given: Fields & { target?: Target },
  draft: Draft,
  scene: Scene,
): void {
  const { target, ...fields } = given;
  const { wish, what } = pending;
  const ids = chosen ?? target?.ids ?? [];
  if (what === "target" && ids.length > 0) perform(aimed(wish, ids), draft, scene, "few");
  else if (Object.keys(fields).length === 0) draft.question = pending;
  else if (wish.act === "add") {
    const place = Math.max(
      0,
      wish.tasks.findIndex(what === "when" ? problemOf : ({ title }) => title.trim() === ""),
    );
    const said = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
    const tasks = wish.tasks.map((task, k) => (k === place ? { ...task, ...said } : task));
    perform({ ...wish, tasks }, draft, scene, "few");
  } else if (wish.act === "update" || wish.act === "correct") {
    const { remind, ...old } = wish.fields;
    const kept = remind?.problem ? old : wish.fields;
    perform({ act: "update", target: wish.target, fields: { ...kept, ...fields } }, draft, scene, "few");
  } else draft.question = pending;
}

/**
 * A question that was not answered: it is asked again after the answer to the new message, and dropped with a
 * remark the second time, or when something else is asked. It is moot if the message settles it in another way.
 */
export function comeBack(pending: PendingQuestion, draft: Draft, scene: Scene): void {
  const about = new Set(aboutOf(pending));
  const settled = draft.actions.flatMap(idsOf).some((id) => about.has(id));
  if (settled || pending.offer) return;
  const { asked = 1 } = pending;
  if (draft.question || asked >= PATIENCE) remark(draft, scene.voice.say.lapsed);
  else draft.question = { ...pending, asked: asked + 1 };
}
