import type { Clause } from "../src/reader/features.ts";
import type { Row, Wanted } from "./rows.ts";

/** A time that one of several new tasks was said with, and whether the annotation gives it to all of them. */
export interface Sharing {
  /** The place of the clause with the time: the first one or the last. */
  at: number;
  isShared: boolean;
}

/** Null unless every clause is a new task and a single time was said, at the start or the end. */
export function sharingOf({ text, does }: Row, clauses: readonly Clause[]): Sharing | null {
  if (does.length < 2 || clauses.length !== does.length || does.some(({ act }) => act !== "add")) return null;
  const times = does.map(timeOf);
  const [said, ...more] = [...new Set(times.filter((time) => time !== ""))];
  if (said === undefined || more.length > 0) return null;
  const isShared = times.every((time) => time === said);
  const low = text.toLowerCase();
  const first = said.split("|")[0]?.toLowerCase() ?? "";
  if (isShared && low.indexOf(first) !== low.lastIndexOf(first)) return null;
  if (!isShared && times.filter(Boolean).length > 1) return null;
  const title = does[0]?.title?.toLowerCase() ?? "";
  const isHead = isShared ? low.indexOf(first) < low.indexOf(title) + title.length + 1 : times[0] !== "";
  if (!isShared && times[0] === "" && times.at(-1) === "") return null;
  return { at: isHead ? 0 : does.length - 1, isShared };
}

const timeOf = ({ due, repeat }: Wanted): string => [due ?? [], repeat ?? []].flat().join("|");
