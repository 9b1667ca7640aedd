import type { Task } from "@todo-chatbot/contracts";
import type { ActionTemplate, Edit, Language } from "../types.ts";

/** The sentences of questions and refusals. */
export interface Phrases {
  askTitle: string;
  askWhen(tasks: readonly Task[]): string;
  which(template: ActionTemplate, tasks: readonly Task[]): string;
  perhaps(template: ActionTemplate, task: Task): string;
  already(template: ActionTemplate, task: Task): string;
  notFound(wording: string): string;
  lost: string;
  unclear: string;
  none(type: ActionTemplate["type"]): string;
  same(tasks: readonly Task[]): string;
  confirm(type: "complete" | "reopen" | "delete", tasks: readonly Task[]): string;
  confirmUpdate(tasks: readonly Task[], edit: Edit): string;
}

/** How many names a question lists before it counts the rest. */
const NAMES = 10;

export const quote = (title: string): string => `“${title}”`;

/** "“A”, “B” and “C”", shortened after ten. */
export function names(tasks: readonly Task[], and: string, more: (count: number) => string): string {
  const shown = tasks.slice(0, NAMES).map((task) => quote(task.title));
  const rest = tasks.length - shown.length;
  if (rest > 0) return `${shown.join(", ")} ${more(rest)}`;
  if (shown.length < 2) return shown.join("");
  return `${shown.slice(0, -1).join(", ")} ${and} ${shown.at(-1)}`;
}

export const numbered = (tasks: readonly Task[]): string =>
  tasks.map((task, k) => `${k + 1}. ${task.title}`).join("\n");

const english: Phrases = {
  askTitle: "What should I add?",
  askWhen: (tasks) => `When should ${names(tasks, "and", (n) => `and ${n} more`)} be?`,
  which: (template, tasks) =>
    `Which one ${{ complete: "is done", reopen: "should be open again", delete: "should go", update: "should I change", show: "do you mean" }[template.type]}?\n${numbered(tasks)}`,
  perhaps: (template, task) =>
    `Do you mean ${quote(task.title)}? Say yes to ${{ complete: "mark it done", reopen: "open it again", delete: "delete it", update: "change it", show: "see it" }[template.type]}.`,
  already: (template, task) =>
    template.type === "complete"
      ? `${quote(task.title)} is already done.`
      : template.type === "reopen"
        ? `${quote(task.title)} is still open, so nothing has changed.`
        : `${quote(task.title)} is already completed, so I left it as it is.`,
  notFound: (wording) => `I found nothing called ${quote(wording)} on your list, so nothing has changed.`,
  lost: "I’m not sure which task you mean. Say its name, or “show my list” and then its number.",
  unclear: "I’m not sure what to correct. Say it with the task’s name, please.",
  none: (type) =>
    type === "delete" ? "There is nothing there to delete." : "There is nothing there to change.",
  same: (tasks) =>
    tasks.length === 1
      ? `${quote((tasks[0] as Task).title)} is already like that.`
      : "They are already like that.",
  confirm: (type, tasks) => {
    const verb = { complete: "Mark", reopen: "Open", delete: "Delete" }[type];
    const end = type === "complete" ? " as done" : type === "reopen" ? " again" : "";
    if (tasks.length === 1) return `${verb} ${quote((tasks[0] as Task).title)}${end}?`;
    return `${verb} these ${tasks.length} tasks${end}? ${names(tasks, "and", (n) => `and ${n} more`)}.`;
  },
  confirmUpdate: (tasks) =>
    `Change these ${tasks.length} tasks? ${names(tasks, "and", (n) => `and ${n} more`)}.`,
};

export function phrases(_language: Language): Phrases {
  return english;
}
