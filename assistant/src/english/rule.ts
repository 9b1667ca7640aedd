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
  for (const rule of rules) {
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
