import type { Args } from "../args.ts";
import type { Category, Values } from "../terms.ts";

/** Makes a term of one category out of the parts of a phrase, or nothing where they do not go together. */
export interface Operator<C extends Category = Category> {
  to: C;
  apply(args: Args): Values[C] | null;
}

export function op<C extends Category>(to: C, apply: (args: Args) => Values[C] | null): Operator<C> {
  return { to, apply };
}
