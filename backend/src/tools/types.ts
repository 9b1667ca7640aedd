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

/** Context of a tool. The owner is the principal's; no argument can name another. */
export interface ToolServices {
  /** Behind the gate: it throws `HeldError` for what needs confirmation. */
  tasks: ToolTasks;
  gate: ChangeGate;
}

export interface ToolHints {
  readOnlyHint: boolean;
  destructiveHint: boolean;
  idempotentHint: boolean;
}

/** A tool of chat and MCP. */
export interface TaskTool<Input extends z.ZodType = z.ZodType> {
  name: string;
  title: string;
  /** For a model: when to use it, in as few words as possible. */
  description: string;
  input: Input;
  hints: ToolHints;
  /** What a call would do to existing tasks, counted before it is made. */
  operations?(input: z.output<Input>): BatchOperation[];
  run(principal: Principal, input: z.output<Input>, services: ToolServices): Promise<ToolResult>;
}

/** Infers `run`'s input from the schema without widening the name. */
export function defineTool<const Name extends string, Input extends z.ZodType>(
  tool: TaskTool<Input> & { name: Name },
): TaskTool<Input> & { name: Name } {
  return tool;
}

/** Whether the call did nothing. */
export function failed(result: ToolResult): boolean {
  return result.errors.length > 0 && result.tasks.length === 0;
}
