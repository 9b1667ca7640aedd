import type { Change, Task, TaskPatch } from "@todo-chatbot/contracts";
import { parseRule } from "../calendar/rule.ts";
import { ruleWords } from "../dates/rule-words.ts";
import type { Clock } from "../dates/scan.ts";
import { isOverdue } from "../match/filter.ts";
import { clockOf } from "../parse/state.ts";
import type { Action, Context, Language, ListFilter, Outcome, Plan, Reply } from "../types.ts";
import { type Sayings, sayings } from "./sayings.ts";
import { sayDue } from "./when.ts";

/** What a sentence about tasks needs to know. */
interface Voice {
  clock: Clock;
  locale: string;
  language: Language;
  say: Sayings;
}

/** Words for what became of a plan: `outcomes` are in the order of `plan.actions`. */
export function describe(plan: Plan, outcomes: readonly Outcome[], context: Context): Reply {
  const voice: Voice = {
    clock: clockOf(context),
    locale: context.locale,
    language: plan.language,
    say: sayings(plan.language),
  };
  const lines: string[] = [];
  let shown: string[] = [];
  let failed = false;
  plan.actions.forEach((action, k) => {
    const outcome = outcomes[k];
    if (!outcome) return;
    if (outcome.status === "error") {
      failed = true;
      lines.push(voice.say.failed(outcome.error?.detail ?? ""));
      return;
    }
    lines.push(tell(action, outcome, voice));
    const ids = outcome.tasks.map((task) => task.id);
    if (action.type === "list") shown = ids;
    else if (action.type !== "delete" && action.type !== "activity")
      shown = [...shown, ...ids.filter((id) => !shown.includes(id))];
  });
  if (plan.answer) lines.push(plan.answer);
  if (plan.question && !failed) {
    lines.push(plan.question.text);
    if (plan.question.shown.length > 0) shown = plan.question.shown;
  }
  return { text: lines.filter(Boolean).join("\n"), shown, question: plan.question !== null && !failed };
}

function tell(action: Action, outcome: Outcome, voice: Voice): string {
  const { say } = voice;
  switch (action.type) {
    case "add":
      return outcome.tasks.length === 1
        ? say.added(one(outcome.tasks[0] as Task, voice))
        : say.addedMany(outcome.tasks.map((task) => one(task, voice)));
    case "complete":
      return completed(outcome.tasks, voice);
    case "reopen":
      return say.reopened(titles(outcome.tasks, voice));
    case "delete":
      return say.deleted(titles(outcome.tasks, voice), outcome.tasks.length);
    case "update":
      return outcome.tasks
        .map((task) =>
          updated(task, action.changes.find((change) => change.id === task.id)?.patch ?? {}, voice),
        )
        .join("\n");
    case "list":
      return listed(action, outcome.tasks, voice);
    case "undo":
    case "redo":
      return say.undone(
        outcome.tasks.length > 0 && outcome.tasks.length <= 5 ? titles(outcome.tasks, voice) : "",
      );
    case "activity":
      return activity(outcome.changes ?? [], voice);
  }
}

const quoted = (task: Task): string => `“${task.title}”`;

function titles(tasks: readonly Task[], voice: Voice): string {
  const all = tasks.map(quoted);
  return all.length < 2 ? all.join("") : `${all.slice(0, -1).join(", ")} ${voice.say.and} ${all.at(-1)}`;
}

/** A task with all that was read into it: "“Call mom”, tomorrow, Sat 21 Nov at 17:00, high priority, #family". */
function one(task: Task, voice: Voice): string {
  return [quoted(task), ...facts(task, voice)].join(", ");
}

function facts(task: Task, voice: Voice): string[] {
  const { say } = voice;
  return [
    ...(task.due ? [sayDue(task.due, voice.clock, voice.locale, voice.language)] : []),
    ...(task.recurrence ? [repeats(task.recurrence, voice)] : []),
    ...(task.priority < 4 ? [say.priority[task.priority - 1] as string] : []),
    ...task.labels.map((label) => `#${label}`),
    ...(task.project ? [say.inProject(task.project)] : []),
  ];
}

function repeats(recurrence: NonNullable<Task["recurrence"]>, voice: Voice): string {
  const rule = voice.language === "en" ? parseRule(recurrence.rule) : null;
  const words = rule ? ruleWords(rule) : voice.say.repeating;
  return recurrence.anchor === "completion" && rule ? `${words} from when it is done` : words;
}

function completed(tasks: readonly Task[], voice: Voice): string {
  const again = tasks.filter((task) => !task.completedAt && task.due);
  const done = tasks.filter((task) => !again.includes(task));
  const lines = done.length > 0 ? [voice.say.completed(titles(done, voice), done.length)] : [];
  for (const task of again) {
    if (task.due)
      lines.push(
        voice.say.completedUntil(quoted(task), sayDue(task.due, voice.clock, voice.locale, voice.language)),
      );
  }
  return lines.join("\n");
}

function updated(task: Task, patch: TaskPatch, voice: Voice): string {
  const { say } = voice;
  const parts: string[] = [];
  const fields = Object.keys(patch);
  if (fields.length === 1 && patch.title !== undefined) return say.renamed(quoted(task));
  if (fields.length === 1 && patch.description) return say.noted(quoted(task));

  if (patch.due !== undefined || patch.recurrence !== undefined) {
    if (task.due) parts.push(sayDue(task.due, voice.clock, voice.locale, voice.language));
    else if (patch.due === null) parts.push(say.noDate);
    if (task.recurrence) parts.push(repeats(task.recurrence, voice));
    else if (patch.recurrence === null) parts.push(say.noRepeat);
  }
  if (patch.priority !== undefined) parts.push(say.priority[task.priority - 1] as string);
  if (patch.labels !== undefined)
    parts.push(task.labels.length > 0 ? task.labels.map((label) => `#${label}`).join(" ") : say.noLabels);
  if (patch.project !== undefined) parts.push(task.project ? say.inProject(task.project) : say.noProject);
  if (patch.description !== undefined) parts.push(patch.description === "" ? say.noNotes : say.withNote);
  if (patch.reminders !== undefined) parts.push(patch.reminders.length > 0 ? say.reminded : say.noReminder);
  return say.updated(quoted(task), parts.join(", "));
}

const LISTED = 30;

function listed(action: Action & { type: "list" }, tasks: readonly Task[], voice: Voice): string {
  const { say } = voice;
  if (action.mode === "details" && tasks.length > 0)
    return tasks.map((task) => details(task, voice)).join("\n");
  if (action.mode === "next") {
    const [task] = tasks;
    return task ? say.next(one(task, voice)) : say.nothingOpen;
  }
  if (tasks.length === 0) return empty(action.filter, action.mode, voice);
  const head =
    action.mode === "count"
      ? say.count(action.count)
      : action.mode === "free"
        ? say.busy(action.count)
        : say.found(action.count, action.filter.status === "completed");
  const lines = tasks.slice(0, LISTED).map((task, k) => `${k + 1}. ${task.title}${tail(task, voice)}`);
  if (tasks.length > LISTED) lines.push(say.more(tasks.length - LISTED));
  return [head, ...lines].join("\n");
}

function tail(task: Task, voice: Voice): string {
  const all = facts(task, voice);
  if (isOverdue(task, voice.clock)) all.unshift(voice.say.overdue);
  if (task.completedAt) all.unshift(voice.say.done);
  return all.length > 0 ? ` – ${all.join(", ")}` : "";
}

function details(task: Task, voice: Voice): string {
  const { say } = voice;
  const all = facts(task, voice);
  if (!task.due) all.unshift(say.noDate);
  if (task.completedAt) all.unshift(say.done);
  else if (isOverdue(task, voice.clock)) all.unshift(say.overdue);
  return `${quoted(task)}: ${all.join(", ")}.${task.description ? `\n${task.description}` : ""}`;
}

function empty(filter: ListFilter, mode: string, voice: Voice): string {
  const { say } = voice;
  if (mode === "count") return say.count(0);
  if (mode === "free") return say.free;
  if (filter.text !== undefined) return say.noneAbout(filter.text);
  if (filter.overdue) return say.nothingOverdue;
  if (filter.status === "completed") return say.nothingDone;
  if (filter.dueFrom || filter.dueTo) return say.nothingDue;
  const plain = !filter.label && !filter.project && !filter.priority && !filter.due && !filter.recurring;
  return plain ? say.nothingOpen : say.noneSuch;
}

function activity(changes: readonly Change[], voice: Voice): string {
  const { say } = voice;
  if (changes.length === 0) return say.noActivity;
  return changes
    .slice(0, 20)
    .map((change) => `${say.did[change.action]} “${(change.after ?? change.before)?.title ?? ""}”`)
    .join("\n");
}
