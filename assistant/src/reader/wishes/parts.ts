import type { Task } from "@todo-chatbot/contracts";
import type { Reference } from "../../dates/index.ts";
import type { Span, SpanType } from "../../types.ts";
import type { Facts } from "../facts.ts";
import { likely, type Model, scores, softmax } from "../model.ts";
import type { Piece, ReadClause } from "../reading.ts";
import { smallFeatures } from "../small.ts";
import type { Part } from "../tags.ts";

/** What is needed to turn parts into wishes. */
export interface Making {
  facts: Facts;
  model: Model;
  reference: Reference;
  /** The tasks of `facts.tasks`, in the same order. */
  tasks: readonly Task[];
  labels: readonly string[];
  projects: readonly string[];
}

/** A word with a lower weight is not a wish of its own: "in for its". */
export const SMALL = 0.3;

/**
 * The probability from which a small question is answered with yes. Questions about done tasks are rarer than questions
 * about open ones, and few words distinguish them.
 */
const SAID = { clear: 0.5, count: 0.5, done: 0.3 } as const;

/** One clause while its wishes are built: the stretches of each part, and what has been used of it. */
export class Parts {
  readonly spans: Span[] = [];
  readonly used = new Set<number>();
  readonly clause: ReadClause;
  readonly making: Making;

  constructor(clause: ReadClause, making: Making) {
    this.clause = clause;
    this.making = making;
  }

  ids(places: readonly number[]): string[] {
    return places.flatMap((k) => this.making.tasks[k]?.id ?? []);
  }

  pieces(part: Part): Piece[] {
    return this.clause.pieces.filter((piece) => piece.part === part);
  }

  /** The text of each stretch of a part, without quotes. */
  words(part: Part): string[] {
    return this.pieces(part).map(({ from, to }) => {
      for (let i = from; i < to; i++) this.used.add(i);
      return this.text(from, to);
    });
  }

  text(from: number, to: number): string {
    const { facts } = this.making;
    const first = facts.words[from];
    const last = facts.words[to - 1];
    if (!first || !last) return "";
    if (first === last && first.kind === "quote") return first.text.slice(1, -1).trim();
    return facts.text.slice(first.start, last.end);
  }

  span(type: SpanType, { from, to }: Pick<Piece, "from" | "to">, value?: string): void {
    const { facts } = this.making;
    const start = facts.words[from]?.start ?? 0;
    const end = facts.words[to - 1]?.end ?? 0;
    this.spans.push({ type, start, end, text: facts.text.slice(start, end), ...(value ? { value } : {}) });
  }

  placesOf(part: Part): number[] {
    return this.pieces(part).flatMap(({ from, to }) => Array.from({ length: to - from }, (_, k) => from + k));
  }

  isTitle(place: number): boolean {
    return this.pieces("title").some(({ from, to }) => place >= from && place < to);
  }

  has(words: ReadonlySet<string>): boolean {
    const { from, to } = this.clause.clause;
    return this.making.facts.words.slice(from, to).some(({ key }) => words.has(key));
  }

  /** Whether the clause has a word of a class: see `languages/classes.ts`. */
  hasClass(name: string): boolean {
    const { from, to } = this.clause.clause;
    const { classes, words } = this.making.facts;
    return words.slice(from, to).some(({ text }) => classes.of(text.toLowerCase()).includes(name));
  }

  /** Whether a stretch carries information: an uncommon word, or one that tasks start with. */
  tells(from: number, to: number): boolean {
    const { facts, model } = this.making;
    const words = facts.words.slice(from, to).filter(({ content }) => content);
    return model.openers.has(words[0]?.key ?? "") || words.some(({ key }) => model.weigh(key) === 1);
  }

  said(what: "clear" | "count" | "done"): boolean {
    const { facts, model } = this.making;
    return likely(model[what], smallFeatures(facts, this.clause.clause, what)) > SAID[what];
  }

  /** The likeliest answer to a small question, from option `least` on. */
  best(what: "priority" | "asked", least = 0): number {
    const { facts, model } = this.making;
    const p = softmax(scores(model[what], smallFeatures(facts, this.clause.clause, what)));
    return p.indexOf(Math.max(...p.slice(least)), least);
  }

  /** "renew passport, high": a stretch between marks, next to the title, that only states a priority. */
  ranksAlone(): boolean {
    const { facts } = this.making;
    const { from, to } = this.clause.clause;
    const isMark = (place: number): boolean =>
      place < from || place >= to || facts.words[place]?.kind === "mark";
    for (let start = from; start < to; start++) {
      if (!isMark(start - 1)) continue;
      let end = start;
      while (!isMark(end)) end++;
      const words = facts.words.slice(start, end);
      const isRank = words.every(({ text, content }) => content && this.#isRank(text));
      const isPart = this.pieces("title").some(
        (piece) => piece.from < end && piece.to > start && (piece.from < start || piece.to > end),
      );
      if (words.length > 0 && isRank && !isPart) return true;
    }
    return false;
  }

  /** "urgent" as a clause of its own: it only states a priority. */
  onlyRanks(): boolean {
    const { from, to } = this.clause.clause;
    const words = this.making.facts.words.slice(from, to).filter(({ content }) => content);
    return words.length > 0 && words.every(({ text }) => this.#isRank(text));
  }

  #isRank(word: string): boolean {
    const of = this.making.facts.classes.of(word.toLowerCase());
    return of.includes("rank") && !of.includes("already");
  }

  denies(place: number): boolean {
    const { facts, model } = this.making;
    return model.counts.negators.has(facts.words[place]?.key ?? "");
  }

  inTime(start: number, end: number): boolean {
    return this.making.facts.times.some((time) => start >= time.start && end <= time.end);
  }
}
