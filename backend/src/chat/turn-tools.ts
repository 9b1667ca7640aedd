import { AppError } from "../http/errors.ts";
import type { Principal } from "../tasks/types.ts";
import { type ToolName, taskTools } from "../tools/registry.ts";
import { failed, type TaskTool, type ToolResult, type ToolServices } from "../tools/types.ts";
import type { ToolCallRecord } from "./types.ts";

/** A tool call of a turn; its arguments fit the tool. */
export interface TurnCall {
  id: string;
  name: ToolName;
  arguments: unknown;
}

/** The task tools as one turn uses them, whoever drives it, and the record of what they did. */
export interface TurnTools {
  call(call: TurnCall): Promise<ToolResult>;
  /** In the order they ran. */
  records(): ToolCallRecord[];
  /** Resolves when no tool is running any more: a change begun is always finished and recorded. */
  settled(): Promise<void>;
}

/**
 * Binds every tool to one person's turn. With `repeats: "refused"`, a change asked for a second time in the
 * same words is not made again: a model that goes in circles would fill the list.
 */
export function turnTools(
  principal: Principal,
  services: ToolServices,
  options: { repeats?: "refused" } = {},
): TurnTools {
  const records: ToolCallRecord[] = [];
  const done = new Set<string>();
  const isRepeat = (tool: TaskTool, input: unknown) => {
    if (tool.hints.readOnlyHint || options.repeats !== "refused") return false;
    const call = `${tool.name} ${JSON.stringify(input)}`;
    return done.size === done.add(call).size;
  };
  let running: Promise<unknown> = Promise.resolve();
  return {
    call({ id, name, arguments: input }) {
      const tool: TaskTool = taskTools[name];
      const begun = isRepeat(tool, input) ? repeated() : runTool(tool, principal, input, services);
      const call = begun.then(({ result, durationMs }) => {
        const status = failed(result) ? ("error" as const) : ("ok" as const);
        records.push({ id, name, arguments: input, status, result, durationMs });
        return result;
      });
      running = Promise.allSettled([running, call]);
      return call;
    },
    records: () => records,
    settled: async () => {
      await running;
    },
  };
}

async function runTool(tool: TaskTool, principal: Principal, input: unknown, services: ToolServices) {
  const started = performance.now();
  const result = await tool.run(principal, input, services).catch(refusal);
  return { result, durationMs: Math.round(performance.now() - started) };
}

async function repeated() {
  const detail = "This was already done in this turn. Answer the person now.";
  return { result: refused("validation_failed", detail), durationMs: 0 };
}

/** What a person may be told of a failure; anything unforeseen goes on to the log, not to them. */
function refusal(error: unknown): ToolResult {
  if (!(error instanceof AppError)) throw error;
  return refused(error.code, error.detail);
}

function refused(code: ToolResult["errors"][number]["code"], detail: string): ToolResult {
  return { text: detail, tasks: [], errors: [{ index: 0, code, detail }] };
}
