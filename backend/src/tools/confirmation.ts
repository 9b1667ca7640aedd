import type { Task } from "@todo-chatbot/contracts";
import { numbered, taskLine } from "./text.ts";
import type { ItemError } from "./types.ts";

export type GuardedAction = "delete" | "complete";

/** How many tasks one turn may delete or complete without asking. */
export const withoutAsking: Readonly<Record<GuardedAction, number>> = { delete: 1, complete: 3 };

/** Decides whether a bulk change may happen, or must be asked for first. */
export interface ConfirmationGate {
  /** Whether these may be changed now. A gate counts what it is asked over its whole life, such as a turn. */
  allows(action: GuardedAction, ids: readonly string[]): boolean;
  /** Tells the gate what it held back, and answers what the tool adds to its data. */
  refused(action: GuardedAction, tasks: readonly Task[]): Record<string, unknown>;
}

/** The question a person must say yes to. */
export function confirmationQuestion(action: GuardedAction, tasks: readonly Task[]): string {
  const verb = action === "delete" ? "Delete" : "Mark as done";
  const [first] = tasks;
  if (first && tasks.length === 1) return `${verb} ${taskLine(first)}?`;
  return [`${verb} these ${tasks.length} tasks?`, ...numbered(tasks)].join("\n");
}

/** The refusal of a whole call, one error per task. */
export function needsConfirmation(tasks: readonly Task[]): ItemError[] {
  return tasks.map((task, index) => ({
    index,
    id: task.id,
    code: "needs_confirmation" as const,
    detail: "The person has not agreed to this yet.",
  }));
}
