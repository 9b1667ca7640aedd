import type { Token } from "../text/tokens.ts";

/** A priority said in words: 1 highest to 4 none, or a step up or down from what it was. */
export interface PriorityWord {
  to: number;
  level: 1 | 2 | 3 | 4;
}

const LEVELS: Record<string, 1 | 2 | 3 | 4> = {
  highest: 1,
  top: 1,
  urgent: 1,
  critical: 1,
  max: 1,
  maximum: 1,
  high: 1,
  higher: 1,
  hi: 1,
  important: 1,
  medium: 2,
  med: 2,
  mid: 2,
  middle: 2,
  moderate: 2,
  low: 3,
  lower: 3,
  lowest: 3,
  minor: 3,
  normal: 4,
  no: 4,
  none: 4,
  default: 4,
};
const NOUN = /^(?:priority|prio|prioirty|priorty|pri|importance|urgency)$/;
const ALONE = /^(?:urgent|asap|critical)$/;
const AMPLIFIER = /^(?:very|super|really|so|quite|pretty|extremely|now|high|highly|most)$/;
const EDGE_AFTER = /^(?:please|pls|plz|thanks|thx|and|now|too|instead|again|#|but|by|for)$/;

const BEGINNINGS = new Set([
  ...Object.keys(LEVELS),
  ..."p1 p2 p3 p4 priority prio prioirty priorty pri importance urgency its it thats which this a as at with of urgent asap critical very super really so quite pretty extremely now highly most".split(
    " ",
  ),
]);

/**
 * A priority at `i` of `tokens[…end)`: "p1", "!2", "!!!", "high prio", "priority: low", "it's urgent", "asap".
 * "urgent" and "asap" count only at an edge of the stretch, which starts at `start`.
 */
export function priorityAt(
  tokens: readonly Token[],
  i: number,
  start: number,
  end: number,
  whole: number,
): PriorityWord | null {
  const token = tokens[i];
  if (!token) return null;
  if (token.kind === "mark") return exclamations(tokens, i, end, start);
  if (token.kind !== "word") return null;
  const { key } = token;
  if (!BEGINNINGS.has(key)) return null;
  const code = /^p([1-4])$/.exec(key);
  if (code) {
    if (i > start && /^(?:page|the|a)$/.test(tokens[i - 1]?.key ?? "")) return null;
    return i === start || atEdge(tokens, i, i + 1, start, whole)
      ? { to: i + 1, level: Number(code[1]) as 1 | 2 | 3 | 4 }
      : null;
  }
  const word = (k: number): string => (k < end && tokens[k]?.kind === "word" ? (tokens[k] as Token).key : "");
  const mark = (k: number): string =>
    k < end && tokens[k]?.kind === "mark" ? (tokens[k] as Token).text : "";
  if (NOUN.test(key)) {
    let at = i + 1;
    if (/^(?:is|to|of|as)$/.test(word(at)) || /^[:=]$/.test(mark(at))) at += 1;
    const named = Object.hasOwn(LEVELS, word(at)) ? LEVELS[word(at)] : undefined;
    if (named) return { to: at + 1, level: named };
    const digit = /^[1-4]$/.exec(word(at));
    return digit ? { to: at + 1, level: Number(digit[0]) as 1 | 2 | 3 | 4 } : null;
  }
  let at = i;
  if (/^(?:its|it|thats|which|this)$/.test(key)) {
    at += 1;
    if (key !== "its" && key !== "thats" && word(at) === "is") at += 1;
    if (at === i + 1 && /^(?:it|this)$/.test(key)) return null;
    while (AMPLIFIER.test(word(at)) && word(at) !== "high") at += 1;
    if (/^(?:urgent|important|asap|critical)$/.test(word(at))) {
      return ends(tokens, at + 1, whole) ? { to: at + 1, level: 1 } : null;
    }
    if (Object.hasOwn(LEVELS, word(at)) && NOUN.test(word(at + 1)))
      return { to: at + 2, level: LEVELS[word(at)] as 1 };
    return null;
  }
  if (/^(?:a|as|at|with|of)$/.test(key)) {
    at += 1;
    if (/^(?:a|an|the)$/.test(word(at))) at += 1;
  }
  while (AMPLIFIER.test(word(at)) && !NOUN.test(word(at + 1))) at += 1;
  const level = Object.hasOwn(LEVELS, word(at)) ? LEVELS[word(at)] : undefined;
  if (level && NOUN.test(word(at + 1))) return { to: at + 2, level };
  if (at > i && key !== "very" && key !== "super") return null;
  if (ALONE.test(word(at)) && atEdge(tokens, i, at + 1, start, whole)) return { to: at + 1, level: 1 };
  return null;
}

function ends(tokens: readonly Token[], i: number, end: number): boolean {
  const token = tokens[i];
  return (
    !token ||
    i >= end ||
    token.kind === "mark" ||
    token.kind === "tag" ||
    token.kind === "line" ||
    EDGE_AFTER.test(token.key)
  );
}

function atEdge(tokens: readonly Token[], from: number, to: number, start: number, end: number): boolean {
  const before = tokens[from - 1];
  if (from === start) return ends(tokens, to, end) || /^[:,–—-]$/.test(tokens[to]?.text ?? "");
  if (/^(?:the|an|a|my|any|more|most|not)$/.test(before?.key ?? "")) return false;
  return ends(tokens, to, end);
}

/** "!1" to "!4", and "!!" or "!!!" after a space. */
function exclamations(tokens: readonly Token[], i: number, end: number, start: number): PriorityWord | null {
  const token = tokens[i] as Token;
  if (!token.text.startsWith("!")) return null;
  const next = i + 1 < end ? tokens[i + 1] : undefined;
  if (token.text === "!" && next && next.start === token.end && /^[1-4]$/.test(next.text)) {
    return { to: i + 2, level: Number(next.text) as 1 | 2 | 3 | 4 };
  }
  const parted = i > start && tokens[i - 1]?.end !== token.start;
  if (!parted || token.text.length < 2 || token.text.length > 3) return null;
  return { to: i + 1, level: token.text.length === 3 ? 1 : 2 };
}
