import type { Facts } from "./facts.ts";
import type { Clause } from "./features.ts";

/** A line of a pasted list. */
export interface Line extends Clause {
  /** Level of indentation: how deep it is nested. */
  depth: number;
  bullet: boolean;
  /** It was already checked off where it was copied from: "[x]". */
  ticked: boolean;
}

const BULLETS = new Set(["-", "*", "•", "–", "—", "+", "·"]);
const AFTER_NUMBER = new Set([".", ")"]);

/** The lines of a message without their bullets, numbers and boxes; empty lines are left out. */
export function linesOf({ text, words }: Facts): Line[] {
  const lines: Line[] = [];
  let from = 0;
  for (let i = 0; i <= words.length; i++) {
    if (i < words.length && words[i]?.kind !== "line") continue;
    if (i > from) lines.push(lineOf(text, words, from, i));
    from = i + 1;
  }
  const steps = [...new Set(lines.map(({ depth }) => depth))].sort((a, b) => a - b);
  return lines
    .filter((line) => line.to > line.from)
    .map((line) => ({ ...line, depth: steps.indexOf(line.depth) }));
}

function lineOf(text: string, words: Facts["words"], from: number, to: number): Line {
  const start = words[from]?.start ?? 0;
  const before = text.lastIndexOf("\n", start - 1) + 1;
  const depth = text.slice(before, start).replace(/\t/g, "    ").length;
  let first = from;
  let bullet = false;
  let ticked = false;
  const is = (place: number, marks: ReadonlySet<string>): boolean => marks.has(words[place]?.text ?? "");
  if (to - first > 1 && is(first, BULLETS)) {
    first += 1;
    bullet = true;
  } else if (to - first > 2 && /^\d{1,2}$/.test(words[first]?.key ?? "") && is(first + 1, AFTER_NUMBER)) {
    first += 2;
    bullet = true;
  }
  if (words[first]?.text === "[") {
    const close = words.findIndex((word, k) => k > first && k < first + 3 && word.text === "]");
    if (close > 0 && close < to) {
      ticked = /^[xX✓✔]$/.test(words[close - 1]?.text ?? "");
      first = close + 1;
      bullet = true;
    }
  }
  return { from: first, to, depth, bullet, ticked };
}

/**
 * "Things for Saturday:" or "for the weekend" above other lines: it applies to all of them and is not a task itself.
 */
export function headingOf(facts: Facts): Clause | null {
  if (!facts.words.some(({ kind }) => kind === "line")) return null;
  const [first, ...others] = linesOf(facts);
  if (!first || first.bullet || others.length === 0) return null;
  const isAbove = others.every(({ bullet }) => bullet);
  const announces = isAbove && (isTimeOnly(facts, first) || speaksOfList(facts, first));
  return announces || facts.words[first.to - 1]?.text === ":" ? { from: first.from, to: first.to } : null;
}

/** "here's the list my sister sent": it mentions a list and does not start like a task. */
function speaksOfList({ words, classes, openers }: Facts, { from, to }: Clause): boolean {
  const own = words.slice(from, to).filter(({ content }) => content);
  const isList = own.slice(1).some(({ text }) => classes.of(text.toLowerCase()).includes("list"));
  return isList && own.length > 2 && !openers.has(own[0]?.key ?? "");
}

/** Whether a line consists of nothing but a time. */
function isTimeOnly({ words, times }: Facts, { from, to }: Clause): boolean {
  const own = words.slice(from, to).filter(({ content }) => content);
  return (
    own.length > 0 &&
    own.every((word) => times.some(({ start, end }) => start <= word.start && word.end <= end))
  );
}

/** Whether the lines were pasted or typed as one list: at least two with bullets, or most of several lines. */
export const isList = (lines: readonly Line[]): boolean =>
  lines.length > 1 && lines.filter(({ bullet }) => bullet).length >= Math.max(1, lines.length - 1);
