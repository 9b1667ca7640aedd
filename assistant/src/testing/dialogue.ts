import type { Task } from "@todo-chatbot/contracts";
import { fold } from "@todo-chatbot/contracts/fold";
import type { NewTask } from "../types.ts";
import { MemoryList } from "./list.ts";

/** A title as it is compared: folded, one space between words, without marks at its ends. */
const plain = (title: string): string =>
  fold(title)
    .replace(/\s+/g, " ")
    .replace(/^["“”«»'`\s]+|["“”«»'`.!\s]+$/g, "");

/** A conversation about a list, and what must be true of the list after each message; `dialogues.jsonl` holds them. */
export interface Dialogue {
  id: string;
  now: string;
  tz: string;
  tasks: {
    title: string;
    notes?: string;
    due?: string;
    priority?: string;
    labels?: string[];
    completed?: boolean;
  }[];
  turns: { user: string; expect: { actions: Expected[]; alt?: Expected[][] } }[];
}

/** A whole title, or how it begins. */
type Said = string | { prefix: string };

const isSaid = (want: Said, title: string): boolean =>
  typeof want === "string" ? plain(title) === plain(want) : plain(title).startsWith(plain(want.prefix));

type OneOf<T> = T | { any: T[] };

interface Repeat {
  freq: string;
  interval?: number;
  /** Weekdays, each with its place in the month where there is one: "TU", "-1FR". */
  byDay?: string[];
  byMonthDay?: number | number[];
  bySetPos?: number;
  until?: string;
  count?: number;
  anchor?: string;
}

interface Expected {
  type: string;
  title?: OneOf<Said>;
  target?: OneOf<string>;
  due?: OneOf<string | null>;
  priority?: OneOf<string | null>;
  labels?: string[];
  notes?: OneOf<string>;
  repeat?: OneOf<Repeat>;
  fields?: Record<string, unknown>;
  /** The titles shown; null for any. */
  result?: OneOf<OneOf<string>[] | null>;
  count?: number;
  options?: string[];
}

const LEVEL: Record<string, 1 | 2 | 3> = { high: 1, medium: 2, low: 3 };
const PARTS: Record<string, [number, number]> = {
  morning: [4, 12],
  afternoon: [12, 18],
  evening: [17, 23],
  night: [19, 24],
};

const options = <T>(value: OneOf<T>): T[] =>
  value !== null && typeof value === "object" && "any" in (value as object)
    ? (value as { any: T[] }).any
    : [value as T];

/** How a dialogue went, up to its first wrong turn. */
export interface Played {
  /** The first thing that is not as expected, or null. */
  fault: string | null;
  /** Turns that were as expected. */
  right: number;
  /** The wrong turn changed the list: what costs trust. */
  changed: boolean;
}

/** Plays a dialogue; the first thing that is not as expected, or null. */
export const play = (dialogue: Dialogue): string | null => played(dialogue).fault;

/** Plays a dialogue until a turn is wrong. */
export function played(dialogue: Dialogue): Played {
  const list = new MemoryList({
    now: dialogue.now,
    timeZone: dialogue.tz,
    tasks: dialogue.tasks.map((task) => toTask(task, dialogue.tz)),
  });
  list.tasks = list.tasks.map((task, k) =>
    dialogue.tasks[k]?.completed ? { ...task, completedAt: dialogue.now } : task,
  );
  let shownBefore: string[] = [];
  let before: Task[] = [];
  let right = 0;
  for (const { user, expect } of dialogue.turns) {
    const previous = before;
    before = list.tasks;
    const { reply } = list.say(user);
    const titles = new Map([...before, ...list.tasks].map((task) => [task.id, task.title]));
    const shown = reply.shown.map((id) => titles.get(id) ?? "");
    const state = {
      before,
      after: list.tasks,
      previous,
      shown,
      shownBefore,
      text: reply.text,
      asks: reply.question,
    };
    const faults = [expect.actions, ...(expect.alt ?? [])].map((actions) => fault(actions, state));
    const wrong = !faults.includes(null) ? faults[0] : reply.text.trim() === "" ? "no reply" : null;
    if (wrong)
      return { fault: `“${user}”: ${wrong} (${reply.text})`, right, changed: !same(before, list.tasks) };
    right += 1;
    if (shown.length > 0) shownBefore = shown;
  }
  return { fault: null, right, changed: false };
}

function toTask(task: Dialogue["tasks"][number], tz: string): NewTask {
  const [date, time] = (task.due ?? "").split("T");
  return {
    title: task.title,
    ...(task.notes ? { description: task.notes } : {}),
    ...(task.labels ? { labels: task.labels } : {}),
    ...(task.priority ? { priority: LEVEL[task.priority] ?? 4 } : {}),
    ...(date ? { due: time ? { date, time, timeZone: tz } : { date } } : {}),
  };
}

interface After {
  before: readonly Task[];
  after: readonly Task[];
  previous: readonly Task[];
  shown: readonly string[];
  shownBefore: readonly string[];
  text: string;
  asks: boolean;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What is wrong: an expected action that did not happen, or something that happened besides; else null. */
function fault(actions: readonly Expected[], state: After): string | null {
  const added = state.after.filter((task) => !state.before.some((old) => old.id === task.id));
  const removed = state.before.filter((old) => !state.after.some((task) => task.id === old.id));
  const changed = state.before.flatMap((old) => {
    const now = state.after.find((task) => task.id === old.id);
    return now && !same(now, old) ? [{ old, now }] : [];
  });
  for (const action of actions) {
    const targets = options(action.target ?? "").map((target) => plain(named(target, state)));
    switch (action.type) {
      case "add": {
        const at = added.findIndex((task) => isAdded(task, action));
        if (at < 0) return `not added: ${JSON.stringify(action)}`;
        added.splice(at, 1);
        break;
      }
      case "delete": {
        const at = removed.findIndex((task) => targets.includes(plain(task.title)));
        if (at < 0) return `not deleted: ${targets}`;
        removed.splice(at, 1);
        break;
      }
      case "complete":
      case "reopen":
      case "update": {
        const at = changed.findIndex(
          ({ old, now }) => targets.includes(plain(old.title)) && isChanged(old, now, action),
        );
        if (at < 0) return `not changed: ${JSON.stringify(action)}`;
        changed.splice(at, 1);
        break;
      }
      case "undo":
        return same(state.after, state.previous) ? null : "not undone";
      case "clarify":
        if (!state.asks) return "did not ask";
        for (const option of action.options ?? [])
          if (!state.text.includes(option)) return `not offered: ${option}`;
        break;
      case "list":
      case "search":
        if (
          action.result !== undefined &&
          !options(action.result).some((want) => want === null || areShown(want, state.shown))
        ) {
          return `shown ${JSON.stringify(state.shown)}`;
        }
        if (action.count !== undefined && !new RegExp(`\\b${action.count}\\b`).test(state.text))
          return `count not said`;
    }
  }
  const rest = added.length + removed.length + changed.length;
  return rest === 0 ? null : `${rest} changes too many`;
}

/** The same titles in any order. */
function areShown(want: readonly OneOf<string>[], shown: readonly string[]): boolean {
  const left = [...shown];
  return (
    want.length === left.length &&
    want.every((one) => {
      const at = left.findIndex((title) => options(one).some((named) => plain(named) === plain(title)));
      if (at >= 0) left.splice(at, 1);
      return at >= 0;
    })
  );
}

function named(target: string, state: After): string {
  const place = /^\$shown\[(\d+)\]$/.exec(target);
  return place ? (state.shownBefore[Number(place[1])] ?? "") : target;
}

function isAdded(task: Task, want: Expected): boolean {
  return (
    options(want.title ?? "").some((title) => isSaid(title, task.title)) &&
    options(want.due ?? null).some((due) => isDue(due, task)) &&
    same([...(want.labels ?? [])].sort(), [...task.labels].sort()) &&
    (want.priority === undefined || isPriority(want.priority, task)) &&
    (want.notes === undefined || options(want.notes).some((notes) => isNoted(notes, task))) &&
    (want.repeat === undefined
      ? task.recurrence === null
      : options(want.repeat).some((repeat) => isRepeat(repeat, task)))
  );
}

function isChanged(old: Task, now: Task, want: Expected): boolean {
  if (want.type !== "update") return (now.completedAt !== null) === (want.type === "complete");
  const fields = want.fields ?? {};
  const kept = { ...now };
  const check: Record<string, (value: never) => boolean> = {
    title: (value: OneOf<Said>) => options(value).some((title) => isSaid(title, now.title)),
    due: (value: OneOf<string | null>) => options(value).some((due) => isDue(due, now)),
    priority: (value: OneOf<string | null>) => isPriority(value, now),
    labels: (value: string[]) => same([...value].sort(), [...now.labels].sort()),
    notes: (value: OneOf<string>) => options(value).some((notes) => isNoted(notes, now)),
    repeat: (value: OneOf<Repeat>) => options(value).some((repeat) => isRepeat(repeat, now)),
  };
  const key: Record<string, keyof Task> = { notes: "description", repeat: "recurrence" };
  for (const [field, value] of Object.entries(fields)) {
    if (!check[field]?.(value as never)) return false;
    const name = key[field] ?? (field as keyof Task);
    Object.assign(kept, { [name]: old[name] });
  }
  return same(kept, old);
}

function isDue(want: string | null, task: Task): boolean {
  const got = task.due ? ("time" in task.due ? `${task.due.date}T${task.due.time}` : task.due.date) : null;
  if (want === null || got === null) return want === got;
  const [day, part] = want.split("~");
  if (!part) return want === got;
  const [from, to] = PARTS[part] ?? [0, 24];
  const hour = Number(got.slice(11, 13));
  return got.startsWith(day as string) && (got.length === 10 || (hour >= from && hour < to));
}

const isNoted = (want: string, { description }: Task): boolean => fold(description).includes(fold(want));

function isPriority(want: OneOf<string | null>, task: Task): boolean {
  return options(want).some((level) => (level === null ? 4 : LEVEL[level]) === task.priority);
}

function isRepeat(want: Repeat, task: Task): boolean {
  const part = Object.fromEntries(
    (task.recurrence?.rule ?? "").split(";").map((pair) => pair.split("=") as [string, string]),
  );
  const days = (part.BYDAY ?? "").split(",").filter(Boolean);
  const nth = days.length === 1 ? /^(-?\d+)/.exec(days[0] as string)?.[1] : undefined;
  const isPlaced = want.byDay?.some((day) => day.length > 2) === true;
  const wantDays = [want.byMonthDay ?? []].flat();
  return (
    part.FREQ === want.freq.toUpperCase() &&
    Number(part.INTERVAL ?? 1) === (want.interval ?? 1) &&
    (want.byDay === undefined ||
      same([...want.byDay].sort(), days.map((day) => (isPlaced ? day : day.slice(-2))).sort())) &&
    (want.byMonthDay === undefined || same(wantDays, (part.BYMONTHDAY ?? "").split(",").map(Number))) &&
    (want.bySetPos === undefined || Number(nth ?? part.BYSETPOS) === want.bySetPos) &&
    (want.count === undefined || Number(part.COUNT) === want.count) &&
    (want.until === undefined || part.UNTIL === want.until.replaceAll("-", "")) &&
    (task.recurrence?.anchor ?? "schedule") === (want.anchor ?? "schedule")
  );
}
