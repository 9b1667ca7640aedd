import type { Action } from "@todo-chatbot/assistant";
import type { TaskPatch } from "@todo-chatbot/contracts";
import type { HeldCall } from "../../../tools/gate.ts";

/** Converts calls that were held back to the actions stored with a question, to do after a yes; each task once per kind. */
export function heldActions(calls: readonly HeldCall[]): Action[] {
  const actions: Action[] = [];
  for (const call of calls) {
    const action = toAction(call);
    if (!action) continue;
    const same = actions.find(({ type }) => type === action.type);
    if (same && "ids" in same && "ids" in action && same.type !== "list") {
      same.ids = [...new Set([...same.ids, ...action.ids])];
    } else if (same?.type === "update" && action.type === "update") {
      same.changes.push(...action.changes);
    } else if (!actions.some((other) => JSON.stringify(other) === JSON.stringify(action))) {
      actions.push(action);
    }
  }
  return actions;
}

function toAction({ name, arguments: given, undo }: HeldCall): Action | null {
  if (undo) return { type: "undo", changeId: undo.changeId };
  const { ids, changes } = given as { ids?: string[]; changes?: (TaskPatch & { id: string })[] };
  switch (name) {
    case "delete_task":
      return { type: "delete", ids: ids ?? [] };
    case "complete_task":
      return { type: "complete", ids: ids ?? [] };
    case "reopen_task":
      return { type: "reopen", ids: ids ?? [] };
    case "update_task":
    case "reschedule_task":
      return { type: "update", changes: (changes ?? []).map(({ id, ...patch }) => ({ id, patch })) };
    default:
      return null;
  }
}
