import type { ActName } from "../src/reader/acts.ts";
import { clausesOf, cutPlaces } from "../src/reader/cuts.ts";
import type { Facts } from "../src/reader/facts.ts";
import type { Clause } from "../src/reader/features.ts";
import { align } from "./align.ts";
import { actOf, composedAct } from "./gold.ts";
import type { Row, Wanted } from "./rows.ts";

/** Whether two consecutive wishes may share a clause: the same act on several tasks. */
const alike = (row: Row, k: number): boolean => {
  const a = row.does[k] as Wanted;
  const b = row.does[k + 1] as Wanted;
  return (
    a.act === b.act &&
    a.act !== "add" &&
    !a.act.startsWith("list") &&
    JSON.stringify(a.set) === JSON.stringify(b.set)
  );
};

/**
 * Where a row is cut: the place for each wish after the first; `null` if it cannot be cut (no place in between, or
 * overlapping parts). `open` are places that may be cut or not.
 */
export function goldCuts(
  row: Row,
  facts: Facts,
  joins: ReadonlySet<string>,
): { cuts: number[]; open: number[] } | null {
  if (row.does.length < 2) return { cuts: [], open: [] };
  const { spans } = align(row);
  const places = cutPlaces(facts, joins);
  const cuts: number[] = [];
  const open: number[] = [];
  for (let k = 0; k + 1 < row.does.length; k++) {
    const a = spans[k];
    const b = spans[k + 1];
    const end = a ? a[1] : (cuts.at(-1) ?? 0);
    const start = b ? b[0] : facts.words.length;
    if (end > start) return null;
    const between = places.filter((p) => p >= end && p <= start && p > (cuts.at(-1) ?? 0));
    if (alike(row, k)) {
      open.push(...between);
      continue;
    }
    if (!between.length) return null;
    const rank = (p: number): number => {
      const sign = facts.words[p - 1];
      if (sign?.kind === "line") return 4;
      if (sign?.kind === "mark") return /[.;!?]/.test(sign.text) ? 3 : 2;
      return 1;
    };
    cuts.push(between.reduce((x, y) => (rank(y) > rank(x) ? y : x)));
  }
  return { cuts, open };
}

/** A row cut according to its annotation, and the act of each clause. */
export interface Marked {
  clauses: Clause[];
  acts: ActName[];
  cuts: number[];
  open: number[];
}

/** The clauses of a row with their acts; `null` if it cannot be cut so that each has a single act. */
export function markedClauses(row: Row, facts: Facts, joins: ReadonlySet<string>): Marked | null {
  const found = goldCuts(row, facts, joins);
  const composed = found ? null : composedAct(row);
  const gold = found ?? (composed ? { cuts: [], open: [] } : null);
  if (!gold) return null;
  const acts = composed ? [composed] : row.does.length ? clauseActs(row) : [`none:${row.form}` as ActName];
  return { ...gold, clauses: clausesOf(facts.words.length, gold.cuts), acts };
}

/** The acts of the clauses into which a row is cut. */
function clauseActs(row: Row): ActName[] {
  const out: ActName[] = [];
  row.does.forEach((d, k) => {
    if (k === 0 || !alike(row, k - 1)) out.push(actOf(d));
  });
  return out;
}
