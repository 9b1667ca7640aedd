import { kindOf, mainAct } from "./acts.ts";
import { clashes } from "./cuts.ts";
import type { Facts } from "./facts.ts";
import type { ReadClause } from "./reading.ts";
import type { Part } from "./tags.ts";

/** What is known about a reading besides its clauses. */
export interface Cutting {
  /** The probability that the message splits into these clauses. */
  p: number;
  /** Number of places where it could have been cut. */
  places: number;
}

const KINDS = [
  "add",
  "complete",
  "reopen",
  "delete",
  "update",
  "show",
  "tell",
  "undo",
  "redo",
  "answer",
  "correct",
  "none",
] as const;
const FORMS = ["statement", "plan", "question", "outside", "feeling", "negated", "hypothetical"] as const;
const SUBS = ["due", "repeat", "remind", "title", "notes", "assignee", "list", "priority", "pick"] as const;
const TOLD: readonly Part[] = [
  "title",
  "target",
  "due",
  "repeat",
  "remind",
  "notes",
  "to",
  "list",
  "assignee",
];

/**
 * Features for whether a reading is what the user wanted, as numbers in a fixed order: how sure each step was, how
 * clearly the chosen tasks stand out, what is left unused. They contain no words, so they generalise to any writer.
 */
export function trustVector(facts: Facts, clauses: readonly ReadClause[], cutting: Cutting): number[] {
  const weakest = clauses.reduce((a, b) => (b.p * b.meant < a.p * a.meant ? b : a));
  const { words, before, tasks, told: mentions } = facts;
  const kinds = new Set(clauses.map(({ kind }) => kind));
  return [
    cutting.p,
    Math.min(6, cutting.places),
    clauses.length,
    kinds.size,
    before ? (before.asked ? 2 : 1) : 0,
    Math.min(3, before?.shown.length ?? -1),
    // The length of the list is left out, because the lists in the training data are short.
    tasks.length ? 1 : 0,
    Math.min(30, words.length),
    words.filter(({ kind }) => kind === "line").length,
    words.some(({ text }) => text === "?") ? 1 : 0,
    clauses.reduce((product, { p }) => product * p, 1),
    clauses.reduce((product, { meant }) => product * meant, 1),
    Math.min(...clauses.map(({ standing }) => standing.agreed)),
    Math.max(...clauses.map(({ standing }) => standing.rival)),
    mentions[0]?.share ?? 0,
    mentions[1]?.share ?? 0,
    mentions.filter(({ share }) => share > 0.3).length,
    clauses.filter(({ kind }) => kind === "none").length,
    clauses.reduce((sum, { kind, clause }) => sum + (kind === "none" ? 0 : clashes(facts, clause)), 0),
    ...listVector(facts, clauses),
    ...clauseVector(facts, weakest),
  ];
}

/** How several items relate to each other: what is left unmatched in them, and how similar they are. */
function listVector(facts: Facts, clauses: readonly ReadClause[]): number[] {
  let left = 0;
  let commas = 0;
  let opened = 0;
  let empty = 0;
  let most = 0;
  let least = 99;
  const adds = clauses.filter(({ kind }) => kind === "add");
  for (const { clause, pieces, kind } of clauses) {
    const used = new Set<number>();
    for (const { from, to } of pieces) for (let i = from; i < to; i++) used.add(i);
    for (let i = clause.from; i < clause.to; i++) {
      const word = facts.words[i];
      if (kind !== "none" && word?.content && !used.has(i) && facts.weigh(word.key) === 1) left++;
      if (word?.text === "," && i > clause.from && i + 1 < clause.to) commas++;
    }
    if (kind !== "add") continue;
    const titles = pieces.filter(({ part }) => part === "title");
    const size = titles.reduce((n, { from, to }) => n + to - from, 0);
    if (size === 0) empty++;
    else if (facts.openers.has(facts.words[titles[0]?.from ?? 0]?.key ?? "")) opened++;
    most = Math.max(most, size);
    least = Math.min(least, size);
  }
  return [left, commas, adds.length, opened, empty, most, adds.length ? least : 0];
}

function clauseVector(facts: Facts, one: ReadClause): number[] {
  const { clause, act, p, pieces, means, meant, others, standing } = one;
  const { words, times, before } = facts;
  const main = mainAct(act);
  const kind = kindOf(main);
  const [, sub = ""] = main.split(":");
  const inside = (i: number): boolean => i >= clause.from && i < clause.to;
  const own = words.slice(clause.from, clause.to);
  const first = own[0]?.start ?? 0;
  const last = own.at(-1)?.end ?? 0;
  const said = times.filter((time) => time.start >= first && time.end <= last);
  const used = new Set<number>();
  for (const { from, to } of pieces) for (let i = from; i < to; i++) used.add(i);
  const mentioned = facts.told.filter(({ at }) => [...at.keys()].some(inside));
  const [top, next] = mentioned;
  const shown = before?.shown ?? [];
  const shares = means.map((task) => mentioned.find((one) => one.task === task)?.share ?? 0);
  const low = means.length ? Math.min(...means.map((k) => one.tasks[k] as number)) : -1;
  const meantOnes = new Set(means);
  const high = one.tasks.reduce((top, p, k) => (p > top && !meantOnes.has(k) ? p : top), -1);
  const size = (part: Part): number =>
    pieces.filter((piece) => piece.part === part).reduce((n, { from, to }) => n + to - from, 0);
  return [
    p,
    standing.rival,
    standing.agreed,
    standing.changing,
    standing.share,
    KINDS.indexOf(kind as "add"),
    ...KINDS.map((name) => (name === kind ? 1 : 0)),
    ...FORMS.map((name) => (kind === "none" && name === sub ? 1 : 0)),
    ...SUBS.map((name) => (kind !== "none" && name === sub ? 1 : 0)),
    act === main ? 0 : 1,
    main === "answer:yes" ? 1 : main === "answer:no" ? 2 : 0,
    own.length,
    own.filter(({ content }, k) => content && !used.has(clause.from + k)).length,
    said.filter(({ weight }) => weight >= 0.5).length,
    Math.max(0, ...said.map(({ weight }) => weight)),
    ...TOLD.map(size),
    top?.share ?? 0,
    top?.cover ?? 0,
    top?.plain ?? 0,
    top?.first ?? 0,
    top?.whole ? 1 : 0,
    next?.share ?? 0,
    next?.cover ?? 0,
    mentioned.length,
    means.length,
    one.tasks.length === 0 ? -1 : means.length >= facts.open ? 1 : 0,
    meant,
    others[0]?.p ?? 0,
    low,
    high,
    shares.length ? Math.min(...shares) : -1,
    shares.length ? Math.max(...shares) : -1,
    means.filter((task) => shown.includes(task)).length,
    means.length && shown.length ? means.filter((task) => shown.includes(task)).length / means.length : -1,
    one.stranger,
    one.twins,
    one.named ? 1 : 0,
  ];
}
