import { z } from "zod";
import { Problem } from "../errors.ts";
import type { RunState } from "./state.ts";

/** Identifies a task in the code; its name is that of the constant. */
export interface Handle<Output = unknown> {
  /** T001, T002, …: its label in the deployment's task list, the saved state and the audit log. */
  readonly id: string;
  /** The schema of its output for later tasks. */
  readonly output: z.ZodType<Output>;
}

type WithState = { readonly state: Pick<RunState, "task"> };

/** A task whose output later tasks read. */
export const producer = <Output>(id: string, output: z.ZodType<Output>): Handle<Output> => ({ id, output });

/** A task that later ones only wait for. */
export const step = (id: string): Handle => producer(id, z.unknown());

/**
 * The output of a task when it was last done; null if it has not been done. The state file may have been written by
 * another version: an output that does not match the schema counts as missing.
 */
export function outputOf<Output>({ state }: WithState, task: Handle<Output>): Output | null {
  return task.output.safeParse(state.task(task.id)?.output).data ?? null;
}

/**
 * The output of an earlier task.
 * @throws Problem `output_missing` if there is none that matches the schema
 */
export function requireOutput<Output>(context: WithState, task: Handle<Output>): Output {
  const output = outputOf(context, task);
  if (output === null)
    throw new Problem(
      "output_missing",
      `The state of this project has no usable output of task ${task.id}.`,
      `Run it again: infra-orchestrator up --from ${task.id}.`,
    );
  return output;
}
