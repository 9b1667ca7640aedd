import type { Task } from "@todo-chatbot/contracts";
import { expect, it } from "vitest";
import scores from "../conversations/scores.json" with { type: "json" };
import { MemoryList } from "./list.ts";

/**
 * What people say, turn by turn, on Saturday 21 November 2026 at 9:00 UTC, and the list it must end in. `list` is what
 * it begins with, `says` stands in the last reply. A task is written as its title, date and time, ▸ and the day it
 * may be begun, (notes), ↻ and its rule, ! and its priority, #labels, @project, ⏰ and the minutes of a reminder, and ✓ when it is done.
 */
export interface Conversation {
  list?: readonly string[];
  turns: string[];
  ends: readonly string[];
  says?: string;
}

/** A small list of the usual things. */
export const usual: readonly string[] = [
  "buy milk",
  "call the plumber",
  "pay rent 2026-12-01",
  "gym 2026-11-23",
  "dentist 2026-11-25 15:00",
];

const LINE = /^(.*?)(?: (\d{4}-\d\d-\d\d))?(?: (\d\d:\d\d))?$/;

function read(line: string): { title: string; due?: NonNullable<Task["due"]> } {
  const [, title = "", date, time] = LINE.exec(line) ?? [];
  if (!date) return { title };
  return { title, due: time ? { date, time, timeZone: "UTC" } : { date } };
}

function write(task: Task): string {
  const { due } = task;
  return [
    task.title,
    due?.date,
    due && "time" in due ? due.time : "",
    task.start && `▸${task.start.date}`,
    task.description && `(${task.description})`,
    task.recurrence && `↻${task.recurrence.rule}`,
    task.priority < 4 && `!${task.priority}`,
    ...task.labels.map((label) => `#${label}`),
    task.project && `@${task.project}`,
    ...task.reminders.map((one) => ("minutesBefore" in one ? `⏰${one.minutesBefore}` : one.at)),
    task.completedAt && "✓",
  ]
    .filter(Boolean)
    .join(" ");
}

/** How a group of conversations came out. */
interface Score {
  /** Ended in the list they should. */
  right: number;
  /** Ended in another list than that, and not as they began: what costs trust. */
  wrong: number;
}

/**
 * Makes a test of each group of conversations: at least as many come out right, and no more change the list wrongly,
 * than `scores.json` says. The reader is learned, so a sentence is not a rule: what must not happen is that a kind
 * gets worse. `npm run scores` writes what is reached now.
 */
export function converse(conversations: Record<string, Conversation[]>): void {
  for (const [what, all] of Object.entries(conversations))
    it(what, () => {
      const misses: string[] = [];
      const score: Score = { right: 0, wrong: 0 };
      for (const { list = [], turns, ends, says } of all) {
        const memory = new MemoryList({
          now: "2026-11-21T09:00:00Z",
          timeZone: "UTC",
          tasks: list.map(read),
        });
        const began = memory.tasks.map(write).toSorted();
        const replies = turns.map((turn) => memory.say(turn).reply.text);
        const ended = memory.tasks.map(write).toSorted();
        const isRight =
          ended.join("\n") === [...ends].toSorted().join("\n") &&
          (says === undefined || replies.at(-1)?.includes(says) === true);
        if (isRight) score.right += 1;
        else if (ended.join("\n") !== began.join("\n")) score.wrong += 1;
        if (!isRight) misses.push(turns.map((turn, k) => `${turn} → ${replies[k]}`).join("\n"));
      }
      hold(what, score, misses);
    });
}

/** Holds a group to its score. */
export function hold(what: string, score: Score, misses: readonly string[]): void {
  if (process.env.PRINT_SCORES) {
    process.stdout.write(`SCORE ${JSON.stringify({ [what]: score })}\n`);
    return;
  }
  const least = (scores as Record<string, Score>)[what];
  expect(least, `no score for “${what}” yet: npm run scores`).toBeDefined();
  expect(score.right, misses.join("\n\n")).toBeGreaterThanOrEqual(least?.right ?? 0);
  expect(score.wrong, misses.join("\n\n")).toBeLessThanOrEqual(least?.wrong ?? 0);
}
