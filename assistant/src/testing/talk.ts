import type { Task } from "@todo-chatbot/contracts";
import { describe } from "../plan/describe.ts";
import { planOf } from "../plan/plan-of.ts";
import type { Decision, Reading, Target, Wish } from "../reader/wish.ts";
import type { Language, NewTask, Plan, Reply } from "../types.ts";
import { MemoryList } from "./list.ts";

/** A reading with these wishes; confident unless stated otherwise. */
export const reading = (wishes: Wish[], more: Partial<Reading> = {}): Reading => ({
  wishes,
  confidence: 0.9,
  spans: [],
  unused: [],
  ...more,
});

/** The target of a wish that names no task. */
export const implied: Target = { words: "", ids: [], sure: 0, others: [], all: false };

/**
 * A conversation on Sunday 29 November 2026 at 10:00 in Berlin. It takes the reader's decisions instead of messages;
 * planning, changing the list and describing are real.
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

  /** A target that names the tasks with these titles. */
  on(...titles: string[]): Target {
    return { words: titles.join(" "), ids: this.ids(...titles), sure: 1, others: [], all: false };
  }

  /** A turn with unambiguous wishes. */
  wish(...wishes: Wish[]): { plan: Plan; reply: Reply; text: string } {
    return this.decide({ kind: "do", reading: reading(wishes) });
  }

  decide(decision: Decision, message = "message"): { plan: Plan; reply: Reply; text: string } {
    const plan = planOf(decision, this.list.context(), this.language, message);
    const reply = this.list.take(message, plan, describe);
    return { plan, reply, text: reply.text };
  }
}
