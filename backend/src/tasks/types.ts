import type { Actor, ChangeAction, Task, TaskPatch } from "@todo-chatbot/contracts";

/** On whose behalf something is done. It comes from the session or the API key, never from an argument. */
export interface Principal {
  userId: string;
  actor: Actor;
  /** A UUID. Changes made under one group are undone together: one chat turn, batch or request. */
  groupId: string;
  /** When it was requested, if not now: a message written offline is carried out as of that time. */
  at?: Date;
}

export interface TaskChange {
  id: string;
  patch: TaskPatch;
}

/** A future row of the change log. */
export interface Step {
  action: ChangeAction;
  before: Task | null;
  after: Task | null;
}

/** Checks everything a call is about to write; an error it throws prevents the call. */
export type Guard = (steps: readonly Step[]) => void;

/** A change, or the newest one in effect, or with `redo` the newest undo in effect. */
export type UndoTarget = { changeId: string } | { redo: boolean };

/** The changes in effect of one group, in order; undoing `changeId` undoes them all. */
export interface UndoPreview {
  groupId: string;
  changeId: string;
  changes: { action: ChangeAction; taskId: string; title: string }[];
}

/** Instants, ISO 8601 with offset; `since` is inclusive, `until` exclusive. */
export interface ActivityRange {
  since?: string;
  until?: string;
  limit: number;
}
