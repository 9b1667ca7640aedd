import type { Change, Task, TaskCreateInput, TaskPatch, TaskQueryInput } from "@todo-chatbot/contracts";
import type { Language } from "./languages/index.ts";
import type { Wish } from "./reader/wish.ts";

export type { Language };

/** What the assistant can be asked to do; `answer` covers small talk and everything it only says something to. */
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

/** Everything a message is understood against. Nothing else is consulted: no clock, no storage. */
export interface Context {
  /** The instant the person pressed send, RFC 3339 with `Z` or an offset. */
  now: string;
  /** The person's IANA zone: every date and time they type is local to it. */
  timeZone: string;
  /** First day of their week, 1 (Monday) to 7 (Sunday). */
  weekStart: number;
  /** A BCP 47 tag; decides the order of day and month and the clock replies use. */
  locale: string;
  /** All open tasks and those completed lately, in the person's order. */
  tasks: readonly Task[];
  labels: readonly string[];
  projects: readonly string[];
  /** Earlier turns of the conversation, newest last. */
  turns: readonly PastTurn[];
}

/** One earlier exchange, as the backend keeps it. */
export interface PastTurn {
  user: string;
  reply: string;
  /** Ids of the tasks displayed, in order, by a list or by a question. */
  shown: string[];
  /** Ids of the tasks this turn changed or made. */
  changed: string[];
  /** What each act of the turn did, in their order; nothing that was refused or only looked up. */
  done: DoneAct[];
  /** The question the reply ended with, given back as `understand` made it. */
  pending: PendingQuestion | null;
}

/** What one act did, as it was recorded when it was done. */
export interface DoneAct {
  type: "add" | "complete" | "reopen" | "delete" | "update" | "undo" | "redo";
  /** The tasks it changed, with the titles they then had. */
  tasks: { id: string; title: string }[];
  /** Of an update: what was changed. */
  fields?: DoneField[];
  /** Of an update: by the task's id, the values these fields had before. */
  before?: Record<string, Partial<Pick<Task, DoneField>>>;
  /** What an undo of it names. Acts of one turn are undone together; absent once undone. */
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
  /** Which of `options` is meant: the answer's ids become the target of `wish`. */
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
  /** Days (both included) on which a listed task was completed. */
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
  /** Takes back the change named, with all done in the same turn; a redo names the undo it takes back. */
  | { type: "undo" | "redo"; changeId?: string }
  /** `offersUndo`: the last of it is offered to be taken back. */
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

/** A stretch of the message that was used, by UTF-16 offsets into the text as it was sent. */
export interface Span {
  type: SpanType;
  start: number;
  end: number;
  text: string;
  /** What it was read as, in plain form: an ISO date, an RRULE, a label, a task id. */
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
  /** The ways it could be read, best first; `label` is the text of a button. */
  readings: PlannedReading[];
  /** What was wanted and cannot be done; the answer says so. */
  cannot: Cannot[];
  /** The tasks a person has just agreed to have changed, by a yes or by choosing them. */
  agreed: string[];
}

export interface PlannedReading {
  label: string;
  /** 0 to 1, as the reader gave it. */
  confidence: number;
  actions: Action[];
}

/** Something the product has no means for yet. */
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

/** What became of one action of the plan, in the plan's order. */
export interface Outcome {
  status: "ok" | "error";
  /** The tasks as they are now; those deleted as they were; for an undo, those it brought back or changed. */
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
  /** The question it ends with, to be kept with the turn: the plan's, or one that the outcome made necessary. */
  pending?: PendingQuestion | null;
}
