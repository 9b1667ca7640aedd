import type { Task } from "@todo-chatbot/contracts";
import { added } from "../english/add.ts";
import { firstIsCommand } from "../english/starts.ts";
import { byName, contentStems } from "../match/names.ts";
import { editOf } from "../parse/edit.ts";
import { toItems, toLine } from "../parse/items.ts";
import type { State } from "../parse/state.ts";
import { assemble, type Draughts, updateTasks } from "../plan/assemble.ts";
import { isIdle, patchOf } from "../plan/patch.ts";
import { phrases } from "../plan/phrases.ts";
import type { Action, ActionTemplate, Intent, NewTask, PendingQuestion, Plan } from "../types.ts";
import { affirms, declines, plainAnswer } from "./affirms.ts";
import { chosen } from "./choice.ts";

/** The plan a message makes as the answer to the question before it; null when it is no answer to that. */
export function answerPending(state: State): Plan | null {
  const pending = state.context.turns.at(-1)?.pending ?? null;
  if (!pending) return null;
  const { text } = state;
  if (declines(text)) return plan(state, "none", { answer: "All right, nothing has changed." });
  switch (pending.kind) {
    case "confirm":
      return confirmed(pending, state);
    case "which":
      return picked(pending, state);
    case "title":
      return titled(pending.draft, state);
    case "when":
      return timed(pending.ids, state);
    default:
      return null;
  }
}

function plan(state: State, intent: Intent, parts: Partial<Plan>): Plan {
  return {
    intent,
    language: state.language,
    actions: [],
    question: null,
    answer: null,
    spans: state.spans,
    dates: [],
    readings: [],
    cannot: [],
    agreed: [],
    ...parts,
  };
}

const known = (ids: readonly string[], state: State): Task[] =>
  ids.map((id) => state.context.tasks.find((task) => task.id === id)).filter((task) => task !== undefined);

/** Only tasks that still exist, in the state the action needs. */
function alive(action: Action, state: State): Action | null {
  if (action.type === "complete" || action.type === "reopen" || action.type === "delete") {
    const ids = known(action.ids, state)
      .filter(
        (task) =>
          action.type === "delete" || (action.type === "complete" ? !task.completedAt : task.completedAt),
      )
      .map((task) => task.id);
    return ids.length > 0 ? { ...action, ids } : null;
  }
  if (action.type === "update") {
    const changes = action.changes.filter((change) => known([change.id], state).length > 0);
    return changes.length > 0 ? { ...action, changes } : null;
  }
  return action;
}

function confirmed(pending: PendingQuestion & { kind: "confirm" }, state: State): Plan | null {
  const narrowed = exceptions(pending, state);
  if (!narrowed && !affirms(state.text)) return null;
  const actions = (narrowed ?? pending.actions)
    .map((action) => alive(action, state))
    .filter((action) => action !== null);
  const intent = (pending.actions[0]?.type ?? "none") as Intent;
  if (actions.length === 0)
    return plan(state, intent, { answer: "Those tasks are gone already, so nothing has changed." });
  return plan(state, intent, { actions });
}

/** "yes, but not the eye test", "only the first one": the actions for the tasks that are left. */
function exceptions(pending: PendingQuestion & { kind: "confirm" }, state: State): Action[] | null {
  if (pending.ids.length < 2) return null;
  const answer = plainAnswer(state.text);
  const not =
    /^(?:(?:yes|yeah|ok|okay|sure|yep|actually) )*(?:all |everything |them |both )*(?:but not|but keep|except(?: for)?|apart from|other than|not|but) (?:the )?(.+)$/.exec(
      answer,
    );
  const only =
    /^(?:(?:yes|no|yeah|ok|actually|wait|hmm|oh|sorry) )*(?:but )?(?:only|just) (?:delete |complete |move )?(?:the )?(.+)$/.exec(
      answer,
    );
  const words = (not ?? only)?.[1];
  if (!words) return null;
  const options = known(pending.ids, state);
  const tasks = pick(words, options);
  if (!tasks) return null;
  const kept = only && !not ? tasks : options.filter((task) => !tasks.includes(task));
  const ids = new Set(kept.map((task) => task.id));
  return pending.actions.map((action) => {
    if ("ids" in action && action.type !== "list")
      return { ...action, ids: action.ids.filter((id) => ids.has(id)) } as Action;
    if (action.type === "update")
      return { ...action, changes: action.changes.filter((change) => ids.has(change.id)) };
    return action;
  });
}

/** Which of the offered tasks words mean, by place or by name; null when that is not clear. */
function pick(words: string, options: readonly Task[]): Task[] | null {
  const places = chosen(words, options.length);
  if (places) return places.map((place) => options[place - 1] as Task);
  const named = byName(words, options);
  if (named.kind === "one") return [named.task];
  return named.kind === "nothing" || named.kind === "perhaps" ? pickEach(words, options) : null;
}

/** "milk and bread", "the first one, the gym": each by its name; null unless all are clear. */
function pickEach(words: string, options: readonly Task[]): Task[] | null {
  const parts = words.split(/ (?:and|y|et|und) |, /);
  const each = parts.map((part) => byName(part.replace(/^the /, "").replace(/ one$/, ""), options));
  const tasks = each.flatMap((one) => (one.kind === "one" ? [one.task] : []));
  return parts.length > 1 && tasks.length === parts.length ? tasks : null;
}

const ANSWER_LEAD =
  /^(?:(?:the|i mean|i meant|it is|its|that is|thats|with|about|to|for|from|yes|yeah|yep|no|ok|okay|um|uh|sorry|oh|mark|delete|remove|complete|move|change|just|only|please|do|i want|id say|probably|one|my) )+/;

function picked(pending: PendingQuestion & { kind: "which" }, state: State): Plan | null {
  const options = known(pending.options, state);
  if (options.length === 0) return null;
  const answer = plainAnswer(state.text);
  if (options.length === 1 && affirms(state.text)) return apply(pending.template, options, state);
  const places = chosen(state.text, options.length);
  if (places)
    return apply(
      pending.template,
      places.map((place) => options[place - 1] as Task),
      state,
    );
  if (
    firstIsCommand(answer) &&
    !/^(?:delete|remove|mark|complete|move|change|done|finish|finished|tick)\b/.test(answer)
  )
    return null;
  const words = answer
    .replace(ANSWER_LEAD, "")
    .replace(/ (?:one|ones|thing|task|please|thanks|is done|as done|done)$/g, "");
  if (words.split(" ").length > 8 || contentStems(words).length === 0) return null;
  const named = byName(words, options);
  if (named.kind === "one") return apply(pending.template, [named.task], state);
  const each = pickEach(words, options);
  if (each) return apply(pending.template, each, state);
  if (named.kind === "several" && named.tasks.length < options.length) {
    const ids = named.tasks.map((task) => task.id);
    return plan(state, pending.template.type === "show" ? "list" : pending.template.type, {
      question: {
        text: phrases(state.language).which(pending.template, named.tasks),
        pending: { ...pending, options: ids },
        shown: ids,
      },
    });
  }
  return null;
}

/** Runs what was asked about on the tasks that were picked. */
function apply(template: ActionTemplate, tasks: readonly Task[], state: State): Plan {
  const ids = tasks.map((task) => task.id);
  if (template.type === "show")
    return plan(state, "list", {
      actions: [{ type: "list", filter: { status: "all" }, mode: "details", ids, count: ids.length }],
    });
  if (template.type !== "update") {
    const action = alive({ type: template.type, ids }, state);
    return action
      ? plan(state, template.type, { actions: [action] })
      : plan(state, template.type, { answer: phrases(state.language).already(template, tasks[0] as Task) });
  }
  const changes = tasks
    .map((task) => ({ id: task.id, patch: patchOf(task, template.edit, state.clock), task }))
    .filter(({ task, patch }) => !isIdle(task, patch))
    .map(({ id, patch }) => ({ id, patch }));
  return changes.length > 0
    ? plan(state, "update", { actions: [{ type: "update", changes }] })
    : plan(state, "update", { answer: phrases(state.language).same(tasks) });
}

/** The answer to "what should I add?": any words that are no command of their own. */
function titled(draft: NewTask, state: State): Plan | null {
  const answer = plainAnswer(state.text);
  if (firstIsCommand(answer) && !/^(?:remind me|to) /.test(answer)) return null;
  if (/^(?:help|undo|thanks|thank you|hello|hi)$/.test(answer) || /\?$/.test(state.text.trim())) return null;
  const items = toItems(state.tokens, 0, state.tokens.length, state.grammar, state.clock);
  const command = added(items, state);
  if (command?.type !== "add") return null;
  const tasks = command.drafts.map(({ task }) => ({
    ...draft,
    ...task,
    ...(task.due === undefined && draft.due ? { due: draft.due } : {}),
  }));
  return plan(state, "add", { actions: [{ type: "add", tasks }] });
}

/** The answer to "when?": a date, put on the tasks the question was about. */
function timed(ids: readonly string[], state: State): Plan | null {
  const items = toItems(state.tokens, 0, state.tokens.length, state.grammar, state.clock);
  const edit = editOf(items, state);
  if (!edit || /^(?:what|show|list|add)\b/.test(toLine(items).text)) return null;
  const draughts: Draughts = {
    actions: [],
    question: null,
    answer: null,
    intent: "update",
    drafts: [],
    gone: new Set(),
  };
  updateTasks(known(ids, state), edit, draughts, state);
  return plan(state, "update", { actions: draughts.actions, answer: draughts.answer });
}

export { assemble };
