import type { Facts } from "./facts.ts";
import { actFeatures, type Clause } from "./features.ts";
import { certain, fill } from "./fill.ts";
import { headingOf, isList, linesOf } from "./lines.ts";
import { type Model, opinions } from "./model.ts";
import type { RawReading } from "./reading.ts";

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
export function pasted(facts: Facts, model: Model): Omit<RawReading, "confidence"> | null {
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
