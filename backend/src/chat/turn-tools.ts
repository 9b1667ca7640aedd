import { fold } from "@todo-chatbot/contracts";
import type { Principal } from "../tasks/types.ts";
import { type ToolName, taskTools } from "../tools/registry.ts";
import { refusedResult, runTool } from "../tools/run.ts";
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
  /** Hears of calls that will come together, so that the first of them is judged by all. */
  expect(calls: readonly Pick<TurnCall, "name" | "arguments">[]): void;
  call(call: TurnCall): Promise<ToolResult>;
  /** Records a call that fits no tool, once, and answers why as a tool would. */
  reject(call: { id: string; name: string; arguments: unknown; reason: string }): ToolResult;
  /** From now on every change is refused, for this reason. */
  close(reason: string): void;
  /** Takes back `close`. */
  open(): void;
  /** In the order they ran. */
  records(): ToolCallRecord[];
  /** Resolves when no tool is running any more: a change begun is always finished and recorded. */
  settled(): Promise<void>;
}

/**
 * Binds every tool to one person's turn. With `repeats: "refused"`, a change that was made is not made again in
 * the same words: a model that goes in circles would fill the list. An undo is another one each time.
 */
export function turnTools(
  principal: Principal,
  services: ToolServices,
  options: { repeats?: "refused" } = {},
): TurnTools {
  const records: ToolCallRecord[] = [];
  const done = new Set<string>();
  const added = new Set<string>();
  let closed: string | null = null;
  let announced: Promise<void> = Promise.resolve();
  let running: Promise<unknown> = Promise.resolve();

  async function make({ name, arguments: input }: TurnCall): Promise<ToolResult> {
    if (taskTools[name].hints.readOnlyHint) return runTool(name, principal, input, services);
    if (closed !== null) return refusedResult("validation_failed", closed);
    const key = `${name} ${JSON.stringify(input)}`;
    if (done.has(key)) return repeated;
    await announced;
    if (options.repeats !== "refused") return runTool(name, principal, input, services);
    if (name === "add_task") return add(input as AddInput);
    const result = await runTool(name, principal, input, services);
    if (name !== "undo" && !failed(result)) done.add(key);
    return result;
  }

  /** The same title again, in the same call or a later one, is a repeat in other words. */
  async function add(input: AddInput): Promise<ToolResult> {
    const known = input.tasks.filter(({ title }) => added.has(fold(title)));
    const isNested = input.tasks.some(({ parentIndex }) => parentIndex !== undefined);
    if (known.length === input.tasks.length) return existing(known);
    const tasks = isNested
      ? input.tasks
      : [...new Map(input.tasks.map((task) => [JSON.stringify(task), task])).values()];
    const result = await runTool("add_task", principal, { ...input, tasks }, services);
    for (const { title } of result.tasks) added.add(fold(title));
    return result;
  }

  return {
    expect(calls) {
      const operations = calls.flatMap(({ name, arguments: input }) => {
        const tool: TaskTool = taskTools[name];
        return tool.operations?.(input) ?? [];
      });
      if (operations.length === 0) return;
      announced = services.tasks
        .preview(principal, operations)
        .then((steps) => services.gate.announce(steps));
      // Whoever makes the first call hears of a failure.
      announced.catch(() => {});
    },
    call(turnCall) {
      const { id, name, arguments: input } = turnCall;
      const started = performance.now();
      const call = make(turnCall).then((result) => {
        const status = failed(result) ? ("error" as const) : ("ok" as const);
        const durationMs = Math.round(performance.now() - started);
        records.push({ id, name, arguments: input, status, result, durationMs });
        return result;
      });
      running = Promise.allSettled([running, call]);
      return call;
    },
    reject({ reason, ...call }) {
      const result = refusedResult("validation_failed", reason);
      const isKnown = records.some(
        ({ name, arguments: given }) =>
          name === call.name && JSON.stringify(given) === JSON.stringify(call.arguments),
      );
      if (!isKnown) records.push({ ...call, status: "error", result, durationMs: 0 });
      return result;
    },
    close: (reason) => {
      closed = reason;
    },
    open: () => {
      closed = null;
    },
    records: () => records,
    settled: async () => {
      await running;
    },
  };
}

interface AddInput {
  tasks: { title: string; parentIndex?: number }[];
}

const existing = (tasks: AddInput["tasks"]) =>
  refusedResult(
    "validation_failed",
    `An open task with this title exists: “${tasks[0]?.title}” was added in this turn.`,
  );

const repeated = refusedResult(
  "validation_failed",
  "This was already done in this turn. Answer the person now.",
);
