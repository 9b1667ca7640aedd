import type { Context, Plan } from "@todo-chatbot/assistant";
import type { ListUpdate } from "./list-copy.ts";

/** Context for reading a message, without what a thread derives from its copy of the tasks. */
export type Circumstances = Omit<Context, "tasks" | "labels" | "projects">;

/** A message for a thread to read. */
export interface Work {
  ownerId: string;
  text: string;
  list: ListUpdate;
  circumstances: Circumstances;
}

/** A thread's output: once `ready`, then one result for each message, in order. */
export type ThreadAnswer =
  | { kind: "ready" }
  | { kind: "done"; reading: Reading }
  | { kind: "failed"; error: Error };

/** The meaning of a message. */
export interface Reading {
  plan: Plan;
  /** The ids of the tasks it permits to change, as an answer to the previous question. */
  agreed: string[];
  /** Whether it is only a yes to that question. */
  isYes: boolean;
}
