import type { Task } from "@todo-chatbot/contracts";
import { allTools } from "../../tools/registry.ts";
import type { ToolCallRecord } from "../types.ts";

const changing = new Set(allTools.filter((tool) => !tool.hints.readOnlyHint).map((tool) => tool.name));

/** The ids of all tasks that calls changed, created or removed. */
export function changedIds(records: readonly ToolCallRecord[]): string[] {
  const removed = records.flatMap(({ result }) => result.more?.removedIds ?? []);
  return [...new Set([...changedTasks(records).map(({ id }) => id), ...removed])];
}

/** What a language model's answer is about: the tasks it changed, or else those it looked up last. */
export function shownByModel(records: readonly ToolCallRecord[]): Task[] {
  const changed = changedTasks(records);
  const last = records.at(-1);
  const tasks = changed.length > 0 || !last ? changed : last.result.tasks;
  return [...new Map(tasks.map((task) => [task.id, task])).values()];
}

/** Those of some tasks that have these ids. A scan: indexing thousands of tasks for a few of them takes longer. */
export function pickTasks(tasks: readonly Task[], ids: readonly string[]): Map<string, Task> {
  const wanted = new Set(ids);
  const found = new Map<string, Task>();
  if (wanted.size > 0) for (const task of tasks) if (wanted.has(task.id)) found.set(task.id, task);
  return found;
}

/** The tasks with these ids, in the state the tools left them. */
export function tasksByIds(
  ids: readonly string[],
  known: readonly Task[],
  records: readonly ToolCallRecord[],
): Task[] {
  const byId = pickTasks(known, ids);
  for (const record of records) for (const task of record.result.tasks) byId.set(task.id, task);
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** The texts of calls about what they did. */
export function doneText(records: readonly ToolCallRecord[]): string {
  const done = records.filter(({ status }) => status === "ok");
  return (done.length > 0 ? done : records).map((record) => record.result.text).join("\n");
}

function changedTasks(records: readonly ToolCallRecord[]): Task[] {
  return records.filter(({ name }) => changing.has(name)).flatMap((record) => record.result.tasks);
}
