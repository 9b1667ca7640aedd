/** The few words that the reader must know without training: ordinals, numbers, negations and the like. */
export interface CountWords {
  /** Folded words for the first, second … position; -1 is the last, -2 the one before it. */
  places: Readonly<Record<string, number>>;
  /** Folded words for 1, 2, 3 … */
  numbers: Readonly<Record<string, number>>;
  /** Prefixes of folded words that filter a list: overdue, without a date, important, recurring. */
  filters: Readonly<
    Record<"overdue" | "undated" | "high" | "repeating" | "next" | "free", readonly string[]>
  >;
  /** Words that ask to treat one task like another: "the same for the slides". */
  same: ReadonlySet<string>;
  /** Words for the remaining one, and for all remaining ones. */
  others: Readonly<Record<"one" | "all", ReadonlySet<string>>>;
  /** Negations: "don't delete it". */
  negators: ReadonlySet<string>;
  /** Articles that are removed from the start of a title. */
  articles: ReadonlySet<string>;
  /**
   * Words for another one of the same kind, and those that introduce who or what it is for: "and another one for Luis".
   */
  another: Readonly<Record<"one" | "for", ReadonlySet<string>>>;
  /** Phrases for two tasks that were shown. */
  both: readonly string[];
  /** Words around a title that are not part of it. */
  around: {
    /** Sounds of hesitation before it: "um". */
    fillers: ReadonlySet<string>;
    /** Words that only link it to the time after it: "for". */
    linking: ReadonlySet<string>;
    /** Verbs at its end that only ask for it to be noted, in a request: "bitte Zahnarzt eintragen". */
    closing: ReadonlySet<string>;
  };
  /** Abbreviations that a full stop belongs to, before a name or a number: "mr", "nr". */
  abbreviations: ReadonlySet<string>;
  /** Verbs at the start of a title that ask for a note or state an obligation: "poné", "mettimi", "debo". */
  wrapper: RegExp;
}

/** "a b|c" → {a: 1, b: 2, c: 2} */
export function counted(words: string, from = 1): Record<string, number> {
  const out: Record<string, number> = {};
  words.split(" ").forEach((same, k) => {
    for (const word of same.split("|")) out[word] = from + k;
  });
  return out;
}
