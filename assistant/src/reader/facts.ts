import type { TimeMention } from "../dates/when.ts";
import type { WordClasses } from "../languages/classes.ts";
import type { Group } from "./groups.ts";
import type { Mention, Weigh } from "./mentions.ts";
import type { Word } from "./words.ts";

/** What the turn before was, as far as it matters to what is said now. */
export interface Before {
  user: readonly Word[];
  reply: readonly Word[];
  /** The reply ended in a question. */
  asked: boolean;
  /** Places, in `Facts.tasks`, of the tasks that were shown, in order. */
  shown: readonly number[];
  /** How much of a task's title the message before said, and the reply to it, by place. */
  inUser: ReadonlyMap<number, number>;
  inReply: ReadonlyMap<number, number>;
}

/** Everything a message is read by, whatever its language. */
export interface Facts {
  text: string;
  words: readonly Word[];
  /** Open tasks, then what was shown and is not among them, by title. */
  tasks: readonly string[];
  /** So many of them, the first, are open. */
  open: number;
  mentions: readonly Mention[];
  /** Those of them that say more than what a task begins with: "buy milk" does not speak of “Buy bread”. */
  told: readonly Mention[];
  times: readonly TimeMention[];
  /** Stretches that name tasks by a label, a list or a day. */
  groups: readonly Group[];
  /** Words that things to do begin with, of the message's language. */
  openers: ReadonlySet<string>;
  /** What kind of word each is, the same kinds in every language. */
  classes: WordClasses;
  /** How much a word tells, 0 to 1. */
  weigh: Weigh;
  before: Before | null;
  /** The two tasks that "both" would mean: those shown together, or each in one of the last two turns. */
  pair: readonly number[];
  /** Words for weekdays → 1 (Monday) to 7. */
  weekdays: ReadonlyMap<string, number>;
}
