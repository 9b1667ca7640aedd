import type { TimeMention } from "../dates/when.ts";
import type { WordClasses } from "../languages/classes.ts";
import type { Group } from "./groups.ts";
import type { Mention } from "./mentions.ts";
import type { Weigh } from "./title-index.ts";
import type { Word } from "./words.ts";

/** The previous turn, as far as it matters for the current message. */
export interface Before {
  user: readonly Word[];
  reply: readonly Word[];
  /** Whether the reply ended in a question. */
  asked: boolean;
  /** Indices into `Facts.tasks` of the tasks that were shown, in order. */
  shown: readonly number[];
  /** The share of a task's title that the previous message mentioned, and that the reply mentioned, by index. */
  inUser: ReadonlyMap<number, number>;
  inReply: ReadonlyMap<number, number>;
}

/** Everything that is known about a message when it is read, in any language. */
export interface Facts {
  text: string;
  words: readonly Word[];
  /** Titles of the open tasks, followed by tasks that were shown and are not open. */
  tasks: readonly string[];
  /** How many of `tasks` are open; these come first. */
  open: number;
  mentions: readonly Mention[];
  /** The mentions that match more than the first word of a title: "buy milk" does not mention “Buy bread”. */
  told: readonly Mention[];
  times: readonly TimeMention[];
  /** Stretches that refer to tasks by a label, a list or a day. */
  groups: readonly Group[];
  /** Words that tasks start with in the message's language. */
  openers: ReadonlySet<string>;
  /** The grammatical classes of words, the same ones in every language. */
  classes: WordClasses;
  /** How informative a word is, 0 to 1. */
  weigh: Weigh;
  before: Before | null;
  /** The two tasks that "both" would refer to: those shown together, or one from each of the last two turns. */
  pair: readonly number[];
  /** Words for weekdays → 1 (Monday) to 7. */
  weekdays: ReadonlyMap<string, number>;
}
