import type { Task } from "@todo-chatbot/contracts";
import { fold, hasWords, searchTextOf, searchWords } from "@todo-chatbot/contracts/fold";

export interface TaskFilter {
  text: string;
  project: string;
  label: string;
  priority: number | null;
}

export const noFilter: TaskFilter = { text: "", project: "", label: "", priority: null };

/** Whether a filter leaves anything out. */
export function isFiltering(filter: TaskFilter): boolean {
  return Boolean(filter.text.trim() || filter.project || filter.label || filter.priority);
}

/** Says of a task whether a filter leaves it in. */
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

// A change makes another task object; for all the others nothing has to be worked out again.
const searchTexts = new WeakMap<Task, string>();

/** What a search looks at, worked out once for a task as it is. */
export function searchedIn(task: Task): string {
  const known = searchTexts.get(task);
  if (known !== undefined) return known;
  const made = searchTextOf(task);
  searchTexts.set(task, made);
  return made;
}

/** Each of these once, in the order of the alphabet. */
export function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].sort((a, b) => a.localeCompare(b));
}
