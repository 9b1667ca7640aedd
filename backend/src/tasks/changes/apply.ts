import { isDeepStrictEqual } from "node:util";
import {
  type BatchOperation,
  type ChangeAction,
  limits,
  type Task,
  type TaskCreate,
  type TaskPatch,
} from "@todo-chatbot/contracts";
import { LimitError, NotFoundError, ValidationError, VersionConflictError } from "../../errors.ts";
import { laterInstant } from "../series/due.ts";
import { laterBy } from "../series/recurrence.ts";
import { ruleBudget, rulesBudget } from "../series/rule.ts";
import { nextInSeries, patchedSeries, type Reckoning, settleSeries } from "../series/series.ts";
import type { Step } from "../types.ts";
import { ancestorsOf, checkPlacement, descendantsOf } from "./placement.ts";
import { type NamesInUse, Spellings } from "./spellings.ts";
import type { Workspace } from "./workspace.ts";

export interface Circumstances {
  /** The time of writing. */
  now: Date;
  /** The time of the request, which determines "today" and completion times. */
  asked: Date;
  /** The person's time zone, for tasks due on a day. */
  timeZone: string;
  newId: () => string;
  /** The largest position in use; a new task goes after it. */
  lastPosition: number;
  /** Number of open tasks before. */
  open: number;
  /** Names used by other tasks. */
  names: NamesInUse;
}

export interface Applied {
  steps: Step[];
  /** For each operation, its task afterwards; for a deletion, before. */
  results: Task[];
}

/** Number of dates the recurrence rules of one change may try in total: enough for 100 plain yearly ones. */
const budget = 3 * ruleBudget;

/**
 * Applies operations to the tasks in `workspace`, one after the other. Pure except for the workspace,
 * which afterwards has the new state.
 * @throws {NotFoundError | ValidationError | VersionConflictError | LimitError} the workspace must then be discarded.
 */
export function apply(
  workspace: Workspace,
  operations: readonly BatchOperation[],
  circumstances: Circumstances,
): Applied {
  const steps: Step[] = [];
  const removed = new Map<string, Task>();
  let { lastPosition } = circumstances;
  const spellings = new Spellings(circumstances.names);
  const reckoning: Reckoning = {
    asked: circumstances.asked,
    timeZone: circumstances.timeZone,
    spend: rulesBudget(budget),
  };

  const write = (action: ChangeAction, before: Task | null, after: Task | null) => {
    if (after) workspace.set(after);
    else if (before) workspace.delete(before.id);
    steps.push({ action, before, after });
    checkSize(steps.length);
  };
  const find = (id: string): Task => {
    const task = workspace.get(id);
    if (!task) throw new NotFoundError("There is no task of yours with this id.");
    return task;
  };
  const change = (action: ChangeAction, before: Task, fields: Partial<Task>): Task => {
    const after = { ...before, ...fields };
    if (isDeepStrictEqual(before, after)) return before;
    after.version = before.version + 1;
    after.updatedAt = circumstances.now.toISOString();
    write(action, before, after);
    return after;
  };

  function create(input: TaskCreate): Task {
    const { recurrence } = input;
    const settled = recurrence && settleSeries({ ...input, recurrence }, reckoning);
    const now = circumstances.now.toISOString();
    lastPosition = Math.max(lastPosition, input.position ?? Math.floor(lastPosition) + 1);
    const task: Task = {
      ...input,
      ...settled,
      labels: spellings.labels(input.labels),
      project: spellings.project(input.project),
      id: circumstances.newId(),
      completedAt: null,
      position: input.position ?? lastPosition,
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    checkPlacement(workspace, task);
    write("create", null, task);
    return task;
  }

  function update(id: string, { version, range = "this", ...patch }: TaskPatch): Task {
    const before = find(id);
    if (version !== undefined && version !== before.version) throw new VersionConflictError(before);
    const fields: Partial<Task> = Object.fromEntries(
      Object.entries(patch).filter(([, value]) => value !== undefined),
    );
    if (fields.labels) fields.labels = spellings.labels(fields.labels);
    if (fields.project) fields.project = spellings.project(fields.project);
    const basis = before.recurrence?.basis ?? "due";
    // Without a date there is nothing to repeat from.
    if (fields[basis] === null && fields.recurrence === undefined) fields.recurrence = null;
    const after = { ...before, ...fields };
    const repeats = [fields.due, fields.start, fields.recurrence].some((value) => value !== undefined);
    if (repeats && after.recurrence) {
      const recurrence = patchedSeries(before, patch, range);
      if (recurrence) {
        const { start, due } = after;
        Object.assign(fields, settleSeries({ start, due, recurrence }, reckoning));
      }
    }
    if (fields.parentId !== undefined) checkPlacement(workspace, after);
    return change("update", before, fields);
  }

  function complete(id: string): Task {
    const before = find(id);
    if (before.completedAt) return before;
    const below = descendantsOf(workspace, id);
    const next = nextInSeries(before, reckoning);
    if (next) {
      const { days, ...series } = next;
      // The next occurrence starts with its subtasks open, each at the same distance as before.
      for (const task of below) {
        const moved = task.recurrence ? {} : laterTask(task, days);
        change(task.completedAt ? "reopen" : "update", task, { completedAt: null, ...moved });
      }
      return change("complete", before, { ...series, reminders: laterTask(before, days).reminders });
    }
    const completedAt = circumstances.asked.toISOString();
    for (const task of below) if (!task.completedAt) change("complete", task, { completedAt });
    return change("complete", before, { completedAt });
  }

  /** Moves an absolute reminder by days, in the time zone of the task or the person. */
  function laterTask(
    { start, due, reminders }: Task,
    days: number,
  ): Pick<Task, "start" | "due" | "reminders"> {
    const zone = due && "time" in due ? due.timeZone : circumstances.timeZone;
    return {
      start: laterBy(days, start),
      due: laterBy(days, due),
      reminders: reminders.map((one) => ("at" in one ? { at: laterInstant(one.at, days, zone) } : one)),
    };
  }

  function reopen(id: string): Task {
    const before = find(id);
    // An open task under a completed one would be invisible.
    for (const task of ancestorsOf(workspace, before)) {
      if (task.completedAt) change("reopen", task, { completedAt: null });
    }
    return change("reopen", before, { completedAt: null });
  }

  function remove(id: string): Task {
    // It may already have been deleted with a parent that was also named.
    const gone = removed.get(id);
    if (gone) return gone;
    const before = find(id);
    for (const task of [...descendantsOf(workspace, id).reverse(), before]) {
      write("delete", task, null);
      removed.set(task.id, task);
    }
    return before;
  }

  function run(operation: BatchOperation): Task {
    switch (operation.type) {
      case "create":
        return create(operation.task);
      case "update":
        return update(operation.id, operation.patch);
      case "complete":
        return complete(operation.id);
      case "reopen":
        return reopen(operation.id);
      case "delete":
        return remove(operation.id);
    }
  }

  const results = operations.map((operation, index) => {
    try {
      return run(operation);
    } catch (error) {
      if (operations.length === 1 || !(error instanceof ValidationError)) throw error;
      throw new ValidationError(
        error.errors.map(({ path, message }) => ({ path: `${index}.${path}`, message })),
        { cause: error },
      );
    }
  });
  checkOpenLimit(circumstances.open, steps);
  return { steps, results };
}

/** @throws {LimitError} if one change involves more tasks than `limits.tasksPerChange`. */
export function checkSize(tasks: number): void {
  if (tasks <= limits.tasksPerChange) return;
  throw new LimitError(
    `This involves more than ${limits.tasksPerChange} tasks at once. Do it in smaller parts.`,
  );
}

/** By how much steps change the number of open tasks. */
export function openAdded(steps: readonly Step[]): number {
  const isOpen = (task: Task | null) => (task && !task.completedAt ? 1 : 0);
  return steps.reduce((sum, { before, after }) => sum + isOpen(after) - isOpen(before), 0);
}

/** @throws {LimitError} if steps exceed `limits.openTasksPerUser`. */
export function checkOpenLimit(open: number, steps: readonly Step[]): void {
  const added = openAdded(steps);
  if (added > 0 && open + added > limits.openTasksPerUser) {
    throw new LimitError(
      `You have ${open} open tasks and may have ${limits.openTasksPerUser}. Complete or delete some first.`,
    );
  }
}
