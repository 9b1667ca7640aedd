import type { DoneAct, DoneField } from "@todo-chatbot/assistant";
import type { ChangeAction, Task } from "@todo-chatbot/contracts";

/** The parts of a change log row of a turn that are needed to remember its acts. */
export interface DoneRow {
  changeId: string;
  groupId: string;
  action: ChangeAction;
  taskId: string;
  title: string;
  /** For an update: the previous values of the changed fields. */
  before: Partial<Pick<Task, DoneField>> | null;
  /** For an undo: whether it reverted another undo. */
  isRedo: boolean;
  /** Whether it has not been undone since. */
  stands: boolean;
}

/** The fields of a task that people change; the others are derived. */
export const doneFields: readonly DoneField[] = [
  "title",
  "description",
  "start",
  "due",
  "priority",
  "labels",
  "project",
  "recurrence",
  "reminders",
];

/** What a turn did, act by act, from its rows in order: rows that did the same to several tasks are one act. */
export function doneActs(rows: readonly DoneRow[]): DoneAct[] {
  const acts: (DoneAct & { groupId: string })[] = [];
  const changeIds = new Map<string, string>();
  for (const { changeId, groupId, action, taskId, title, before, isRedo, stands } of rows) {
    const type = typeOf(action, isRedo);
    // A redone change is in effect again on its own: reverting it is an undo of the original change.
    if (stands && type !== "redo" && !changeIds.has(groupId)) changeIds.set(groupId, changeId);
    const fields = type === "update" ? fieldsOf(before) : undefined;
    const last = acts.at(-1);
    if (last?.groupId === groupId && last.type === type && String(last.fields) === String(fields)) {
      if (!last.tasks.some(({ id }) => id === taskId)) last.tasks.push({ id: taskId, title });
      if (last.before && before) last.before[taskId] ??= before;
    } else {
      const task = { id: taskId, title };
      acts.push({
        groupId,
        type,
        tasks: [task],
        ...(fields && { fields, before: { [taskId]: before ?? {} } }),
      });
    }
  }
  return acts.map(({ groupId, ...act }) => {
    const changeId = changeIds.get(groupId);
    return changeId ? { ...act, changeId } : act;
  });
}

function typeOf(action: ChangeAction, isRedo: boolean): DoneAct["type"] {
  if (action === "create") return "add";
  return action === "undo" && isRedo ? "redo" : action;
}

function fieldsOf(before: DoneRow["before"]): DoneField[] {
  return doneFields.filter((field) => before && field in before);
}
