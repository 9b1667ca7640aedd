import { limits, type ToolError, type ToolResult, type ToolResultMore } from "@todo-chatbot/contracts";
import { AppError } from "../errors.ts";
import type { Principal } from "../tasks/types.ts";
import { type HeldCall, HeldError } from "./gate.ts";
import { confirmationQuestion, tasksOf, undoQuestion } from "./question.ts";
import type { ToolName } from "./registry.ts";
import { taskTools } from "./registry.ts";
import type { TaskTool, ToolServices } from "./types.ts";

/**
 * Makes a tool call with valid arguments. A call that needs confirmation, or is refused for a reason the person may
 * see, also returns a result; unexpected errors are thrown.
 */
export async function runTool(
  name: ToolName,
  principal: Principal,
  input: unknown,
  services: ToolServices,
): Promise<ToolResult> {
  const tool: TaskTool = taskTools[name];
  try {
    return await tool.run(principal, input, services);
  } catch (error) {
    if (error instanceof HeldError) {
      const { undo } = error;
      // The question covers the whole call, although part of it may have been refused first.
      const operations = tool.operations?.(input) ?? [];
      const whole = operations.length > 0 ? await services.tasks.preview(principal, operations) : [];
      const steps = whole.length > 0 ? whole : error.steps;
      const call: HeldCall = { name, arguments: input, steps, ...(undo && { undo }) };
      return heldResult(call, services.gate.held(call));
    }
    if (!(error instanceof AppError)) throw error;
    return refusedResult(error.code, error.detail);
  }
}

/** The result of a call that was refused as a whole. */
export function refusedResult(code: ToolError["code"], detail: string): ToolResult {
  return { text: detail, tasks: [], errors: [{ index: 0, code, detail }] };
}

function heldResult({ steps, undo }: HeldCall, more: ToolResultMore): ToolResult {
  const detail = "The person has not agreed to this yet.";
  const tasks = tasksOf(steps);
  const about = undo || tasks.length === 0 ? [undefined] : tasks;
  return {
    text: `Nothing was changed. Ask the person first: ${undo ? undoQuestion(undo) : confirmationQuestion(steps)}`,
    tasks: [],
    errors: about.map((task, index) => ({
      index,
      ...(task && { id: task.id }),
      code: "needs_confirmation",
      detail,
    })),
    more: { ...more, held: tasks.slice(0, limits.pageSize) },
  };
}
