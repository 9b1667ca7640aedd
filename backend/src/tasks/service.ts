import type {
  BatchOperation,
  Change,
  Task,
  TaskCreate,
  TaskList,
  TaskQuery,
  UndoRequest,
  UndoResult,
} from "@todo-chatbot/contracts";
import { v7 as uuidv7 } from "uuid";
import type { Database } from "../database/client.ts";
import { AppError, NotFoundError } from "../errors.ts";
import { apply, checkOpenLimit, checkSize } from "./changes/apply.ts";
import {
  applyImport,
  type ImportedTask,
  type ImportMade,
  type ImportOptions,
  type ImportReport,
} from "./changes/import.ts";
import { knownTasks } from "./changes/known-tasks.ts";
import { circumstancesOf, concernedBy } from "./changes/situation.ts";
import { checkUndoable, planUndo } from "./changes/undo.ts";
import { Workspace } from "./changes/workspace.ts";
import { type IdempotencyKey, keysKeptMs } from "./idempotency.ts";
import { changeLocked, type Outcome } from "./locked-change.ts";
import type { LoggedChange } from "./repository/list-after.ts";
import type { LockedTasks } from "./repository/locked-tasks.ts";
import { TaskRepository } from "./repository/repository.ts";
import type { ActivityRange, Guard, Principal, Step, TaskChange, UndoPreview, UndoTarget } from "./types.ts";
import { TaskWriter } from "./writer.ts";

interface Parts {
  repository: TaskRepository;
  writer: TaskWriter;
  now: () => Date;
}

/** Options for changes: an idempotency key, and a guard that checks them before they are written. */
interface Terms {
  idempotency: IdempotencyKey | null;
  guard: Guard | null;
}

/** The task service over a database. */
export function createTaskService(database: Database, now: () => Date = () => new Date()): TaskService {
  const repository = new TaskRepository(database);
  const writer = new TaskWriter(repository, now);
  return new TaskService({ repository, writer, now }, { idempotency: null, guard: null });
}

/**
 * The only code that changes tasks. Each call is one transaction, all or nothing, which also writes the
 * change log and announces the change to live feeds. Ids of other people's tasks are not found.
 *
 * Throws `NotFoundError`, `ValidationError`, `VersionConflictError` (a patch's `version` is old), `LimitError`,
 * `UnauthenticatedError` (the account is gone), and from `undo` also `UndoConflictError` and `NothingToUndoError`.
 */
export class TaskService {
  readonly #parts: Parts;
  readonly #terms: Terms;

  constructor(parts: Parts, terms: Terms) {
    this.#parts = parts;
    this.#terms = terms;
  }

  async list(principal: Principal, query: TaskQuery): Promise<TaskList> {
    return JSON.parse(await this.listJson(principal, query)) as TaskList;
  }

  /** The same, as serialised JSON. */
  listJson({ userId }: Principal, query: TaskQuery): Promise<string> {
    const { repository, now } = this.#parts;
    return repository.pageJson(userId, query, now());
  }

  /**
   * Every open task, in list order, and then the 50 completed last.
   * @param changes those of the change log from `changesFrom` on, if the caller has just read them
   */
  openTasks(
    { userId }: Pick<Principal, "userId">,
    changes: readonly LoggedChange[] | null = null,
  ): Promise<readonly Task[]> {
    return this.#parts.repository.openLists.read(userId, changes);
  }

  /** The number of the change from which `openTasks` can be given changes; null if it would not use them. */
  changesFrom({ userId }: Pick<Principal, "userId">): number | null {
    return this.#parts.repository.openLists.changesFrom(userId);
  }

  /** In the order of `ids`. */
  async get({ userId }: Principal, ids: readonly string[]): Promise<Task[]> {
    const tasks = await this.#parts.repository.byIds(userId, ids);
    const found = new Map(tasks.map((task) => [task.id, task]));
    return ids.map((id) => {
      const task = found.get(id.toLowerCase());
      if (!task) throw new NotFoundError("There is no task of yours with this id.");
      return task;
    });
  }

  create(principal: Principal, tasks: readonly TaskCreate[]): Promise<Task[]> {
    const operations = tasks.map((task) => ({ type: "create" as const, task }));
    return this.#change(principal, operations);
  }

  update(principal: Principal, changes: readonly TaskChange[]): Promise<Task[]> {
    const operations = changes.map(({ id, patch }) => ({ type: "update" as const, id, patch }));
    return this.#change(principal, operations);
  }

  /** Completes with all open subtasks; a recurring task moves to its next date instead. */
  complete(principal: Principal, ids: readonly string[]): Promise<Task[]> {
    const operations = ids.map((id) => ({ type: "complete" as const, id }));
    return this.#change(principal, operations);
  }

  reopen(principal: Principal, ids: readonly string[]): Promise<Task[]> {
    const operations = ids.map((id) => ({ type: "reopen" as const, id }));
    return this.#change(principal, operations);
  }

  /** Deletes subtasks too. Returns the named tasks as they were. */
  remove(principal: Principal, ids: readonly string[]): Promise<Task[]> {
    const operations = ids.map((id) => ({ type: "delete" as const, id }));
    return this.#change(principal, operations);
  }

  /** Operations run in order; the result has null for deleted tasks. */
  async batch(principal: Principal, operations: readonly BatchOperation[]): Promise<(Task | null)[]> {
    const tasks = await this.#change(principal, operations);
    return tasks.map((task, index) => (operations[index]?.type === "delete" ? null : task));
  }

  /** Undoes the given change, with its whole group. */
  undo(principal: Principal, { changeId }: UndoRequest): Promise<UndoResult> {
    const { repository, now } = this.#parts;
    const asked = { ...this.#terms, principal: { ...principal, groupId: uuidv7() } };
    return changeLocked<UndoResult>(repository, asked, now, async (tasks) => {
      const found = await tasks.undoSituation(changeId, this.#terms.idempotency?.key ?? null);
      if (found.remembered) return found.remembered;
      checkUndoable(found, true);
      checkSize(Math.max(found.changes.length, found.below));
      const steps = planUndo(new Workspace(found.tasks), found.changes, now());
      checkOpenLimit(found.open, steps);
      return { steps, undoes: found.groupId, result: undoResultOf(asked.principal.groupId, steps) };
    });
  }

  /** What an undo of it would revert, without changing anything. Throws like `undo`. */
  async previewUndo({ userId }: Principal, target: UndoTarget): Promise<UndoPreview> {
    const found = await this.#parts.repository.undoPreview(userId, target);
    checkUndoable(found, "changeId" in target);
    const { groupId, changeId, changes } = found;
    return { groupId, changeId, changes };
  }

  /** What operations would write, one after the other, without writing it. Invalid ones are left out. */
  async preview(principal: Principal, operations: readonly BatchOperation[]): Promise<Step[]> {
    const { repository, now } = this.#parts;
    const concerned = concernedBy(operations);
    const situation = await repository.situation({
      ...concerned,
      owner: principal.userId,
      keys: [],
      counted: -1,
    });
    const workspace = new Workspace(situation.tasks);
    const circumstances = circumstancesOf(situation, principal, now());
    return operations.flatMap((operation) => {
      try {
        return apply(workspace, [operation], circumstances).steps;
      } catch (error) {
        if (error instanceof AppError) return [];
        throw error;
      }
    });
  }

  /** The change log, newest first. */
  activity({ userId }: Principal, range: ActivityRange): Promise<Change[]> {
    return this.#parts.repository.changes(userId, range);
  }

  /**
   * Imports tasks, each after its parent; existing ones are updated, recognised by their identity in the
   * file and not by an idempotency key. Undone as one.
   */
  async import(
    principal: Principal,
    tasks: readonly ImportedTask[],
    options: ImportOptions,
  ): Promise<ImportMade> {
    const { repository, now } = this.#parts;
    const asked = { principal, idempotency: null, guard: this.#terms.guard };
    const report = await changeLocked<ImportReport>(repository, asked, now, (locked) =>
      this.#importLocked(locked, principal, tasks, options),
    );
    return { ...report, changeId: await repository.changeOf(principal.userId, principal.groupId) };
  }

  async #importLocked(
    locked: LockedTasks,
    principal: Principal,
    tasks: readonly ImportedTask[],
    { dryRun, isSame }: ImportOptions,
  ): Promise<Outcome<ImportReport>> {
    const known = knownTasks(tasks, await locked.importSituation(tasks));
    const ids = known.flatMap((task) => task?.id ?? []);
    const situation = await locked.situation({ ids, whole: ids, under: ids, adds: true, names: true }, null);
    checkSize(situation.below);
    const circumstances = circumstancesOf(situation, principal, this.#parts.now());
    const made = applyImport(new Workspace(situation.tasks), tasks, { ...circumstances, known, isSame });
    if (dryRun) return { steps: [], result: made.report, undoes: null };
    const rows = tasks.flatMap(({ source, digest }, index) =>
      known[index]?.digest === digest ? [] : [{ source, digest, id: made.ids[index] ?? "" }],
    );
    await locked.keepImports(principal.groupId, rows);
    return { steps: made.steps, result: made.report, undoes: null };
  }

  /**
   * The same service, whose next change is done once per key. A repetition returns the first result.
   * Throws `IdempotencyConflictError` if the key was used for something else.
   */
  once(idempotency: IdempotencyKey): TaskService {
    return new TaskService(this.#parts, { ...this.#terms, idempotency });
  }

  /** The same service with an additional guard. */
  guarded(guard: Guard): TaskService {
    const { guard: first } = this.#terms;
    const both: Guard = (steps) => {
      first?.(steps);
      guard(steps);
    };
    return new TaskService(this.#parts, { ...this.#terms, guard: both });
  }

  /** Deletes the idempotency keys of requests too old to be repeated. */
  sweep(): Promise<void> {
    const { repository, now } = this.#parts;
    return repository.forgetKeys(new Date(now().getTime() - keysKeptMs));
  }

  #change(principal: Principal, operations: readonly BatchOperation[]): Promise<Task[]> {
    return this.#parts.writer.run({ ...this.#terms, principal, operations });
  }
}

function undoResultOf(groupId: string, steps: readonly Step[]): UndoResult {
  return {
    groupId,
    tasks: steps.map(({ after }) => after).filter((task) => task !== null),
    removedIds: steps.flatMap(({ before, after }) => (before && !after ? [before.id] : [])),
  };
}
