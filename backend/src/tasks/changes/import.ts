import { isDeepStrictEqual } from "node:util";
import type { Task, TaskCreate } from "@todo-chatbot/contracts";
import { ValidationError } from "../../errors.ts";
import type { Step } from "../types.ts";
import { checkOpenLimit, checkSize } from "./apply.ts";
import { checkPlacement } from "./placement.ts";
import { type NamesInUse, Spellings } from "./spellings.ts";
import type { Workspace } from "./workspace.ts";

/** A task's fields in a file; absent fields do not exist in its format. */
export type ImportedFields = Partial<Omit<TaskCreate, "title" | "parentId" | "position">> & { title: string };

/** A task from a file, with validated recurrence. */
export interface ImportedTask {
  /** A hash of its identity in the file, the same in every version of the file. */
  source: string;
  /** The id it had in the account it was exported from, which may be this one. */
  ownId: string | null;
  /** For formats without ids: a key to recognise existing tasks. */
  like?: TaskLikeness;
  /** A hash of its content in the file. */
  digest: string;
  /** Index of its parent, which precedes it. */
  parent: number | null;
  /** Its index among the tasks of the file, from 0. */
  order: number;
  fields: ImportedFields;
  completedAt?: string | null;
  createdAt?: string;
}

/** As in todo.txt: spaces in the project are underscores, those in the title single. */
export interface TaskLikeness {
  title: string;
  project: string;
  /** `YYYY-MM-DD` in UTC. */
  created: string;
}

/** The outcome for each task, in order. */
export type ImportOutcome = "created" | "updated" | "unchanged";

export interface ImportReport {
  outcomes: ImportOutcome[];
  /** Tasks that could not be placed under their parent in the file. */
  misplaced: { index: number; problem: "too_deep" | "place_kept" }[];
}

/** A completed import; `changeId` identifies it for undo, null if nothing was changed. */
export type ImportMade = ImportReport & { changeId: string | null };

export interface ImportOptions {
  /** Whether to only report what it would do. */
  dryRun: boolean;
  /** Whether a task matches the one at `index` in the file, as far as its format can express it. */
  isSame: (index: number, here: Task) => boolean;
}

/** The existing task for an imported one: from an earlier import, or the one it was exported from. */
export interface KnownTask {
  id: string;
  /** The hash of its content at the last import; null if that was undone or never happened. */
  digest: string | null;
}

interface Circumstances {
  now: Date;
  newId: () => string;
  lastPosition: number;
  open: number;
  known: readonly (KnownTask | null)[];
  /** The names that other tasks have. */
  names: NamesInUse;
  /** Whether a task matches the file, as far as its format can express it. */
  isSame: (index: number, here: Task) => boolean;
}

/**
 * Applies an import to the tasks in `workspace`: existing tasks are updated where the file changed, new ones are
 * appended in the file's order. Pure except for the workspace.
 * @throws {LimitError}
 */
export function applyImport(
  workspace: Workspace,
  tasks: readonly ImportedTask[],
  { now, newId, lastPosition, open, known, names, isSame }: Circumstances,
): { steps: Step[]; report: ImportReport; ids: string[] } {
  const steps: Step[] = [];
  const spellings = new Spellings(names);
  const spelled = (fields: ImportedFields): ImportedFields => ({
    ...fields,
    ...(fields.labels && { labels: spellings.labels(fields.labels) }),
    ...(fields.project && { project: spellings.project(fields.project) }),
  });
  const report: ImportReport = { outcomes: [], misplaced: [] };
  const at = now.toISOString();
  const first = Math.floor(lastPosition) + 1;
  const ids = tasks.map((_task, index) => known[index]?.id ?? newId());

  const placed = (task: Task, index: number, otherwise: string | null): Task => {
    try {
      checkPlacement(workspace, task);
      return task;
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error;
      report.misplaced.push({ index, problem: otherwise === null ? "too_deep" : "place_kept" });
      return { ...task, parentId: otherwise };
    }
  };
  const write = (outcome: ImportOutcome, step: Step | null) => {
    report.outcomes.push(outcome);
    if (!step?.after) return;
    workspace.set(step.after);
    steps.push(step);
    checkSize(steps.length);
  };

  tasks.forEach((task, index) => {
    const id = ids[index] ?? newId();
    const parentId = task.parent === null ? null : (ids[task.parent] ?? null);
    const here = known[index];
    const before = here && workspace.get(here.id);
    if (!before) {
      const { order, fields, completedAt = null, createdAt = at } = task;
      const made = { ...empty, ...spelled(fields), id, parentId, completedAt, createdAt };
      const after = placed({ ...made, position: first + order, version: 1, updatedAt: at }, index, null);
      write("created", { action: "create", before: null, after });
    } else if (here.digest === task.digest || isSame(index, before)) {
      write("unchanged", null);
    } else {
      const after = placed(
        { ...before, ...changesOf({ ...task, fields: spelled(task.fields) }, before), parentId },
        index,
        before.parentId,
      );
      if (isDeepStrictEqual(before, after)) write("unchanged", null);
      else {
        const action = actionOf(before, after);
        write("updated", { action, before, after: { ...after, version: before.version + 1, updatedAt: at } });
      }
    }
  });
  checkOpenLimit(open, steps);
  return { steps, report, ids };
}

const empty = {
  description: "",
  priority: 4,
  labels: [],
  project: null,
  start: null,
  due: null,
  recurrence: null,
  reminders: [],
} satisfies Partial<Task>;

/** A format without times of day does not contradict a task's time on the same day. */
function changesOf({ like, fields, completedAt }: ImportedTask, before: Task): Partial<Task> {
  const changes: Partial<Task> = { ...fields, ...(completedAt !== undefined && { completedAt }) };
  if (!like) return changes;
  for (const name of ["due", "start"] as const) {
    if (changes[name] && before[name] && changes[name].date === before[name].date) delete changes[name];
  }
  return changes;
}

function actionOf(before: Task, after: Task): Step["action"] {
  if (!before.completedAt && after.completedAt) return "complete";
  return before.completedAt && !after.completedAt ? "reopen" : "update";
}
