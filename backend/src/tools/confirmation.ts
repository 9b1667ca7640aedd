import type { Change, Task } from "@todo-chatbot/contracts";
import type { UndoPreview } from "../tasks/types.ts";
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
  /** The change that an undo which names none is about, or with `redo` the undo; null when that is not known. */
  undoes(redo: boolean): string | null;
  /** Whether a change may be taken back now; `isNamed` when the call named it. */
  allowsUndo(changeId: string, isNamed: boolean): boolean;
  /** The same as `refused`, for an undo. */
  refusedUndo(preview: UndoPreview): Record<string, unknown>;
}

/** The question a person must say yes to. */
export function confirmationQuestion(action: GuardedAction, tasks: readonly Task[]): string {
  const verb = action === "delete" ? "Delete" : "Mark as done";
  const [first] = tasks;
  if (first && tasks.length === 1) return `${verb} ${taskLine(first)}?`;
  return [`${verb} these ${tasks.length} tasks?`, ...numbered(tasks)].join("\n");
}

const did: Readonly<Record<Change["action"], string>> = {
  create: "added",
  update: "changed",
  complete: "completed",
  reopen: "reopened",
  delete: "deleted",
  undo: "took back a change of",
};

/** The question whether that is to be taken back: every task is named, with what had been done to it. */
export function undoQuestion({ changes }: UndoPreview): string {
  const groups = Map.groupBy(changes, ({ action }) => action);
  const lines = [...groups].map(([action, rows]) => {
    const titles = new Map(rows.map(({ taskId, title }) => [taskId, title]));
    const named = [...titles.values()].slice(0, mostNamed).map((title) => `“${title}”`);
    const more = titles.size > mostNamed ? ` and ${titles.size - mostNamed} more` : "";
    return `${did[action]} ${named.join(", ")}${more}`;
  });
  return `The change this takes back: ${lines.join("; ")}. Take it back?`;
}

/** Tasks named in a question about an undo; the rest are counted. */
const mostNamed = 10;

/** The refusal of a whole call, one error per task. */
export function needsConfirmation(tasks: readonly Task[]): ItemError[] {
  return tasks.map((task, index) => ({
    index,
    id: task.id,
    code: "needs_confirmation" as const,
    detail: "The person has not agreed to this yet.",
  }));
}
