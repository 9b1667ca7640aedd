import type { When } from "../dates/when.ts";
import type { ListFilter, ListMode, Span } from "../types.ts";

/** Why a message asks for nothing to be done; determines the reply. */
export type Nothing =
  | "greeting"
  | "thanks"
  | "smalltalk"
  | "feeling"
  | "statement"
  | "plan"
  | "hypothetical"
  | "negated"
  | "question"
  | "help"
  | "bot"
  | "outside"
  | "quote"
  | "noise";

/** The tasks that a clause refers to, found on the list or among those shown. */
export interface Target {
  /** The words that name them; "" if they are only implied. */
  words: string;
  /** The meant tasks, in the order of the list; empty if none was found. */
  ids: string[];
  /** The probability that exactly these are meant, 0 to 1. */
  sure: number;
  /** Other tasks that could be meant, likeliest first; offered in a question. */
  others: string[];
  /** Everything on the list, or everything that was shown, is meant: "all", "the lot". */
  all: boolean;
  /** They are named as the wrong ones: "not the slides". */
  denied?: true;
}

/**
 * The values that a task is given or changed to, as they were said; null clears a field, absent leaves it unchanged.
 */
export interface Fields {
  /** Due date and repetition. */
  when?: When | null;
  /** Earliest start: "start on monday", "not before friday". */
  start?: When | null;
  /** Weekdays that are ruled out, when no other day was given instead. */
  not?: readonly number[];
  /** Removes the repetition, or the time of day; the day stays. */
  repeat?: null;
  time?: null;
  remind?: When | null;
  title?: string;
  /** 1 high to 3 low, 4 none. */
  priority?: 1 | 2 | 3 | 4;
  addLabels?: string[];
  removeLabels?: string[];
  list?: string | null;
  assignee?: string | null;
  notes?: { text: string; mode: "append" | "replace" } | null;
}

export type FieldName =
  | "due"
  | "repeat"
  | "remind"
  | "title"
  | "priority"
  | "labels"
  | "list"
  | "assignee"
  | "notes";

/** A task to create. `depth` is the indentation in a pasted list: a deeper entry is a subtask of the one above it. */
export interface NewWish extends Fields {
  title: string;
  depth?: number;
}

/** One thing that a message asks for, with its parts filled in. */
export type Wish =
  | { act: "add"; tasks: NewWish[] }
  | { act: "complete" | "reopen" | "delete"; target: Target }
  /** `like`: do to these tasks what was last done to others; no field was named. */
  | { act: "update"; target: Target; fields: Fields; like?: true }
  /** `problem`: the day to filter by does not exist. */
  | { act: "show"; filter: ListFilter; mode: ListMode; words: string; problem?: When["problem"] }
  /** A question about one task; `field` is what it asks for: due, done, notes, list, exists … */
  | { act: "tell"; target: Target; field: string }
  | { act: "undo" | "redo" }
  /**
   * The answer to the previous turn's question: yes, no, or the chosen ids among those offered ("1", "2" … for
   * readings). `given` is the part that was asked for, or what a yes adds: "yes, but on friday".
   */
  | { act: "answer"; value: "yes" | "no" | string[]; given?: Fields & { target?: Target } }
  /**
   * What was just done is wrong. `target` is the right task for `field: "target"`, otherwise the task to correct;
   * `fields` are the right values; `act` is the act that was wanted.
   */
  | {
      act: "correct";
      field: string;
      target: Target;
      fields: Fields;
      instead?: "complete" | "reopen" | "delete" | "add";
    }
  | {
      act: "list.create" | "list.rename" | "list.delete" | "list.share" | "list.leave";
      name: string;
      to?: string;
      with?: string;
    }
  | { act: "none"; form: Nothing };

/** One way to read the whole message. */
export interface Reading {
  wishes: Wish[];
  /** The probability that it is what the user wants, 0 to 1, calibrated on writers that the model has not seen. */
  confidence: number;
  spans: Span[];
  /** Stretches of content that no part uses. */
  unused: Span[];
}

/** What to do about a message, by expected cost. */
export type Decision =
  | { kind: "do"; reading: Reading }
  /** Clear or nearly so, but costly: first asked as a yes-or-no question. */
  | { kind: "confirm"; reading: Reading }
  /** Several likely readings: offered as a choice, best first. */
  | { kind: "choose"; readings: Reading[] }
  /** It is open which task is meant: the possible tasks are offered. */
  | { kind: "which"; reading: Reading; wish: number; options: string[] }
  /** A part is missing: the reply asks for `what`. */
  | { kind: "missing"; reading: Reading; wish: number; what: "title" | "target" | "when" | "value" };
