import type { Task } from "@todo-chatbot/contracts";
import type { Moment } from "@todo-chatbot/contracts/calendar";
import { limits } from "@todo-chatbot/contracts/limits";
import type { Reference } from "../dates/when.ts";
import { referenceOf } from "../reference.ts";
import type { Action, Cannot, Context, Language, PendingQuestion } from "../types.ts";
import { titled, type Voice, voiceOf } from "./voice.ts";

/** Everything a plan is made against. */
export interface Scene {
  context: Context;
  reference: Reference;
  moment: Moment;
  voice: Voice;
  /** The message itself: it decides which of several wordings is taken. */
  message: string;
}

/** A plan in the making. */
export interface Draft {
  actions: Action[];
  /** Sentences beside what the outcomes will say. */
  remarks: string[];
  question: PendingQuestion | null;
  cannot: Cannot[];
  agreed: string[];
}

/** What is changed without asking: as many as the table says, or whatever was agreed to by name. */
export type Leave = "few" | "agreed";

/** From how many tasks on a change is asked about before it is made. */
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

/** Up to so many ids are looked for one by one; an index of the whole list costs more. */
const FEW = 4;

const indexes = new WeakMap<readonly Task[], Map<string, Task>>();

/** The tasks of ids, in their order; ids of tasks that are gone are left out. */
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
