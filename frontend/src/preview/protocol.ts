import type { Context, Preview } from "@todo-chatbot/assistant/preview";
import type { Task } from "@todo-chatbot/contracts";

/** What a message is read against, beside the tasks. */
export type Circumstances = Omit<Context, "tasks" | "labels" | "projects">;

/** What a page tells its worker. Of the tasks only what changed is sent: open ones, and ids of those that are no more. */
export type ToWorker =
  | { type: "tasks"; put: Task[]; gone: string[] }
  | { type: "read"; id: number; text: string; circumstances: Circumstances };

/** What became of the message of that id; a message that a later one overtook is not answered. */
export interface FromWorker {
  id: number;
  preview: Preview | null;
}
