import type { Task } from "@todo-chatbot/contracts";
import { doneBefore } from "../english/earlier.ts";
import { applyDate } from "../parse/draft.ts";
import { isBulk } from "../parse/reference.ts";
import { antecedents, type Resolution, resolve, type Scope } from "../parse/resolve.ts";
import type { Command, Draft, State } from "../parse/state.ts";
import type { Action, ActionTemplate, Edit, Intent, NewTask, Plan, Question } from "../types.ts";
import { corrected } from "./corrected.ts";
import { listAction } from "./listing.ts";
import { isIdle, patchOf } from "./patch.ts";
import { phrases } from "./phrases.ts";

/** From how many tasks on a completion or a move is asked about first; a deletion always is from two. */
const ASK_FROM = { complete: 4, update: 6, delete: 2 } as const;

/** The plan being made: what was decided so far, and how the list would look after it. */
interface Draughts {
  actions: Action[];
  question: Question | null;
  answer: string | null;
  intent: Intent | null;
  drafts: Draft[];
  gone: Set<string>;
}

/** Turns commands into a plan: names into ids, doubts into one question, the rest into words. */
export function assemble(commands: readonly Command[], state: State): Plan {
  const plan: Draughts = {
    actions: [],
    question: null,
    answer: null,
    intent: null,
    drafts: [],
    gone: new Set(),
  };
  for (const command of commands) run(command, plan, state);
  return {
    intent: plan.intent ?? "none",
    language: state.language,
    actions: plan.actions,
    question: plan.question,
    answer: plan.actions.length > 0 && plan.answer === null ? null : plan.answer,
    spans: state.spans.sort((a, b) => a.start - b.start),
    dates: [],
    readings: [],
    cannot: [],
    agreed: [],
  };
}

function run(command: Command, plan: Draughts, state: State): void {
  plan.intent ??= intentOf(command);
  const say = phrases(state.language);
  switch (command.type) {
    case "add":
      addTasks(command.drafts, plan);
      return;
    case "complete":
    case "reopen":
    case "delete":
      runOn(command, plan, state);
      return;
    case "update":
      runUpdate(command, plan, state);
      return;
    case "replace":
      replaceWords(command.words, plan, state);
      return;
    case "list":
      plan.actions.push(listAction(command.filter, command.mode, plan, state, command.ids));
      return;
    case "undo":
      plan.actions.push({ type: "undo" });
      return;
    case "instead":
      doInstead(command, plan, state);
      return;
    case "activity":
      plan.actions.push({
        type: "activity",
        ...(command.since ? { since: command.since } : {}),
        ...(command.until ? { until: command.until } : {}),
      });
      return;
    case "askTitle":
      ask(plan, { text: say.askTitle, pending: { kind: "title", draft: command.draft }, shown: [] });
      return;
    case "askWhat":
    case "askWhen": {
      const found = resolve(command.target, state, "open");
      if (found.kind === "found" && found.tasks.length > 0) {
        const ids = found.tasks.map((task) => task.id);
        ask(plan, {
          text: command.type === "askWhat" ? say.askWhat(found.tasks) : say.askWhen(found.tasks),
          pending: { kind: "when", ids },
          shown: ids,
        });
      }
      return;
    }
    case "offer":
      ask(plan, {
        text: command.text,
        pending: { kind: "confirm", actions: [{ type: "add", tasks: [command.draft] }], ids: [] },
        shown: [],
      });
      return;
    case "say":
      plan.answer = [plan.answer, command.text].filter(Boolean).join(" ");
  }
}

function intentOf(command: Command): Intent {
  switch (command.type) {
    case "add":
    case "askTitle":
      return "add";
    case "offer":
      return command.intent ?? "out_of_scope";
    case "instead":
      return command.action;
    case "replace":
    case "askWhen":
    case "askWhat":
      return "update";
    case "say":
      return command.intent;
    default:
      return command.type;
  }
}

function ask(plan: Draughts, question: Question): void {
  if (!plan.question) {
    plan.question = question;
    return;
  }
  // One question at a time; what a second one would have asked is said, so that it is not lost.
  plan.answer = [plan.answer, `Then say the rest again: ${question.text}`].filter(Boolean).join(" ");
}

function addTasks(drafts: readonly Draft[], plan: Draughts): void {
  const tasks = drafts.map((draft) => draft.task);
  plan.drafts = [...drafts];
  plan.actions.push({ type: "add", tasks });
}

/** How a set of tasks that was not clear is dealt with; null when the tasks are clear. */
function unclear(found: Resolution, template: ActionTemplate, plan: Draughts, state: State): boolean {
  const say = phrases(state.language);
  if (found.kind === "found") return false;
  if (found.kind === "several" || (found.kind === "perhaps" && found.tasks.length > 1)) {
    const options = found.tasks.slice(0, 9).map((task) => task.id);
    const shown = found.tasks.slice(0, 9);
    ask(plan, {
      text: say.which(template, shown),
      pending: { kind: "which", options, template },
      shown: options,
    });
  } else if (found.kind === "perhaps") {
    const [task] = found.tasks as [Task];
    ask(plan, {
      text: say.perhaps(template, task),
      pending: { kind: "which", options: [task.id], template },
      shown: [task.id],
    });
  } else if (found.kind === "already") {
    plan.answer = say.already(template, found.tasks[0] as Task);
  } else if (found.kind === "nothing") {
    plan.answer = say.notFound(found.wording);
  } else {
    plan.answer = say.lost;
  }
  return true;
}

function runOn(
  command: Command & { type: "complete" | "reopen" | "delete" },
  plan: Draughts,
  state: State,
): void {
  const { type, target } = command;
  const say = phrases(state.language);
  let found = resolve(target, state, type === "reopen" ? "completed" : "open");
  if (type === "delete" && (found.kind === "already" || (found.kind === "nothing" && !isBulk(target)))) {
    found = resolve(target, state, "any" satisfies Scope);
  }
  if (found.kind === "found" && found.draft) {
    plan.answer = say.lost;
    return;
  }
  if (found.kind === "found" && type !== "delete") found = rightState(found, type);
  if (unclear(found, { type }, plan, state)) return;
  const tasks = (found as Resolution & { kind: "found" }).tasks.filter((task) => !plan.gone.has(task.id));
  if (tasks.length === 0) {
    plan.answer = say.none(type);
    return;
  }
  const ids = tasks.map((task) => task.id);
  const limit = type === "delete" ? ASK_FROM.delete : ASK_FROM.complete;
  if (ids.length >= limit || command.unsure || (isBulk(target) && type === "delete")) {
    ask(plan, {
      text: say.confirm(type, tasks),
      pending: { kind: "confirm", actions: [{ type, ids }], ids },
      shown: ids,
    });
    return;
  }
  for (const id of ids) plan.gone.add(id);
  plan.actions.push({ type, ids });
}

/** Tasks pointed at by place or pronoun may already be in the state asked for; those are left out, or all told. */
function rightState(found: Resolution & { kind: "found" }, type: "complete" | "reopen"): Resolution {
  const fitting = found.tasks.filter((task) => (type === "complete" ? !task.completedAt : task.completedAt));
  if (fitting.length === 0 && found.tasks.length > 0) return { kind: "already", tasks: found.tasks };
  return { ...found, tasks: fitting };
}

/** Takes back what was done last; what is meant instead may be among it, and then is not yet in the state asked for. */
function doInstead(command: Command & { type: "instead" }, plan: Draughts, state: State): void {
  const { action, target, edit } = command;
  plan.actions.push({ type: "undo" });
  if (action === "update") {
    const found = resolve(target, state, "open");
    const tasks = found.kind === "found" ? found.tasks : [];
    // Taken back first, so that even a task which had this change already needs it again.
    const changes = tasks.map((task) => ({ id: task.id, patch: patchOf(task, edit ?? {}, state.clock) }));
    if (changes.length > 0) plan.actions.push({ type: "update", changes });
    return;
  }
  const among = action === "complete" ? resolve(target, state, "completed") : null;
  if (among?.kind === "found")
    plan.actions.push({ type: "complete", ids: among.tasks.map((task) => task.id) });
  else runOn({ type: action, target }, plan, state);
}

function runUpdate(command: Command & { type: "update" }, plan: Draughts, state: State): void {
  const { edit, target } = command;
  let found = resolve(target, state, "open");
  if (found.kind === "found" && found.draft) {
    mergeIntoDrafts(edit, plan, state);
    return;
  }
  if (found.kind === "already") found = { kind: "found", tasks: found.tasks, all: false };
  if (unclear(found, { type: "update", edit }, plan, state)) return;
  const { tasks } = found as Resolution & { kind: "found" };
  updateTasks(tasks, edit, plan, state, command.unsure ? "ask" : isBulk(target) ? "bulk" : "do");
}

/** Applies an edit to tasks that are known: at once, or after asking, as it is told or when there are many. */
export function updateTasks(
  tasks: readonly Task[],
  edit: Edit,
  plan: Draughts,
  state: State,
  how: "do" | "bulk" | "ask" = "do",
): void {
  const say = phrases(state.language);
  const undated = edit.reminder && "minutesBefore" in edit.reminder ? undatedAfter(tasks, edit, plan) : [];
  if (undated.length > 0) {
    plan.answer = say.undated(undated);
    return;
  }
  const all = tasks.map((task) => ({ id: task.id, patch: patchOf(task, edit, state.clock) }));
  const changes = all.filter(({ id, patch }) => !isIdle(tasks.find((task) => task.id === id) as Task, patch));
  if (changes.length === 0) {
    plan.answer = tasks.length === 0 ? say.none("update") : say.same(tasks);
    return;
  }
  const ids = changes.map((change) => change.id);
  if (how === "ask" || (how === "bulk" && ids.length >= ASK_FROM.update)) {
    ask(plan, {
      text: say.confirmUpdate(
        tasks.filter((task) => ids.includes(task.id)),
        edit,
      ),
      pending: { kind: "confirm", actions: [{ type: "update", changes }], ids },
      shown: ids,
    });
    return;
  }
  const last = plan.actions.at(-1);
  if (last?.type === "update") mergeChanges(last.changes, changes);
  else plan.actions.push({ type: "update", changes });
}

/** Tasks that will have no date after an edit and what the plan does before it. */
function undatedAfter(tasks: readonly Task[], edit: Edit, plan: Draughts): Task[] {
  const planned = plan.actions.flatMap((action) => (action.type === "update" ? action.changes : []));
  const dated = new Set(planned.filter(({ patch }) => patch.due).map(({ id }) => id));
  return edit.due ? [] : tasks.filter(({ id, due }) => !due && !dated.has(id));
}

function mergeChanges(
  into: { id: string; patch: object }[],
  changes: readonly { id: string; patch: object }[],
): void {
  for (const change of changes) {
    const same = into.find((one) => one.id === change.id);
    if (same) same.patch = { ...same.patch, ...change.patch };
    else into.push(change);
  }
}

/** "add X and make it urgent": what is said of "it" goes into the task being added. */
function mergeIntoDrafts(edit: Edit, plan: Draughts, state: State): void {
  for (const { task } of plan.drafts) {
    if (edit.title !== undefined) task.title = edit.title;
    if (edit.priority !== undefined) task.priority = edit.priority;
    if (edit.addLabels) task.labels = [...new Set([...(task.labels ?? []), ...edit.addLabels])];
    if (edit.notes) task.description = edit.notes.text;
    if (edit.project !== undefined) task.project = edit.project;
    if (edit.recurrence !== undefined) task.recurrence = edit.recurrence;
    if (edit.reminder) task.reminders = [edit.reminder];
    if (edit.due) {
      const patch = patchOf(asTask(task), { due: edit.due }, state.clock);
      if (patch.due !== undefined) task.due = patch.due;
    }
  }
}

function asTask(task: NewTask): Task {
  return {
    id: "",
    title: task.title,
    description: task.description ?? "",
    completedAt: null,
    priority: task.priority ?? 4,
    labels: task.labels ?? [],
    project: task.project ?? null,
    parentId: null,
    due: task.due ?? null,
    recurrence: null,
    reminders: [],
    position: 0,
    version: 1,
    createdAt: "",
    updatedAt: "",
  };
}

/** "i meant Sophie": the most similar word of the title just written gives way. */
function replaceWords(words: string, plan: Draughts, state: State): void {
  const say = phrases(state.language);
  const last = plan.drafts.at(-1);
  if (last) {
    last.task.title = corrected(last.task.title, words) ?? last.task.title;
    return;
  }
  const { changed } = antecedents(state.context);
  const [task] = changed;
  const done = doneBefore(state);
  // Only a title that was just written can have been written wrongly.
  const written = done?.kind === "add" || done?.edit?.title !== undefined;
  const title = changed.length === 1 && task && written ? corrected(task.title, words) : null;
  if (!task || !title) {
    plan.answer = say.unclear;
    return;
  }
  plan.actions.push({ type: "update", changes: [{ id: task.id, patch: { title } }] });
}

export { applyDate, type Draughts };
