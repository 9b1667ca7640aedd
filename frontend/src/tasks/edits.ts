import type { Task } from "@todo-chatbot/contracts";
import { useSyncExternalStore } from "react";
import { ExternalStore } from "../lib/external-store.ts";
import { readAllStored, store } from "../lib/storage.ts";
import type { TaskDraft } from "./task-draft.ts";

/** A task being edited: the form's initial and current content. It survives the form and a reload. */
export interface Edit {
  id: string;
  version: number;
  before: TaskDraft;
  draft: TaskDraft;
}

const prefix = "edit:";
const edits = new ExternalStore<Readonly<Record<string, Edit>>>({});
let isRead = false;

function all(): Readonly<Record<string, Edit>> {
  if (!isRead) {
    isRead = true;
    // There are no subscribers before it is read.
    edits.set(Object.fromEntries(readAllStored<Edit>(prefix).map((edit) => [edit.id, edit])));
  }
  return edits.get();
}

/** Edits of tasks that were neither saved nor discarded. */
export const unsavedEdits = {
  of: (task: Pick<Task, "id">): Edit | undefined => all()[task.id],
  keep(edit: Edit): void {
    store(prefix + edit.id, edit);
    edits.set({ ...all(), [edit.id]: edit });
  },
  drop(id: string): void {
    const { [id]: gone, ...rest } = all();
    if (!gone) return;
    store(prefix + id, null);
    edits.set(rest);
  },
};

/** The unsaved edit of a task, kept current. */
export function useUnsavedEdit(task: Pick<Task, "id">): Edit | undefined {
  return useSyncExternalStore(
    edits.subscribe,
    () => unsavedEdits.of(task),
    () => undefined,
  );
}

/** Whether a draft differs from the form's initial content. */
export function isChanged(before: TaskDraft, draft: TaskDraft): boolean {
  return (Object.keys(draft) as (keyof TaskDraft)[]).some(
    (field) => field !== "range" && draft[field] !== before[field],
  );
}
