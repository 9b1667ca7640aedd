import type { Expression } from "../dates/expression.ts";
import { findDates } from "../dates/find.ts";
import type { Grammar } from "../dates/grammar.ts";
import { amountAt } from "../dates/relative.ts";
import type { Clock, Scan } from "../dates/scan.ts";
import type { Unit } from "../dates/words.ts";
import type { Token } from "../text/tokens.ts";
import { opensTask } from "../vocabulary/opens.ts";
import { type PriorityWord, priorityAt } from "./priority.ts";

/** A token, or several that were read as one: a date, an amount of time, a priority. */
export interface Item {
  kind: Token["kind"] | "date" | "amount" | "priority";
  /** Token positions. */
  from: number;
  to: number;
  /** What stands for it in a line: its folded word, or one of `sign`. */
  key: string;
  date?: Expression;
  amount?: { unit: Unit; value: number };
  priority?: PriorityWord;
}

/** Private-use characters that stand in a line for what was read. Patterns are written with them. */
export const sign = {
  date: "\ue000",
  repeat: "\ue001",
  amount: "\ue002",
  priority: "\ue003",
  tag: "\ue004",
  quote: "\ue005",
  link: "\ue006",
} as const;

/** Reads a stretch of tokens into items. */
export function toItems(
  tokens: readonly Token[],
  from: number,
  to: number,
  grammar: Grammar,
  clock: Clock,
): Item[] {
  const s: Scan = { tokens, end: to, words: grammar.words, clock };
  const dates = findDates(s, from, grammar, (scan, i) => opensTask(scan.tokens, i, scan.end));
  const items: Item[] = [];
  let next = 0;
  for (let i = from; i < to; ) {
    const date = dates[next];
    if (date && date.from === i) {
      items.push({ kind: "date", from: i, to: date.to, key: date.repeat ? sign.repeat : sign.date, date });
      i = date.to;
      next += 1;
      continue;
    }
    const limit = date ? date.from : to;
    const priority = priorityAt(tokens, i, from, limit, to);
    if (priority) {
      items.push({ kind: "priority", from: i, to: priority.to, key: sign.priority, priority });
      i = priority.to;
      continue;
    }
    const amount = grammar.may(tokens[i]?.key ?? "")
      ? amountAt({ ...s, end: limit }, { at: i, strip: false })
      : null;
    if (amount && amount.to - i > 1) {
      items.push({
        kind: "amount",
        from: i,
        to: amount.to,
        key: sign.amount,
        amount: { unit: amount.unit, value: amount.value },
      });
      i = amount.to;
      continue;
    }
    items.push(single(tokens[i] as Token, i));
    i += 1;
  }
  return items;
}

function single(token: Token, i: number): Item {
  const key =
    token.kind === "quote"
      ? sign.quote
      : token.kind === "link"
        ? sign.link
        : token.kind === "tag"
          ? sign.tag
          : token.key;
  return { kind: token.kind, from: i, to: i + 1, key };
}

/** Items as one string, keys parted by single spaces, for patterns to be tried on. */
export interface Line {
  text: string;
  items: readonly Item[];
  starts: readonly number[];
}

export function toLine(items: readonly Item[]): Line {
  const starts: number[] = [];
  let text = "";
  for (const item of items) {
    if (text !== "") text += " ";
    starts.push(text.length);
    text += item.key;
  }
  return { text, items, starts };
}

/** The items a named group of a match on `line.text` covers; empty for a group that took no part. */
export function groupItems(line: Line, match: RegExpExecArray, name: string): Item[] {
  const range = match.indices?.groups?.[name];
  if (!range) return [];
  const [start, end] = range;
  const out: Item[] = [];
  for (let k = 0; k < line.items.length; k++) {
    const at = line.starts[k] as number;
    if (at >= start && at < end) out.push(line.items[k] as Item);
  }
  return out;
}
