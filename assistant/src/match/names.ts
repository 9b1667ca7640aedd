import type { Task } from "@todo-chatbot/contracts";
import { fold } from "../text/fold.ts";
import { resembles } from "./distance.ts";
import { stem } from "./stem.ts";

/** Words that say nothing about which task is meant. */
const EMPTY = new Set(
  (
    "the a an my our your his her their its this that these those one ones thing things stuff task tasks item items todo todos " +
    "to-do to-dos entry entries reminder reminders about for of to w/ on in at from and by please pls is it i me we some " +
    "into onto off up out as be was also just still with near " +
    // Spanish, French, German
    "el la los las un una unos unas de del al mi mis tarea tareas lo que le les l un une des du mon ma mes tache taches d " +
    "der die das den dem des ein eine einen mein meine meinen aufgabe aufgaben zu zum zur fur"
  ).split(" "),
);

interface Indexed {
  title: string;
  stems: string[];
  extra: string[];
}

const index = new WeakMap<Task, Indexed>();

function indexed(task: Task): Indexed {
  let found = index.get(task);
  if (!found) {
    found = {
      title: plain(task.title),
      stems: contentStems(task.title),
      extra: [...task.labels, task.project ?? ""].flatMap((text) => contentStems(text)),
    };
    index.set(task, found);
  }
  return found;
}

/** A title as it is compared whole: folded, one space between words, without marks at its ends. */
export function plain(title: string): string {
  return fold(title)
    .replace(/\s+/g, " ")
    .replace(/^["“”«»'`\s]+|["“”«»'`.!\s]+$/g, "");
}

/** The words of a text that can tell one task from another, as stems. */
export function contentStems(text: string): string[] {
  const words = fold(text).match(/[\p{L}\p{N}]+(?:[.:/-][\p{L}\p{N}]+)*/gu) ?? [];
  const out: string[] = [];
  for (const word of words) {
    if (EMPTY.has(word)) continue;
    for (const part of word.includes("-") ? [word, ...word.split("-")] : [word]) {
      const s = stem(part);
      if (s !== "" && !EMPTY.has(part)) out.push(s);
    }
  }
  return [...new Set(out)];
}

/** How well a name fits a task: which share of its words, and how exactly. */
interface Fit {
  task: Task;
  /** Matched words of the name, from 0 to 1. */
  share: number;
  /** The sum of how exactly each word matched. */
  quality: number;
  /** Name and title have the same words. */
  whole: boolean;
}

/** What a name was found to mean. */
export type Named =
  | { kind: "one"; task: Task }
  | { kind: "several"; tasks: Task[] }
  /** Only part of the name fits: worth asking about, not acting on. */
  | { kind: "perhaps"; tasks: Task[] }
  | { kind: "nothing" };

function wordFit(word: string, stems: readonly string[], fuzzy: boolean): number {
  let best = 0;
  for (const s of stems) {
    if (s === word) return 1;
    if (!fuzzy) continue;
    // A word of another first letter is neither its beginning nor a misspelling, but for two letters swapped.
    if (s[0] !== word[0] && s[0] !== word[1]) continue;
    if (best < 0.8 && word.length >= 4 && s.length >= 4 && (s.startsWith(word) || word.startsWith(s)))
      best = 0.8;
    else if (best < 0.7 && resembles(word, s)) best = 0.7;
  }
  return best;
}

function fit(stems: readonly string[], task: Task, fuzzy: boolean): Fit {
  const { stems: title } = indexed(task);
  let matched = 0;
  let quality = 0;
  for (const word of stems) {
    const score = wordFit(word, title, fuzzy);
    if (score > 0) matched += 1;
    quality += score;
  }
  const share = stems.length === 0 ? 0 : matched / stems.length;
  const joined = share < 1 && stems.length > 1 && title.includes(stems.join("")) ? 1 : share;
  return { task, share: joined, quality, whole: joined === 1 && title.length <= stems.length };
}

/** Finds the tasks a quoted or exact title names, without regard to case and accents. */
export function byTitle(title: string, tasks: readonly Task[]): Task[] {
  const wanted = plain(title);
  return wanted === "" ? [] : tasks.filter((task) => indexed(task).title === wanted);
}

/**
 * Finds the task a name means: all its words must stand in the title, whatever their form and order; a title with no
 * other words comes first, exact spelling before misspelling. `also` are words that fit any task (a verb such as "do").
 */
export function byName(name: string, tasks: readonly Task[]): Named {
  const same = byTitle(name, tasks);
  if (same.length === 1) return { kind: "one", task: same[0] as Task };
  if (same.length > 1) return { kind: "several", tasks: same };
  return byStems(contentStems(name), tasks);
}

export function byStems(stems: readonly string[], tasks: readonly Task[]): Named {
  if (stems.length === 0) return { kind: "nothing" };
  const exact = tasks.map((task) => fit(stems, task, false));
  let full = exact.filter((f) => f.share === 1);
  let fits = exact;
  if (full.length === 0) {
    fits = tasks.map((task) => fit(stems, task, true));
    full = fits.filter((f) => f.share === 1);
    if (full.length > 1) {
      const best = Math.max(...full.map((f) => f.quality));
      full = full.filter((f) => f.quality > best - 0.05);
    }
  }
  if (full.length > 1) {
    const whole = full.filter((f) => f.whole);
    if (whole.length > 0) full = whole;
  }
  if (full.length === 1) return { kind: "one", task: (full[0] as Fit).task };
  if (full.length > 1) return { kind: "several", tasks: full.map((f) => f.task) };
  const labelled = tasks.filter((task) => stems.every((word) => indexed(task).extra.includes(word)));
  if (labelled.length > 0) return { kind: "perhaps", tasks: labelled };
  const best = Math.max(0, ...fits.map((f) => f.share));
  if (best < 0.5) return { kind: "nothing" };
  return { kind: "perhaps", tasks: fits.filter((f) => f.share === best).map((f) => f.task) };
}

/** Tasks whose title, notes, labels or project hold all the words of a search. */
export function bySearch(text: string, tasks: readonly Task[]): Task[] {
  const stems = contentStems(text);
  const whole = plain(text);
  if (stems.length === 0)
    return whole === "" ? [] : tasks.filter((task) => indexed(task).title.includes(whole));
  const inTask = (task: Task, fuzzy: boolean): boolean => {
    const { stems: title, extra } = indexed(task);
    const notes = task.description === "" ? [] : contentStems(task.description);
    return stems.every(
      (word) => wordFit(word, title, fuzzy) > 0 || extra.includes(word) || notes.includes(word),
    );
  };
  const exact = tasks.filter((task) => inTask(task, false));
  return exact.length > 0 ? exact : tasks.filter((task) => inTask(task, true));
}
