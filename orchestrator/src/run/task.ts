import type { Context } from "./context.ts";
import type { Handle } from "./handle.ts";

export const PHASES = ["setup", "environment", "images", "manifests", "deploy", "verify", "polish"] as const;
export type Phase = (typeof PHASES)[number];

export type Outcome<Output = unknown> = {
  /** One line for people. */
  result: string;
  /** Why a substitute was used. */
  substituted?: string;
  /** Nothing had to be changed. */
  unchanged?: boolean;
} & OutputField<Output>;

/** What later tasks read; required of a task that has promised it. */
type OutputField<Output> = undefined extends Output ? { output?: Output } : { output: Output };

/** One step of the deployment. */
export interface Task {
  id: string;
  title: string;
  phase: Phase;
  after: readonly string[];
  /** What it would do, a line each, worked out without doing anything. */
  plan(): string[];
  /** Everything it works from, beside the outputs of the tasks before it; a change makes it run again. */
  inputs?(context: Context): Promise<unknown> | unknown;
  /**
   * Whether its effect is still in place. Only called when its inputs have not changed; without it, a task that was
   * done once stays done.
   */
  holds?(context: Context): Promise<boolean>;
  run(context: Context, note: (message: string) => void): Promise<Outcome>;
  /** Decides whether what was done is good enough. @throws Problem */
  gate?(context: Context, outcome: Outcome): Promise<void>;
}

/** A task's definition, which names the tasks before it by their handles and leaves what its own handle promises. */
type Definition<Output> = Omit<Task, "id" | "after" | "run"> & {
  after: readonly Handle[];
  run(context: Context, note: (message: string) => void): Promise<Outcome<Output>>;
};

/** The task that a handle stands for. */
export function defineTask<Output>({ id }: Handle<Output>, definition: Definition<Output>): Task {
  return { ...definition, id, after: definition.after.map((before) => before.id) };
}
