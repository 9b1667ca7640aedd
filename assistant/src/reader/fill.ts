import { type ActName, kindOf, mainAct } from "./acts.ts";
import type { Facts } from "./facts.ts";
import type { Clause } from "./features.ts";
import { meantBy, nobody } from "./meant.ts";
import type { Model, Opinion } from "./model.ts";
import type { Piece, ReadClause } from "./reading.ts";
import { withNothingLost } from "./row.ts";
import { decode, partOf, tagFeatures } from "./tags.ts";

const POINTS = new Set(["complete", "reopen", "delete", "update", "tell", "correct", "answer"]);
const needsTarget = (act: ActName): boolean =>
  POINTS.has(kindOf(mainAct(act))) && act !== "answer:yes" && act !== "answer:no";

/** An act that is certain without asking a model. */
export const certain = (act: ActName): Opinion => ({
  act,
  kind: kindOf(act),
  p: 1,
  agreed: 1,
  share: 1,
  rival: 0,
  changing: 1,
});

/** Extracts the parts of a clause whose act is decided. */
export function fill(facts: Facts, clause: Clause, standing: Opinion, model: Model): ReadClause {
  const { act, kind, p } = standing;
  const pieces =
    kind === "none" || kind === "undo" || kind === "redo" ? [] : piecesOf(facts, clause, act, model);
  const meant = needsTarget(act) && facts.tasks.length ? meantBy(facts, clause, act, pieces, model) : nobody;
  return { clause, act, kind, p, pieces, ...meant, isFirst: facts.before === null, standing };
}

function piecesOf(facts: Facts, clause: Clause, act: ActName, model: Model): Piece[] {
  const tags = decode(tagFeatures(facts, clause, mainAct(act)), model.tagger);
  const pieces: Piece[] = [];
  tags.forEach((tag, k) => {
    const part = partOf(tag);
    if (!part) return;
    const at = clause.from + k;
    if (tag % 2 === 0 && pieces.at(-1)?.to === at) (pieces.at(-1) as Piece).to = at + 1;
    else pieces.push({ part, from: at, to: at + 1 });
  });
  return act === "add" ? withNothingLost(facts, clause, pieces) : pieces;
}
