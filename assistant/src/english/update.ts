import type { Rule } from "./rule.ts";
import { fieldRules } from "./update-fields.ts";
import { whenRules } from "./update-when.ts";

/** Requests to change tasks: their names, notes, labels and projects, then when they are and how they repeat. */
export const updateRules: readonly Rule[] = [...fieldRules, ...whenRules];
