import { clock } from "./clock.ts";
import { days } from "./days.ts";
import { durations } from "./durations.ts";
import { lists } from "./lists.ts";
import type { Operator } from "./operator.ts";
import { pieces } from "./pieces.ts";
import { repetition } from "./repetition.ts";
import { stretches } from "./stretches.ts";

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
