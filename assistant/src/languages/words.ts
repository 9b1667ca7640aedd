/** The few words the reader must know by meaning rather than by learning: places in a list and how many. */
export interface CountWords {
  /** Folded words for the first, second … place; -1 is the last, -2 the one before it. */
  places: Readonly<Record<string, number>>;
  /** Folded words for 1, 2, 3 … */
  numbers: Readonly<Record<string, number>>;
  /** Beginnings of folded words that narrow a list: what is late, has no date, matters most, comes back. */
  filters: Readonly<
    Record<"overdue" | "undated" | "high" | "repeating" | "next" | "free", readonly string[]>
  >;
  /** Words by which a thing is to be like another: "the same for the slides". */
  same: ReadonlySet<string>;
  /** Words for the one that is left, and for all that are. */
  others: Readonly<Record<"one" | "all", ReadonlySet<string>>>;
  /** Words that turn a wish round: "don't delete it". */
  negators: ReadonlySet<string>;
  /** Articles that a title does not begin with. */
  articles: ReadonlySet<string>;
  /** Words that stand for what was named before, and those that say who or what for: "and another one for Luis". */
  another: Readonly<Record<"one" | "for", ReadonlySet<string>>>;
  /** Phrases for two that were shown. */
  both: readonly string[];
  /** What asks for a note, or says that it has to be, at the beginning of a title: "poné", "mettimi", "debo". */
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
