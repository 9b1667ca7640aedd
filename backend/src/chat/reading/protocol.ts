import type { Context, Plan } from "@todo-chatbot/assistant";
import type { ListUpdate } from "./list-copy.ts";

/** What a message is read against, without what a thread works out from its copy of the tasks. */
export type Circumstances = Omit<Context, "tasks" | "labels" | "projects">;

/** What a thread is asked to read. */
export interface Work {
  ownerId: string;
  text: string;
  list: ListUpdate;
  circumstances: Circumstances;
}

/** What a thread answers: once `ready`, then one answer for each piece of work, in order. */
export type ThreadAnswer =
  | { kind: "ready" }
  | { kind: "done"; reading: Reading }
  | { kind: "failed"; error: Error };

/** What a message says. */
export interface Reading {
  plan: Plan;
  /** The ids of the tasks it allows to be changed, as the answer to the question before it. */
  agreed: string[];
  /** Whether it says yes to that question and nothing else. */
  isYes: boolean;
}
