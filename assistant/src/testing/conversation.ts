import type { Task } from "@todo-chatbot/contracts";
import { describe, expect, it } from "vitest";
import { MemoryList } from "./list.ts";

/**
 * What people say, turn by turn, on Saturday 21 November 2026 at 9:00 UTC, and the list it must end in. `list` is what
 * it begins with, `says` stands in the last reply. A task is written as its title, date and time, (notes), ↻ and its
 * rule, ! and its priority, #labels, @project, ⏰ and the minutes of a reminder, and ✓ when it is done.
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

/** Makes a test of each conversation, grouped by what it is about. */
export function converse(conversations: Record<string, Conversation[]>): void {
  for (const [what, all] of Object.entries(conversations))
    describe(what, () => {
      it.each(all.map((one) => [one.turns.join(" / "), one] as const))(
        "%s",
        (_, { list = [], turns, ends, says }) => {
          const memory = new MemoryList({
            now: "2026-11-21T09:00:00Z",
            timeZone: "UTC",
            tasks: list.map(read),
          });
          const replies = turns.map((turn) => memory.say(turn).reply.text);
          const said = turns.map((turn, k) => `${turn} → ${replies[k]}`).join("\n");
          expect(memory.tasks.map(write).toSorted(), said).toEqual(ends.toSorted());
          if (says !== undefined) expect(replies.at(-1), said).toContain(says);
        },
      );
    });
}
