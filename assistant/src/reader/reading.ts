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

/** A clause, read as one act. */
export interface ReadClause {
  clause: Clause;
  act: ActName;
  kind: string;
  /** The probability of this kind of act. */
  p: number;
  pieces: Piece[];
  /** The probability of each task being meant; empty if the act needs no task. */
  tasks: Float64Array;
  /** The tasks that are meant, and the probability of exactly this set. */
  means: readonly number[];
  meant: number;
  /** Its level in a pasted list. */
  depth?: number;
  /** Other sets that could be meant. */
  others: { tasks: readonly number[]; p: number }[];
  /** Weight of the named words that the chosen task lacks, minus the weight of those it has. */
  stranger: number;
  /** How many other tasks the words match equally well. */
  twins: number;
  /** The tasks were referred to: by a word of their titles, by position, or as all of them. */
  named: boolean;
  /** There was no previous turn, so nothing can be referred to implicitly. */
  isFirst: boolean;
  /** The standing of this act among all that it could be. */
  standing: Opinion;
}

/** A whole message, read one way. */
export interface RawReading {
  clauses: ReadClause[];
  /** What was left out deliberately: lines that are checked off. */
  left?: Clause[];
  /** A line with a time that applies to all lines below. */
  heading?: Clause;
  /** A line that names the list for all lines below. */
  listed?: Clause;
  confidence: number;
}
