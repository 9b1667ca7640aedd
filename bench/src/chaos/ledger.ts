/** What was written and acknowledged, and what is there afterwards. Titles are `GROUP/PLACE`. */
export interface Account {
  acknowledged: number;
  /** Groups that were acknowledged but are not complete. */
  lost: string[];
  /** Groups that are only partly there, acknowledged or not. */
  halfWritten: string[];
}

/** Tasks written in one request: all of them must be there, or none. */
export const groupSize = 5;

/** The titles of one group. */
export const titlesOf = (group: string): string[] =>
  Array.from({ length: groupSize }, (_, place) => `${group}/${place}`);

/**
 * Compares what was acknowledged with the titles that exist.
 * @param acknowledged names of groups
 */
export function settle(acknowledged: Iterable<string>, titles: Iterable<string>): Account {
  const found = new Map<string, Set<string>>();
  for (const title of titles) {
    const group = title.slice(0, title.lastIndexOf("/"));
    found.set(group, (found.get(group) ?? new Set()).add(title));
  }
  const promised = [...acknowledged];
  return {
    acknowledged: promised.length,
    lost: promised.filter((group) => found.get(group)?.size !== groupSize),
    halfWritten: [...found].filter(([, there]) => there.size !== groupSize).map(([group]) => group),
  };
}
