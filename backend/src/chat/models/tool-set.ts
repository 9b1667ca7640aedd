import { jsonSchema, type Tool, type ToolSet } from "ai";
import { type ToolName, taskTools, toolNames } from "../../tools/registry.ts";
import { inputJsonSchema } from "../../tools/schema.ts";
import type { TaskTool, ToolResult } from "../../tools/types.ts";
import type { TurnTools } from "../turn-tools.ts";
import type { Handles } from "./handles.ts";
import { type Telling, toldResult } from "./told.ts";

/**
 * The tools of a turn in the form in which a language model calls them and reads what they answer: tasks have handles
 * on its side, and ids on ours.
 */
export function toolSet(turn: TurnTools, telling: Telling): ToolSet {
  return Object.fromEntries(
    toolNames.map((name): [string, Tool<unknown, ToolResult>] => {
      const tool: TaskTool = taskTools[name];
      return [
        name,
        {
          description: tool.description,
          inputSchema: jsonSchema<unknown>(modelSchema(tool), {
            // What the model reads again of its own call is what it wrote.
            validate: (value) => {
              const { error } = parsedInput(name, value, telling.handles);
              return error ? { success: false, error } : { success: true, value };
            },
          }),
          toModelOutput: ({ output }: { output: ToolResult }) => ({
            type: "text",
            value: toldResult(output, telling),
          }),
          execute: (input: unknown, { toolCallId }: { toolCallId: string }) =>
            turn.call({ id: toolCallId, name, arguments: parsedInput(name, input, telling.handles).data }),
        },
      ];
    }),
  );
}

/** The arguments of a call as our tools take them, from those of a model; an error when they do not fit. */
export function parsedInput(name: ToolName, input: unknown, handles: Handles) {
  const tool: TaskTool = taskTools[name];
  return tool.input.safeParse(withIds(input, handles));
}

/** Where a task is named by its id: in fields of these names, alone or in a list. */
const idFields = new Set(["id", "ids", "parentId"]);

function withIds(value: unknown, handles: Handles, field = ""): unknown {
  if (typeof value === "string") return idFields.has(field) ? handles.idOf(value) : value;
  if (Array.isArray(value)) return value.map((item) => withIds(item, handles, field));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withIds(inner, handles, key)]));
}

/** The tools as a language model is told them. */
export const modelTools = () =>
  toolNames.map((name) => ({
    name,
    description: taskTools[name].description,
    inputSchema: modelSchema(taskTools[name]),
  }));

/** A model must be able to write a handle where an id is wanted, on servers that hold it to the schema as well. */
function modelSchema(tool: TaskTool): ReturnType<typeof inputJsonSchema> {
  return JSON.parse(JSON.stringify(inputJsonSchema(tool)), (_, value) => {
    if (value?.format === "uuid") delete value.format;
    // No model is ever told the id of a change.
    if (value?.changeId) delete value.changeId;
    return value;
  });
}
