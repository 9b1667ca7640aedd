import { fold } from "@todo-chatbot/contracts/fold";

/** The class of a word, independent of its language: "done" for "finished", "hecho", "erledigt". */
export interface WordClasses {
  /** Class → its words, as given. */
  words: Readonly<Record<string, string>>;
  /** The classes of a word in lower case; none for words that only describe a task. */
  of(low: string): readonly string[];
}

interface Lists {
  /** Class → its words; `*` stands for any ending. */
  words: Readonly<Record<string, string>>;
  /** The verb forms that a word may have by its spelling; the first match counts. */
  forms: readonly (readonly [name: string, pattern: RegExp])[];
}

const NONE: readonly string[] = [];
/** Size of the cache: the same words are used again and again. */
const KEPT = 20_000;

export function wordClasses({ words, forms }: Lists): WordClasses {
  const whole = new Map<string, string[]>();
  const stems = new Map<string, string[]>();
  for (const [name, list] of Object.entries(words))
    for (const word of list.split(" ")) {
      const map = word.endsWith("*") ? stems : whole;
      const key = word.endsWith("'") ? word : fold(word.replace("*", ""));
      const own = map.get(key) ?? [];
      if (!own.includes(name)) own.push(name);
      map.set(key, own);
    }
  const known = new Map<string, readonly string[]>();
  const find = (key: string): readonly string[] => {
    const own = whole.get(key);
    if (own) return own;
    for (let end = Math.min(key.length, 12); end >= 3; end--) {
      const stem = stems.get(key.slice(0, end));
      if (stem) return stem;
    }
    return NONE;
  };
  return {
    words,
    of(low) {
      let found = known.get(low);
      if (found) return found;
      const key = fold(low);
      const own = find(key);
      const form = forms.find(([, pattern]) => pattern.test(low) || pattern.test(key))?.[0];
      found = form ? [...own, form] : own;
      if (known.size >= KEPT) known.clear();
      known.set(low, found);
      return found;
    },
  };
}
