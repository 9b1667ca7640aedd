import type { ChangeAction } from "@todo-chatbot/contracts";
import type { DateLanguage } from "../dates/language.ts";
import type { Unit } from "../dates/when.ts";
import type { Nothing } from "../reader/wish.ts";
import type { Cannot, DoneAct, MissingPart } from "../types.ts";
import type { WordClasses } from "./classes.ts";
import type { CountWords } from "./words.ts";

/** What the engine needs from a language. Everything specific to a language is in its folder. */
export interface LanguagePack {
  say: Say;
  /** Its date words and phrases. */
  dates: DateLanguage;
  counts: CountWords;
  /** The classes of its words. */
  classes: WordClasses;
}

/** Acts that sentences, labels and questions refer to. */
export type Named = "add" | "complete" | "reopen" | "delete" | "update";

/** What can be asked about one task. */
export type Asked = "due" | "repeat" | "remind" | "priority" | "labels" | "list" | "notes";

/** Why a change was refused. */
export type Refusal =
  | "gone"
  | "changed"
  | "limit"
  | "nothing_to_undo"
  | "not_agreed"
  | "invalid"
  | "down"
  | "other";

/**
 * The wording of replies. Titles are passed in quotation marks; days, times, rules and lists as words of the language.
 * Entries named after a sentence return a complete sentence with its punctuation mark, the others a phrase.
 */
export interface Say {
  /** The region whose conventions for dates and times apply when the user's locale names none. */
  region: string;
  /** Final typographic pass over a complete text, such as the required spaces. */
  finish?(text: string): string;
  quotes: readonly [open: string, close: string];
  /** Between a heading and what it heads. */
  colon: string;

  /** Adapts a date formatted by `Intl` to how it is said. */
  date?(words: string): string;
  /** Phrases for time. */
  at(time: string): string;
  /** A time in its own zone: "09:00 London". */
  elsewhere(time: string, place: string): string;
  overdue: string;
  span: { from(day: string): string; to(day: string): string };
  rule: RuleWords;
  /** A lead time: "30 minutes before". */
  before(amount: number, unit: Unit): string;

  /** Phrases for the properties of a task. Priorities from 1 (high) to 4 (none). */
  priorities: readonly [string, string, string, string];
  inList(name: string): string;
  /** The day before which the task cannot be started. */
  starts(when: string): string;
  reminder(when: string): string;
  none: {
    start: string;
    due: string;
    repeat: string;
    remind: string;
    labels: string;
    list: string;
    notes: string;
  };
  noted: string;
  done: string;

  /** Headings and counts of lists. */
  tasks(count: number): string;
  more(count: number): string;
  heads: { overdue: string; done: string; repeating: string; undated: string };
  refusals: Record<Refusal, string>;
  untouched(titles: string): string;

  /** Buttons. */
  label: Record<Named, (task: string) => string> & {
    show(head: string): string;
    all: string;
    undo: string;
    redo: string;
    nothing: string;
  };
  yes: string;
  no: string;

  /** Questions. */
  ask(label: string): string;
  choose: string;
  which: Record<Exclude<Named, "add"> | "show", string>;
  missing: Record<MissingPart, (title: string) => string>;
  stillOpen: string;
  lapsed: string;
  /** What the second of two simultaneous questions would have been about. */
  afterwards(label: string): string;
  left: readonly string[];
  nothingAsked: string;

  /** Notes in addition to a change, or instead of one. */
  problems: Record<
    "no-such-day" | "no-such-time" | "unsupported-rule" | "unknown-zone",
    (words: string) => string
  >;
  past: string;
  same: {
    due(title: string, when: string): string;
    done(title: string): string;
    open(title: string): string;
    other(title: string): string;
  };
  notFound(words: string): string;
  noTasks: string;
  noneHas: { due(title: string): string; time(title: string): string };
  nothingRings: string;
  onlyFirst: string;
  unused(words: string): string;
  nothingToRedo: string;
  nothingToCorrect: string;
  cannot: Record<Cannot["type"], (name: string, other: string) => string>;

  dueToday(count: number): string;
  tooLong(limit: number): string;
  blank: string;
  echo: string;
  inParts: string;
  otherLanguage: string;
}

/**
 * The wording of what was done, and of answers about tasks: what is said once a plan is carried out. A page that
 * previews a message does not load it.
 */
export interface Report {
  /** What a repetition skips, by the codes of `Omission`. */
  omits: {
    short_months(day: number): string;
    fifth_weekdays: string;
    common_years: string;
    short_years: string;
  };
  /** A list is empty: the one with this heading, or everything. */
  empty(head: string | null): string;
  free(head: string): string;
  next(task: string): string;

  /** What was done: a few tasks are named, many are listed under a heading. */
  did: Record<Exclude<Named, "update">, (titles: string) => string>;
  didMany: Record<Named, (count: number) => string>;
  again(title: string, when: string): string;
  changed(title: string, facts: string): string;
  renamed(title: string): string;
  notedWith(title: string): string;
  /** By the type of act that was undone. */
  undone: Record<DoneAct["type"], (titles: string) => string>;
  undoneAll: string;
  log: Record<ChangeAction, (title: string) => string>;
  noLog: string;
  failed(what: string, why: string): string;
  /** After one occurrence of a series was moved: asks whether to move the later ones too. */
  allLater: string;
  nothingToUndo: string;
  elsewhereLast(what: string): string;

  /** Answers about one task: `value` is null if the task has none. */
  tell: Record<Asked, (title: string, value: string | null) => string> & {
    state(title: string, done: boolean): string;
    listed(titles: string): string;
    created(title: string, day: string): string;
  };
  /** The user stopped the answer. */
  stopped: { changed: string; unchanged: string };
}

/** The parts of which a recurrence rule in words consists. */
export interface RuleWords {
  every(unit: Exclude<Unit, "minute">, count: number): string;
  /** Weekdays are full names; `weeks` 2 means every other week. */
  weekdays(names: readonly string[], list: string, weeks: number): string;
  workdays: string;
  /** Days of a month: 1 to 31, or -1 for the last. */
  monthDay(day: number): string;
  /** 1 to 5, or -1 for the last. `weekday` is null for a workday. */
  nth(position: number, weekday: { number: number; name: string } | null): string;
  on(every: string, days: string): string;
  in(rule: string, months: string): string;
  ofMonth(day: string, month: string): string;
  times(rule: string, count: number): string;
  until(rule: string, date: string): string;
  fromDone(rule: string): string;
  /** For rules that cannot be put into words. */
  other: string;
}

const plurals = new Map<string, Intl.PluralRules>();

/** The plural form for a number in a language: "1 task", "2 tasks". */
export function plural(language: string, count: number, one: string, other: string): string {
  let rules = plurals.get(language);
  if (!rules) {
    rules = new Intl.PluralRules(language);
    plurals.set(language, rules);
  }
  return `${count} ${rules.select(count) === "one" ? one : other}`;
}

/** Replies to messages that ask for nothing to be done: variants, chosen by the message. A page needs none. */
export type Talk = Readonly<Record<Nothing, readonly [string, ...string[]]>>;
