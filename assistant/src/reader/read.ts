import { type ActName, kindOf, mainAct } from "./acts.ts";
import { type Choice, choiceFeatures, choicesOf } from "./choices.ts";
import { clausesOf, cutFeatures, cutPlaces } from "./cuts.ts";
import type { Facts } from "./facts.ts";
import { actFeatures, type Clause } from "./features.ts";
import type { Group } from "./groups.ts";
import { headingOf, isList, linesOf } from "./lines.ts";
import { likely, type Model, type Opinion, opinions, scores, softmax } from "./model.ts";
import { decode, type Part, partOf, tagFeatures } from "./tags.ts";
import { type Pointing, pointing } from "./targets.ts";
import { probability } from "./trees.ts";
import { type Cutting, trustVector } from "./trust.ts";

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
  /** How much of a name was said that the task meant has not, less what it has. */
  stranger: number;
  /** How many other tasks the words fit as well. */
  twins: number;
  /** The tasks meant were spoken of: by a word of theirs, by their places, or as all of them. */
  named: boolean;
  /** No turn was before: nothing can be meant that was not said. */
  isFirst: boolean;
  /** How the act stands among all it could be. */
  standing: Opinion;
}

/** A whole message read one way. */
export interface RawReading {
  clauses: ReadClause[];
  /** What was left out on purpose: lines that are ticked off. */
  left?: Clause[];
  /** A line that tells what holds for all below it. */
  heading?: Clause;
  confidence: number;
}

const POINTS = new Set(["complete", "reopen", "delete", "update", "tell", "correct", "answer"]);
const needsTarget = (act: ActName): boolean =>
  POINTS.has(kindOf(mainAct(act))) && act !== "answer:yes" && act !== "answer:no";

/** A way to cut a message. */
interface Cut extends Cutting {
  clauses: Clause[];
}

/** A place is left as it is, and not also tried the other way, when it is this sure. */
const SURE_PLACE = 0.93;
/** So many places are also tried the other way. */
const TRIED = 3;
/** A message with more places than this is not tried as one list. */
const MOST_IN_A_ROW = 12;

/** Where the message falls into clauses, likeliest first, and how likely that is. */
export function cut(facts: Facts, model: Model): Cut[] {
  const places = cutPlaces(facts, model.joins);
  const below = headingOf(facts)?.to ?? 0;
  const likelihoods: number[] = [];
  let begun = 0;
  places.forEach((place, k) => {
    // A line is a thing of its own, and so is what begins like one after a word that joins; elsewhere the words tell.
    const learned = likely(model.cut, cutFeatures(facts, places, k, model.kinds));
    const yes =
      facts.words[place - 1]?.kind === "line"
        ? 1
        : learned > 0.05 && begins(facts, begun, place, model)
          ? Math.max(learned, 0.6)
          : learned;
    if (yes > 0.5) begun = place;
    likelihoods.push(yes);
  });
  const cutAs = (is: readonly boolean[]): Cut => ({
    clauses: clausesOf(
      facts.words.length,
      places.filter((_, k) => is[k]),
    )
      .map(({ from, to }) => {
        const isLine = facts.words[to - 1]?.kind === "line" && to - from > 1;
        return { from, to: isLine ? to - 1 : to };
      })
      .filter(({ to }) => below === 0 || to > below),
    p: likelihoods.reduce((product, yes, k) => product * (is[k] ? yes : 1 - yes), 1),
    places: places.length,
  });
  const best = likelihoods.map((yes) => yes > 0.5);
  const open = likelihoods
    .map((yes, k) => ({ k, sure: Math.max(yes, 1 - yes) }))
    .filter(({ sure }) => sure < SURE_PLACE)
    .sort((a, b) => a.sure - b.sure)
    .slice(0, TRIED);
  const ways = [best, ...open.map(({ k }) => best.map((is, j) => (j === k ? !is : is)))];
  if (open.length > 1) ways.push(best.map((is, k) => is !== open.some((one) => one.k === k)));
  // "hand cream, tissues, sponges": a list is cut at all its commas or at none.
  const commas = places.map((place) => facts.words[place - 1]?.text === ",");
  const last = commas.lastIndexOf(true);
  if (last > 0 && places.length <= MOST_IN_A_ROW)
    ways.push(
      commas.map((is, k) => is || k > last || (best[k] as boolean)),
      best.map((is, k) => is && !(commas[k] || k > last)),
    );
  const seen = new Set<string>();
  return ways.filter((way) => !seen.has(way.join()) && seen.add(way.join())).map(cutAs);
}

/** "wash the car and clean the garage": two things to do, each begun as such and with something it is done to. */
function begins({ words, told }: Facts, from: number, place: number, model: Model): boolean {
  const join = words[place];
  if (join?.kind !== "word" || !model.joins.has(join.key) || words[place - 1]?.kind !== "word") return false;
  const left = words.slice(from, place).filter(({ content }) => content);
  const [verb, object] = words.slice(place + 1);
  const opened = left.findIndex(({ key }) => model.openers.has(key));
  const named =
    object?.content === true && (model.weigh(object.key) > 0.3 || model.counts.articles.has(object.key));
  // "delete buy milk and buy eggs": what is called so on the list is no new thing to do.
  const isListed = told.some(({ whole, at }) => whole && at.has(place + 1));
  return opened >= 0 && left.length - opened > 1 && model.openers.has(verb?.key ?? "") && named && !isListed;
}

/** The sets of tasks a clause could mean, likeliest first, and how likely each task is by itself. */
function choicesBy(
  point: Pointing,
  act: ActName,
  model: Model,
): { order: { choice: Choice; p: number }[]; single: Float64Array } {
  const { choices, single } = choicesOf(point, model.target, model.counts);
  const weighed = softmax(
    Float64Array.from(
      choices,
      (choice) => scores(model.choice, choiceFeatures(point, choice, single))[0] as number,
    ),
  );
  const order = choices.map((choice, k) => ({ choice, p: weighed[k] as number })).sort((a, b) => b.p - a.p);
  const possible = order.filter(({ choice }) => choice.tasks.every((task) => isPossible(act, task, point)));
  const [best] = possible;
  if (!best || possible.length === order.length) return { order, single };
  single.forEach((_, task) => {
    if (!isPossible(act, task, point)) single[task] = 0;
  });
  // What is left is as likely as before, unless the words name it: then nothing else can be meant.
  const total = possible.reduce((sum, { p }) => sum + p, 0);
  const share = best.choice.tasks.every((task) => point.by.has(task)) ? 1 / Math.max(1e-9, total) : 1;
  return { order: possible.map(({ choice, p }) => ({ choice, p: p * share })), single };
}

/**
 * Whether an act can be meant of a task: what is done is not moved or ticked off, what is open not opened again. Behind
 * something else in the same breath ("no, just the milk") it may be otherwise by then.
 */
function isPossible(act: ActName, task: number, { facts: { open }, clause }: Pointing): boolean {
  if (clause.from > 0) return true;
  if (act === "reopen") return task >= open;
  return act === "complete" || act.startsWith("update") ? task < open : true;
}

/** Fills the parts of a clause once its act is decided. */
export function fill(facts: Facts, clause: Clause, standing: Opinion, model: Model): ReadClause {
  const { act, kind, p } = standing;
  let stranger = 0;
  let twins: number[] = [];
  let named = true;
  const pieces =
    kind === "none" || kind === "undo" || kind === "redo" ? [] : piecesOf(facts, clause, act, model);
  let tasks: Float64Array = new Float64Array(0);
  let means: readonly number[] = [];
  let meant = 1;
  let others: ReadClause["others"] = [];
  if (needsTarget(act) && facts.tasks.length) {
    const point = pointing(facts, clause, kindOf(mainAct(act)), model.weigh);
    const { order, single } = choicesBy(point, act, model);
    tasks = single;
    means = order[0]?.choice.tasks ?? [];
    meant = order[0]?.p ?? 0;
    others = order.slice(1, 4).map(({ choice, p: its }) => ({ tasks: choice.tasks, p: its }));
    named =
      means.length >= facts.open ||
      means.every((task) => point.by.has(task)) ||
      order[0]?.choice.pointed === true;
    if (!named && means.length === 1 && facts.before?.shown.length === 1 && ENDING.has(kind)) {
      // "delete all tasks" after one was added: read as if nothing had been shown, it means the list, not that one.
      const [alone] = choicesBy(
        pointing({ ...facts, before: null }, clause, kind, model.weigh),
        act,
        model,
      ).order;
      if (alone && alone.choice.tasks.length >= facts.open && alone.p > 0.5) {
        means = alone.choice.tasks;
        meant = alone.p;
        named = true;
      }
    }
    twins = twinsOf(point, means, model.counts.numbers);
    if (twins.length) {
      // Nothing in the words tells them apart, so whatever is chosen is a guess.
      meant = Math.min(meant, 1 / (twins.length + 1));
      others = twins.map((task) => ({ tasks: [task], p: meant }));
      means = means.slice(0, 1);
    }
    const group = groupMeant(facts, clause, kindOf(mainAct(act)), pieces);
    const isGroup =
      group !== null &&
      (!named ||
        means.length >= facts.open ||
        saysOnly(point.by, means, facts, group) ||
        (group.isLeft === true && !means.some((task) => point.by.has(task))));
    if (isGroup) {
      means = [...group.tasks];
      meant = 1;
      twins = [];
      others = [];
      named = true;
    }
    stranger = isGroup ? 0 : strangeness(facts, pieces, means, point.by, model);
    if (stranger > 0) {
      others = [];
      means = [];
      meant = 0;
    }
  }
  return {
    clause,
    act,
    kind,
    p,
    pieces,
    tasks,
    means,
    meant,
    others,
    stranger,
    twins: twins.length,
    named,
    isFirst: facts.before === null,
    standing,
  };
}

/** Acts that set no date, label or list of their own: wherever such is said, it tells which tasks are meant. */
const ENDING = new Set(["complete", "reopen", "delete"]);

/** The tasks that a clause names by a label, a list or a day; null where it names none so. */
function groupMeant(
  { groups, words }: Facts,
  clause: Clause,
  kind: string,
  pieces: readonly Piece[],
): Group | null {
  const inside = (from: number, to: number) => (group: Group) =>
    group.start >= (words[from]?.start ?? 0) && group.end <= (words[to - 1]?.end ?? 0);
  const said = groups.filter(
    (group) =>
      (ENDING.has(kind) && inside(clause.from, clause.to)(group)) ||
      pieces.some(({ part, from, to }) => part === "target" && inside(from, to)(group)),
  );
  const [first, ...more] = said;
  if (!first) return null;
  return {
    start: Math.min(...said.map(({ start }) => start)),
    end: Math.max(...said.map(({ end }) => end)),
    tasks: first.tasks.filter((task) => more.every(({ tasks }) => tasks.includes(task))),
    ...(said.some(({ isLeft }) => isLeft) ? { isLeft: true as const } : {}),
  };
}

/** Whether the tasks are named by no more than the words that name the group. */
function saysOnly(
  by: Pointing["by"],
  means: readonly number[],
  { words }: Facts,
  { start, end }: Group,
): boolean {
  return means.every((task) => {
    const mention = by.get(task);
    if (!mention || mention.whole) return false;
    return [...mention.at.keys()].every((i) => {
      const word = words[i];
      return word !== undefined && word.start >= start && word.end <= end;
    });
  });
}

/** Several tasks of which the same words were said, as they stand in each: one of them is meant, not all. */
function sameWord(
  means: readonly number[],
  by: Pointing["by"],
  rest: readonly string[],
  numbers: Readonly<Record<string, number>>,
): boolean {
  if (means.length > 3 || rest.some((word) => (numbers[word] ?? 0) > 1 || /^\d+$/.test(word))) return false;
  const [mention] = means.flatMap((task) => by.get(task) ?? []);
  const [first, ...more] = means.map((task) => by.get(task)?.at);
  if (!first || !mention) return false;
  // "the invoices" are several; "bought the present" bends the verb only, so one present is meant.
  const bent = [...first.values()].filter((like) => like < 1);
  const isVerb = bent.length === 1 && first.size > 1 && bent[0] === mention.first;
  if (bent.length > 0 && !isVerb) return false;
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
 * How far the clause names something that the chosen task is not called: what of the name it lacks, less what it has.
 * Above 0, no such task is on the list.
 */
function strangeness(
  facts: Facts,
  pieces: readonly Piece[],
  means: readonly number[],
  by: Pointing["by"],
  model: Model,
): number {
  const shown = facts.before?.shown ?? [];
  if (means.length !== 1 || means.some((task) => shown.includes(task) || by.get(task)?.whole)) return 0;
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
  return unknown < 0.4 ? 0 : Math.max(0, unknown - (verbOnly ? known / 2 : known));
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

/** How likely another act has to be to be tried. */
const TRIED_ACT = 0.04;
/** So many other acts of a clause are tried. */
const OTHER_ACTS = 3;

/** An act that is certain: no model was asked. */
const certain = (act: ActName): Opinion => ({
  act,
  kind: kindOf(act),
  p: 1,
  agreed: 1,
  share: 1,
  rival: 0,
  changing: 1,
});

/** The ways to read a message, each with how far it can be trusted, best first. */
export function read(facts: Facts, model: Model): RawReading[] {
  const list = pasted(facts, model);
  const heading = headingOf(facts);
  const under = heading ? { heading } : {};
  if (list) return [{ ...list, ...under, confidence: PASTED }];
  if (addsQuoted(facts)) {
    const whole = { from: 0, to: facts.words.length };
    return [{ clauses: [fill(facts, whole, certain("add"), model)], confidence: 1 }];
  }
  const cuts = cut(facts, model);
  if (facts.words.length > 0 && facts.words.every(({ kind }) => kind === "tag"))
    return [
      {
        clauses: (cuts[0] as Cut).clauses.map((clause) => fill(facts, clause, certain("show"), model)),
        confidence: 1,
      },
    ];
  return waysToRead(facts, cuts, model)
    .map(({ clauses, cutting }) => ({
      ...under,
      clauses,
      confidence:
        Math.max(
          probability(model.trust, trustVector(facts, clauses, cutting)),
          clauses.length > 1 ? oneByOne(facts, clauses, cutting, model) : 0,
        ) * (clauses.some((c) => isTurnedRound(facts, c, model) || isNameOnly(facts, c)) ? DOUBT : 1),
    }))
    .sort((a, b) => b.confidence - a.confidence);
}

/** A single clause: nothing was cut. */
const UNCUT: Cutting = { p: 1, places: 0 };

/**
 * How likely all clauses are right, each taken as a message of its own: several plain wishes are as plain as each. Of
 * things to add in a row one that is misread makes the others no worse, so the weakest counts.
 */
function oneByOne(facts: Facts, clauses: readonly ReadClause[], { p }: Cutting, { trust }: Model): number {
  const each = clauses.map((clause) => probability(trust, trustVector(facts, [clause], UNCUT)));
  const isList = clauses.every(({ kind }) => kind === "add");
  return p * (isList ? Math.min(...each) : each.reduce((all, one) => all * one, 1));
}

/** The likeliest acts for every way to cut the message, and for the likeliest cut each act that is not unlikely. */
export function waysToRead(
  facts: Facts,
  cuts: readonly Cut[],
  model: Model,
): { clauses: ReadClause[]; cutting: Cutting }[] {
  const known = new Map<string, Opinion[]>();
  const opinionsOn = (clause: Clause, previous: string): Opinion[] => {
    const key = `${clause.from} ${clause.to} ${previous}`;
    let found = known.get(key);
    if (!found) {
      found = opinions(model, actFeatures(facts, clause, previous));
      known.set(key, found);
    }
    return found;
  };
  const filled = new Map<string, ReadClause>();
  const fillOnce = (clause: Clause, opinion: Opinion): ReadClause => {
    const key = `${clause.from} ${clause.to} ${opinion.act} ${opinion.p}`;
    let found = filled.get(key);
    if (!found) {
      found = fill(facts, clause, opinion, model);
      // "call mom tomorrow" with “Call the school” on the list: what names something new is new.
      if (found.kind === "update" && found.tasks.length > 0 && found.means.length === 0)
        found = fill(facts, clause, { ...opinion, act: "add", kind: "add" }, model);
      filled.set(key, found);
    }
    return found;
  };
  return cuts.flatMap((cutting, way) => {
    const best: ReadClause[] = [];
    const others: { at: number; clause: ReadClause }[] = [];
    let previous = "^";
    cutting.clauses.forEach((clause, at) => {
      const [first, ...more] = opinionsOn(clause, previous);
      if (!first) return;
      best.push(fillOnce(clause, first));
      if (way === 0)
        for (const other of more.filter(({ p, share }) => p * share > TRIED_ACT).slice(0, OTHER_ACTS))
          others.push({ at, clause: fillOnce(clause, other) });
      previous = first.kind;
    });
    const readings = [best, ...others.map(({ at, clause }) => best.map((c, k) => (k === at ? clause : c)))];
    return readings.map((clauses) => ({ clauses, cutting }));
  });
}

/** What is left of the trust in a change that is said with a "not" near its beginning: enough to ask about. */
const DOUBT = 0.6;

/** "don't delete the eye test": what ends or takes away a task and is begun with a "not" is never done unasked. */
export function isTurnedRound({ words }: Facts, { kind, clause }: ReadClause, { counts }: Model): boolean {
  if (kind !== "delete" && kind !== "complete") return false;
  return words
    .slice(clause.from, Math.min(clause.to, clause.from + 4))
    .some(({ key }) => counts.negators.has(key));
}

/** "buy milk" with “buy milk” on the list: its name alone does not say that it is done. */
function isNameOnly({ words, told }: Facts, { kind, clause, means }: ReadClause): boolean {
  if (!ENDING.has(kind)) return false;
  const own = words.map(({ content }, i) => (content ? i : -1)).slice(clause.from, clause.to);
  return told.some(
    ({ task, whole, at }) => whole && means.includes(task) && own.every((i) => i < 0 || at.has(i)),
  );
}

/** add "said hello to Ann": a word for noting down, what is noted in quotes, and nothing else. It is not on the list yet. */
function addsQuoted({ words, told, classes }: Facts): boolean {
  const [verb, quote, ...others] = words.filter(({ kind }) => kind !== "mark");
  if (verb?.kind !== "word" || quote?.kind !== "quote" || others.length > 0) return false;
  const of = classes.of(verb.text.toLowerCase());
  return of.includes("note") && !of.includes("list") && !told.some(({ whole }) => whole);
}

/** How sure it is that lines with bullets are things to do. */
const PASTED = 0.9;

/** Classes of the words that commands begin with, and things to do as well: "list the sofa", "clear the gutters". */
const COMMANDS = new Set(
  "note remind done drop move change name show undo reopen share make label list keep".split(" "),
);

/**
 * Whether a line commands something of its own rather than anything on the list: a verb, then a word for what no task
 * is called. "list the sofa on eBay" does, "delete these", "show my tasks" and "shopping list" do not.
 */
function namesOwnThing({ words, told, times, classes }: Facts, line: Clause): boolean {
  const timed = (at: number): boolean =>
    times.some(({ start, end }) => start <= (words[at]?.start ?? 0) && (words[at]?.start ?? 0) < end);
  const own = words
    .map((word, at) => ({ ...word, at, of: classes.of(word.text.toLowerCase()) }))
    .slice(line.from, line.to)
    .filter(({ content, at }) => content && !timed(at));
  const [verb, ...rest] = own;
  return (
    verb !== undefined &&
    (verb.of.length === 0 || verb.of.some((name) => COMMANDS.has(name))) &&
    rest.some(({ of, at }) => of.length === 0 && !told.some((mention) => mention.at.has(at))) &&
    !rest.some(({ of }) => of.includes("task")) &&
    !told.some(({ whole }) => whole)
  );
}

/**
 * A pasted list: each line with a bullet is a task, what is ticked off is left out. A first line without one announces
 * the list when it ends in a colon or says nothing but when; when it names something to do, it is a task and those below belong to it.
 */
function pasted(facts: Facts, model: Model): Omit<RawReading, "confidence"> | null {
  const lines = linesOf(facts);
  if (!isList(lines)) return null;
  const [head] = lines;
  const hasHead = head !== undefined && !head.bullet;
  const announces = headingOf(facts) !== null;
  const parent = hasHead && !announces;
  if (parent) {
    const [first] = opinions(model, actFeatures(facts, head, "^"));
    if (first?.kind !== "add" && !namesOwnThing(facts, head)) return null;
  }
  const own = lines.filter((line, k) => !line.ticked && (k > 0 || !announces));
  if (own.length === 0) return null;
  const least = Math.min(...own.slice(parent ? 1 : 0).map(({ depth }) => depth));
  const clauses = own.map((line, k) => ({
    ...fill(facts, { from: line.from, to: line.to }, certain("add"), model),
    depth: parent && k === 0 ? 0 : line.depth - least + (parent ? 1 : 0),
  }));
  return { clauses, left: lines.filter(({ ticked }) => ticked) };
}
