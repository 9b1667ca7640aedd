import { type ActName, kindOf, mainAct } from "./acts.ts";
import { choiceFeatures, choicesOf } from "./choices.ts";
import { clausesOf, cutFeatures, cutPlaces } from "./cuts.ts";
import type { Facts } from "./facts.ts";
import { actFeatures, type Clause } from "./features.ts";
import { Features } from "./hash.ts";
import { isList, linesOf } from "./lines.ts";
import { actProbabilities, likely, type Model, ranked, scores, softmax } from "./model.ts";
import { decode, type Part, partOf, tagFeatures } from "./tags.ts";
import { type Pointing, pointing } from "./targets.ts";

/** A stretch of words `[from, to)` that is one part of a clause. */
export interface Piece {
  part: Part;
  from: number;
  to: number;
}

/** A clause read as one act. */
export interface ReadClause {
  clause: Clause;
  act: ActName;
  kind: string;
  /** How likely this kind of act is. */
  p: number;
  pieces: Piece[];
  /** How likely each task is meant; empty where the act is about none. */
  tasks: Float64Array;
  /** Tasks meant, and how likely exactly these. */
  means: readonly number[];
  meant: number;
  /** How deep it stands in a pasted list. */
  depth?: number;
  /** Other sets that could be meant. */
  others: { tasks: readonly number[]; p: number }[];
}

/** A whole message read one way. */
export interface RawReading {
  clauses: ReadClause[];
  /** What was left out on purpose: lines that are ticked off. */
  left?: Clause[];
  confidence: number;
}

const POINTS = new Set(["complete", "reopen", "delete", "update", "tell", "correct", "answer"]);
const needsTarget = (act: ActName): boolean =>
  POINTS.has(kindOf(mainAct(act))) && act !== "answer:yes" && act !== "answer:no";

/** Where the message falls into clauses, and how likely that is. */
export function cut(facts: Facts, model: Model): { clauses: Clause[]; p: number } {
  const places = cutPlaces(facts, model.joins);
  const cuts: number[] = [];
  let p = 1;
  places.forEach((place, k) => {
    // A line is a thing of its own, and so is what begins like one after a word that joins; elsewhere the words tell.
    const learned = likely(model.cut, cutFeatures(facts, places, k, model.kinds));
    const yes =
      facts.words[place - 1]?.kind === "line"
        ? 1
        : learned > 0.05 && begins(facts, cuts.at(-1) ?? 0, place, model)
          ? Math.max(learned, 0.6)
          : learned;
    if (yes > 0.5) cuts.push(place);
    p *= Math.max(yes, 1 - yes);
  });
  const clauses = clausesOf(facts.words.length, cuts).map(({ from, to }) => {
    const isLine = facts.words[to - 1]?.kind === "line" && to - from > 1;
    return { from, to: isLine ? to - 1 : to };
  });
  return { clauses, p };
}

/** "wash the car and clean the garage": two things to do, each begun as such and with something it is done to. */
function begins({ words }: Facts, from: number, place: number, model: Model): boolean {
  const join = words[place];
  if (join?.kind !== "word" || !model.joins.has(join.key) || words[place - 1]?.kind !== "word") return false;
  const left = words.slice(from, place).filter(({ content }) => content);
  const [verb, object] = words.slice(place + 1);
  const opened = left.findIndex(({ key }) => model.openers.has(key));
  const named =
    object?.content === true && (model.weigh(object.key) > 0.3 || model.counts.articles.has(object.key));
  return opened >= 0 && left.length - opened > 1 && model.openers.has(verb?.key ?? "") && named;
}

/** Fills the parts of a clause once its act is decided. */
export function fill(facts: Facts, clause: Clause, act: ActName, p: number, model: Model): ReadClause {
  const kind = kindOf(act);
  const pieces =
    kind === "none" || kind === "undo" || kind === "redo" ? [] : piecesOf(facts, clause, act, model);
  let tasks: Float64Array = new Float64Array(0);
  let means: readonly number[] = [];
  let meant = 1;
  let others: ReadClause["others"] = [];
  if (needsTarget(act) && facts.tasks.length) {
    const point = pointing(facts, clause, kindOf(mainAct(act)), model.weigh);
    const { choices, single } = choicesOf(point, model.target, model.counts);
    const weighed = softmax(
      Float64Array.from(
        choices,
        (choice) => scores(model.choice, choiceFeatures(point, choice, single))[0] as number,
      ),
    );
    tasks = single;
    const order = choices.map((choice, k) => ({ choice, p: weighed[k] as number })).sort((a, b) => b.p - a.p);
    means = order[0]?.choice.tasks ?? [];
    meant = order[0]?.p ?? 0;
    others = order.slice(1, 4).map(({ choice, p: its }) => ({ tasks: choice.tasks, p: its }));
    const twins = twinsOf(point, means, model.counts.numbers);
    if (twins.length) {
      // Nothing in the words tells them apart, so whatever is chosen is a guess.
      meant = Math.min(meant, 1 / (twins.length + 1));
      others = twins.map((task) => ({ tasks: [task], p: meant }));
      means = means.slice(0, 1);
    }
    if (isStranger(facts, pieces, means, point.by, model)) {
      others = [];
      means = [];
      meant = 0;
    }
  }
  return { clause, act, kind, p, pieces, tasks, means, meant, others };
}

/** Several tasks of which the same words were said, as they stand in each: one of them is meant, not all. */
function sameWord(
  means: readonly number[],
  by: Pointing["by"],
  rest: readonly string[],
  numbers: Readonly<Record<string, number>>,
): boolean {
  if (means.length > 3 || rest.some((word) => (numbers[word] ?? 0) > 1 || /^\d+$/.test(word))) return false;
  const [first, ...more] = means.map((task) => by.get(task)?.at);
  if (!first || ![...first.values()].every((like) => like === 1)) return false;
  return more.every(
    (at) => at?.size === first.size && [...at].every(([place, like]) => first.get(place) === like),
  );
}

/** Tasks that the words fit just as well as the one that was chosen. */
function twinsOf(
  { by, facts, rest }: Pointing,
  means: readonly number[],
  numbers: Readonly<Record<string, number>>,
): number[] {
  if (means.length > 1) return sameWord(means, by, rest, numbers) ? means.slice(1) : [];
  const [task] = means;
  const own = means.length === 1 && task !== undefined ? by.get(task) : undefined;
  if (!own || rest.some((word) => /^\d+$/.test(word))) return [];
  const shown = facts.before?.shown ?? [];
  return [...by.values()]
    .filter(
      (other) =>
        other.task !== task &&
        other.at.size === own.at.size &&
        [...other.at].every(([at, like]) => own.at.get(at) === like) &&
        other.first === own.first &&
        shown.includes(other.task) === shown.includes(own.task) &&
        !(own.whole && !other.whole),
    )
    .map((other) => other.task);
}

/**
 * Whether the clause names something that none of the chosen tasks is called: more of the name is said than any of them
 * has in common with it. No such task is on the list.
 */
function isStranger(
  facts: Facts,
  pieces: readonly Piece[],
  means: readonly number[],
  by: Pointing["by"],
  model: Model,
): boolean {
  const shown = facts.before?.shown ?? [];
  if (means.length !== 1 || means.some((task) => shown.includes(task) || by.get(task)?.whole)) return false;
  const shared = new Set(means.flatMap((task) => [...(by.get(task)?.at.keys() ?? [])]));
  let known = 0;
  let unknown = 0;
  for (const { part, from, to } of pieces) {
    if (part !== "target") continue;
    for (let i = from; i < to; i++) {
      const word = facts.words[i];
      if (!word?.content || word.key.length < 3 || model.counts.articles.has(word.key)) continue;
      const weight = word.kind === "quote" ? 2 : model.weigh(word.key);
      if (shared.has(i)) known += weight;
      else if (weight > 0.3) unknown += weight;
    }
  }
  // The verb alone ("call") is what many tasks have in common.
  const verbOnly = means.every((task) => {
    const mention = by.get(task);
    return mention !== undefined && mention.first > 0 && mention.at.size === 1;
  });
  return unknown > (verbOnly ? known / 2 : known) && unknown >= 0.4;
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
  return pieces;
}

/** The ways to read a message, best first; `trust` is left out while it is being trained. */
export function read(facts: Facts, model: Model): RawReading[] {
  const onlyTags = facts.words.length > 0 && facts.words.every(({ kind }) => kind === "tag");
  const list = pasted(facts, model);
  if (list) return [{ ...list, confidence: PASTED }];
  const { clauses, p } = cut(facts, model);
  if (onlyTags)
    return [{ clauses: clauses.map((clause) => fill(facts, clause, "show", 1, model)), confidence: 1 }];
  const best: ReadClause[] = [];
  const second: { at: number; clause: ReadClause }[] = [];
  let previous = "^";
  clauses.forEach((clause, at) => {
    const all = ranked(actProbabilities(model, actFeatures(facts, clause, previous)));
    const first = all[0] as (typeof all)[0];
    let reading = fill(facts, clause, first.act, first.p, model);
    // "call mom tomorrow" with “Call the school” on the list: what names something new is new.
    if (reading.kind === "update" && reading.tasks.length > 0 && reading.means.length === 0)
      reading = fill(facts, clause, "add", first.p, model);
    best.push(reading);
    for (const other of all.slice(1, 3))
      if (other.p > 0.05) second.push({ at, clause: fill(facts, clause, other.act, other.p, model) });
    previous = first.kind;
  });
  const readings = [best, ...second.map(({ at, clause }) => best.map((c, k) => (k === at ? clause : c)))];
  return readings.map((one) => ({
    clauses: one,
    confidence:
      likely(model.trust, trustFeatures(facts, one, p, model)) *
      (one.some((c) => isTurnedRound(facts, c, model)) ? DOUBT : 1),
  }));
}

/** What is left of the trust in a change that is said with a "not" near its beginning: enough to ask about. */
const DOUBT = 0.6;

/** "don't delete the eye test": what ends or takes away a task and is begun with a "not" is never done unasked. */
function isTurnedRound({ words }: Facts, { kind, clause }: ReadClause, { counts }: Model): boolean {
  if (kind !== "delete" && kind !== "complete") return false;
  return words
    .slice(clause.from, Math.min(clause.to, clause.from + 4))
    .some(({ key }) => counts.negators.has(key));
}

/** How sure it is that lines with bullets are things to do. */
const PASTED = 0.9;

/**
 * A pasted list: each line with a bullet is a task, what is ticked off is left out. A first line without one announces
 * the list when it ends in a colon; when it names something to do, it is a task and those below belong to it.
 */
function pasted(facts: Facts, model: Model): Omit<RawReading, "confidence"> | null {
  const lines = linesOf(facts);
  if (!isList(lines)) return null;
  const [head] = lines;
  const hasHead = head !== undefined && !head.bullet;
  const announces = hasHead && facts.words[head.to - 1]?.text === ":";
  const parent = hasHead && !announces;
  if (parent) {
    const [first] = ranked(actProbabilities(model, actFeatures(facts, head, "^")));
    if (first?.kind !== "add") return null;
  }
  const own = lines.filter((line, k) => !line.ticked && (k > 0 || !announces));
  if (own.length === 0) return null;
  const least = Math.min(...own.slice(parent ? 1 : 0).map(({ depth }) => depth));
  const clauses = own.map((line, k) => ({
    ...fill(facts, { from: line.from, to: line.to }, "add", 1, model),
    depth: parent && k === 0 ? 0 : line.depth - least + (parent ? 1 : 0),
  }));
  return { clauses, left: lines.filter(({ ticked }) => ticked) };
}

const bin = (v: number): number =>
  v > 0.98
    ? 9
    : v > 0.95
      ? 8
      : v > 0.9
        ? 7
        : v > 0.8
          ? 6
          : v > 0.7
            ? 5
            : v > 0.6
              ? 4
              : v > 0.5
                ? 3
                : v > 0.35
                  ? 2
                  : v > 0.2
                    ? 1
                    : 0;

/** What tells whether a reading is what was wanted. */
export function trustFeatures(
  facts: Facts,
  clauses: readonly ReadClause[],
  cutP: number,
  _model: Model,
  named = false,
): Features {
  const f = new Features(named);
  const acts = clauses.map((c) => c.kind);
  let least = 1;
  for (const c of clauses) least = Math.min(least, c.p);
  const context = facts.before ? (facts.before.asked ? "asked" : "told") : "first";
  f.put("bias");
  f.put("p", least);
  f.put("log p", Math.log(Math.max(0.01, least)));
  f.put(`p ${bin(least)}`);
  f.put(`cut ${bin(cutP)}`);
  f.put(`clauses ${Math.min(4, clauses.length)}`);
  f.put(context);
  f.put(`${context} p ${bin(least)}`);
  for (const c of clauses) {
    f.put(`act ${c.act}`);
    f.put(`act ${c.act} p ${bin(c.p)}`);
    f.put(`kind ${c.kind} p ${bin(c.p)}`);
    f.put(`kind ${c.kind} ${context}`);
    if (c.tasks.length) {
      const meant = new Set(c.means);
      let low = Number.POSITIVE_INFINITY;
      let high = 0;
      for (let k = 0; k < c.tasks.length; k++) {
        const chance = c.tasks[k] as number;
        if (meant.has(k)) low = Math.min(low, chance);
        else high = Math.max(high, chance);
      }
      f.put("meant", c.meant);
      f.put(`meant ${bin(c.meant)} ${c.kind}`);
      f.put(`meant ${bin(c.meant)} means ${Math.min(3, c.means.length)}`);
      f.put(`meant ${bin(c.meant)} p ${bin(c.p)}`);
      f.put("low", low);
      f.put("high", high);
      f.put(`low ${bin(low)} high ${bin(high)}`);
      f.put(`low ${bin(low)} ${c.kind}`);
      f.put(`high ${bin(high)} ${c.kind}`);
      f.put(`means ${Math.min(3, c.means.length)} of ${Math.min(3, c.tasks.length)} ${c.kind}`);
      f.put(`means ${Math.min(3, c.means.length)} low ${bin(low)}`);
    } else if (needsTarget(c.act)) f.put(`no tasks ${c.kind}`);
    const parts = new Set(c.pieces.map((piece) => piece.part));
    f.put(`parts ${c.act} ${[...parts].sort().join("+")}`);
    const used = c.pieces.reduce((n, piece) => n + piece.to - piece.from, 0);
    f.put(`left ${Math.min(6, c.clause.to - c.clause.from - used)} ${c.kind}`);
  }
  f.put(`acts ${acts.join("+")}`);
  const best = facts.mentions[0];
  f.put(`share ${bin(best?.share ?? 0)} ${acts[0]}`);
  f.put(`next ${bin(facts.mentions[1]?.share ?? 0)} ${acts[0]}`);
  f.put(`list ${facts.tasks.length ? 1 : 0} ${acts[0]}`);
  f.put(`words ${Math.min(12, facts.words.length)} ${acts[0]}`);
  // How it is worded, without what it is about: words of tasks and titles, and times.
  const own: string[] = [];
  const about = new Set(best && best.share > 0.3 ? best.at.keys() : []);
  for (const c of clauses)
    for (const piece of c.pieces)
      if (piece.part === "title" || piece.part === "target" || piece.part === "name" || piece.part === "to")
        for (let i = piece.from; i < piece.to; i++) about.add(i);
  facts.words.slice(0, 30).forEach((word, i) => {
    if (about.has(i)) {
      if (own.at(-1) !== "T") own.push("T");
    } else if (
      facts.times.some((time) => time.weight >= 0.5 && word.start >= time.start && word.end <= time.end)
    ) {
      if (own.at(-1) !== "D") own.push("D");
    } else own.push(word.key);
  });
  for (let i = 0; i < own.length; i++) {
    f.put(`w ${own[i]} ${acts[0]}`, 0.4);
    if (i + 1 < own.length) f.put(`b ${own[i]} ${own[i + 1]} ${acts[0]}`, 0.4);
  }
  return f;
}
