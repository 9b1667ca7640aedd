import type { Action, Outcome } from "@todo-chatbot/assistant";
import { type Change, limits } from "@todo-chatbot/contracts";
import type { ToolName } from "../../tools/registry.ts";
import { failed, type ToolResult } from "../../tools/types.ts";

export interface PlannedCall {
  name: ToolName;
  arguments: Record<string, unknown>;
}

/** The one tool call that does an action of a plan. */
export function toToolCall(action: Action): PlannedCall {
  switch (action.type) {
    case "add":
      return { name: "add_task", arguments: { tasks: action.tasks } };
    case "complete":
      return { name: "complete_task", arguments: { ids: action.ids } };
    case "reopen":
      return { name: "reopen_task", arguments: { ids: action.ids } };
    case "delete":
      return { name: "delete_task", arguments: { ids: action.ids } };
    case "update": {
      const changes = action.changes.map(({ id, patch }) => ({ id, ...patch }));
      const onlyDue = action.changes.every(({ patch }) => Object.keys(patch).join() === "due");
      return { name: onlyDue ? "reschedule_task" : "update_task", arguments: { changes } };
    }
    case "list": {
      const { status, dueFrom, dueTo, due, label, project, priority, text: q } = action.filter;
      const filter = { status, dueFrom, dueTo, due, label, project, priority, q };
      const said = Object.entries(filter).filter(([, value]) => value !== undefined);
      return {
        name: "list_tasks",
        arguments: { ...Object.fromEntries(said), ids: action.ids.slice(0, limits.batchSize) },
      };
    }
    case "undo":
      return { name: "undo", arguments: {} };
    case "activity": {
      const { since, until } = action;
      return { name: "find_activity", arguments: { ...(since && { since }), ...(until && { until }) } };
    }
  }
}

/** What became of an action, as the assistant package describes it. */
export function toOutcome(result: ToolResult): Outcome {
  const [error] = result.errors;
  const changes = result.more?.changes;
  return {
    status: failed(result) ? "error" : "ok",
    tasks: result.tasks,
    ...(Array.isArray(changes) ? { changes: changes as Change[] } : {}),
    ...(error ? { error: { code: error.code, detail: error.detail } } : {}),
  };
}
