import type { Context } from "./context.ts";
import type { Handle } from "./handle.ts";

export const PHASES = ["setup", "environment", "images", "manifests", "deploy", "verify", "polish"] as const;
export type Phase = (typeof PHASES)[number];

export type Outcome<Output = unknown> = {
  /** One line for the user. */
  result: string;
  /** Why a substitute was used. */
  substituted?: string;
  /** Nothing had to be changed. */
  unchanged?: boolean;
} & OutputField<Output>;

/** What later tasks read; required if the task's handle declares it. */
type OutputField<Output> = undefined extends Output ? { output?: Output } : { output: Output };

/** One step of the deployment. */
export interface Task {
  id: string;
  title: string;
  phase: Phase;
  after: readonly string[];
  /** What it would do, one line each, determined without side effects. */
  plan(): string[];
  /** All inputs besides the outputs of earlier tasks; a change makes it run again. */
  inputs?(context: Context): Promise<unknown> | unknown;
  /**
   * Whether its effect is still in place. Only called if its inputs are unchanged; without it, a task that was done
   * once stays done.
   */
  holds?(context: Context): Promise<boolean>;
  run(context: Context, note: (message: string) => void): Promise<Outcome>;
  /** Decides whether the outcome is good enough. @throws Problem */
  gate?(context: Context, outcome: Outcome): Promise<void>;
}

/**
 * A task's definition, which refers to earlier tasks by their handles and must produce the output that its own handle
 * declares.
 */
type Definition<Output> = Omit<Task, "id" | "after" | "run"> & {
  after: readonly Handle[];
  run(context: Context, note: (message: string) => void): Promise<Outcome<Output>>;
};

/** Defines the task for a handle. */
export function defineTask<Output>({ id }: Handle<Output>, definition: Definition<Output>): Task {
  return { ...definition, id, after: definition.after.map((before) => before.id) };
}
