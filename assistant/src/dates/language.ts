import type { OperatorName } from "./operators/index.ts";
import type { Category } from "./terms.ts";

/**
 * Words of one value, parted by spaces; `_` stands for a space within one. A number after `~` says in hundredths
 * how likely the word means a time wherever it stands: "saturday sat~30".
 */
export type Words = string;

/**
 * A phrase: words and categories parted by spaces. `a|b` either, `?` may be left out, `<x>` a category or one of
 * the language's own word classes, `~` before an element: nothing may stand between. A weight may be given, in
 * place of what its parts have: ["second <unit>", 0.5].
 */
export type Form = string | readonly [form: string, weight: number];

/** Everything a language knows about dates. */
export interface DateLanguage {
  /** Words by category and value; the names of values are those of `values.ts`. */
  words: Partial<Record<Category, Readonly<Record<string, Words>>>>;
  /** Words without a value of their own that forms name: next, every, before … */
  classes: Readonly<Record<string, Words>>;
  forms: Partial<Record<OperatorName, readonly Form[]>>;
  /** What follows the digits of an ordinal: "st nd rd th". */
  ordinalSuffixes: Words;
  /** An ordinal is written with a full stop: "3. Mai". */
  ordinalDot?: boolean;
  /** 6.5. is a date and 6.50 a time. */
  dottedDates?: boolean;
  /** The ending that makes a name an owner, after an apostrophe: "tomorrow's paper" is no day. */
  possessive?: string;
  /** A capital inside a sentence marks a name: "The Day After Tomorrow". */
  titleCase?: boolean;
  /** Hours are said by the 24-hour clock: 8 is in the morning unless the words say otherwise. */
  clock24?: boolean;
  /** Words that a number follows as a name: chapter, flat, bus. */
  numbered?: Words;
  /** Words one letter from a day's or month's name that are words of their own. */
  notTypos?: Words;
  /** The words a stretch may begin with that only link it to the sentence: on, at, by, for. */
  links: Words;
}
