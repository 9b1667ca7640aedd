import type { Task } from "./task.ts";

/** Accents in alphabets where they modify letters; in other scripts, combining marks are letters. */
const ACCENTS = /[\u0300-\u036f]+/g;
const APOSTROPHES = /['’‘ʼ`´]/g;

/**
 * A word in the form used for comparison: lower case, without accents and apostrophes ("Don't" → "dont", "mañana" → "manana"),
 * whatever its Unicode normalisation form.
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

/** The words of a search, all of which have to match. */
export const searchWords = (text: string): string[] => fold(text).split(/\s+/).filter(Boolean);

type Searched = Pick<Task, "title" | "description" | "project" | "labels">;

/** The searchable text of a task, folded; names are marked so that they can also be matched as a whole. */
export function searchTextOf({ title, description, project, labels }: Searched): string {
  const names = [...(project === null ? [] : [projectKey(project)]), ...labels.map(labelKey)];
  return `${fold(title)}\n${fold(description)}\n${names.join("")}`;
}

/** A project as written in the searchable text. */
export const projectKey = (name: string): string => `\u001d${fold(name)}\n`;

/** A label as written in the searchable text. */
export const labelKey = (name: string): string => `\u001e${fold(name)}\n`;

/** Whether a task contains every word, as a word or part of one, since some scripts have no spaces. */
export function isFound(task: Searched, words: readonly string[]): boolean {
  return words.length === 0 || hasWords(searchTextOf(task), words);
}

/** Whether every word is in the searchable text. */
export const hasWords = (text: string, words: readonly string[]): boolean =>
  words.every((word) => text.includes(word));
