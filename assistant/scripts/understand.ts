/**
 * Reads JSON lines `{id, text, now, timeZone, locale?, weekStart?, tasks?, before?}` from stdin and writes what was understood,
 * one line each. `now` is the wall clock in `timeZone`, or an instant with `Z` or an offset.
 */
import { createInterface } from "node:readline";
import type { Task } from "@todo-chatbot/contracts";
import { isZone, parseDay, parseMinute, toInstant } from "@todo-chatbot/contracts/calendar";
import type { Action, Cannot, Context, Intent, Plan } from "../src/index.ts";
import { describe, understand } from "../src/index.ts";
import { planOf } from "../src/plan/plan-of.ts";
import type { Wish } from "../src/reader/wish.ts";
import { MemoryList } from "../src/testing/list.ts";
import { interpret } from "../src/understand.ts";

interface Input {
  id?: unknown;
  text: string;
  now: string;
  timeZone: string;
  locale?: string;
  weekStart?: number;
  tasks?: InputTask[];
  /** The turn just before: what was said and answered, and the titles the answer showed. */
  before?: { user?: string; bot?: string; shown?: string[] };
}

type InputTask = Partial<Omit<Task, "due">> & {
  title: string;
  due?: Task["due"] | string;
  completed?: boolean;
  notes?: string;
};

const NAMES: Partial<Record<Intent, string>> = {
  activity: "list",
  small_talk: "out_of_scope",
  none: "out_of_scope",
};

function instantOf(now: string, timeZone: string): string {
  if (/(?:Z|[+-]\d\d:?\d\d)$/i.test(now)) return new Date(now).toISOString();
  const wall = { day: parseDay(now), minute: now.length > 10 ? parseMinute(now.slice(11)) : 0 };
  const seconds = Number(now.slice(17, 19) || 0);
  return new Date(toInstant(timeZone, wall) + seconds * 1000).toISOString();
}

function contextOf(input: Input): Context {
  const now = instantOf(input.now, input.timeZone);
  const tasks = (input.tasks ?? []).map((task) => ({
    title: task.title,
    description: task.description ?? task.notes ?? "",
    due: dueOf(task.due, input.timeZone),
    ...(task.priority ? { priority: task.priority } : {}),
    ...(task.labels ? { labels: task.labels } : {}),
    ...(task.project ? { project: task.project } : {}),
    ...(task.recurrence ? { recurrence: task.recurrence } : {}),
  }));
  const list = new MemoryList({ now, timeZone: input.timeZone, tasks });
  list.tasks = list.tasks.map((task, k) => {
    const given = input.tasks?.[k];
    const done = given?.completedAt ?? (given?.completed ? now : null);
    return { ...task, id: given?.id ?? task.id, completedAt: done };
  });
  return { ...list.context(), weekStart: input.weekStart ?? 1, locale: input.locale ?? "en" };
}

function dueOf(due: InputTask["due"], timeZone: string): Task["due"] {
  if (!due) return null;
  if (typeof due !== "string") return due;
  const [date = "", time] = due.split("T");
  return time ? { date, time: time.slice(0, 5), timeZone } : { date };
}

const dueText = (due: { date: string; time?: string } | null | undefined): string | null | undefined =>
  due ? (due.time ? `${due.date}T${due.time}` : due.date) : due;

/** The actions of a plan by title, one entry for each task. */
function entries(action: Action, context: Context): Record<string, unknown>[] {
  const title = (id: string): string | undefined => context.tasks.find((task) => task.id === id)?.title;
  switch (action.type) {
    case "add":
      return action.tasks.map((task) => ({
        type: "add",
        title: task.title,
        ...(task.due ? { due: dueText(task.due) } : {}),
        ...(task.recurrence ? { repeat: task.recurrence.rule, anchor: task.recurrence.anchor } : {}),
        ...(task.priority ? { priority: task.priority } : {}),
        ...(task.labels ? { labels: task.labels } : {}),
        ...(task.description ? { notes: task.description } : {}),
      }));
    case "update":
      return action.changes.map(({ id, patch }) => ({
        type: "update",
        target: title(id),
        ...(patch.title === undefined ? {} : { title: patch.title }),
        ...(patch.due === undefined ? {} : { due: dueText(patch.due) }),
        ...(patch.recurrence === undefined ? {} : { repeat: patch.recurrence?.rule ?? null }),
        ...(patch.priority === undefined ? {} : { priority: patch.priority }),
        ...(patch.labels === undefined ? {} : { labels: patch.labels }),
        ...(patch.description === undefined ? {} : { notes: patch.description }),
      }));
    case "complete":
    case "reopen":
    case "delete":
      return action.ids.map((id) => ({ type: action.type, target: title(id) }));
    case "list":
      return [{ type: "list", target: action.ids.map(title), filter: action.filter }];
    default:
      return [{ type: action.type }];
  }
}

/** The turn before as a past turn; titles it showed that are not on the list are taken for completed ones. */
function withTurn(
  context: Context,
  { user = "", bot = "", shown = [] }: NonNullable<Input["before"]>,
): Context {
  const list = new MemoryList({ now: context.now, timeZone: context.timeZone, tasks: [] });
  const missing = shown.filter((title) => !context.tasks.some((task) => task.title === title));
  const extra = new MemoryList({
    now: context.now,
    timeZone: context.timeZone,
    tasks: missing.map((title) => ({ title })),
  }).tasks.map((task) => ({ ...task, id: task.id.replace("-8000-", "-9000-"), completedAt: context.now }));
  const tasks = [...context.tasks, ...extra];
  const ids = shown.flatMap((title) => tasks.find((task) => task.title === title)?.id ?? []);
  return {
    ...list.context(),
    ...context,
    tasks,
    turns: [{ user, reply: bot, shown: ids, changed: [], done: [], pending: null }],
  };
}

const BESIDE = new Set(["answer", "correct", "undo", "redo", "reopen"]);

/**
 * What only means something beside a record of the turn before (answers, corrections, undo) or of what was done
 * (reopening), in the words of the contract: it is told as it was understood.
 */
function spoken(wishes: readonly Wish[], context: Context): Record<string, unknown>[] {
  const titles = (ids: readonly string[]): string[] =>
    ids.flatMap((id) => context.tasks.find((task) => task.id === id)?.title ?? []);
  return wishes.flatMap((wish): Record<string, unknown>[] => {
    if (wish.act === "answer")
      return [{ type: "answer", value: Array.isArray(wish.value) ? titles(wish.value) : wish.value }];
    if (wish.act === "undo" || wish.act === "redo") return [{ type: wish.act }];
    if (wish.act === "reopen") return titles(wish.target.ids).map((target) => ({ type: "reopen", target }));
    if (wish.act !== "correct") return [];
    const [target] = titles(wish.target.ids);
    return [{ type: "correct", field: wish.field, ...(target ? { target } : {}) }];
  });
}

/** What the product has no means for yet, as it was understood. */
const unable = (cannot: readonly Cannot[], context: Context): Record<string, unknown>[] =>
  cannot.flatMap((one): Record<string, unknown>[] => {
    if (one.type !== "update") return [{ ...one }];
    return one.ids.map((id) => ({
      type: "update",
      target: context.tasks.find((task) => task.id === id)?.title,
      [one.field]: one.value,
    }));
  });

function answer(line: string): Record<string, unknown> {
  const input = JSON.parse(line) as Input;
  if (typeof input.text !== "string" || typeof input.now !== "string" || !isZone(input.timeZone)) {
    return { id: input.id ?? null, error: "needs text, now and a timeZone that exists" };
  }
  const context = input.before ? withTurn(contextOf(input), input.before) : contextOf(input);
  const plan: Plan = understand(input.text, context);
  const said = plan.readings.length > 0 ? interpret(input.text, context, plan.language) : null;
  const wishes = said?.kind === "do" ? said.reading.wishes : [];
  const beside = wishes.filter(({ act }) => BESIDE.has(act));
  const rest =
    said?.kind === "do" && beside.length > 0
      ? planOf(
          {
            kind: "do",
            reading: { ...said.reading, wishes: wishes.filter((wish) => !beside.includes(wish)) },
          },
          context,
          plan.language,
          input.text,
        )
      : plan;
  const { text } = describe(plan, [], context);
  const question = rest.question?.text ?? (said && said.kind !== "do" ? plan.readings[0]?.label : undefined);
  return {
    id: input.id ?? null,
    intent: NAMES[plan.intent] ?? plan.intent,
    language: plan.language,
    actions: [
      ...spoken(beside, context),
      ...rest.actions.flatMap((action) => entries(action, context)),
      ...unable(rest.cannot, context),
    ],
    dates: plan.dates,
    ...(question ? { question } : {}),
    ...(text === "" ? {} : { reply: text }),
    spans: plan.spans,
    readings: plan.readings.map(({ label, confidence }) => ({
      label,
      confidence: Math.round(confidence * 1000) / 1000,
    })),
  };
}

for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
  if (line.trim() === "") continue;
  let out: Record<string, unknown>;
  try {
    out = answer(line);
  } catch (error) {
    out = { id: null, error: error instanceof Error ? error.message : "not understood" };
  }
  process.stdout.write(`${JSON.stringify(out)}\n`);
}
