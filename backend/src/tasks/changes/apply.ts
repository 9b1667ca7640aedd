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
  /** When it is written. */
  now: Date;
  /** When the person asked for it, which decides what "today" is and when something was completed. */
  asked: Date;
  /** The person's, for tasks due on a day. */
  timeZone: string;
  newId: () => string;
  /** The largest position in use; a new task goes after it. */
  lastPosition: number;
  /** How many open tasks there are before. */
  open: number;
  /** The names that other tasks have. */
  names: NamesInUse;
}

export interface Applied {
  steps: Step[];
  /** For each operation its task as it now is; of a deletion as it was. */
  results: Task[];
}

/** Dates that the recurrence rules of one change may have to try together: enough for 100 plain yearly ones. */
const budget = 3 * ruleBudget;

/**
 * Works out what operations do to the tasks of `workspace`, one after the other. Pure but for the workspace,
 * which afterwards holds the new state.
 * @throws {NotFoundError | ValidationError | VersionConflictError | LimitError} and then nothing may be kept.
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
      // The next time starts with its steps undone, each as far from it as it was.
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

  /** What stands at a point in time is moved on by days, by the clocks of the task or of the person. */
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
    // An open task under a completed one would be out of sight.
    for (const task of ancestorsOf(workspace, before)) {
      if (task.completedAt) change("reopen", task, { completedAt: null });
    }
    return change("reopen", before, { completedAt: null });
  }

  function remove(id: string): Task {
    // It may have gone along with a task it was under, which was named as well.
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

/** @throws {LimitError} when one change has to do with more tasks than `limits.tasksPerChange`. */
export function checkSize(tasks: number): void {
  if (tasks <= limits.tasksPerChange) return;
  throw new LimitError(
    `This has to do with more than ${limits.tasksPerChange} tasks at once. Do it in smaller parts.`,
  );
}

/** How many open tasks there are more after some steps. */
export function openAdded(steps: readonly Step[]): number {
  const isOpen = (task: Task | null) => (task && !task.completedAt ? 1 : 0);
  return steps.reduce((sum, { before, after }) => sum + isOpen(after) - isOpen(before), 0);
}

/** @throws {LimitError} when steps add open tasks beyond `limits.openTasksPerUser`. */
export function checkOpenLimit(open: number, steps: readonly Step[]): void {
  const added = openAdded(steps);
  if (added > 0 && open + added > limits.openTasksPerUser) {
    throw new LimitError(
      `You have ${open} open tasks and may have ${limits.openTasksPerUser}. Complete or delete some first.`,
    );
  }
}
