import type { ToolResult } from "@todo-chatbot/contracts";
import { jsonSchema, type Tool, type ToolSet } from "ai";
import { type ToolName, taskTools, toolNames } from "../../tools/registry.ts";
import { inputJsonSchema } from "../../tools/schema.ts";
import type { TaskTool } from "../../tools/types.ts";
import type { TurnTools } from "../turn/tools/turn-tools.ts";
import type { Handles } from "./handles.ts";
import { type Telling, toldResult } from "./told.ts";

/**
 * The tools of a turn in the form a language model uses: tasks have handles on its side, and ids on ours.
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
            // In later steps, the model sees its own call as it wrote it.
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

/** Converts a model's arguments to those of our tools; an error if they are invalid. */
export function parsedInput(name: ToolName, input: unknown, handles: Handles) {
  const tool: TaskTool = taskTools[name];
  return tool.input.safeParse(withIds(input, handles));
}

/** Fields that contain task ids, singly or in a list. */
const idFields = new Set(["id", "ids", "parentId"]);

function withIds(value: unknown, handles: Handles, field = ""): unknown {
  if (typeof value === "string") {
    // Labels may be written with a leading “#” elsewhere, but not here.
    return idFields.has(field) ? handles.idOf(value) : field === "labels" ? value.replace(/^#/u, "") : value;
  }
  if (Array.isArray(value)) {
    const items = field === "ids" ? value.flatMap(inRow) : value;
    return items.map((item) => withIds(item, handles, field));
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withIds(inner, handles, key)]));
}

/** The tools as described to a language model. */
export const modelTools = () =>
  toolNames.map((name) => ({
    name,
    description: taskTools[name].description,
    inputSchema: modelSchema(taskTools[name]),
  }));

/** Several handles in one string: "t1, t2". */
function inRow(item: unknown): unknown[] {
  const isRow = typeof item === "string" && /^\W*t\d+(?:\W+(?:and\W+)?t\d+)+\W*$/iu.test(item);
  return isRow ? (item.match(/t\d+/giu) ?? []) : [item];
}

/**
 * A tool's input schema for a language model: an id is any string, since handles must also be valid on servers that
 * enforce the schema, and optional fields do not mention their defaults.
 */
function modelSchema(tool: TaskTool): ReturnType<typeof inputJsonSchema> {
  return JSON.parse(JSON.stringify(inputJsonSchema(tool)), (_, value) => {
    if (typeof value !== "object" || value === null) return value;
    if (value.format === "uuid") delete value.format;
    // Models never see the id of a change.
    if (value.changeId) delete value.changeId;
    if (value.minLength === 1) delete value.minLength;
    // A time without a zone is in the person's and is completed later: one simple form is easier for models than two.
    if (value.anyOf?.[0]?.properties?.timeZone) return { ...value.anyOf[0], required: ["date"] };
    const { default: otherwise, anyOf, ...rest } = value;
    if (otherwise === null && anyOf?.at(-1)?.type === "null" && anyOf.length === 2)
      return { ...anyOf[0], ...rest };
    if (otherwise === null || otherwise === "" || isEmptyList(otherwise)) delete value.default;
    return value;
  });
}

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;
