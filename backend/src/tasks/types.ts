import type {
  Actor,
  BatchOperation,
  Change,
  ChangeAction,
  Task,
  TaskCreate,
  TaskList,
  TaskPatch,
  TaskQuery,
  UndoRequest,
  UndoResult,
} from "@todo-chatbot/contracts";

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

/**
 * The only code that changes tasks. Each call is one transaction, all or nothing, which also writes the
 * change log and announces the change to live feeds. Ids of other people's tasks are not found.
 *
 * Throws `NotFoundError`, `ValidationError`, `VersionConflictError` (a patch's `version` is old),
 * `LimitError`, and from `undo` also `UndoConflictError` and `NothingToUndoError`.
 */
export interface TaskService {
  list(principal: Principal, query: TaskQuery): Promise<TaskList>;
  /** The same, as the JSON it is sent as. */
  listJson(principal: Principal, query: TaskQuery): Promise<string>;
  /** Every open task, in list order, and then the 50 completed last. */
  openTasks(principal: Principal): Promise<Task[]>;
  /** In the order of `ids`. */
  get(principal: Principal, ids: readonly string[]): Promise<Task[]>;
  create(principal: Principal, tasks: readonly TaskCreate[]): Promise<Task[]>;
  update(principal: Principal, changes: readonly TaskChange[]): Promise<Task[]>;
  /** Completes with all open subtasks; a recurring task moves to its next date instead. */
  complete(principal: Principal, ids: readonly string[]): Promise<Task[]>;
  reopen(principal: Principal, ids: readonly string[]): Promise<Task[]>;
  /** Subtasks go along. Answers the named tasks as they were. */
  remove(principal: Principal, ids: readonly string[]): Promise<Task[]>;
  /** Steps run in order; the answer has null where a task was deleted. */
  batch(principal: Principal, operations: readonly BatchOperation[]): Promise<(Task | null)[]>;
  /** Undoes the change named, with everything of its group. */
  undo(principal: Principal, request: UndoRequest): Promise<UndoResult>;
  /** What an undo of it would take back, with nothing changed. Throws like `undo`. */
  previewUndo(principal: Principal, target: UndoTarget): Promise<UndoPreview>;
  /** What operations would write, with nothing written. Those that cannot be done are left out. */
  preview(principal: Principal, operations: readonly BatchOperation[]): Promise<Step[]>;
  /** The same service under a guard. */
  guarded(guard: Guard): TaskService;
  /** The change log, newest first. */
  activity(principal: Principal, range: ActivityRange): Promise<Change[]>;
}
