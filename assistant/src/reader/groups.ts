import type { Task } from "@todo-chatbot/contracts";
import { fold } from "@todo-chatbot/contracts/fold";
import { daysOf, type Reference, type TimeMention } from "../dates/index.ts";
import type { CountWords } from "../languages/words.ts";
import { select } from "../tasks/filter.ts";
import type { ListFilter } from "../types.ts";
import type { Word } from "./words.ts";

/** A stretch of a message that refers to tasks by what they share: a label, a list, a due date, or being left over. */
export interface Group {
  start: number;
  end: number;
  /** Indices of the tasks, in the order of the list. */
  tasks: readonly number[];
  /** Defined by exclusion: all tasks but those of the previous turn. */
  isLeft?: true;
}

/** What the groups are taken from. */
interface Listed {
  tasks: readonly Task[];
  labels: readonly string[];
  projects: readonly string[];
  filters: CountWords["filters"];
  times: readonly TimeMention[];
  reference: Reference;
  /** Words for what is left, and the tasks they refer to: "the other one", "the rest". */
  others: CountWords["others"];
  left: () => Left;
}

/**
 * What is left besides the tasks of the previous turn: the other one of a pair that was shown, and the rest of the
 * list.
 */
export interface Left {
  one: number | null;
  all: readonly number[];
}

/** The groups of open tasks that a message names, in no particular order. */
export function groupsOf(words: readonly Word[], listed: Listed): Group[] {
  const { tasks, labels, projects, filters, times, reference, others, left } = listed;
  const out: Group[] = [];
  const put = (start: number, end: number, filter: ListFilter): void => {
    out.push({ start, end, tasks: placesIn(tasks, select(filter, tasks, reference)) });
  };
  const named = (name: string, filter: ListFilter): void => {
    for (const { start, end } of stretches(words, fold(name).replace(/^#/, "").split(" ")))
      put(start, end, filter);
  };
  for (const label of labels) named(label, { label });
  for (const project of projects) named(project, { project });
  const beginnings: [readonly string[], ListFilter][] = [
    [filters.overdue, { overdue: true }],
    [filters.undated, { due: "none" }],
    [filters.high, { priority: 1 }],
    [filters.repeating, { recurring: true }],
  ];
  for (const [starts, filter] of beginnings)
    for (const start of starts)
      for (const at of stretches(words, start.split(" "), true)) put(at.start, at.end, filter);
  for (const { start, end, when, weight } of times) {
    if (weight < 0.5 || when.shift || when.repeat) continue;
    const { from, to } = daysOf(when, reference);
    if (from ?? to) put(start, end, { ...(from ? { dueFrom: from } : {}), ...(to ? { dueTo: to } : {}) });
  }
  for (const { key, start, end } of words) {
    if (times.some((time) => start < time.end && end > time.start)) continue;
    const one = others.one.has(key) ? left().one : null;
    if (one !== null) out.push({ start, end, tasks: [one], isLeft: true });
    const all = others.all.has(key) ? left().all : [];
    if (all.length > 0) out.push({ start, end, tasks: all, isLeft: true });
  }
  return out;
}

/** The places of some tasks of a list, which are in its order. */
function placesIn(tasks: readonly Task[], some: readonly Task[]): number[] {
  const places: number[] = [];
  for (let place = 0; places.length < some.length; place++)
    if (tasks[place] === some[places.length]) places.push(place);
  return places;
}

/** Where the words occur consecutively in a message; with `begins` the last one is only a prefix. */
function stretches(
  words: readonly Word[],
  keys: readonly string[],
  begins = false,
): { start: number; end: number }[] {
  return words.flatMap(({ start }, i) => {
    const fits = keys.every((key, k) => {
      const said = words[i + k]?.key.replace(/^#/, "") ?? "";
      return begins && k === keys.length - 1 ? said.startsWith(key) : said === key;
    });
    return fits ? [{ start, end: words[i + keys.length - 1]?.end ?? start }] : [];
  });
}
