import { groupItems, type Item, type Line } from "../parse/items.ts";
import type { Command, State } from "../parse/state.ts";

/** A pattern over a clause's line and what it asks for; null from `run` means the pattern did not apply after all. */
export interface Rule {
  pattern: RegExp;
  run(found: Found, state: State): Command | null;
}

/** A match, with the items of its named groups. */
export interface Found {
  line: Line;
  match: RegExpExecArray;
  items(group: string): Item[];
  text(group: string): string;
}

/** Tries rules in order; the first that applies answers. */
export function firstRule(rules: readonly Rule[], line: Line, state: State): Command | null {
  const space = line.text.indexOf(" ");
  const first = space < 0 ? line.text : line.text.slice(0, space);
  for (const rule of rules) {
    if (beginnings(rule.pattern)?.has(first) === false) continue;
    const match = rule.pattern.exec(line.text);
    if (!match) continue;
    const command = rule.run(
      {
        line,
        match,
        items: (group) => groupItems(line, match, group),
        text: (group) => match.groups?.[group] ?? "",
      },
      state,
    );
    if (command) return command;
  }
  return null;
}

/** A pattern with named groups and their positions. */
export const re = (source: string): RegExp => new RegExp(source, "du");

const known = new WeakMap<RegExp, ReadonlySet<string> | null>();

/**
 * The words a line can begin with for a pattern of the form `^(?:word|two words|…) …`, or null for any other: a look
 * into a set is cheaper than a pattern that fails.
 */
function beginnings(pattern: RegExp): ReadonlySet<string> | null {
  let found = known.get(pattern);
  if (found === undefined) {
    const group = /^\^\(\?:([^()]*)\)(?= |\(\?: |\$)/.exec(pattern.source)?.[1];
    const words = group?.split("|").map((words) => words.split(" ", 1)[0] as string);
    found = words?.every((word) => /^\p{L}[\p{L}-]*$/u.test(word)) ? new Set(words) : null;
    known.set(pattern, found);
  }
  return found;
}
