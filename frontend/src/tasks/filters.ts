import type { Task } from "@todo-chatbot/contracts";
import { fold, hasWords, searchTextOf, searchWords } from "@todo-chatbot/contracts/fold";

export interface TaskFilter {
  text: string;
  project: string;
  label: string;
  priority: number | null;
}

export const noFilter: TaskFilter = { text: "", project: "", label: "", priority: null };

/** Whether a filter excludes anything. */
export function isFiltering(filter: TaskFilter): boolean {
  return Boolean(filter.text.trim() || filter.project || filter.label || filter.priority);
}

/** Returns a predicate for the tasks a filter includes. */
export function matcherOf(filter: TaskFilter): (task: Task) => boolean {
  const words = searchWords(filter.text);
  const [project, label] = [fold(filter.project), fold(filter.label)];
  return (task) => {
    if (project && fold(task.project ?? "") !== project) return false;
    if (label && !task.labels.some((one) => fold(one) === label)) return false;
    if (filter.priority && task.priority !== filter.priority) return false;
    return words.length === 0 || hasWords(searchedIn(task), words);
  };
}

// Each change creates a new task object, so nothing is recomputed for the others.
const searchTexts = new WeakMap<Task, string>();

/** The searchable text of a task, computed once per version. */
export function searchedIn(task: Task): string {
  const known = searchTexts.get(task);
  if (known !== undefined) return known;
  const made = searchTextOf(task);
  searchTexts.set(task, made);
  return made;
}

/** The distinct values in alphabetical order. */
export function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].sort((a, b) => a.localeCompare(b));
}
