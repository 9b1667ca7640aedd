import type { Task } from "@todo-chatbot/contracts";
import { isOverdue, omissionOf } from "@todo-chatbot/contracts/calendar";
import type { Asked, Refusal, Report } from "../languages/language.ts";
import { reports } from "../languages/reports.ts";
import type { Action, Context, DoneAct, Outcome, PendingQuestion, Plan, Reply } from "../types.ts";
import { idsOf, known, type Scene, sceneOf, titlesOf } from "./draft.ts";
import { actionLabel, factsOf, headOf, patchWords, tagged } from "./labels.ts";
import { repeatWords } from "./rule.ts";
import {
  dueWords,
  finished,
  instantWords,
  numbered,
  quoted,
  reminderWords,
  titled,
  type Voice,
} from "./voice.ts";

/** Up to this many tasks are mentioned in one line; more become a numbered list. */
const IN_LINE = 3;
/** How many tasks of a list are written out; the page shows the rest. */
const WRITTEN = 30;
/** How many rows of the change log are shown. */
const LOGGED = 10;

const reportOf = ({ language }: Voice): Report => reports[language];

/** Words the outcome of a plan: `outcomes` are in the order of `plan.actions`. */
export function describe(plan: Plan, outcomes: readonly Outcome[], context: Context): Reply {
  const scene = sceneOf(context, plan.language, "");
  const lines: string[] = [];
  let shown: string[] = [];
  let pending: PendingQuestion | null = plan.question?.pending ?? null;
  let failed = false;
  plan.actions.forEach((action, k) => {
    const outcome = outcomes[k];
    if (!outcome) return;
    if (outcome.error) lines.push(...withFailure(action, outcome, scene));
    else if (action.type === "activity") {
      const told = activity(action, outcome, scene);
      lines.push(told.text);
      pending ??= told.pending;
    } else {
      lines.push(...tellOf(action, outcome.tasks, scene), ...omitted(action, outcome.tasks, scene));
      const offer = plan.actions.length === 1 && !pending ? allLater(action, outcome.tasks, scene) : null;
      if (offer) lines.push(reportOf(scene.voice).allLater);
      pending ??= offer;
    }
    failed ||= outcome.status === "error";
    const ids = outcome.tasks.map(({ id }) => id);
    if (action.type === "list") shown = ids;
    else if (action.type !== "delete" && action.type !== "activity") shown = [...new Set([...shown, ...ids])];
  });
  if (plan.answer) lines.push(plan.answer);
  // A question after a failure would be about an outdated list.
  const asks = plan.question && !failed ? plan.question : null;
  if (asks) lines.push(asks.text);
  if (plan.question && failed) pending = null;
  // A repeated question does not replace a list that was requested.
  const again = asks && "asked" in asks.pending && shown.length > 0;
  if (asks && asks.shown.length > 0 && !again) shown = asks.shown;
  return {
    text: finished(scene.voice, lines.filter(Boolean).join("\n")),
    shown,
    question: pending !== null,
    pending,
  };
}

function tellOf(
  action: Exclude<Action, { type: "activity" }>,
  tasks: readonly Task[],
  scene: Scene,
): string[] {
  const { voice } = scene;
  const report = reportOf(voice);
  switch (action.type) {
    case "add": {
      const [task] = tasks;
      if (!task) return [];
      if (tasks.length === 1)
        return [report.did.add([quoted(voice, task.title), ...reminded(task, scene)].join(", "))];
      return [`${report.didMany.add(tasks.length)}\n${numbered(tasks.map((one) => lineOf(one, scene)))}`];
    }
    case "complete":
      return completed(tasks, scene);
    case "reopen":
    case "delete":
      return told(action.type, tasks, scene);
    case "update":
      return updated(action, tasks, scene);
    case "list":
      return [list(action, tasks, scene)];
    case "undo":
    case "redo":
      return takenBack(action, tasks, scene);
  }
}

/** The dates skipped by a recurrence that was just set. */
function omitted(action: Action, tasks: readonly Task[], { voice }: Scene): string[] {
  const sets =
    action.type === "add" ||
    (action.type === "update" && action.changes.some(({ patch }) => patch.recurrence));
  if (!sets) return [];
  return tasks.flatMap(({ title, recurrence }) => {
    const omission = recurrence && omissionOf(recurrence);
    if (!omission) return [];
    const { omits } = reportOf(voice);
    const words =
      omission.code === "short_months"
        ? omits.short_months(Math.max(...omission.days))
        : omits[omission.code];
    return tasks.length === 1 ? [words] : [`${quoted(voice, title)}${voice.say.colon}${words}`];
  });
}

/** After moving one occurrence of a series: the offer to move all later ones too. */
function allLater(action: Action, tasks: readonly Task[], { voice: { say } }: Scene): PendingQuestion | null {
  const [task] = tasks;
  if (action.type !== "update" || tasks.length !== 1 || !task?.due || !task.recurrence?.occurrence)
    return null;
  const [change] = action.changes;
  if (!change?.patch.due || change.patch.range) return null;
  const patch = { due: task.due, range: "thisAndFuture" as const };
  const choices = [say.yes, say.no];
  return {
    kind: "confirm",
    actions: [{ type: "update", changes: [{ id: task.id, patch }] }],
    ids: [task.id],
    choices,
    offer: true,
  };
}

/** All fields of a new task, including reminders. */
function reminded(task: Task, { voice }: Scene): string[] {
  const facts = factsOf(task, voice, "long");
  if (task.description) facts.push(voice.say.noted);
  if (task.reminders.length > 0) facts.push(voice.say.reminder(reminderWords(voice, task.reminders)));
  return facts;
}

function told(type: "complete" | "reopen" | "delete", tasks: readonly Task[], scene: Scene): string[] {
  if (tasks.length === 0) return [];
  const report = reportOf(scene.voice);
  if (tasks.length <= IN_LINE) return [report.did[type](titlesOf(tasks, scene))];
  return [`${report.didMany[type](tasks.length)}\n${numbered(tasks.map(({ title }) => title))}`];
}

/** A repeating task is done for this time, and comes again. */
function completed(tasks: readonly Task[], scene: Scene): string[] {
  const { voice } = scene;
  const again = tasks.filter(({ completedAt }) => !completedAt);
  return [
    ...told(
      "complete",
      tasks.filter((task) => !again.includes(task)),
      scene,
    ),
    ...again.map((task) =>
      task.due
        ? reportOf(voice).again(quoted(voice, task.title), dueWords(voice, task.due, "long"))
        : reportOf(voice).did.complete(quoted(voice, task.title)),
    ),
  ];
}

function updated(action: Action & { type: "update" }, tasks: readonly Task[], scene: Scene): string[] {
  const { voice } = scene;
  const report = reportOf(voice);
  const lines = tasks.map((task) => {
    const patch = action.changes.find(({ id }) => id === task.id)?.patch ?? {};
    const title = quoted(voice, task.title);
    const fields = Object.keys(patch);
    if (fields.join() === "title") return report.renamed(title);
    if (fields.join() === "description" && patch.description) return report.notedWith(title);
    const { title: _, ...rest } = patch;
    return report.changed(title, patchWords({ ...rest, ...asKept(task, rest) }, voice, "long").join(", "));
  });
  if (lines.length <= IN_LINE) return lines;
  return [
    `${report.didMany.update(lines.length)}\n${numbered(lines.map((line) => line.replace(/\.$/, "")))}`,
  ];
}

/** The due date from the list takes precedence, since a recurrence may have moved it. */
const asKept = (task: Task, patch: object): Partial<Pick<Task, "due">> =>
  "due" in patch && task.due ? { due: task.due } : {};

/** Names what was undone: the restored tasks, or what the act had been about. */
function takenBack(
  action: Action & { type: "undo" | "redo" },
  tasks: readonly Task[],
  scene: Scene,
): string[] {
  const report = reportOf(scene.voice);
  const all = scene.context.turns.flatMap(({ done }) => done);
  const acts = action.changeId ? all.filter(({ changeId }) => changeId === action.changeId) : [];
  const lines = acts.map((act) => {
    const [task] = act.type === "update" ? tasks.filter(({ id }) => id === act.tasks[0]?.id) : [];
    if (task && act.tasks.length === 1) return `${report.undoneAll} ${backTo(task, act, scene)}`;
    return report.undone[action.type === "redo" ? "undo" : act.type](namesOf(act, scene));
  });
  if (lines.length > 0) return lines;
  return [tasks.length > 0 ? report.undone.update(titlesOf(tasks, scene)) : report.undoneAll];
}

/** A task whose change was undone, with its restored values. */
function backTo(task: Task, { fields = [] }: DoneAct, { voice }: Scene): string {
  const title = quoted(voice, task.title);
  const patch = Object.fromEntries(
    fields.filter((field) => field !== "title").map((field) => [field, task[field]]),
  );
  const facts = patchWords(patch, voice, "long").join(", ");
  const report = reportOf(voice);
  return facts === "" ? report.renamed(title) : report.changed(title, facts);
}

const namesOf = (act: DoneAct, { voice }: Scene): string =>
  titled(
    voice,
    act.tasks.map(({ title }) => title),
  );

function list(action: Action & { type: "list" }, tasks: readonly Task[], scene: Scene): string {
  const { voice } = scene;
  const { say } = voice;
  const report = reportOf(voice);
  const head = headOf(action.filter, voice);
  if (action.mode === "details") return tasks.map((task) => detail(task, action.field, scene)).join("\n");
  const [first] = tasks;
  if (!first) return action.mode === "free" && head !== null ? report.free(head) : report.empty(head);
  if (action.mode === "next")
    return report.next([quoted(voice, first.title), ...factsOf(first, voice, "long")].join(", "));
  const number = [...(head === null ? [] : [head]), say.tasks(action.count)].join(", ");
  if (action.mode === "count" && action.count > IN_LINE) return `${number}.`;
  const lines = tasks.slice(0, WRITTEN).map((task) => lineOf(task, scene, action.filter.overdue));
  const rest = action.count - lines.length;
  return [
    `${number}${say.colon.trimEnd()}`,
    numbered(lines),
    ...(rest > 0 ? [`… ${say.more(rest)}`] : []),
  ].join("\n");
}

/** A task in a list: "Eye test – overdue, Mon 7 Sep at 15:00, #health". */
function lineOf(task: Task, scene: Scene, underOverdue = false): string {
  const { voice } = scene;
  const facts = [
    ...(task.completedAt ? [voice.say.done] : []),
    ...(!underOverdue && isOverdue(task, scene.moment) ? [voice.say.overdue] : []),
    ...(task.due ? [dueWords(voice, task.due, "short")] : []),
    ...factsOf({ ...task, due: null }, voice, "short"),
  ];
  return facts.length === 0 ? task.title : `${task.title} – ${facts.join(", ")}`;
}

/** The answer to a question about one task. */
function detail(task: Task, field: string | undefined, scene: Scene): string {
  const { voice } = scene;
  const { tell } = reportOf(voice);
  const title = quoted(voice, task.title);
  if (field === "done") return tell.state(title, task.completedAt !== null);
  if (field === "created") return tell.created(title, instantWords(voice, task.createdAt));
  if (field === "assignee") return voice.say.cannot.update("", "");
  if (field !== undefined && field in values)
    return tell[field as Asked](title, values[field as Asked](task, scene));
  const facts = [title, ...factsOf(task, voice, "long"), ...(task.completedAt ? [voice.say.done] : [])].join(
    ", ",
  );
  return [tell.listed(facts), task.description].filter(Boolean).join("\n");
}

const values: Record<Asked, (task: Task, scene: Scene) => string | null> = {
  due: ({ due }, { voice }) => due && dueWords(voice, due, "long"),
  repeat: ({ recurrence }, { voice }) => recurrence && repeatWords(voice, recurrence),
  remind: ({ reminders }, { voice }) => (reminders.length > 0 ? reminderWords(voice, reminders) : null),
  priority: ({ priority }, { voice }) => (priority < 4 ? (voice.say.priorities[priority - 1] ?? null) : null),
  labels: ({ labels }) => (labels.length > 0 ? tagged(labels) : null),
  list: ({ project }) => project,
  notes: ({ description }) => description || null,
};

/** What did not happen and why, after what did. */
function withFailure(action: Action, outcome: Outcome, scene: Scene): string[] {
  const { say } = scene.voice;
  const why = say.refusals[refusalOf(outcome.error?.code ?? "")];
  const what = reportOf(scene.voice).failed(actionLabel(action, scene, "long"), why);
  if (outcome.status === "error" || action.type === "activity") return [what];
  const done = new Set(outcome.tasks.map(({ id }) => id));
  const left = known(
    idsOf(action).filter((id) => !done.has(id)),
    scene,
  );
  const rest = left.length > 0 ? `${say.untouched(titlesOf(left, scene))} ${why}` : what;
  return [...tellOf(action, outcome.tasks, scene), rest];
}

const REFUSALS: Readonly<Record<string, Refusal>> = {
  not_found: "gone",
  version_conflict: "changed",
  undo_conflict: "changed",
  limit_exceeded: "limit",
  nothing_to_undo: "nothing_to_undo",
  needs_confirmation: "not_agreed",
  validation_failed: "invalid",
  database_unavailable: "down",
  shutting_down: "down",
};

const refusalOf = (code: string): Refusal => REFUSALS[code] ?? "other";

/** The change log; or, if "undo" found nothing in this conversation, its last row with an offer to undo it. */
function activity(
  action: Action & { type: "activity" },
  outcome: Outcome,
  scene: Scene,
): { text: string; pending: PendingQuestion | null } {
  const { voice } = scene;
  const report = reportOf(voice);
  const rows = outcome.changes ?? [];
  const row = ({ action: did, after, before }: (typeof rows)[number]): string =>
    report.log[did](quoted(voice, (after ?? before)?.title ?? ""));
  if (!action.offersUndo) {
    const lines = rows.slice(0, LOGGED).map(row);
    return { text: lines.length > 0 ? numbered(lines) : report.noLog, pending: null };
  }
  const last = rows.find(({ undone, action: did }) => !undone && did !== "undo");
  if (!last) return { text: report.nothingToUndo, pending: null };
  return {
    text: report.elsewhereLast(row(last)),
    pending: { kind: "confirm", actions: [{ type: "undo", changeId: last.id }], ids: [] },
  };
}
