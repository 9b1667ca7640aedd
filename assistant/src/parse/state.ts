import type { Task } from "@todo-chatbot/contracts";
import { toWall } from "../calendar/zone.ts";
import type { Expression } from "../dates/expression.ts";
import type { Grammar } from "../dates/grammar.ts";
import type { Clock } from "../dates/scan.ts";
import type { Token } from "../text/tokens.ts";
import type { Context, Edit, Language, ListFilter, ListMode, NewTask, Span, SpanType } from "../types.ts";
import type { Item } from "./items.ts";

/** A way of naming tasks, before it is known which they are. */
export type Reference =
  | { kind: "name"; text: string }
  | { kind: "quote"; text: string }
  | { kind: "it" }
  | { kind: "them" }
  | { kind: "both" }
  | { kind: "other" }
  /** All but what was spoken of last: "the rest". */
  | { kind: "rest" }
  /** Positions in the list shown last: from 1, or from -1 backwards. */
  | { kind: "places"; places: number[] }
  | { kind: "all"; filter: ListFilter }
  /** "everything but the gym": `but` are the ways to read what is left out; the first that names tasks counts. */
  | { kind: "except"; of: Reference; but: Reference[] }
  | { kind: "each"; references: Reference[] };

/** A task to add, as read. `due` is kept to be told in a reply and refined by a later clause. */
export interface Draft {
  task: NewTask;
  /** The date as read, for a correction in the same message. */
  date?: Expression;
  depth?: number;
}

/** What one clause asks for. */
export type Command =
  | {
      type: "add";
      drafts: Draft[] /** Nothing said to add it: it only sounds like something to do. */;
      implied?: boolean;
    }
  | {
      type: "complete" | "reopen" | "delete";
      target: Reference /** Ask before doing it. */;
      unsure?: boolean;
    }
  | { type: "update"; target: Reference; edit: Edit /** Ask before doing it. */; unsure?: boolean }
  | { type: "list"; filter: ListFilter; mode: ListMode; ids?: string[] }
  | { type: "undo" }
  /** What was done last is taken back and done to these instead. */
  | { type: "instead"; action: "complete" | "delete" | "update"; target: Reference; edit?: Edit }
  | { type: "activity"; since?: string; until?: string }
  | { type: "replace"; words: string }
  | { type: "askTitle"; draft: NewTask }
  | { type: "askWhen" | "askWhat"; target: Reference }
  | { type: "offer"; draft: NewTask; text: string; intent?: "add" }
  | { type: "say"; intent: "help" | "small_talk" | "none" | "out_of_scope" | "undo"; text: string };

/** What is known while one message is read. */
export interface State {
  context: Context;
  clock: Clock;
  text: string;
  tokens: readonly Token[];
  grammar: Grammar;
  language: Language;
  open: readonly Task[];
  completed: readonly Task[];
  spans: Span[];
  /** Names looked for already in this message, by scope and words: many readings try the same ones. */
  named: Map<string, unknown>;
  /** What earlier clauses of the same message were about: "add X and make it urgent". */
  local: { drafts: Draft[] } | { tasks: Task[] } | null;
  original(index: number): number;
  /** What the turn before this one asked for, read again as it was then. */
  earlier(): readonly Command[];
}

export function makeState(
  context: Context,
  text: string,
  original: (index: number) => number,
  tokens: readonly Token[],
  grammar: Grammar,
  language: Language,
  earlier: () => readonly Command[] = () => [],
): State {
  return {
    context,
    clock: clockOf(context),
    text,
    tokens,
    grammar,
    language,
    open: context.tasks.filter((task) => !task.completedAt),
    completed: context.tasks.filter((task) => task.completedAt),
    spans: [],
    named: new Map(),
    local: null,
    original,
    earlier,
  };
}

export function clockOf(context: Context): Clock {
  const instant = Date.parse(context.now);
  const wall = toWall(context.timeZone, instant);
  return {
    zone: context.timeZone,
    instant,
    day: wall.day,
    minute: wall.minute,
    weekStart: context.weekStart,
    dayFirst: isDayFirst(context.locale, context.timeZone),
  };
}

const US_ZONES =
  /^(?:US\/|America\/(?:New_York|Detroit|Kentucky\/|Indiana\/|Indianapolis|Louisville|Fort_Wayne|Chicago|Menominee|North_Dakota\/|Denver|Boise|Phoenix|Los_Angeles|Anchorage|Juneau|Sitka|Metlakatla|Yakutat|Nome|Adak|Puerto_Rico)|Pacific\/(?:Honolulu|Guam))/;

/** 5/6 is 5 June, except where the language tag names the United States, or names no region and the zone lies there. */
function isDayFirst(locale: string, zone: string): boolean {
  const region = /[-_]([A-Za-z]{2})\b/.exec(locale)?.[1]?.toUpperCase();
  if (region) return region !== "US";
  return !US_ZONES.test(zone);
}

/** The message's own text of a stretch of tokens. */
export function sourceOf(state: State, from: number, to: number): string {
  if (from >= to) return "";
  return state.text.slice(state.tokens[from]?.start ?? 0, state.tokens[to - 1]?.end ?? 0);
}

export function sourceOfItems(state: State, items: readonly Item[]): string {
  if (items.length === 0) return "";
  return sourceOf(state, (items[0] as Item).from, (items.at(-1) as Item).to);
}

/** Records that tokens `[from…to)` were used, and as what. */
export function mark(state: State, type: SpanType, from: number, to: number, value?: string): void {
  const first = state.tokens[from];
  const last = state.tokens[to - 1];
  if (!first || !last) return;
  const start = state.original(first.start);
  const end = state.original(last.end - 1) + 1;
  if (state.spans.some((span) => span.start === start && span.end === end && span.type === type)) return;
  state.spans.push({
    type,
    start,
    end,
    text: state.text.slice(first.start, last.end),
    ...(value === undefined ? {} : { value }),
  });
}
