import type { ChangeAction } from "@todo-chatbot/contracts";
import type { Language } from "../types.ts";
import { french, german, spanish } from "./sayings-foreign.ts";

/** The sentences of replies in one language. */
export interface Sayings {
  and: string;
  added(task: string): string;
  addedMany(tasks: readonly string[]): string;
  completed(titles: string, count: number): string;
  completedUntil(title: string, next: string): string;
  reopened(titles: string): string;
  deleted(titles: string, count: number): string;
  updated(title: string, what: string): string;
  undone(titles: string): string;
  failed(detail: string): string;
  found(count: number, completed: boolean): string;
  count(count: number): string;
  busy(count: number): string;
  more(count: number): string;
  next(task: string): string;
  noneAbout(text: string): string;
  inProject(project: string): string;
  priority: readonly string[];
  repeating: string;
  renamed(title: string): string;
  noDate: string;
  noRepeat: string;
  noLabels: string;
  noProject: string;
  noted(title: string): string;
  withNote: string;
  noNotes: string;
  reminded: string;
  noReminder: string;
  overdue: string;
  done: string;
  free: string;
  nothingOpen: string;
  nothingOverdue: string;
  nothingDone: string;
  nothingDue: string;
  noneSuch: string;
  noActivity: string;
  did: Record<ChangeAction, string>;
}

const english: Sayings = {
  and: "and",
  added: (task) => `Added ${task}.`,
  addedMany: (tasks) =>
    `Added ${tasks.length} tasks:\n${tasks.map((task, k) => `${k + 1}. ${task}`).join("\n")}`,
  completed: (titles) => `Done: ${titles}.`,
  completedUntil: (title, next) => `Done: ${title}. Next time: ${next}.`,
  reopened: (titles) => `Open again: ${titles}.`,
  deleted: (titles, count) => (count > 3 ? `Deleted ${count} tasks: ${titles}.` : `Deleted ${titles}.`),
  updated: (title, what) => (what === "" ? `Updated ${title}.` : `${title} is now: ${what}.`),
  undone: (titles) => (titles === "" ? "Undone." : `Undone: ${titles} as before.`),
  failed: (detail) => `That did not work: ${detail || "nothing has changed."}`,
  found: (count, completed) => `${count} ${completed ? "completed " : ""}${count === 1 ? "task" : "tasks"}:`,
  count: (count) => (count === 0 ? "No tasks: 0." : `${count} ${count === 1 ? "task" : "tasks"}:`),
  busy: (count) => `You have ${count} ${count === 1 ? "thing" : "things"} then:`,
  more: (count) => `… and ${count} more.`,
  next: (task) => `Next: ${task}.`,
  noneAbout: (text) => `Nothing about “${text}” on your list.`,
  inProject: (project) => `in ${project}`,
  priority: ["high priority", "medium priority", "low priority", "no priority"],
  repeating: "repeating",
  renamed: (title) => `It is now called ${title}.`,
  noDate: "no date",
  noRepeat: "no longer repeating",
  noLabels: "no labels",
  noProject: "in no project",
  noted: (title) => `Noted with ${title}.`,
  withNote: "note added",
  noNotes: "notes cleared",
  reminded: "reminder set",
  noReminder: "no reminder",
  overdue: "overdue",
  done: "done",
  free: "Nothing on your list then. You’re free.",
  nothingOpen: "Your list is empty. Nothing to do.",
  nothingOverdue: "Nothing is overdue.",
  nothingDone: "Nothing completed there yet.",
  nothingDue: "Nothing is due then.",
  noneSuch: "No tasks like that.",
  noActivity: "Nothing was changed then.",
  did: {
    create: "Added",
    update: "Changed",
    complete: "Completed",
    reopen: "Reopened",
    delete: "Deleted",
    undo: "Undid",
  },
};

const ALL: Record<Exclude<Language, "it">, Sayings> = { en: english, es: spanish, fr: french, de: german };

export function sayings(language: Language): Sayings {
  return ALL[language === "it" ? "en" : language];
}
