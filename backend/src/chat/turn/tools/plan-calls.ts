import type { Action, Outcome } from "@todo-chatbot/assistant";
import { limits, type ToolResult } from "@todo-chatbot/contracts";
import { Temporal } from "temporal-polyfill";
import type { ToolName } from "../../../tools/registry.ts";
import { failed } from "../../../tools/types.ts";

export interface PlannedCall {
  name: ToolName;
  arguments: Record<string, unknown>;
}

/**
 * The tool calls for an action of a plan: one, or several for more tasks than a call accepts. Days are in
 * `timeZone`.
 */
export function toToolCalls(action: Action, timeZone: string): PlannedCall[] {
  switch (action.type) {
    case "add":
      return calls("add_task", "tasks", action.tasks);
    case "complete":
      return calls("complete_task", "ids", action.ids);
    case "reopen":
      return calls("reopen_task", "ids", action.ids);
    case "delete":
      return calls("delete_task", "ids", action.ids);
    case "update": {
      const changes = action.changes.map(({ id, patch }) => ({ id, ...patch }));
      const onlyDue = action.changes.every(({ patch }) =>
        Object.keys(patch).every((field) => field === "due" || field === "range"),
      );
      return calls(onlyDue ? "reschedule_task" : "update_task", "changes", changes);
    }
    case "list": {
      const { status, dueFrom, dueTo, due, label, project, priority, text: q } = action.filter;
      const filter = { status, dueFrom, dueTo, due, label, project, priority, q };
      const said = Object.entries(filter).filter(([, value]) => value !== undefined);
      const ids = action.ids.slice(0, limits.batchSize);
      return [{ name: "list_tasks", arguments: { ...Object.fromEntries(said), ids } }];
    }
    case "undo":
    case "redo":
      return [{ name: "undo", arguments: undoOf(action) }];
    case "activity": {
      const since = action.since && startOfDay(action.since, timeZone);
      const until = action.until && startOfDay(action.until, timeZone, 1);
      return [{ name: "find_activity", arguments: { ...(since && { since }), ...(until && { until }) } }];
    }
  }
}

function undoOf({ type, changeId }: Action & { type: "undo" | "redo" }) {
  return { ...(changeId && { changeId }), ...(type === "redo" && { redo: true }) };
}

/** Subtasks refer to their parents by index, so a long list with subtasks is not split, and is refused. */
function calls(name: ToolName, field: string, items: readonly object[] | readonly string[]): PlannedCall[] {
  const isWhole = items.some((item) => typeof item === "object" && "parentIndex" in item);
  const size = isWhole ? items.length : limits.batchSize;
  const starts = Array.from({ length: Math.ceil(items.length / size) || 1 }, (_, index) => index * size);
  return starts.map((start) => ({ name, arguments: { [field]: items.slice(start, start + size) } }));
}

/** The instant at which a calendar day, or one `later` days after it, begins in a zone. */
function startOfDay(day: string, timeZone: string, later = 0): string {
  return Temporal.PlainDate.from(day).add({ days: later }).toZonedDateTime(timeZone).toInstant().toString();
}

/** The outcome of an action, over all its calls, in the form of the assistant package. */
export function toOutcome(results: readonly ToolResult[]): Outcome {
  const error = results.flatMap(({ errors }) => errors)[0];
  const changes = results[0]?.more?.changes;
  return {
    status: results.every(failed) ? "error" : "ok",
    tasks: results.flatMap(({ tasks }) => tasks),
    ...(changes && { changes }),
    ...(error ? { error: { code: error.code, detail: error.detail } } : {}),
  };
}
