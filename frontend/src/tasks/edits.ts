import type { Task } from "@todo-chatbot/contracts";
import { useSyncExternalStore } from "react";
import { ExternalStore } from "../lib/external-store.ts";
import { readAllStored, store } from "../lib/storage.ts";
import type { TaskDraft } from "./task-draft.ts";

/** A task that is being edited: what the form began with and what it holds. It outlives the form and the page. */
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
    // Nobody follows it before it is read.
    edits.set(Object.fromEntries(readAllStored<Edit>(prefix).map((edit) => [edit.id, edit])));
  }
  return edits.get();
}

/** Changes of tasks that were typed and neither saved nor discarded. */
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

/** What was typed for a task and is not saved, kept current. */
export function useUnsavedEdit(task: Pick<Task, "id">): Edit | undefined {
  return useSyncExternalStore(
    edits.subscribe,
    () => unsavedEdits.of(task),
    () => undefined,
  );
}

/** Whether a draft differs from what its form began with. */
export function isChanged(before: TaskDraft, draft: TaskDraft): boolean {
  return (Object.keys(draft) as (keyof TaskDraft)[]).some(
    (field) => field !== "range" && draft[field] !== before[field],
  );
}
