import type { Facts } from "./facts.ts";
import type { Clause } from "./features.ts";
import type { Piece } from "./reading.ts";

/** Four digits without a separator are a time only if something else says so: not in "pay rent 1850". */
const FIGURE = /^\d{4}$/;
/** Below this weight, a stretch is a time only if its context says so. */
const LOOSE = 0.5;
/** The maximum number of words per item of an enumeration. */
const LONGEST = 3;
/** Classes of words that may accompany the noun of an item. */
const BESIDE = new Set(["article", "number", "of"]);

/**
 * For a new task: four-digit numbers that are no time, and items of an enumeration that no part claimed, go into the
 * title.
 */
export function withNothingLost(facts: Facts, clause: Clause, said: readonly Piece[]): Piece[] {
  const { words, times } = facts;
  const isFigure = ({ part, from, to }: Piece): boolean =>
    part === "due" &&
    to - from === 1 &&
    FIGURE.test(words[from]?.text ?? "") &&
    times.some(({ start, weight }) => start === words[from]?.start && weight < LOOSE);
  const titled = said.some(({ part }) => part === "title");
  const pieces = said.map(
    (piece): Piece => (titled && isFigure(piece) ? { ...piece, part: "title" } : piece),
  );
  return wholeRow(facts, clause, pieces) ?? pieces;
}

/**
 * "notebooks, pencil case and apron by friday": if some of the items were left out, the title is the whole enumeration.
 * Null if none were, or if what was left out is not a plain noun.
 */
function wholeRow(facts: Facts, clause: Clause, pieces: readonly Piece[]): Piece[] | null {
  const { words, times, classes } = facts;
  const things = thingsOf(facts, clause);
  const titles = pieces.filter(({ part }) => part === "title");
  if (things.length < 3 || titles.length === 0) return null;
  const isOwn = (i: number): boolean => {
    const word = words[i];
    const isTimed = times.some(
      ({ start, end, weight }) => word && weight >= LOOSE && word.start >= start && word.end <= end,
    );
    return word?.content === true && !isTimed;
  };
  const isIn = (some: readonly Piece[], i: number): boolean =>
    some.some(({ from, to }) => i >= from && i < to);
  const isPlain = (i: number): boolean =>
    classes.of((words[i]?.text ?? "").toLowerCase()).every((name) => BESIDE.has(name));
  const own = things.map(({ from, to }) =>
    Array.from({ length: to - from }, (_, k) => from + k).filter(isOwn),
  );
  const lost = own.filter((places) => places.length > 0 && !places.some((i) => isIn(pieces, i)));
  if (lost.length === 0 || !lost.every((places) => places.length <= LONGEST && places.every(isPlain)))
    return null;
  const places = [...lost.flat(), ...own.flat().filter((i) => isIn(titles, i))];
  const to = Math.max(...places) + 1;
  const after = pieces.filter(({ part, from }) => part !== "title" && from >= to);
  return [{ part: "title", from: Math.min(...places), to }, ...after];
}

/** The stretches between commas and a final "and"; none if there is no "and" before the last. */
function thingsOf({ words, classes }: Facts, { from, to }: Clause): Clause[] {
  const out: Clause[] = [];
  let start = from;
  let isJoined = false;
  for (let i = from; i <= to; i++) {
    const text = words[i]?.text.toLowerCase() ?? "";
    const joins = i < to && classes.of(text).some((name) => name === "and" || name === "or");
    if (i < to && text !== "," && !joins) continue;
    if (i > start) {
      if (i === to && !isJoined) return [];
      out.push({ from: start, to: i });
    }
    start = i + 1;
    isJoined = joins;
  }
  return out;
}
