import type { Facts } from "./facts.ts";
import { actFeatures, type Clause } from "./features.ts";
import { certain, fill } from "./fill.ts";
import { headingOf, isList, type Line, linesOf } from "./lines.ts";
import { type Model, opinions } from "./model.ts";
import type { RawReading } from "./reading.ts";

/** The confidence that lines with bullets are tasks. */
const PASTED = 0.9;

/** Classes of words that start commands but also tasks: "list the sofa", "clear the gutters". */
const COMMANDS = new Set(
  "note remind done drop move change name show undo reopen share make label list keep".split(" "),
);

/** Classes of words that complete or delete, and the act of each. */
const ENDS = [
  ["drop", "delete"],
  ["done", "complete"],
] as const;
/** Classes of small words that may accompany them: "please delete these". */
const BESIDE = new Set([
  "please",
  "it",
  "all",
  "task",
  "list",
  "article",
  "me",
  "of",
  "and",
  "mark",
  "can",
  "you",
]);

/** "delete" above the titles of listed tasks: the act applies to each of them. */
function commandedBy(facts: Facts, head: Line, below: readonly Line[], model: Model): RawReading | null {
  if (head.bullet) return null;
  const { words, told, classes } = facts;
  const own = words.slice(head.from, head.to).filter(({ content }) => content);
  const of = own.map(({ text }) => classes.of(text.toLowerCase()));
  const found = ENDS.find(([name]) => of.some((names) => names.includes(name)));
  if (!found || own.length > MOST_COMMANDING) return null;
  const [name, act] = found;
  if (!of.every((names) => names.includes(name) || names.some((one) => BESIDE.has(one)))) return null;
  const isListed = (line: Line): boolean =>
    told.some(({ at }) => [...at.keys()].some((i) => i >= line.from && i < line.to));
  if (!below.some(isListed)) return null;
  const each = below
    .filter(({ ticked }) => !ticked)
    .map(({ from, to }) => fill(facts, { from, to }, certain(act), model));
  // Several tasks are confirmed with one question.
  const clear = each.filter(({ means, twins }) => means.length > 0 && twins === 0);
  const [first] = clear;
  const all = first ? [{ ...first, means: [...new Set(clear.flatMap(({ means }) => means))] }] : [];
  return { clauses: [...all, ...each.filter((one) => !clear.includes(one))], confidence: PASTED };
}

/** The maximum number of words in a line that gives a command for all lines below. */
const MOST_COMMANDING = 4;

/**
 * Whether a line is a task of its own although it starts like a command, because its object is not on the list: "list
 * the sofa on eBay" is; "delete these", "show my tasks" and "shopping list" are not.
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
 * A pasted list: each line with a bullet is a task, and checked-off lines are left out. A first line without a bullet
 * is a heading if it ends in a colon or is only a time; if it names a task, the lines below are its subtasks.
 */
export function pasted(facts: Facts, model: Model): RawReading[] | null {
  const lines = linesOf(facts);
  if (!isList(lines)) return null;
  const [head] = lines;
  const commanded = head && commandedBy(facts, head, lines.slice(1), model);
  if (commanded) return [commanded];
  const hasHead = head !== undefined && !head.bullet;
  const announces = headingOf(facts) !== null;
  const parent = hasHead && !announces;
  const isBareName = parent && lines.slice(1).every(({ bullet }) => bullet) && isName(facts, head);
  if (parent && !isBareName) {
    const [first] = opinions(model, actFeatures(facts, head, "^"));
    if (first?.kind !== "add" && !namesOwnThing(facts, head)) return null;
  }
  const left = lines.filter(({ ticked }) => ticked);
  const heading = headingOf(facts);
  const reading = (parent: boolean, announces: boolean): RawReading => {
    const own = lines.filter((line, k) => !line.ticked && (k > 0 || !announces));
    const least = Math.min(...own.slice(parent ? 1 : 0).map(({ depth }) => depth));
    const clauses = own.map((line, k) => ({
      ...fill(facts, { from: line.from, to: line.to }, certain("add"), model),
      depth: parent && k === 0 ? 0 : line.depth - least + (parent ? 1 : 0),
    }));
    return { clauses, left, ...(heading ? { heading } : {}), confidence: PASTED };
  };
  if (lines.every(({ ticked }, k) => ticked || (k === 0 && announces))) return null;
  if (!isBareName) return [reading(parent, announces)];
  // "shopping" above things to buy may be the name of a list, or a task that they belong to.
  return [
    { ...reading(false, true), listed: head, confidence: EITHER },
    { ...reading(true, false), confidence: EITHER - LESS },
  ];
}

/** The probability of each of two ways to take a first line that the words do not distinguish. */
const EITHER = 0.5;
const LESS = 0.1;

/** A single word that is no command, no verb of a task, no time, and matches nothing on the list. */
function isName({ words, told, times, openers, classes }: Facts, line: Clause): boolean {
  const [word, ...more] = words.slice(line.from, line.to).filter(({ content }) => content);
  const own = classes.of(word?.text.toLowerCase() ?? "");
  return (
    word?.kind === "word" &&
    more.length === 0 &&
    (own.includes("list") || !openers.has(word.key)) &&
    own.every((name) => name === "part" || name === "list") &&
    !told.some(({ at }) => at.has(line.from)) &&
    !times.some(({ start, end }) => start <= word.start && word.end <= end)
  );
}
