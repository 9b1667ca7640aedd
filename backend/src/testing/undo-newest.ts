import type { UndoResult } from "@todo-chatbot/contracts";
import type { TaskService } from "../tasks/service.ts";
import type { Principal } from "../tasks/types.ts";

/** Takes back the newest change that stands, by its name: a service undoes only what is named. */
export async function undoNewest(tasks: TaskService, principal: Principal): Promise<UndoResult> {
  const { changeId } = await tasks.previewUndo(principal, { redo: false });
  return tasks.undo(principal, { changeId });
}
