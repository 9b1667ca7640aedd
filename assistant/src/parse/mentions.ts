import { formatDay, formatMinute } from "../calendar/civil.ts";
import { expressionAt } from "../dates/expression.ts";
import { findDates } from "../dates/find.ts";
import type { Scan } from "../dates/scan.ts";
import { mentionStart, settle } from "../dates/settle.ts";
import type { DateMention } from "../types.ts";
import { opensTask } from "../vocabulary/opens.ts";
import { type State, sourceOf } from "./state.ts";

/** Longer messages are no requests; their dates are not looked for. */
const LONGEST = 450;

/** The date expressions of the whole message; one that is nothing else is read without asking whether it is meant. */
export function mentions(state: State): DateMention[] {
  const { tokens, grammar, clock } = state;
  if (tokens.length > LONGEST) return [];
  const s: Scan = { tokens, end: tokens.length, words: grammar.words, clock };
  const only = expressionAt(s, 0, grammar);
  const found =
    only && only.to >= trimmedEnd(state)
      ? [only]
      : findDates(s, 0, grammar, (scan, i) => opensTask(scan.tokens, i, scan.end));
  return found.map((e) => {
    const settled = settle(e, clock);
    const mention: DateMention = {
      text: sourceOf(state, e.from, e.to),
      start: mentionStart(settled),
      grain: settled.grain,
    };
    if (settled.untilMinute !== undefined)
      mention.end = `${formatDay(settled.day)}T${formatMinute(settled.untilMinute)}`;
    else if (settled.lastDay !== undefined && settled.lastDay !== settled.day)
      mention.end = formatDay(settled.lastDay);
    return mention;
  });
}

function trimmedEnd(state: State): number {
  let end = state.tokens.length;
  while (end > 0 && /^[.!?]+$/.test(state.tokens[end - 1]?.text ?? "")) end -= 1;
  return end;
}
