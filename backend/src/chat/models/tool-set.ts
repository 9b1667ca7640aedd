import { jsonSchema, type Tool, type ToolSet } from "ai";
import { modelForm } from "../../tools/model-form.ts";
import { isToolName, taskTools } from "../../tools/registry.ts";
import { inputJsonSchema } from "../../tools/schema.ts";
import type { TaskTool, ToolResult } from "../../tools/types.ts";
import type { TurnTools } from "../turn-tools.ts";

/** The tools of a turn in the form in which a language model calls them and reads what they answer. */
export function toolSet(turn: TurnTools): ToolSet {
  const names = Object.keys(taskTools).filter(isToolName);
  return Object.fromEntries(
    names.map((name): [string, Tool<unknown, ToolResult>] => {
      const tool: TaskTool = taskTools[name];
      return [
        name,
        {
          description: tool.description,
          inputSchema: jsonSchema<unknown>(inputJsonSchema(tool), {
            validate: (value) => validate(tool, value),
          }),
          toModelOutput: ({ output }: { output: ToolResult }) => ({ type: "text", value: modelForm(output) }),
          execute: (input: unknown, { toolCallId }: { toolCallId: string }) =>
            turn.call({ id: toolCallId, name, arguments: input }),
        },
      ];
    }),
  );
}

function validate(tool: TaskTool, value: unknown) {
  const parsed = tool.input.safeParse(value);
  if (parsed.success) return { success: true as const, value: parsed.data };
  return { success: false as const, error: parsed.error };
}
