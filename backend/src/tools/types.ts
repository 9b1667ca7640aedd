import type { BatchOperation, ToolResult } from "@todo-chatbot/contracts";
import type { z } from "zod";
import type { TaskService } from "../tasks/service.ts";
import type { Principal } from "../tasks/types.ts";
import type { ChangeGate } from "./gate.ts";

/** What tools use of the task service. */
export type ToolTasks = Pick<
  TaskService,
  | "list"
  | "get"
  | "create"
  | "update"
  | "complete"
  | "reopen"
  | "remove"
  | "undo"
  | "previewUndo"
  | "preview"
  | "activity"
>;

/** What a tool works with. The owner is the principal's; no argument can name another. */
export interface ToolServices {
  /** Under the gate: it throws `HeldError` for what must be asked first. */
  tasks: ToolTasks;
  gate: ChangeGate;
}

export interface ToolHints {
  readOnlyHint: boolean;
  destructiveHint: boolean;
  idempotentHint: boolean;
}

/** One thing people ask for, as chat and MCP offer it. */
export interface TaskTool<Input extends z.ZodType = z.ZodType> {
  name: string;
  title: string;
  /** For a model: when to use it, in as few words as do. */
  description: string;
  input: Input;
  hints: ToolHints;
  /** What a call would do to existing tasks, to be counted before it is made. */
  operations?(input: z.output<Input>): BatchOperation[];
  run(principal: Principal, input: z.output<Input>, services: ToolServices): Promise<ToolResult>;
}

/** Ties `run`'s input to the schema without widening the name. */
export function defineTool<const Name extends string, Input extends z.ZodType>(
  tool: TaskTool<Input> & { name: Name },
): TaskTool<Input> & { name: Name } {
  return tool;
}

/** Whether nothing of the call was done. */
export function failed(result: ToolResult): boolean {
  return result.errors.length > 0 && result.tasks.length === 0;
}
