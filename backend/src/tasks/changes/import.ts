import { isDeepStrictEqual } from "node:util";
import type { Task, TaskCreate } from "@todo-chatbot/contracts";
import { ValidationError } from "../../errors.ts";
import type { Step } from "../types.ts";
import { checkOpenLimit, checkSize } from "./apply.ts";
import { checkPlacement } from "./placement.ts";
import { type NamesInUse, Spellings } from "./spellings.ts";
import type { Workspace } from "./workspace.ts";

/** What a file says of a task; a field that is absent is one it cannot say. */
export type ImportedFields = Partial<Omit<TaskCreate, "title" | "parentId" | "position">> & { title: string };

/** A task from elsewhere, whose recurrence is settled. */
export interface ImportedTask {
  /** What its file calls it, hashed: the same in every version of the file. */
  source: string;
  /** The id it had in the account it was exported from, which may be this one. */
  ownId: string | null;
  /** Where a file has no names for its tasks: what tells those that are here already. */
  like?: TaskLikeness;
  /** What the file says of it, hashed. */
  digest: string;
  /** Index of the task it hangs under, which comes before it. */
  parent: number | null;
  /** Its place among the tasks of the file, from 0. */
  order: number;
  fields: ImportedFields;
  completedAt?: string | null;
  createdAt?: string;
}

/** As todo.txt has it: blanks of the project are underscores, those of the title single. */
export interface TaskLikeness {
  title: string;
  project: string;
  /** `YYYY-MM-DD` in UTC. */
  created: string;
}

/** What became of each task, in their order. */
export type ImportOutcome = "created" | "updated" | "unchanged";

export interface ImportReport {
  outcomes: ImportOutcome[];
  /** Tasks that could not hang where the file has them. */
  misplaced: { index: number; problem: "too_deep" | "place_kept" }[];
}

/** An import that was made; `changeId` is what it is undone by, null when nothing was changed. */
export type ImportMade = ImportReport & { changeId: string | null };

export interface ImportOptions {
  /** Only says what it would do. */
  dryRun: boolean;
  /** Whether a task is what the file says of the one at `index`, as far as its format can say. */
  isSame: (index: number, here: Task) => boolean;
}

/** The task an import has to do with: one it brought before, or that it was exported from. */
export interface KnownTask {
  id: string;
  /** What the file said of it when it was last imported; null when that was undone, or never was. */
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
  /** Whether a task is what the file says of it, as far as its format can say. */
  isSame: (index: number, here: Task) => boolean;
}

/**
 * Works out what an import does to the tasks of `workspace`: tasks that are here are brought to what the file says where
 * it changed, the others come behind all there are, in the file's order. Pure but for the workspace.
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

/** A file without times of day says nothing against the one a task has on that day. */
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
