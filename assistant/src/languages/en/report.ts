import type { Report } from "../language.ts";
import { english, ordinal } from "./say.ts";

const { tasks } = english;

/** What was done, in English. */
export const report: Report = {
  omits: {
    short_months: (day) => `It leaves out the ${ordinal(day)} in months that have none.`,
    fifth_weekdays: "It leaves out months that have that weekday only four times.",
    common_years: "It comes in leap years only.",
    short_years: "It comes only in years that have a week 53.",
  },
  empty: (head) => (head === null ? "Your list is empty." : `${head}: nothing on your list.`),
  free: (head) => `${head}: nothing on your list, so you’re free.`,
  next: (task) => `Next up: ${task}.`,

  did: {
    add: (titles) => `Added ${titles}.`,
    complete: (titles) => `Done: ${titles}.`,
    reopen: (titles) => `Open again: ${titles}.`,
    delete: (titles) => `Deleted ${titles}.`,
  },
  didMany: {
    add: (count) => `Added ${tasks(count)}:`,
    complete: (count) => `${tasks(count)} done:`,
    reopen: (count) => `${tasks(count)} open again:`,
    delete: (count) => `Deleted ${tasks(count)}:`,
    update: (count) => `Changed ${tasks(count)}:`,
  },
  again: (title, when) => `${title} is done for this time. Next: ${when}.`,
  changed: (title, facts) => `${title}: now ${facts}.`,
  renamed: (title) => `It’s called ${title} now.`,
  notedWith: (title) => `Noted with ${title}.`,
  undone: {
    add: (titles) => `Taken back: ${titles} is off the list again.`,
    complete: (titles) => `Taken back: ${titles} is open again.`,
    reopen: (titles) => `Taken back: ${titles} is done again.`,
    delete: (titles) => `Taken back: ${titles} is on the list again.`,
    update: (titles) => `Taken back: ${titles} is as it was.`,
    undo: (titles) => `Done again: ${titles}.`,
    redo: (titles) => `Taken back once more: ${titles}.`,
  },
  undoneAll: "Taken back.",
  log: {
    create: (title) => `added ${title}`,
    update: (title) => `changed ${title}`,
    complete: (title) => `completed ${title}`,
    reopen: (title) => `reopened ${title}`,
    delete: (title) => `deleted ${title}`,
    undo: (title) => `took back a change to ${title}`,
  },
  noLog: "Nothing was changed in that time.",
  failed: (what, why) => `This didn’t happen: ${what}. ${why}`,
  allLater: "Only this time. Should all later ones move too?",
  nothingToUndo: "I haven’t changed anything in this conversation, so there’s nothing to take back.",
  elsewhereLast: (what) =>
    `I haven’t changed anything in this conversation. The latest change was this: ${what}. Take that back?`,

  tell: {
    due: (title, when) => (when ? `${title} is due ${when}.` : `${title} has no date.`),
    repeat: (title, rule) => (rule ? `${title} repeats ${rule}.` : `${title} doesn’t repeat.`),
    remind: (title, when) =>
      when
        ? `${title} has a reminder kept for ${when}; nothing rings for it yet.`
        : `${title} has no reminder.`,
    priority: (title, priority) => (priority ? `${title} has ${priority}.` : `${title} has no priority.`),
    labels: (title, labels) => (labels ? `${title} is tagged ${labels}.` : `${title} has no labels.`),
    list: (title, list) => (list ? `${title} is in ${list}.` : `${title} is in no list of its own.`),
    notes: (title, notes) =>
      notes ? `With ${title} it says: ${notes}` : `There are no notes with ${title}.`,
    state: (title, done) => (done ? `Yes, ${title} is done.` : `Not yet: ${title} is still open.`),
    listed: (titles) => `Yes, it’s on your list: ${titles}.`,
    created: (title, day) => `You added ${title} ${day}.`,
  },
  stopped: {
    changed: "Stopped. What was already changed stays; “undo” takes it back.",
    unchanged: "Stopped. Nothing was changed.",
  },
};
