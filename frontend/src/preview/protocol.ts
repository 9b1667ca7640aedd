import type { Context, Preview } from "@todo-chatbot/assistant/preview";
import type { Task } from "@todo-chatbot/contracts";

/** Context for reading a message, in addition to the tasks. */
export type Circumstances = Omit<Context, "tasks" | "labels" | "projects">;

/** Messages from the page to its worker. Only changed tasks are sent: open ones, and ids of removed ones. */
export type ToWorker =
  | { type: "tasks"; put: Task[]; gone: string[] }
  | { type: "read"; id: number; text: string; circumstances: Circumstances };

/** The result for the message with that id; messages superseded by a later one get none. */
export interface FromWorker {
  id: number;
  preview: Preview | null;
}
