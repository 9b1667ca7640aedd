import type { ToolName } from "../../tools/registry.ts";
import { fieldNames } from "./fields.ts";

type Loose = Record<string, unknown>;

export const isRecord = (value: unknown): value is Loose =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The list that a tool works on; null for those that take none. */
const listOf: Partial<Record<ToolName, "tasks" | "ids" | "changes">> = {
  add_task: "tasks",
  complete_task: "ids",
  delete_task: "ids",
  reopen_task: "ids",
  update_task: "changes",
  reschedule_task: "changes",
};

/** What small models wrap around their arguments: the call itself, or the schema. */
const envelopes = ["arguments", "parameters", "properties", "input", "args", "params", "kwargs"];
const besides = new Set(["name", "type", "tool", "tool_name", "function", "required", "description"]);

/** Names that models use for a list of tasks, whatever the tool calls it. */
const listNames = ["tasks", "ids", "changes", "items", "todos"];

/** Unwraps arguments. */
export function unwrapped(given: Loose): Loose {
  const envelope = envelopes.find((key) => isRecord(given[key]));
  const isAround = Object.keys(given).every((key) => key === envelope || besides.has(key));
  return envelope && isAround ? unwrapped(given[envelope] as Loose) : given;
}

/**
 * Arguments in the shape of the called tool: a single task instead of a list, a list under the name that
 * another tool uses, and ids next to one change for all of them. Anything left over stays, and is refused.
 */
export function shaped(name: ToolName, given: Loose): Loose {
  const list = listOf[name];
  if (!list) return given;
  const named = Object.fromEntries(
    Object.entries(given).map(([key, value]) => [fieldNames[key] ?? key, value]),
  );
  const key = [list, ...listNames].find((one) => named[one] !== undefined);
  const { [key ?? ""]: items, ...rest } = named;
  if (list === "tasks") {
    if (key) return { ...rest, tasks: items };
    return { tasks: [isRecord(named.title) ? named.title : given] };
  }
  if (list === "ids") {
    const { id, title, ...others } = rest;
    return { ...others, ids: idsOf(items ?? id ?? title) };
  }
  const { ids, id, changes, ...fields } = named;
  if (Array.isArray(changes)) return given;
  if (isRecord(changes)) return { ...fields, changes: [{ id, ...changes }] };
  if (ids !== undefined) return { changes: idsOf(ids).map((one) => ({ id: one, ...fields })) };
  return id === undefined && key ? { ...rest, changes: items } : { changes: [given] };
}

/** Ids from a list, a single id, or tasks with an id. */
function idsOf(value: unknown): unknown[] {
  return [value].flat().map((item) => (isRecord(item) ? (item.id ?? item.task_id ?? item.title) : item));
}
