import { type JSONValue, jsonSchema, type Tool, type ToolSet } from "ai";
import { AppError } from "../http/errors.ts";
import type { Principal } from "../tasks/types.ts";
import { allTools } from "../tools/registry.ts";
import { inputJsonSchema } from "../tools/schema.ts";
import { failed, type TaskTool, type ToolResult, type ToolServices } from "../tools/types.ts";
import type { ToolCallRecord } from "./types.ts";

/** The task tools as one turn uses them, and the record of what they did. */
export interface TurnTools {
  tools: ToolSet;
  /** In the order they ran. */
  records(): ToolCallRecord[];
  /** Resolves when no tool is running any more: a change begun is always finished and recorded. */
  settled(): Promise<void>;
}

/** How a result is put before a model. */
export type ResultForm = (
  result: ToolResult,
) => { type: "text"; value: string } | { type: "json"; value: JSONValue };

/**
 * Binds every tool to one person's turn. With `repeats: "refused"`, a change asked for a second time in the
 * same words is not made again: a model that goes in circles would fill the list.
 */
export function turnTools(
  principal: Principal,
  services: ToolServices,
  form: ResultForm,
  options: { repeats?: "refused" } = {},
): TurnTools {
  const records: ToolCallRecord[] = [];
  const done = new Set<string>();
  const isRepeat = (task: TaskTool, input: unknown) => {
    if (task.hints.readOnlyHint || options.repeats !== "refused") return false;
    const call = `${task.name} ${JSON.stringify(input)}`;
    return done.size === done.add(call).size;
  };
  let running: Promise<unknown> = Promise.resolve();
  const bind = (task: TaskTool): Tool<unknown, ToolResult> => ({
    description: task.description,
    inputSchema: jsonSchema<unknown>(inputJsonSchema(task), { validate: (value) => validate(task, value) }),
    toModelOutput: ({ output }: { output: ToolResult }) => form(output),
    execute: (input: unknown, { toolCallId }: { toolCallId: string }) => {
      const begun = isRepeat(task, input) ? repeated() : runTool(task, principal, input, services);
      const call = begun.then(({ result, durationMs }) => {
        const status = failed(result) ? ("error" as const) : ("ok" as const);
        records.push({ id: toolCallId, name: task.name, arguments: input, status, result, durationMs });
        return result;
      });
      running = Promise.allSettled([running, call]);
      return call;
    },
  });
  return {
    tools: Object.fromEntries(allTools.map((task) => [task.name, bind(task)])),
    records: () => records,
    settled: async () => {
      await running;
    },
  };
}

function validate(task: TaskTool, value: unknown) {
  const parsed = task.input.safeParse(value);
  if (parsed.success) return { success: true as const, value: parsed.data };
  return { success: false as const, error: parsed.error };
}

async function runTool(task: TaskTool, principal: Principal, input: unknown, services: ToolServices) {
  const started = performance.now();
  const result = await task.run(principal, input, services).catch(refusal);
  return { result, durationMs: Math.round(performance.now() - started) };
}

async function repeated() {
  const detail = "This was already done in this turn. Answer the person now.";
  const error = { index: 0, code: "validation_failed" as const, detail };
  const result: ToolResult = { text: detail, tasks: [], errors: [error] };
  return { result, durationMs: 0 };
}

/** What a person may be told of a failure; anything unforeseen goes on to the log, not to them. */
function refusal(error: unknown): ToolResult {
  if (!(error instanceof AppError)) throw error;
  return {
    text: error.detail,
    tasks: [],
    errors: [{ index: 0, code: error.code, detail: error.detail }],
  };
}
