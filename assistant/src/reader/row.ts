import type { Facts } from "./facts.ts";
import type { Clause } from "./features.ts";
import type { Piece } from "./reading.ts";

/** Four digits without a sign between are an hour only where something says so: "pay rent 1850". */
const FIGURE = /^\d{4}$/;
/** Below this a stretch means a time only by what stands around it. */
const LOOSE = 0.5;
/** The most words of one thing in a row. */
const LONGEST = 3;
/** Classes of the words that may stand beside the name of a thing. */
const BESIDE = new Set(["article", "number", "of"]);

/** Of something to add: figures that are no hour, and things in a row that no part has, are of the title. */
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
 * "notebooks, pencil case and apron by friday": where some of the things in a row were left out, the title is all of
 * them. Null where nothing was, or where what was left out is no plain name of a thing.
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

/** The stretches between commas and a last "and"; none where the last has no "and" before it. */
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
