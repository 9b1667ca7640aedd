import type { Task } from "./task.ts";

/** Accents of the alphabets that have them as marks on letters; marks of other scripts are letters of their own. */
const ACCENTS = /[\u0300-\u036f]+/g;
const APOSTROPHES = /['’‘ʼ`´]/g;

/**
 * A word as it is compared: lower case, without accents and apostrophes ("Don't" → "dont", "mañana" → "manana"),
 * whichever of its Unicode forms it came in.
 */
export function fold(word: string): string {
  let low = word.toLowerCase();
  for (let i = 0; i < low.length; i++) {
    const code = low.charCodeAt(i);
    if (code === 39 || code === 96 || code > 127) {
      low = low.replace(APOSTROPHES, "");
      if (/[^\u0020-\u007e]/.test(low)) {
        low = low
          .normalize("NFD")
          .replace(ACCENTS, "")
          .normalize("NFC")
          .replace(/ß/g, "ss")
          .replace(/œ/g, "oe")
          .replace(/æ/g, "ae");
      }
      return low;
    }
  }
  return low;
}

/** The words of a search, each of which has to be found. */
export const searchWords = (text: string): string[] => fold(text).split(/\s+/).filter(Boolean);

type Searched = Pick<Task, "title" | "description" | "project" | "labels">;

/** Everything of a task that a search looks at, folded; names are marked, so that they are found as a whole too. */
export function searchTextOf({ title, description, project, labels }: Searched): string {
  const names = [...(project === null ? [] : [projectKey(project)]), ...labels.map(labelKey)];
  return `${fold(title)}\n${fold(description)}\n${names.join("")}`;
}

/** A project as it stands in the text of a search. */
export const projectKey = (name: string): string => `\u001d${fold(name)}\n`;

/** A label as it stands in the text of a search. */
export const labelKey = (name: string): string => `\u001e${fold(name)}\n`;

/** Whether a task has every word somewhere, as a word or part of one: scripts without spaces have only parts. */
export function isFound(task: Searched, words: readonly string[]): boolean {
  return words.length === 0 || hasWords(searchTextOf(task), words);
}

/** Whether every word is in the text of a search. */
export const hasWords = (text: string, words: readonly string[]): boolean =>
  words.every((word) => text.includes(word));
