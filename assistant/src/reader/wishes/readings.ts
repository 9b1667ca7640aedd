import { fold } from "@todo-chatbot/contracts/fold";
import { joinTimes, type When } from "../../dates/index.ts";
import type { Span } from "../../types.ts";
import { actsOf } from "../acts.ts";
import type { Clause } from "../features.ts";
import { likely } from "../model.ts";
import type { RawReading } from "../reading.ts";
import { sharedFeatures } from "../shared.ts";
import type { NewWish, Reading, Wish } from "../wish.ts";
import { nameAnother } from "./another.ts";
import { type Making, Parts } from "./parts.ts";
import { MEANT } from "./times.ts";
import { isBare, wishOf } from "./wish-of.ts";

/** Turns a raw reading into wishes, with the stretches of the message that were used and those that were not. */
export function readingOf(raw: RawReading, making: Making): Reading {
  const wishes: Wish[] = [];
  const spans: Span[] = [];
  const used = new Set<number>();
  const chains: Link[][] = [[]];
  for (const clause of raw.clauses) {
    const own = new Parts(clause, making);
    // A greeting beside a wish needs no answer of its own.
    if (clause.act === "none:greeting" && raw.clauses.length > 1) continue;
    for (const act of actsOf(clause.act)) {
      const wish = wishOf(own, act);
      const last = wishes.at(-1);
      if (wish.act === "add") nameAnother(own, wish, last?.act === "add" ? last.tasks.at(-1) : undefined);
      const chain = chains.at(-1) as Link[];
      const before = last?.act === "add" ? last.tasks.at(-1) : undefined;
      if (wish.act !== "add") {
        if (chain.length > 0) chains.push([]);
        wishes.push(wish);
      } else if (before && wish.tasks.every(({ title }) => title === "")) {
        // "water bill, urgent, #home": what names no new task applies to the one just named.
        Object.assign(before, ...wish.tasks, { title: before.title });
        const link = chain.at(-1);
        if (link) link.clause = { from: link.clause.from, to: clause.clause.to };
        shareList(chain);
      } else {
        chain.push({ tasks: wish.tasks, isBare: isBare(own), clause: clause.clause });
        shareList(chain);
        if (last?.act === "add") last.tasks.push(...wish.tasks);
        else wishes.push(wish);
      }
    }
    spans.push(...own.spans);
    for (const i of own.used) used.add(i);
  }
  for (const chain of chains) shareTime(chain, making);
  dropWrappers(wishes, making);
  const when = raw.heading && timeOf(raw.heading, making);
  if (when)
    for (const wish of wishes)
      if (wish.act === "add") wish.tasks = wish.tasks.map((task) => ({ when, ...task }));
  const list = raw.listed && listCalled(raw.listed, making);
  if (list)
    for (const wish of wishes)
      if (wish.act === "add") wish.tasks = wish.tasks.map((task) => ({ list, ...task }));
  const confidence = raw.confidence * (addsListed(wishes, making) ? DOUBT : 1);
  return { wishes, confidence, spans, unused: unusedOf(raw, making, used) };
}

/** Classes of words that ask to note something, and of the small words that accompany them. */
const ASKING = new Set(["note", "remind", "please", "and", "me", "you", "can", "it", "of"]);

/** "and write also buy paper": words that only ask for a note are not a title if there is another one. */
function dropWrappers(wishes: readonly Wish[], { facts }: Making): void {
  const asks = ({ title }: NewWish): boolean =>
    title !== "" &&
    title.split(/\s+/).every((word) => facts.classes.of(word.toLowerCase()).some((name) => ASKING.has(name)));
  for (const wish of wishes)
    if (wish.act === "add" && wish.tasks.some((task) => !asks(task)))
      wish.tasks = wish.tasks.filter((task) => !asks(task));
}

/** A clause in a sequence of clauses that add something. */
interface Link {
  clause: Clause;
  tasks: NewWish[];
  /** It starts with the item itself, without a verb that says to add it. */
  isBare: boolean;
}

/** "a, b and c, all by friday": a time said with the first item or the last one may be meant for all of them. */
function shareTime(chain: readonly Link[], making: Making): void {
  const { facts, model } = making;
  const timed = chain.flatMap(({ tasks }, at) => (tasks.some(({ when }) => when) ? [at] : []));
  const [at, ...more] = timed;
  if (chain.length < 2 || at === undefined || more.length > 0 || (at > 0 && at < chain.length - 1)) return;
  const items = chain.map(({ clause }) => clause);
  if (items.slice(1).some(({ from }) => /^[.!?]/.test(facts.words[from - 1]?.text ?? ""))) return;
  if (likely(model.shared, sharedFeatures(facts, items, at)) < SHARED) return;
  const when =
    outerTime(items[at] as Clause, at === 0, making) ?? chain[at]?.tasks.find((task) => task.when)?.when;
  for (const { tasks } of chain) for (const task of tasks) if (when && !task.when) task.when = when;
}

/** The probability from which a time applies to all items. */
const SHARED = 0.6;

/** Of several times in a clause, the one next to the edge of an enumeration: "for friday: a at 10, b and c". */
function outerTime({ from, to }: Clause, isHead: boolean, { facts, reference }: Making): When | null {
  const start = facts.words[from]?.start ?? 0;
  const end = facts.words[to - 1]?.end ?? 0;
  const own = facts.times.filter((time) => time.weight >= MEANT && time.start >= start && time.end <= end);
  const outer = isHead ? own[0] : own.at(-1);
  return own.length > 1 && outer ? joinTimes([outer.when], reference) : null;
}

/** "add milk, eggs and bread to the shopping list": a list named at the end of an enumeration applies to all items. */
function shareList(chain: readonly Link[]): void {
  const last = chain.at(-1);
  const list = last?.tasks.at(-1)?.list;
  if (!last?.isBare || list === undefined || list === null) return;
  const head = chain.findLastIndex(({ isBare }) => !isBare);
  // Without a verb that introduces them, two items side by side are not an enumeration yet.
  if (head < 0 && chain.length < 3) return;
  for (const { tasks } of chain.slice(Math.max(head, 0), -1)) for (const task of tasks) task.list ??= list;
}

/**
 * Factor on the confidence in a reading that changes one listed task and adds another that exists already: the user is
 * asked.
 */
const DOUBT = 0.6;

/**
 * "delete buy milk and buy eggs": next to a change of listed tasks, the title of an existing task is hardly a new one.
 */
function addsListed(wishes: readonly Wish[], { tasks }: Making): boolean {
  if (!wishes.some((wish) => "target" in wish && wish.act !== "tell")) return false;
  const added = new Set(
    wishes.flatMap((wish) => (wish.act === "add" ? wish.tasks.map(({ title }) => fold(title)) : [])),
  );
  return added.size > 0 && tasks.some(({ completedAt, title }) => !completedAt && added.has(fold(title)));
}

/** The list with this name, in the spelling of an existing one. */
function listCalled({ from, to }: Clause, { facts, projects }: Making): string {
  const name = facts.text.slice(facts.words[from]?.start, facts.words[to - 1]?.end);
  return projects.find((one) => fold(one) === fold(name)) ?? name;
}

/** The times in a stretch of words, joined. */
function timeOf({ from, to }: Clause, { facts, reference }: Making): When | undefined {
  const start = facts.words[from]?.start ?? 0;
  const end = facts.words[to - 1]?.end ?? 0;
  const inside = facts.times.filter((time) => time.start >= start && time.end <= end);
  const whens = inside
    .filter((time) => time.weight >= MEANT || (time.start === start && time.end === end))
    .map((time) => time.when);
  return whens.length > 0 ? (joinTimes(whens, reference) ?? whens[0]) : undefined;
}

/** Times in a clause that no part used: the reply mentions a date that was said and not applied. */
function unusedOf(raw: RawReading, { facts }: Making, used: ReadonlySet<number>): Span[] {
  const acting = raw.clauses.some(({ kind }) => kind === "add" || kind === "update");
  if (!acting) return [];
  const out: Span[] = (raw.left ?? []).map(({ from, to }) => {
    const start = facts.words[from]?.start ?? 0;
    const end = facts.words[to - 1]?.end ?? 0;
    return { type: "title", start, end, text: facts.text.slice(start, end) };
  });
  for (const { pieces } of raw.clauses)
    for (const { part, from, to } of pieces) {
      if (part !== "due" && part !== "repeat" && part !== "remind") continue;
      const free = facts.words.slice(from, to).filter((word, k) => word.content && !used.has(from + k));
      if (free.length < to - from) continue;
      const start = facts.words[from]?.start ?? 0;
      const end = facts.words[to - 1]?.end ?? 0;
      out.push({ type: "due", start, end, text: facts.text.slice(start, end) });
    }
  return out;
}
