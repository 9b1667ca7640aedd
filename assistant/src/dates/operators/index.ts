import { clock } from "./clock.ts";
import { days } from "./days.ts";
import { durations } from "./durations.ts";
import { lists } from "./lists.ts";
import type { Operator } from "./operator.ts";
import { pieces } from "./pieces.ts";
import { repetition } from "./repetition.ts";
import { stretches } from "./stretches.ts";

/** The operators by the file they are in; the phrases of a language are grouped alike. */
export interface Operators {
  durations: typeof durations;
  days: typeof days;
  stretches: typeof stretches;
  clock: typeof clock;
  pieces: typeof pieces;
  repetition: typeof repetition;
  lists: typeof lists;
}

export type OperatorGroup = keyof Operators;

/** The meanings of phrases, by name; the forms of a language map phrases to them. */
export const operators = {
  ...durations,
  ...days,
  ...stretches,
  ...clock,
  ...pieces,
  ...repetition,
  ...lists,
} satisfies Record<string, Operator>;

export type OperatorName = keyof typeof operators;
