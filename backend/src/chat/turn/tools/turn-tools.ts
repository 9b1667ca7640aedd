import { isDeepStrictEqual } from "node:util";
import { fold, type Task, type ToolError, type ToolResult } from "@todo-chatbot/contracts";
import type { Principal } from "../../../tasks/types.ts";
import { type ToolName, taskTools } from "../../../tools/registry.ts";
import { refusedResult, runTool } from "../../../tools/run.ts";
import { failed, type TaskTool, type ToolServices } from "../../../tools/types.ts";
import type { ToolCallRecord } from "../../types.ts";

export interface TurnOptions {
  /** Whether repeated calls are refused: a looping model would fill the list. */
  repeats?: "refused";
  /** The open tasks at the beginning of the turn: another one with the same title must differ in something. */
  open?: readonly Task[];
}

/** A tool call of a turn with valid arguments. */
export interface TurnCall {
  id: string;
  name: ToolName;
  arguments: unknown;
}

/** The task tools for one turn, for either assistant, and the record of what they did. */
export interface TurnTools {
  /** Announces calls that belong together, so that the gate counts all of them from the first. */
  expect(calls: readonly Pick<TurnCall, "name" | "arguments">[]): void;
  call(call: TurnCall): Promise<ToolResult>;
  /** Records an invalid call, once, and returns the reason like a tool. */
  reject(call: { id: string; name: string; arguments: unknown; reason: string }): ToolResult;
  /** Refuses every further change, for this reason. */
  close(reason: string): void;
  /** Reverts `close`. */
  open(): void;
  /** In the order they ran. */
  records(): ToolCallRecord[];
  /** Resolves when no tool is running: a change in progress is always finished and recorded. */
  settled(): Promise<void>;
}

/**
 * Binds every tool to one person's turn. With `repeats: "refused"`, a change is not made twice with the
 * same arguments. Each undo counts as a different one.
 */
export function turnTools(
  principal: Principal,
  services: ToolServices,
  { repeats, open = [] }: TurnOptions = {},
): TurnTools {
  const records: ToolCallRecord[] = [];
  const done = new Set<string>();
  /** Existing open tasks, by folded title. */
  const titled = Map.groupBy(open, ({ title }) => fold(title));
  /** Those of them, and of the added ones, that were completed or deleted meanwhile. */
  const gone = new Set<string>();
  let closed: string | null = null;
  let announced: Promise<void> = Promise.resolve();
  let running: Promise<unknown> = Promise.resolve();

  async function make({ name, arguments: input }: TurnCall): Promise<ToolResult> {
    if (taskTools[name].hints.readOnlyHint) return runTool(name, principal, input, services);
    if (closed !== null) return refusedResult("validation_failed", closed);
    const key = `${name} ${JSON.stringify(input)}`;
    if (done.has(key)) return repeated;
    await announced;
    if (repeats !== "refused") return runTool(name, principal, input, services);
    if (name === "add_task") return add(input as AddInput);
    const result = await runTool(name, principal, input, services);
    for (const task of result.tasks) if (name === "delete_task" || task.completedAt) gone.add(task.id);
    if (name !== "undo" && !failed(result)) done.add(key);
    return result;
  }

  /** The same title again, in this call, an earlier one, or on the list, counts as a repetition. */
  async function add(input: AddInput): Promise<ToolResult> {
    const isNested = input.tasks.some(({ parentIndex }) => parentIndex !== undefined);
    const fresh: NewTask[] = [];
    const errors: ToolError[] = [];
    for (const [index, task] of input.tasks.entries()) {
      const key = fold(task.title);
      const isThere = titled.get(key)?.some((other) => !gone.has(other.id) && isSame(task, other)) ?? false;
      const isTwice = fresh.some((other) => fold(other.title) === key && isSame(task, other));
      if (isThere) errors.push({ index, code: "validation_failed", detail: existing(task.title) });
      // Entries of a nested list refer to each other by index, so it is added as a whole.
      if (isNested || (!isThere && !isTwice)) fresh.push(task);
    }
    if (errors.length > 0 && errors.length === input.tasks.length)
      return { text: existing(input.tasks[0]?.title ?? ""), tasks: [], errors };
    const result = await runTool("add_task", principal, { ...input, tasks: fresh }, services);
    for (const task of result.tasks) {
      const key = fold(task.title);
      titled.set(key, [...(titled.get(key) ?? []), task]);
    }
    return isNested ? result : { ...result, errors: [...errors, ...result.errors] };
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
      // The caller of the first call receives the failure.
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

type NewTask = Pick<Task, "title" | "due" | "project" | "parentId"> & { parentIndex?: number };

interface AddInput {
  tasks: NewTask[];
}

/** Whether a new task differs in nothing from another with the same title. */
function isSame(task: NewTask, other: Pick<Task, "due" | "project" | "parentId">): boolean {
  return (["due", "project", "parentId"] as const).every(
    (field) => (task[field] ?? null) === null || isDeepStrictEqual(task[field], other[field]),
  );
}

const existing = (title: string) =>
  `An open task with this title exists: “${title}”. It was not added again.`;

const repeated = refusedResult(
  "validation_failed",
  "This was already done in this turn. Answer the person now.",
);
