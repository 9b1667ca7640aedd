import { limits, type TaskCreate, type TaskCreateInput, taskCreate } from "@todo-chatbot/contracts";
import { v7 as uuidv7 } from "uuid";
import { LimitError, ValidationError } from "../http/errors.ts";
import type { ImportedTask } from "../tasks/apply.ts";
import { settle } from "../tasks/recurrence.ts";
import { ruleBudget, rulesBudget } from "../tasks/rule.ts";

/** Why one entry of a file was left out, or what of it. `line` counts from 1. */
export interface EntryError {
  line: number;
  message: string;
}

/** A file understood as far as it can be. */
export interface Draft {
  tasks: ImportedTask[];
  errors: EntryError[];
}

export type Entry = TaskCreateInput & {
  completedAt?: string | null;
  /** What the file calls this task and the one it hangs under, where it names them. */
  key?: string | null;
  parentKey?: string | null;
};

/** Dates that the recurrence rules of one file may have to try together. */
const budget = 50 * ruleBudget;

/** Whose file it is: recurrences without a date begin on their today. */
export interface Reader {
  timeZone: string;
  now: Date;
}

/** Collects the tasks of a file; a faulty entry becomes an error and stops nothing. */
export function createDraft(reader: Reader) {
  const draft: Draft = { tasks: [], errors: [] };
  const spend = rulesBudget(budget);
  const known = new Map<string, { id: string; depth: number }>();
  const fault = (line: number, message: string) => draft.errors.push({ line, message });

  function parentOf(line: number, key: string | null | undefined) {
    if (key == null) return null;
    const parent = known.get(key);
    if (parent && parent.depth < limits.taskDepth) return parent;
    fault(
      line,
      parent
        ? `It is more than ${limits.taskDepth} levels deep and was added at the top.`
        : "The task it belongs under was not found; it was added at the top.",
    );
    return null;
  }

  function settled(line: number, task: TaskCreate): Pick<TaskCreate, "recurrence" | "due"> {
    const { recurrence, due } = task;
    if (!recurrence) return { recurrence, due };
    try {
      return settle(recurrence, due, reader.now, reader.timeZone, spend);
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error;
      fault(line, `${error.message}; the recurrence was left out.`);
      return { recurrence: null, due };
    }
  }

  return {
    draft,
    fault,
    /** Answers the task, or null when it is faulty. */
    add(line: number, { completedAt = null, key, parentKey, ...fields }: Entry): ImportedTask | null {
      if (draft.tasks.length >= limits.tasksPerChange) {
        throw new LimitError(`One import may have ${limits.tasksPerChange} tasks. Split the file.`);
      }
      const parsed = taskCreate.safeParse(fields);
      if (!parsed.success) {
        fault(
          line,
          parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; "),
        );
        return null;
      }
      const parent = parentOf(line, parentKey);
      const task = {
        ...parsed.data,
        ...settled(line, parsed.data),
        parentId: parent?.id ?? null,
        id: uuidv7(),
        completedAt,
      };
      if (key != null) known.set(key, { id: task.id, depth: (parent?.depth ?? 0) + 1 });
      draft.tasks.push(task);
      return task;
    },
  };
}
