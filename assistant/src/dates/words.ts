/** The units a date is counted in. */
export type Unit = "minute" | "hour" | "day" | "week" | "month" | "year";
export type Part = "morning" | "noon" | "afternoon" | "evening" | "night" | "midnight";

/** What the words of one language say about dates; keys are folded. */
export interface DateWords {
  /** Days from today. */
  days: ReadonlyMap<string, number>;
  weekdays: ReadonlyMap<string, number>;
  months: ReadonlyMap<string, number>;
  units: ReadonlyMap<string, { unit: Unit; count: number }>;
  numbers: ReadonlyMap<string, number>;
  ordinals: ReadonlyMap<string, number>;
  parts: ReadonlyMap<string, Part>;
}

/** Clock times of the parts of a day, in minutes after midnight. */
export const partMinute: Record<Part, number> = {
  morning: 9 * 60,
  noon: 12 * 60,
  afternoon: 15 * 60,
  evening: 19 * 60,
  night: 21 * 60,
  midnight: 0,
};

/** Makes a word table: each entry's words, separated by spaces, all mean its value. */
export function table<V>(entries: readonly (readonly [words: string, value: V])[]): ReadonlyMap<string, V> {
  const map = new Map<string, V>();
  for (const [words, value] of entries) for (const word of words.split(" ")) map.set(word, value);
  return map;
}
