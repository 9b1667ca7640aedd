import type { ActName } from "./acts.ts";
import type { Clause } from "./features.ts";
import type { Opinion } from "./model.ts";
import type { Part } from "./tags.ts";

/** A stretch of words `[from, to)` that is one part of a clause. */
export interface Piece {
  part: Part;
  from: number;
  to: number;
}

/** A clause read as one act. */
export interface ReadClause {
  clause: Clause;
  act: ActName;
  kind: string;
  /** How likely this kind of act is. */
  p: number;
  pieces: Piece[];
  /** How likely each task is meant; empty where the act is about none. */
  tasks: Float64Array;
  /** Tasks meant, and how likely exactly these. */
  means: readonly number[];
  meant: number;
  /** How deep it stands in a pasted list. */
  depth?: number;
  /** Other sets that could be meant. */
  others: { tasks: readonly number[]; p: number }[];
  /** How much of a name was said that the task meant has not, less what it has. */
  stranger: number;
  /** How many other tasks the words fit as well. */
  twins: number;
  /** The tasks meant were spoken of: by a word of theirs, by their places, or as all of them. */
  named: boolean;
  /** No turn was before: nothing can be meant that was not said. */
  isFirst: boolean;
  /** How the act stands among all it could be. */
  standing: Opinion;
}

/** A whole message read one way. */
export interface RawReading {
  clauses: ReadClause[];
  /** What was left out on purpose: lines that are ticked off. */
  left?: Clause[];
  /** A line that tells what holds for all below it. */
  heading?: Clause;
  /** A line that names the list of all below it. */
  listed?: Clause;
  confidence: number;
}
