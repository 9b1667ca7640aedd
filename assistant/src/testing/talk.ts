import type { Task } from "@todo-chatbot/contracts";
import { describe } from "../plan/describe.ts";
import { planOf } from "../plan/plan-of.ts";
import type { Decision, Reading, Target, Wish } from "../reader/wish.ts";
import type { Language, NewTask, Plan, Reply } from "../types.ts";
import { MemoryList } from "./list.ts";

/** A reading of wishes, as sure as a test needs it. */
export const reading = (wishes: Wish[], more: Partial<Reading> = {}): Reading => ({
  wishes,
  confidence: 0.9,
  spans: [],
  unused: [],
  ...more,
});

/** No task is named: it is only implied. */
export const implied: Target = { words: "", ids: [], sure: 0, others: [], all: false };

/**
 * A conversation whose decisions are given, on Sunday 29 November 2026 at 10:00 in Berlin: what the reader makes of
 * words is left out, what becomes of it is real.
 */
export class Talk {
  readonly list: MemoryList;
  readonly language: Language;

  constructor(
    tasks: readonly NewTask[] = [],
    language: Language = "en",
    options: { timeZone?: string; locale?: string } = {},
  ) {
    this.language = language;
    this.list = new MemoryList({
      now: "2026-11-29T09:00:00Z",
      timeZone: options.timeZone ?? "Europe/Berlin",
      locale: options.locale ?? language,
      tasks,
    });
  }

  task(title: string): Task {
    const task = this.list.tasks.find((one) => one.title === title);
    if (!task) throw new Error(`“${title}” is not on the list.`);
    return task;
  }

  ids(...titles: string[]): string[] {
    return titles.map((title) => this.task(title).id);
  }

  /** The tasks of these titles, as the reader found them. */
  on(...titles: string[]): Target {
    return { words: titles.join(" "), ids: this.ids(...titles), sure: 1, others: [], all: false };
  }

  /** A turn whose wishes are clear. */
  wish(...wishes: Wish[]): { plan: Plan; reply: Reply; text: string } {
    return this.decide({ kind: "do", reading: reading(wishes) });
  }

  decide(decision: Decision, message = "message"): { plan: Plan; reply: Reply; text: string } {
    const plan = planOf(decision, this.list.context(), this.language, message);
    const reply = this.list.take(message, plan, describe);
    return { plan, reply, text: reply.text };
  }
}
