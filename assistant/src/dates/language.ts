import type { OperatorGroup, Operators } from "./operators/index.ts";
import type { Category } from "./terms.ts";

/**
 * Words with the same value, separated by spaces; `_` stands for a space within one. A number after `~` is the
 * probability, in percent, that the word means a time in any context: "saturday sat~30".
 */
export type Words = string;

/**
 * A phrase: words and categories separated by spaces. `a|b` means either, `?` marks an optional element, `<x>` is a
 * category or one of the language's own word classes, `~` before an element requires it to follow directly. A weight
 * may be given, which replaces those of its parts: ["second <unit>", 0.5].
 */
export type Form = string | readonly [form: string, weight: number];

/** Words by category and value; the names of the values are defined in `values.ts`. */
type Vocabulary<Of extends Category> = Partial<Record<Of, Readonly<Record<string, Words>>>>;

export type NumberWords = Vocabulary<"number" | "ordinal" | "often">;
export type Names = Vocabulary<"weekday" | "weekdays" | "month" | "feast" | "season" | "zone">;
export type OtherWords = Omit<Vocabulary<Category>, keyof NumberWords | keyof Names>;

/** The phrases for one group of operators. */
export type Forms<Group extends OperatorGroup> = Partial<Record<keyof Operators[Group], readonly Form[]>>;

/** The date words and phrases of a language. */
export interface DateLanguage {
  words: Vocabulary<Category>;
  /** Words without a value of their own that forms refer to: next, every, before … */
  classes: Readonly<Record<string, Words>>;
  forms: { readonly [Group in OperatorGroup]: Forms<Group> };
  /** Suffixes of ordinals in digits: "st nd rd th". */
  ordinalSuffixes: Words;
  /** Ordinals are written with a full stop: "3. Mai". */
  ordinalDot?: boolean;
  /** Words that an hour follows and a day never does: after them a full stop ends the sentence. */
  hourLeads?: readonly string[];
  /** 6.5. is a date and 6.50 a time. */
  dottedDates?: boolean;
  /** The possessive ending after an apostrophe: "tomorrow's paper" is not a date. */
  possessive?: string;
  /** A capital letter within a sentence indicates a title: "The Day After Tomorrow". */
  titleCase?: boolean;
  /** The 24-hour clock is usual: 8 is in the morning unless the words say otherwise. */
  clock24?: boolean;
  /** Words followed by an identifying number: chapter, flat, bus. */
  numbered?: Words;
  /** Greetings with a part of the day in them, which is not a time: "good morning". */
  greetings?: Words;
  /** Words that are one letter away from the name of a day or month and are not typos of it. */
  notTypos?: Words;
  /** Words at the start of a time expression that only link it to the sentence: on, at, by, for. */
  links: Words;
}
