import { limits, type ToolResultMore } from "@todo-chatbot/contracts";
import type { Guard, Step, UndoPreview } from "../tasks/types.ts";

/** The existing tasks that something removes, and those it changes in any way, removal included. */
export interface Reach {
  removed: ReadonlySet<string>;
  changed: ReadonlySet<string>;
}

/** The parts of a step that are counted: which task it changes, and whether that exists before and after. */
export interface Touch {
  before: { id: string } | null;
  after: { id: string } | null;
}

/** The total of several steps. Added or restored tasks are no loss and are not counted. */
export function reachOf(steps: readonly Touch[]): Reach {
  const removed = new Set<string>();
  const changed = new Set<string>();
  const isNew = new Set<string>();
  for (const { before, after } of steps) {
    const id = (before ?? after)?.id;
    if (id === undefined) continue;
    if (!before && !changed.has(id)) isNew.add(id);
    if (isNew.has(id)) continue;
    changed.add(id);
    if (after) removed.delete(id);
    else removed.add(id);
  }
  return { removed, changed };
}

/**
 * Whether a person must be asked before that is done. The only threshold, shared by the built-in assistant,
 * language models and MCP.
 * @param isFree whether a task may be changed in any case, such as one that was agreed to
 */
export function needsAsking({ removed, changed }: Reach, isFree: (id: string) => boolean): boolean {
  const count = (ids: ReadonlySet<string>) => [...ids].filter((id) => !isFree(id)).length;
  return count(removed) > limits.unasked.remove || count(changed) > limits.unasked.change;
}

/** A call that was not made, and what it would have done. */
export interface HeldCall {
  name: string;
  arguments: unknown;
  steps: readonly Step[];
  /** For an undo: what it would have reverted. */
  undo?: UndoPreview;
}

/** Thrown before anything is written: the person must be asked first. */
export class HeldError extends Error {
  readonly steps: readonly Step[];
  readonly undo: UndoPreview | undefined;

  constructor(steps: readonly Step[], undo?: UndoPreview) {
    super("The person has not agreed to this yet.");
    this.steps = steps;
    this.undo = undo;
  }
}

/** Decides what may happen without asking. It counts over its whole lifetime, such as a turn. */
export interface ChangeGate {
  /** Counts what upcoming calls would do, so that the first of several is judged by their total. */
  announce(steps: readonly Step[]): void;
  /** Permits a write, or throws `HeldError`. */
  check: Guard;
  /** The change an undo without an id applies to, or with `redo` the undo; null if unknown. */
  undoes(redo: boolean): string | null;
  /** Whether a change may be undone at all; `check` decides about the number of tasks. */
  allowsUndo(changeId: string, isNamed: boolean): Promise<boolean>;
  /** Called for a call that was held back; returns what the tool adds to its data. */
  held(call: HeldCall): ToolResultMore;
}
