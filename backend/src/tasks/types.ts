import type { Actor, ChangeAction, Task, TaskPatch } from "@todo-chatbot/contracts";

/** On whose behalf something happens. It comes from the session or the API key, never from an argument. */
export interface Principal {
  userId: string;
  actor: Actor;
  /** A UUID. Changes made under one group are undone together: one chat turn, batch or request. */
  groupId: string;
  /** When the person asked for it, if not now: a message sent while offline is done as of then. */
  at?: Date;
}

export interface TaskChange {
  id: string;
  patch: TaskPatch;
}

/** One row of the change log to be. */
export interface Step {
  action: ChangeAction;
  before: Task | null;
  after: Task | null;
}

/** Looks at all that a call is about to write, before anything is written; what it throws prevents the call. */
export type Guard = (steps: readonly Step[]) => void;

/** A change, or the newest there is: one that stands, or with `redo` an undo that does. */
export type UndoTarget = { changeId: string } | { redo: boolean };

/** The standing changes of one group, in their order; undoing `changeId` undoes them all. */
export interface UndoPreview {
  groupId: string;
  changeId: string;
  changes: { action: ChangeAction; taskId: string; title: string }[];
}

/** Instants, ISO 8601 with offset; `since` is included, `until` is not. */
export interface ActivityRange {
  since?: string;
  until?: string;
  limit: number;
}
