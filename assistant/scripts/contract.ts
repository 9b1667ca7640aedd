import type { Task } from "@todo-chatbot/contracts";
import { isZone, parseDay, parseMinute, toInstant } from "@todo-chatbot/contracts/calendar";
import { type Action, type Cannot, type Context, describe, type Intent } from "../src/index.ts";
import { planOf } from "../src/plan/plan-of.ts";
import type { Wish } from "../src/reader/wish.ts";
import { MemoryList } from "../src/testing/list.ts";
import { considered } from "../src/understand.ts";

/** One message to be understood, with all it is understood against. */
export interface Input {
  id?: unknown;
  text: string;
  /** The wall clock in `timeZone`, or an instant with `Z` or an offset. */
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

/** What was understood of a message, in the words of the measuring contract. */
export interface Understood {
  id: unknown;
  intent: string;
  language: string;
  /** One for each task. */
  actions: UnderstoodAction[];
  dates: { text: string; start: string; end?: string; grain: string }[];
  question?: string;
  reply?: string;
  spans: { type: string; start: number; end: number; text: string; value?: string }[];
  /** Best first. */
  readings: { label: string; confidence: number }[];
}

export type UnderstoodAction = { type: string } & Record<string, unknown>;

/** A line that cannot be understood as one of the contract: what is wrong with it, in words. */
export class BadInput extends Error {}

const NAMES: Partial<Record<Intent, string>> = {
  activity: "list",
  small_talk: "out_of_scope",
  none: "out_of_scope",
};

/**
 * Reads one line of the contract.
 * @throws BadInput naming the field that is not as it has to be
 */
export function inputOf(line: string): Input {
  let input: unknown;
  try {
    input = JSON.parse(line);
  } catch {
    throw new BadInput("the line is not JSON");
  }
  const isObject = (value: unknown): value is Record<string, unknown> =>
    typeof value === "object" && value !== null && !Array.isArray(value);
  const isText = (value: unknown): boolean => typeof value === "string";
  const areTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);
  if (!isObject(input)) throw new BadInput("the line is not a JSON object");
  const { text, now, timeZone, locale, weekStart, tasks, before } = input;
  const need = (holds: boolean, what: string): void => {
    if (!holds) throw new BadInput(what);
  };
  need(isText(text), "`text` has to be a string");
  need(isText(timeZone) && isZone(timeZone as string), "`timeZone` has to be an IANA zone");
  need(isText(now) && isMoment(now as string), "`now` has to be YYYY-MM-DDTHH:MM, or an instant");
  need(locale === undefined || isText(locale), "`locale` has to be a string");
  need(
    weekStart === undefined || [1, 2, 3, 4, 5, 6, 7].includes(weekStart as number),
    "`weekStart` has to be 1 to 7",
  );
  need(
    tasks === undefined ||
      (Array.isArray(tasks) && tasks.every((task) => isObject(task) && isText(task.title))),
    "`tasks` has to be a list of objects with a `title`",
  );
  need(
    ((tasks ?? []) as InputTask[]).every(({ due }) => isDue(due)),
    "`due` of a task has to be null, YYYY-MM-DD, YYYY-MM-DDTHH:MM, or {date, time, timeZone}",
  );
  need(
    before === undefined ||
      before === null ||
      (isObject(before) &&
        [before.user, before.bot].every((words) => words === undefined || isText(words)) &&
        (before.shown === undefined || areTexts(before.shown))),
    "`before` has to be {user, bot, shown}",
  );
  return input as unknown as Input;
}

const isDue = (due: InputTask["due"]): boolean =>
  !due || /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d.*)?$/.test(String(typeof due === "string" ? due : due.date));

const isMoment = (now: string): boolean =>
  /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d|$)/.test(now) &&
  !Number.isNaN(Date.parse(now.length > 10 ? now : `${now}T00:00`));

function instantOf(now: string, timeZone: string): string {
  if (/(?:Z|[+-]\d\d:?\d\d)$/i.test(now)) return new Date(now).toISOString();
  const wall = { day: parseDay(now), minute: now.length > 10 ? parseMinute(now.slice(11)) : 0 };
  const seconds = Number(now.slice(17, 19) || 0);
  return new Date(toInstant(timeZone, wall) + seconds * 1000).toISOString();
}

/** What a message is understood against. */
export function contextOf(input: Input): Context {
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
  const context = { ...list.context(), weekStart: input.weekStart ?? 1, locale: input.locale ?? "en" };
  return input.before ? withTurn(context, input.before) : context;
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
function entries(action: Action, titles: ReadonlyMap<string, string>): UnderstoodAction[] {
  const title = (id: string): string => titles.get(id) ?? "";
  switch (action.type) {
    case "add":
      return action.tasks.map((task) => ({
        type: "add",
        title: task.title,
        ...(task.due ? { due: dueText(task.due) } : {}),
        ...(task.recurrence ? { repeat: task.recurrence.rule, anchor: task.recurrence.anchor } : {}),
        ...(task.priority ? { priority: task.priority } : {}),
        ...(task.labels ? { labels: task.labels } : {}),
        ...(task.project ? { list: task.project } : {}),
        ...(task.reminders?.length ? { remind: task.reminders } : {}),
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
        ...(patch.project === undefined ? {} : { list: patch.project }),
        ...(patch.reminders === undefined ? {} : { remind: patch.reminders }),
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
function spoken(wishes: readonly Wish[], named: ReadonlyMap<string, string>): UnderstoodAction[] {
  const titles = (ids: readonly string[]): string[] => ids.flatMap((id) => named.get(id) ?? []);
  return wishes.flatMap((wish): UnderstoodAction[] => {
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
const unable = (cannot: readonly Cannot[], titles: ReadonlyMap<string, string>): UnderstoodAction[] =>
  cannot.flatMap((one): UnderstoodAction[] => {
    // The task itself is among what is added.
    if (one.type === "add") return [];
    if (one.type !== "update") return [{ ...one }];
    return one.ids.map((id) => ({
      type: "update",
      target: titles.get(id) ?? "",
      [one.field]: one.value,
    }));
  });

/** Understands one message. */
export function understood(input: Input): Understood {
  const context = contextOf(input);
  const { plan, decision } = considered(input.text, context);
  const titles = new Map(context.tasks.map(({ id, title }) => [id, title]));
  const wishes = decision?.kind === "do" ? decision.reading.wishes : [];
  const beside = wishes.filter(({ act }) => BESIDE.has(act));
  const others = wishes.filter((wish) => !beside.includes(wish));
  const rest =
    decision?.kind === "do" && beside.length > 0
      ? planOf(
          { kind: "do", reading: { ...decision.reading, wishes: others } },
          context,
          plan.language,
          input.text,
        )
      : plan;
  const { text } = describe(plan, [], context);
  const question =
    rest.question?.text ?? (decision && decision.kind !== "do" ? plan.readings[0]?.label : undefined);
  return {
    id: input.id ?? null,
    intent: NAMES[plan.intent] ?? plan.intent,
    language: plan.language,
    actions: [
      ...spoken(beside, titles),
      ...rest.actions.flatMap((action) => entries(action, titles)),
      ...unable(rest.cannot, titles),
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
