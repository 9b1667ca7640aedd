import type { Task, ToolError } from "@todo-chatbot/contracts";
import { warningsOf } from "../tasks/series/omissions.ts";

const listed = 20;

/** "Added “Buy milk”.", or for several tasks a numbered list under the verb. */
export function tasksText(verb: string, tasks: readonly Task[]): string {
  const [first] = tasks;
  if (!first) return "";
  if (tasks.length === 1) return `${verb} ${taskLine(first)}.`;
  return [`${verb} ${tasks.length} tasks:`, ...numbered(tasks)].join("\n");
}

/** Tasks as numbered lines; of a long list only the beginning, and how many more there are. */
export function numbered(tasks: readonly Task[]): string[] {
  const lines = tasks.slice(0, listed).map((task, index) => `${index + 1}. ${taskLine(task)}`);
  return tasks.length > listed ? [...lines, `… and ${tasks.length - listed} more`] : lines;
}

/** One task in a line, with identifying details. */
export function taskLine(task: Task): string {
  const due = task.due && ("time" in task.due ? `${task.due.date} ${task.due.time}` : task.due.date);
  const facts = [
    due && `due ${due}`,
    task.recurrence && "repeats",
    task.priority < 4 && `priority ${task.priority}`,
    task.project && `in ${task.project}`,
    task.completedAt && "done",
  ].filter(Boolean);
  return `“${task.title}”${facts.length > 0 ? ` (${facts.join(", ")})` : ""}`;
}

/** Warnings about recurrences that were just set, one line each. */
export function warningsText(tasks: readonly Task[]): string {
  return tasks
    .flatMap((task) =>
      warningsOf(task).map(({ message }) => `Tell the person about “${task.title}”: ${message}`),
    )
    .join("\n");
}

/** What was refused, in one line each. */
export function errorsText(errors: readonly ToolError[]): string {
  return errors.map((error) => `Not done (item ${error.index + 1}): ${error.detail}`).join("\n");
}

export function joinText(...parts: string[]): string {
  return parts.filter(Boolean).join("\n");
}
