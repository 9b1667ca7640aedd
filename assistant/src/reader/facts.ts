import type { TimeMention } from "../dates/when.ts";
import type { Mention } from "./mentions.ts";
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
  mentions: readonly Mention[];
  times: readonly TimeMention[];
  /** Words that things to do begin with, of the message's language. */
  openers: ReadonlySet<string>;
  before: Before | null;
}
