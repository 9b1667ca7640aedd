import type { ChangeAction } from "@todo-chatbot/contracts";
import type { DateLanguage } from "../dates/language.ts";
import type { Unit } from "../dates/when.ts";
import type { Nothing } from "../reader/wish.ts";
import type { Cannot, DoneAct, MissingPart } from "../types.ts";
import type { WordClasses } from "./classes.ts";
import type { CountWords } from "./words.ts";

/** What the engine needs of one language. All it knows of a language stands in that language's folder. */
export interface LanguagePack {
  say: Say;
  /** Its words of time. */
  dates: DateLanguage;
  counts: CountWords;
  /** What kind of word each is. */
  classes: WordClasses;
}

/** The acts a sentence, a label or a question names. */
export type Named = "add" | "complete" | "reopen" | "delete" | "update";

/** What is asked about one task. */
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
 * The words of answers. Titles arrive in quotation marks, days, times, rules and lists in words of the language; what
 * is returned is a whole sentence with its mark at the end where its name is a sentence's, a bare phrase elsewhere.
 */
export interface Say {
  /** Whose habits hold for dates and the clock when the person's locale names no region. */
  region: string;
  /** The last touch to a whole text: the spaces typography asks for. */
  finish?(text: string): string;
  quotes: readonly [open: string, close: string];
  /** Between a heading and what it heads. */
  colon: string;

  /** A date as `Intl` writes it, made into what is said. */
  date?(words: string): string;
  /** Phrases for time. */
  at(time: string): string;
  /** A time as its own zone has it: "09:00 London". */
  elsewhere(time: string, place: string): string;
  overdue: string;
  span: { from(day: string): string; to(day: string): string };
  rule: RuleWords;
  /** What a repetition passes over, by the codes of `Omission`. */
  omits: {
    short_months(day: number): string;
    fifth_weekdays: string;
    common_years: string;
    short_years: string;
  };
  /** So long before: "30 minutes before". */
  before(amount: number, unit: Unit): string;

  /** Phrases for what a task has. 1 (high) to 4 (none). */
  priorities: readonly [string, string, string, string];
  inList(name: string): string;
  /** The day before which it is not begun. */
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

  /** Headings and numbers of lists. */
  tasks(count: number): string;
  more(count: number): string;
  heads: { overdue: string; done: string; repeating: string; undated: string };
  /** Nothing is in a list: of what is headed so, or of everything. */
  empty(head: string | null): string;
  free(head: string): string;
  next(task: string): string;

  /** What was done: to a few tasks by name, to many under a heading. */
  did: Record<Exclude<Named, "update">, (titles: string) => string>;
  didMany: Record<Named, (count: number) => string>;
  again(title: string, when: string): string;
  changed(title: string, facts: string): string;
  renamed(title: string): string;
  notedWith(title: string): string;
  /** By what was taken back. */
  undone: Record<DoneAct["type"], (titles: string) => string>;
  undoneAll: string;
  log: Record<ChangeAction, (title: string) => string>;
  noLog: string;
  failed(what: string, why: string): string;
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
  /** What a second question at once would have been about. */
  afterwards(label: string): string;
  left: readonly string[];
  nothingAsked: string;

  /** What is said beside or instead of a change. */
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
  /** After one occurrence of a series was moved: whether to move the later ones. */
  allLater: string;
  unused(words: string): string;
  nothingToUndo: string;
  nothingToRedo: string;
  nothingToCorrect: string;
  elsewhereLast(what: string): string;

  /** Answers about one task: `value` is null where it has none. */
  tell: Record<Asked, (title: string, value: string | null) => string> & {
    state(title: string, done: boolean): string;
    listed(titles: string): string;
    created(title: string, day: string): string;
  };
  cannot: Record<Cannot["type"], (name: string, other: string) => string>;

  /** What is said to a message that wants nothing done: variants, one of which is taken by the message. */
  talk: Record<Nothing, readonly [string, ...string[]]>;
  dueToday(count: number): string;
  tooLong(limit: number): string;
  blank: string;
  echo: string;
  inParts: string;
  /** The person stopped the answer. */
  stopped: { changed: string; unchanged: string };
  otherLanguage: string;
}

/** The parts a recurrence rule is said in. */
export interface RuleWords {
  every(unit: Exclude<Unit, "minute">, count: number): string;
  /** Weekdays are full names. `weeks` 2: every other week. */
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
  /** For rules nobody can say. */
  other: string;
}

const plurals = new Map<string, Intl.PluralRules>();

/** The form of a word that goes with a number in a language: "1 task", "2 tasks". */
export function plural(language: string, count: number, one: string, other: string): string {
  let rules = plurals.get(language);
  if (!rules) {
    rules = new Intl.PluralRules(language);
    plurals.set(language, rules);
  }
  return `${count} ${rules.select(count) === "one" ? one : other}`;
}
