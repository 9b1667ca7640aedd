import type { Change, Task, TaskCreateInput, TaskPatch, TaskQueryInput } from "@todo-chatbot/contracts";
import type { Language } from "./languages/index.ts";
import type { Wish } from "./reader/wish.ts";

export type { Language };

/** What the assistant can be asked to do; `answer` covers small talk and everything it only replies to. */
export type Intent =
  | "add"
  | "list"
  | "complete"
  | "reopen"
  | "delete"
  | "update"
  | "undo"
  | "activity"
  | "help"
  | "small_talk"
  | "none"
  | "out_of_scope";

/** Everything used to understand a message. Nothing else is consulted: no clock, no storage. */
export interface Context {
  /** The instant the person pressed send, RFC 3339 with `Z` or an offset. */
  now: string;
  /** The person's IANA zone: every date and time they type is local to it. */
  timeZone: string;
  /** First day of their week, 1 (Monday) to 7 (Sunday). */
  weekStart: number;
  /** A BCP 47 tag; decides the order of day and month and the clock replies use. */
  locale: string;
  /** All open tasks and recently completed ones, in the person's order. */
  tasks: readonly Task[];
  labels: readonly string[];
  projects: readonly string[];
  /** Earlier turns of the conversation, newest last. */
  turns: readonly PastTurn[];
}

/** One earlier exchange, as stored by the backend. */
export interface PastTurn {
  user: string;
  reply: string;
  /** Ids of the tasks displayed, in order, by a list or by a question. */
  shown: string[];
  /** Ids of the tasks this turn changed or made. */
  changed: string[];
  /** What each act of the turn did, in order; without what was refused or only looked up. */
  done: DoneAct[];
  /** The question at the end of the reply, returned as `understand` produced it. */
  pending: PendingQuestion | null;
}

/** What one act did, as recorded at the time. */
export interface DoneAct {
  type: "add" | "complete" | "reopen" | "delete" | "update" | "undo" | "redo";
  /** The tasks it changed, with their titles at the time. */
  tasks: { id: string; title: string }[];
  /** For an update: what was changed. */
  fields?: DoneField[];
  /** For an update: the previous values of these fields, by task id. */
  before?: Record<string, Partial<Pick<Task, DoneField>>>;
  /** The change to name in an undo. Acts of one turn are undone together; absent once undone. */
  changeId?: string;
}

/** A field of a task that an update changes. */
export type DoneField =
  | "title"
  | "description"
  | "start"
  | "due"
  | "priority"
  | "labels"
  | "project"
  | "recurrence"
  | "reminders";

/**
 * A question waiting for its answer. Plain JSON: the backend stores it with the turn and gives it back.
 * `confirm`: yes runs `actions`.
 * `asked` counts how often it was put: something else was said in between. `choices` are the answers that could be
 * tapped, in the order of what they choose; of a `confirm` a yes and a no. An `offer` lapses without a word when
 * something else is said.
 */
export type PendingQuestion = Asked & { asked?: number; choices?: string[]; offer?: true };

type Asked =
  | { kind: "confirm"; actions: Action[]; ids: string[] }
  /** Asks which of `options` is meant: the ids in the answer become the target of `wish`. */
  | { kind: "pick"; options: string[]; wish: Wish }
  /** Which reading is meant: each with the text of its button. The answer's value names them as "1", "2" … */
  | { kind: "choose"; options: { label: string; wishes: Wish[] }[] }
  /** `what` of `wish` was missing, or could not be kept; the answer gives it. */
  | { kind: "missing"; what: MissingPart; wish: Wish };

export type MissingPart = "title" | "target" | "when" | "value";

/** Which tasks a list shows; every field that is set must hold. */
export interface ListFilter extends Pick<TaskQueryInput, "status" | "dueFrom" | "dueTo" | "due"> {
  label?: string;
  project?: string;
  priority?: 1 | 2 | 3 | 4;
  text?: string;
  overdue?: boolean;
  recurring?: boolean;
  /** Days (inclusive) on which a listed task was completed. */
  completedFrom?: string;
  completedTo?: string;
}

/** One thing to do. Ids always come from `Context.tasks`. */
export type Action =
  | { type: "add"; tasks: NewTask[] }
  | { type: "complete" | "reopen" | "delete"; ids: string[] }
  | { type: "update"; changes: { id: string; patch: TaskPatch }[] }
  /** `field`: what is asked about one task, with `details`. */
  | { type: "list"; filter: ListFilter; ids: string[]; count: number; mode: ListMode; field?: string }
  /** Undoes the given change, with everything done in the same turn; a redo names the undo to revert. */
  | { type: "undo" | "redo"; changeId?: string }
  /** `offersUndo`: whether to offer undoing the last change. */
  | { type: "activity"; since?: string; until?: string; offersUndo?: true };

/** A task to create. `parentIndex`: it is a subtask of that earlier entry of the same action. */
export type NewTask = TaskCreateInput & { parentIndex?: number };

/** How a list is answered: the tasks, their number, the first to do, whether time is free, one task's details. */
export type ListMode = "list" | "count" | "next" | "free" | "search" | "details";

export type SpanType =
  | "command"
  | "title"
  | "due"
  | "recurrence"
  | "priority"
  | "label"
  | "project"
  | "notes"
  | "reminder"
  | "reference"
  | "quote";

/** A part of the message that was used, as UTF-16 offsets into the text as sent. */
export interface Span {
  type: SpanType;
  start: number;
  end: number;
  text: string;
  /** How it was read, in plain form: an ISO date, an RRULE, a label, a task id. */
  value?: string;
}

/** A date expression found in the message, in the person's local wall clock, cut to its grain. */
export interface DateMention {
  text: string;
  start: string;
  end?: string;
  grain: "minute" | "hour" | "day" | "week" | "month" | "year";
}

/** What to do about a message: actions in order, at most one question, or an answer in words. */
export interface Plan {
  intent: Intent;
  /** The language it was read in; replies use it where they can. */
  language: Language;
  actions: Action[];
  question: Question | null;
  answer: string | null;
  spans: Span[];
  dates: DateMention[];
  /** The possible readings, best first; `label` is the text of a button. */
  readings: PlannedReading[];
  /** What was requested but cannot be done; the answer says so. */
  cannot: Cannot[];
  /** The tasks a person has just agreed to have changed, by a yes or by choosing them. */
  agreed: string[];
}

export interface PlannedReading {
  label: string;
  /** 0 to 1, from the reader. */
  confidence: number;
  actions: Action[];
}

/** Something the product does not support yet. */
export type Cannot =
  | {
      type: "list.create" | "list.rename" | "list.delete" | "list.share" | "list.leave";
      name: string;
      to?: string;
      with?: string;
    }
  | { type: "add"; title: string; field: "assignee"; value: string | null }
  | { type: "update"; ids: string[]; field: "assignee"; value: string | null };

export interface Question {
  text: string;
  pending: PendingQuestion;
  /** Ids of the tasks the question offers, in the order of its numbers. */
  shown: string[];
}

/** The outcome of one action of the plan, in plan order. */
export interface Outcome {
  status: "ok" | "error";
  /** The tasks in their current state; deleted ones as they were; for an undo, those it restored or changed. */
  tasks: readonly Task[];
  /** For `activity`: the changes found, newest first. */
  changes?: readonly Change[];
  error?: { code: string; detail: string };
}

/** The answer to show. */
export interface Reply {
  text: string;
  /** Ids of the tasks shown, in order: the "first" and "second" of the next message. */
  shown: string[];
  question: boolean;
  /** The question at its end, to store with the turn: the plan's, or one required by the outcome. */
  pending?: PendingQuestion | null;
}
