/**
 * Reads JSON lines `{id, text, now, timeZone, locale?, weekStart?, tasks?}` from stdin and writes what was understood,
 * one line each. `now` is the wall clock in `timeZone`, or an instant with `Z` or an offset.
 */
import { createInterface } from "node:readline";
import type { Task } from "@todo-chatbot/contracts";
import { parseDay, parseMinute } from "../src/calendar/civil.ts";
import { isZone, toInstant } from "../src/calendar/zone.ts";
import type { Action, Context, Intent, Plan } from "../src/index.ts";
import { describe, understand } from "../src/index.ts";
import { MemoryList } from "../src/testing/list.ts";

interface Input {
  id?: unknown;
  text: string;
  now: string;
  timeZone: string;
  locale?: string;
  weekStart?: number;
  tasks?: InputTask[];
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

function answer(line: string): Record<string, unknown> {
  const input = JSON.parse(line) as Input;
  if (typeof input.text !== "string" || typeof input.now !== "string" || !isZone(input.timeZone)) {
    return { id: input.id ?? null, error: "needs text, now and a timeZone that exists" };
  }
  const context = contextOf(input);
  const plan: Plan = understand(input.text, context);
  const { text } = describe(plan, [], context);
  return {
    id: input.id ?? null,
    intent: NAMES[plan.intent] ?? plan.intent,
    actions: plan.actions.flatMap((action) => entries(action, context)),
    dates: plan.dates,
    ...(plan.question ? { question: plan.question.text } : {}),
    ...(text === "" ? {} : { reply: text }),
    spans: plan.spans,
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
