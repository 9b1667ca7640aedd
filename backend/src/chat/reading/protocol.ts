import type { Context, PendingQuestion, Plan } from "@todo-chatbot/assistant";
import type { ListUpdate } from "./list-copy.ts";

/** What a message is read against, without what a thread works out from its copy of the tasks. */
export type Circumstances = Omit<Context, "tasks" | "labels" | "projects">;

/** What a thread is asked to do. */
export type Work =
  | { kind: "understand"; ownerId: string; text: string; list: ListUpdate; circumstances: Circumstances }
  | { kind: "agree"; text: string; pending: PendingQuestion };

/** What a thread answers: once `ready`, then one answer for each piece of work, in order. */
export type ThreadAnswer =
  | { kind: "ready" }
  | { kind: "done"; reading: Reading }
  | { kind: "failed"; error: Error };

/** What a message says. */
export interface Reading {
  /** Null when it was only asked what the message agrees to. */
  plan: Plan | null;
  /** The ids of the tasks it allows to be changed, as the answer to the question before it. */
  agreed: string[];
}
