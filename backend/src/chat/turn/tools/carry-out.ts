import type { Action, Outcome } from "@todo-chatbot/assistant";
import type { ToolResult } from "@todo-chatbot/contracts";
import { taskTools } from "../../../tools/registry.ts";
import type { TurnOutput } from "../answering.ts";
import { toOutcome, toToolCalls } from "./plan-calls.ts";
import type { TurnCall, TurnTools } from "./turn-tools.ts";

/** Adjacent calls that only change tasks are made concurrently, and so share a transaction. */
const joinable = new Set<string>([
  "add_task",
  "complete_task",
  "reopen_task",
  "delete_task",
  "update_task",
  "reschedule_task",
]);

interface Step extends TurnCall {
  /** The index of its action in the plan. */
  action: number;
}

/**
 * Carries out the actions of a plan with tool calls, which are streamed like a language model's. Returns the
 * outcome of each.
 */
export async function carryOut(
  actions: readonly Action[],
  timeZone: string,
  tools: TurnTools,
  { emit, stop }: TurnOutput,
): Promise<Outcome[]> {
  const steps = actions.flatMap((action, index) =>
    toToolCalls(action, timeZone).map(
      (call, part): Step => ({ ...call, id: `action-${index + 1}.${part + 1}`, action: index }),
    ),
  );
  const results: ToolResult[][] = actions.map(() => []);
  if (steps.length > 0) {
    emit({ type: "start-step" });
    for (const together of joined(steps)) {
      if (stop.aborted) break;
      const done = await Promise.all(together.map((step) => perform(step, tools, emit)));
      for (const [index, result] of done.entries()) results[together[index]?.action ?? 0]?.push(result);
    }
    emit({ type: "finish-step" });
  }
  return results.map(toOutcome);
}

async function perform(step: Step, tools: TurnTools, emit: TurnOutput["emit"]): Promise<ToolResult> {
  const { id: toolCallId, name: toolName } = step;
  const parsed = taskTools[step.name].input.safeParse(step.arguments);
  const input = parsed.success ? parsed.data : step.arguments;
  emit({ type: "tool-input-available", toolCallId, toolName, input });
  const output = parsed.success ? await tools.call({ ...step, arguments: input }) : doesNotFit;
  emit({ type: "tool-output-available", toolCallId, output });
  return output;
}

function joined(steps: readonly Step[]): Step[][] {
  const groups: Step[][] = [];
  for (const step of steps) {
    const last = groups.at(-1);
    if (last?.[0] && joinable.has(last[0].name) && joinable.has(step.name)) last.push(step);
    else groups.push([step]);
  }
  return groups;
}

const doesNotFit: ToolResult = {
  text: "It could not be done.",
  tasks: [],
  errors: [{ index: 0, code: "validation_failed", detail: "It could not be done." }],
};
