import { type Cut, cut } from "./cut.ts";
import { clashes, greetingEnd } from "./cuts.ts";
import type { Facts } from "./facts.ts";
import { actFeatures, type Clause } from "./features.ts";
import { certain, fill } from "./fill.ts";
import { headingOf } from "./lines.ts";
import { ENDING } from "./meant.ts";
import { type Model, type Opinion, opinions } from "./model.ts";
import { pasted } from "./pasted.ts";
import type { RawReading, ReadClause } from "./reading.ts";
import { probability } from "./trees.ts";
import { type Cutting, trustVector } from "./trust.ts";

/** The probability from which another act is tried. */
const TRIED_ACT = 0.04;
/** How many other acts of a clause are tried. */
const OTHER_ACTS = 3;

/** The ways to read a message with their confidence, best first. */
export function read(facts: Facts, model: Model): RawReading[] {
  const list = pasted(facts, model);
  const heading = headingOf(facts);
  const under = heading ? { heading } : {};
  if (list) return list;
  if (addsQuoted(facts) || addsAgain(facts)) {
    const whole = { from: 0, to: facts.words.length };
    return [{ clauses: [fill(facts, whole, certain("add"), model)], confidence: 1 }];
  }
  if (isLeadAlone(facts)) {
    const whole = { from: 0, to: facts.words.length };
    const ways = (["update:due", "update:remind"] as const).map((act) =>
      fill(facts, whole, certain(act), model),
    );
    return ways.map((clause) => ({ clauses: [clause], confidence: EITHER }));
  }
  const cuts = cut(facts, model);
  if (facts.words.length > 0 && facts.words.every(({ kind }) => kind === "tag"))
    return [
      {
        clauses: (cuts[0] as Cut).clauses.map((clause) => fill(facts, clause, certain("show"), model)),
        confidence: 1,
      },
    ];
  const [least, ifSure]: [number, number] = saysNewTask(facts)
    ? [NEW_TASK, 0]
    : saysToAdd(facts)
      ? [TOLD_TO_ADD, CLEARLY]
      : [0, 1];
  return waysToRead(facts, cuts, model)
    .map(({ clauses, cutting }) => ({
      ...under,
      clauses,
      confidence:
        Math.max(
          isOneNew(clauses, ifSure) ? least : 0,
          probability(model.trust, trustVector(facts, clauses, cutting)),
          clauses.length > 1 ? oneByOne(facts, clauses, cutting, model) : 0,
        ) *
        (clauses.some((c) => isTurnedRound(facts, c, model) || isNameOnly(facts, c)) ? DOUBT : 1) *
        (clauses.some((c) => isPraise(facts, c)) ? PRAISE : 1) *
        (clauses.some((c) => holdsTwo(facts, c, model)) ? TWO : 1),
    }))
    .sort((a, b) => b.confidence - a.confidence);
}

/** A single clause: the message was not cut. */
const UNCUT: Cutting = { p: 1, places: 0 };

/**
 * The probability that all clauses are right, each taken as a message of its own: several clear wishes together are as
 * clear as each by itself. Among consecutive tasks to add, a misread one does not make the others worse, so the weakest
 * counts.
 */
function oneByOne(facts: Facts, clauses: readonly ReadClause[], { p }: Cutting, { trust }: Model): number {
  const each = clauses.map((clause) => probability(trust, trustVector(facts, [clause], UNCUT)));
  const isList = clauses.every(({ kind }) => kind === "add");
  return p * (isList ? Math.min(...each) : each.reduce((all, one) => all * one, 1));
}

/** The likeliest acts for every way to cut the message; for the likeliest cut, also every other plausible act. */
export function waysToRead(
  facts: Facts,
  cuts: readonly Cut[],
  model: Model,
): { clauses: ReadClause[]; cutting: Cutting }[] {
  const known = new Map<string, Opinion[]>();
  const greeted = greetingEnd(facts);
  const opinionsOn = (clause: Clause, previous: string): Opinion[] => {
    if (clause.from === 0 && clause.to === greeted) return [certain("none:greeting")];
    const key = `${clause.from} ${clause.to} ${previous}`;
    let found = known.get(key);
    if (!found) {
      const all = opinions(model, actFeatures(facts, clause, previous));
      found = speaksOfList(facts, clause) ? all : all.filter(({ act }) => !ON_LISTS.has(act));
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
      // "call mom tomorrow" with “Call the school” on the list: the message names something else, so it is a new task.
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

/** Acts on a whole list that exists. */
const ON_LISTS = new Set(["list.rename", "list.delete", "list.share", "list.leave"]);

/** Whether a clause has a word for a list, or the name of one: "delete the call" is about a task. */
function speaksOfList({ words, classes, groups, before }: Facts, { from, to }: Clause): boolean {
  const start = words[from]?.start ?? 0;
  const end = words[to - 1]?.end ?? 0;
  return (
    before !== null ||
    groups.some((group) => group.start >= start && group.end <= end) ||
    words.slice(from, to).some(({ text }) => classes.of(text.toLowerCase()).includes("list"))
  );
}

/** Factor on the confidence in a change with a "not" near its start: low enough that the user is asked. */
const DOUBT = 0.6;

/**
 * "don't delete the eye test": a clause that completes or deletes and starts with a "not" is never carried out without
 * asking.
 */
function isTurnedRound({ words }: Facts, { kind, clause }: ReadClause, { counts }: Model): boolean {
  if (kind !== "delete" && kind !== "complete") return false;
  return words
    .slice(clause.from, Math.min(clause.to, clause.from + 4))
    .some(({ key }) => counts.negators.has(key));
}

/** Factor on the confidence in a new task with two dates: low enough that the user is asked. */
const TWO = 0.7;

/** "night shift on the 24th and lunch on the 25th" as one task: two dates that clash, and none of them is denied. */
function holdsTwo(facts: Facts, { kind, clause }: ReadClause, { counts }: Model): boolean {
  if (kind !== "add" || clashes(facts, clause) === 0) return false;
  return !facts.words.slice(clause.from, clause.to).some(({ key }) => counts.negators.has(key));
}

/** Factor on the confidence in a completion inferred from praise: low enough that the user is at most asked. */
const PRAISE = 0.4;

/** "gym was great yesterday": a comment on how something was does not say that the task is done. */
function isPraise({ words, classes }: Facts, { kind, clause }: ReadClause): boolean {
  if (kind !== "complete") return false;
  const of = words.slice(clause.from, clause.to).map(({ text }) => classes.of(text.toLowerCase()));
  const isEnding = (names: readonly string[]): boolean =>
    names.includes("done") || names.includes("do") || (names.includes("part") && !names.includes("be"));
  return (
    of.some((names) => names.includes("good") || names.includes("bad")) &&
    of.some((names) => names.includes("be")) &&
    !of.some(isEnding)
  );
}

/** The probability of each of two readings that match the words equally well. */
const EITHER = 0.5;

/**
 * "an hour before" alone, about a task with a time, may mean a reminder or a new time. "An hour earlier" is
 * unambiguous.
 */
function isLeadAlone({ words, times, before, classes }: Facts): boolean {
  const [time, ...more] = times;
  if (!time?.when.ahead || !time.when.shift || more.length > 0) return false;
  const isHours = time.when.shift.unit === "hour" || time.when.shift.unit === "minute";
  return (
    isHours &&
    before?.shown.length === 1 &&
    !before.asked &&
    !words.some(({ text }) => classes.of(text.toLowerCase()).includes("move")) &&
    words.every(({ content, start, end }) => !content || (start >= time.start && end <= time.end))
  );
}

/** "buy milk" with “buy milk” on the list: the title alone does not say that the task is done. */
function isNameOnly({ words, told }: Facts, { kind, clause, means }: ReadClause): boolean {
  if (!ENDING.has(kind)) return false;
  const own = words.map(({ content }, i) => (content ? i : -1)).slice(clause.from, clause.to);
  return told.some(
    ({ task, whole, at }) => whole && means.includes(task) && own.every((i) => i < 0 || at.has(i)),
  );
}

/**
 * add "said hello to Ann": a verb for adding and the title in quotes, nothing else, and the title is not on the list
 * yet.
 */
function addsQuoted({ words, told, classes }: Facts): boolean {
  const [verb, quote, ...others] = words.filter(({ kind }) => kind !== "mark");
  if (verb?.kind !== "word" || quote?.kind !== "quote" || others.length > 0) return false;
  const of = classes.of(verb.text.toLowerCase());
  return of.includes("note") && !of.includes("list") && !told.some(({ whole }) => whole);
}

/** The probability that a message which begins by asking for a new task adds one. */
const NEW_TASK = 0.85;

/** "add a task to buy 3 apples": a verb for adding, and then a word for a task. */
function saysNewTask({ words, classes }: Facts): boolean {
  const [verb = [], article = [], noun = []] = words
    .filter(({ content }) => content)
    .slice(0, 3)
    .map(({ text }) => classes.of(text.toLowerCase()));
  return (
    verb.includes("note") &&
    !verb.includes("list") &&
    (article.includes("task") || (article.includes("article") && noun.includes("task")))
  );
}

/** The least probability that a message adds a task if it begins with a verb for that and mentions no listed one. */
const TOLD_TO_ADD = 0.75;

/** "please add water bill, urgent, #home". */
function saysToAdd({ words, classes, told }: Facts): boolean {
  const names = words.filter(({ content }) => content).map(({ text }) => classes.of(text.toLowerCase()));
  const verb = names.find((own) => !own.some((name) => POLITE.has(name))) ?? [];
  return verb.includes("note") && !verb.includes("list") && told.length === 0;
}

/** Classes of words that may stand before the verb of a request: "please", "can you", "hi". */
const POLITE = new Set(["please", "greet", "can", "you"]);

/** The act of a clause is as good as certain from this probability on. */
const CLEARLY = 0.9;

/** Whether a reading adds one task, and is at least this sure of it. */
const isOneNew = ([one, ...more]: readonly ReadClause[], sure: number): boolean =>
  one?.kind === "add" && one.p > sure && more.length === 0;

/** "add buy milk" once “buy milk” is done: what was only completed is wanted again. */
function addsAgain({ words, told, classes, open }: Facts): boolean {
  const places = words.map(({ content }, i) => (content ? i : -1)).filter((i) => i >= 0);
  const [verb, ...rest] = places;
  const of = classes.of((words[verb ?? -1]?.text ?? "").toLowerCase());
  if (rest.length === 0 || !of.includes("note") || of.includes("list")) return false;
  const whole = told.filter((mention) => mention.whole && rest.every((i) => mention.at.has(i)));
  return whole.length > 0 && whole.every(({ task }) => task >= open);
}
