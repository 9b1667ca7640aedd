import { fold, type Task } from "@todo-chatbot/contracts";

/** Words with a common prefix of this length count as the same: "invoice", "invoices". */
const stemLength = 5;

/** Input of the choice: the message, the tasks shown last, and the person's day. */
export interface Wish {
  text: string;
  shown: readonly string[];
  /** YYYY-MM-DD */
  today: string;
}

/**
 * The tasks of a long list that a message may refer to, in list order: those shown last, those that share its
 * rarest words, those that are due; then the first ones.
 */
export function chosenTasks(tasks: readonly Task[], { text, shown, today }: Wish, most: number): Task[] {
  if (tasks.length <= most) return [...tasks];
  const said = stems(text);
  const shared = tasks.map(({ title }) => [...stems(title)].filter((stem) => said.has(stem)));
  const uses = new Map<string, number>();
  for (const stem of shared.flat()) uses.set(stem, (uses.get(stem) ?? 0) + 1);
  const isShown = new Set(shown);
  const weight = (task: Task, index: number) => {
    const words = (shared[index] ?? []).reduce((sum, stem) => sum + 1 / (uses.get(stem) ?? 1), 0);
    const isDue = task.due !== null && task.due.date <= today;
    return (isShown.has(task.id) ? 1000 : 0) + (words > 0 ? 10 + words : 0) + (isDue ? 1 : 0);
  };
  const chosen = tasks
    .map((task, index) => ({ task, index, weight: weight(task, index) }))
    .sort((a, b) => b.weight - a.weight || a.index - b.index)
    .slice(0, most);
  return chosen.sort((a, b) => a.index - b.index).map(({ task }) => task);
}

function stems(text: string): Set<string> {
  const words = fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.map((word) => word.slice(0, stemLength)));
}
