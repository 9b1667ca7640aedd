import { z } from "zod";
import { Problem } from "../errors.ts";
import type { RunState } from "./state.ts";

/** A task as the code knows it: its name is that of the constant that holds this. */
export interface Handle<Output = unknown> {
  /** T001, T002, …: how the deployment's task list, the state on the disk and the audit log label it. */
  readonly id: string;
  /** What it leaves for later tasks. */
  readonly output: z.ZodType<Output>;
}

type WithState = { readonly state: Pick<RunState, "task"> };

/** A task whose output later tasks read. */
export const producer = <Output>(id: string, output: z.ZodType<Output>): Handle<Output> => ({ id, output });

/** A task that later ones only wait for. */
export const step = (id: string): Handle => producer(id, z.unknown());

/**
 * What a task left when it was last done; null when it has not been done. The state is a file that another version
 * may have written: what has another form than expected counts as not there.
 */
export function outputOf<Output>({ state }: WithState, task: Handle<Output>): Output | null {
  return task.output.safeParse(state.task(task.id)?.output).data ?? null;
}

/**
 * What an earlier task left.
 * @throws Problem `output_missing` when there is nothing of the expected form
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
