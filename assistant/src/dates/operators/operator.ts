import type { Args } from "../args.ts";
import type { Category, Values } from "../terms.ts";

/** Builds a term of one category from the parts of a phrase, or nothing if they do not fit together. */
export interface Operator<C extends Category = Category> {
  to: C;
  apply(args: Args): Values[C] | null;
}

export function op<C extends Category>(to: C, apply: (args: Args) => Values[C] | null): Operator<C> {
  return { to, apply };
}
