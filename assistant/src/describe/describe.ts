import type { Context, Outcome, Plan, Reply } from "../types.ts";

/** Words for what became of a plan: `outcomes` are in the order of `plan.actions`. */
export function describe(plan: Plan, _outcomes: readonly Outcome[], _context: Context): Reply {
  const text = plan.question?.text ?? plan.answer ?? "";
  return { text, shown: plan.question?.shown ?? [], question: plan.question !== null };
}
