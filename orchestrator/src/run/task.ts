import type { Context } from "./context.ts";

export const PHASES = ["setup", "environment", "images", "manifests", "deploy", "verify", "polish"] as const;
export type Phase = (typeof PHASES)[number];

export interface Outcome {
  /** One line for people. */
  result: string;
  /** What later tasks read. */
  output?: Record<string, unknown>;
  /** Why something else stood in for what was wanted. */
  substituted?: string;
  /** Nothing had to be changed. */
  unchanged?: boolean;
}

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
   * Whether the world still holds what it did. Only asked when its inputs have not changed; without it, what
   * was done once is taken to be done.
   */
  holds?(context: Context): Promise<boolean>;
  run(context: Context, note: (message: string) => void): Promise<Outcome>;
  /** Decides whether what was done is good enough. @throws Problem */
  gate?(context: Context, outcome: Outcome): Promise<void>;
}
