import type { When } from "../dates/when.ts";
import type { ListFilter, ListMode, Span } from "../types.ts";

/** Why a message wants nothing done; the reply is chosen by it. */
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

/** The tasks a clause is about, as the reader found them on the list or in what was shown. */
export interface Target {
  /** The words that name them; "" where they are only implied. */
  words: string;
  /** The tasks meant, in the order of the list; empty when nothing was found. */
  ids: string[];
  /** How likely exactly these are meant, 0 to 1. */
  sure: number;
  /** Other tasks that could be meant, likeliest first: what a question offers. */
  others: string[];
  /** Everything on the list, or everything that was shown, was meant: "all", "the lot". */
  all: boolean;
}

/** What a task is given or changed to, as it was said; null takes a field away, absent leaves it. */
export interface Fields {
  /** Due and repetition. */
  when?: When | null;
  /** Not to be begun before: "start on monday", "not before friday". */
  start?: When | null;
  /** Weekdays it is not to be on; none where another day was refused. */
  not?: readonly number[];
  /** Takes the repetition away, or the hour; the day stays. */
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

/** A task to make. `depth` counts indentation in a pasted list: a deeper entry is a subtask of the one above it. */
export interface NewWish extends Fields {
  title: string;
  depth?: number;
}

/** One thing a message wants, its parts filled in. */
export type Wish =
  | { act: "add"; tasks: NewWish[] }
  | { act: "complete" | "reopen" | "delete"; target: Target }
  /** `like`: what was done last is to be done to these too; no field was named. */
  | { act: "update"; target: Target; fields: Fields; like?: true }
  /** `problem`: the day it was narrowed to is none. */
  | { act: "show"; filter: ListFilter; mode: ListMode; words: string; problem?: When["problem"] }
  /** A question about one task; `field` is what is asked: due, done, notes, list, exists … */
  | { act: "tell"; target: Target; field: string }
  | { act: "undo" | "redo" }
  /**
   * To the question of the turn before: yes, no, or the ids chosen among what it offered ("1", "2" … of readings).
   * `given` is the part that was asked for, or what a yes adds: "yes, but on friday".
   */
  | { act: "answer"; value: "yes" | "no" | string[]; given?: Fields & { target?: Target } }
  /**
   * What was just done is wrong. `target` is the right task for `field: "target"`, otherwise the task to correct;
   * `fields` are the right values; `act` the act it should have been.
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
  /** How likely it is what the person wants, 0 to 1, calibrated on writers the model has not seen. */
  confidence: number;
  spans: Span[];
  /** Stretches of content that no part used. */
  unused: Span[];
}

/** What is done about a message, by expected cost. */
export type Decision =
  | { kind: "do"; reading: Reading }
  /** Clear or nearly so, but costly: asked with yes and no first. */
  | { kind: "confirm"; reading: Reading }
  /** Close readings: asked with these to choose from, best first. */
  | { kind: "choose"; readings: Reading[] }
  /** Which task is meant is open: asked with the tasks to choose from. */
  | { kind: "which"; reading: Reading; wish: number; options: string[] }
  /** A part is missing: `what` is asked for. */
  | { kind: "missing"; reading: Reading; wish: number; what: "title" | "target" | "when" | "value" };
