import type { Task } from "@todo-chatbot/contracts";
import type { Moment } from "@todo-chatbot/contracts/calendar";
import { limits } from "@todo-chatbot/contracts/limits";
import type { Reference } from "../dates/when.ts";
import { referenceOf } from "../reference.ts";
import type { Action, Cannot, Context, Language, PendingQuestion } from "../types.ts";
import { titled, type Voice, voiceOf } from "./voice.ts";

/** The context of a plan. */
export interface Scene {
  context: Context;
  reference: Reference;
  moment: Moment;
  voice: Voice;
  /** The message itself, which determines the wording among several. */
  message: string;
}

/** A plan under construction. */
export interface Draft {
  actions: Action[];
  /** Sentences in addition to those about the outcomes. */
  remarks: string[];
  question: PendingQuestion | null;
  cannot: Cannot[];
  agreed: string[];
}

/** What is changed without asking: as many as the table says, or whatever was agreed to by name. */
export type Leave = "few" | "agreed";

/** Number of tasks from which a change needs confirmation. */
const change = limits.unasked.change + 1;
export const askFrom = {
  complete: change,
  reopen: change,
  delete: limits.unasked.remove + 1,
  update: change,
};

export function sceneOf(context: Context, language: Language, message: string): Scene {
  const reference = referenceOf(context);
  return {
    context,
    message,
    voice: voiceOf(language, context),
    moment: { instant: reference.instant, zone: reference.zone },
    reference,
  };
}

export const emptyDraft = (): Draft => ({ actions: [], remarks: [], question: null, cannot: [], agreed: [] });

/** Up to this many ids are searched one by one, which is cheaper than indexing the whole list. */
const FEW = 4;

const indexes = new WeakMap<readonly Task[], Map<string, Task>>();

/** The tasks with these ids, in order, without missing ones. */
export function known(ids: readonly string[], { context: { tasks } }: Scene): Task[] {
  if (ids.length <= FEW) return ids.flatMap((id) => tasks.find((task) => task.id === id) ?? []);
  let byId = indexes.get(tasks);
  if (!byId) {
    byId = new Map(tasks.map((task) => [task.id, task]));
    indexes.set(tasks, byId);
  }
  const found: Task[] = [];
  for (const id of ids) {
    const task = byId.get(id);
    if (task) found.push(task);
  }
  return found;
}

export const titlesOf = (tasks: readonly { title: string }[], { voice }: Scene): string =>
  titled(
    voice,
    tasks.map(({ title }) => title),
  );

/** Says something once. */
export function remark(draft: Draft, sentence: string): void {
  if (!draft.remarks.includes(sentence)) draft.remarks.push(sentence);
}

/** One of several wordings, by the message: the same message gets the same answer. */
export function variant(all: readonly string[], { message, context }: Scene): string {
  let sum = context.turns.length;
  for (const letter of message) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 65_521;
  return all[sum % all.length] ?? "";
}

/** The ids an action changes. */
export function idsOf(action: Action): string[] {
  if (action.type === "complete" || action.type === "reopen" || action.type === "delete") return action.ids;
  return action.type === "update" ? action.changes.map(({ id }) => id) : [];
}
