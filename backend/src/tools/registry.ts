import { addTask } from "./add-task.ts";
import { completeTask } from "./complete-task.ts";
import { deleteTask } from "./delete-task.ts";
import { findActivity } from "./find-activity.ts";
import { listTasks } from "./list-tasks.ts";
import { reopenTask } from "./reopen-task.ts";
import { rescheduleTask } from "./reschedule-task.ts";
import type { TaskTool } from "./types.ts";
import { undo } from "./undo.ts";
import { updateTask } from "./update-task.ts";

/** Every tool of chat and MCP, by name. */
export const taskTools = {
  add_task: addTask,
  list_tasks: listTasks,
  complete_task: completeTask,
  delete_task: deleteTask,
  update_task: updateTask,
  reschedule_task: rescheduleTask,
  reopen_task: reopenTask,
  undo,
  find_activity: findActivity,
} satisfies { [Name in string]: { name: Name } };

export type ToolName = keyof typeof taskTools;

export const toolNames = Object.keys(taskTools) as ToolName[];

export function isToolName(name: string): name is ToolName {
  return Object.hasOwn(taskTools, name);
}

/** Whether it is the name of a tool that changes nothing. */
export function isReadOnly(name: unknown): boolean {
  return typeof name === "string" && isToolName(name) && taskTools[name].hints.readOnlyHint;
}

/** The tools without their specific input types, for generic code. */
export const allTools: readonly TaskTool[] = Object.values(taskTools);
