import type { Task } from "@todo-chatbot/contracts";
import fc from "fast-check";
import { expect, it } from "vitest";
import { toICalendar } from "./icalendar/write.ts";
import { plainText } from "./plain-text.ts";
import { toTodoTxt } from "./todotxt.ts";

const at = "2026-11-20T10:00:00.000Z";
const hostile = fc
  .array(
    fc.constantFrom(
      "\r",
      "\n",
      "\r\n",
      "\t",
      "\x1b[31m",
      "\x07",
      "\b",
      "\v",
      "\x7f",
      "\x85",
      "\x9b",
      "a",
      "é",
      ":",
      ";",
    ),
  )
  .map((parts) => `x${parts.join("")}`);

function taskOf(title: string, description: string, label: string): Task {
  return {
    id: "01a1fb76-76d7-7656-9dee-d976feffe8c2",
    title,
    description,
    completedAt: null,
    priority: 4,
    labels: [label],
    project: label,
    parentId: null,
    start: null,
    due: null,
    recurrence: null,
    reminders: [],
    position: 1,
    version: 1,
    createdAt: at,
    updatedAt: at,
  };
}

it("keeps words, tabs and line breaks of any kind", () => {
  expect(plainText("a\r\nb\rc\u0085d\te\x1b[31mf\x07\x9b")).toBe("a\nb\nc\nd\te[31mf");
});

it("no export contains a control character or a bare carriage return, for any input", () => {
  fc.assert(
    fc.property(hostile, hostile, hostile, (title, description, label) => {
      const task = taskOf(title, description, label);
      expect(toTodoTxt(task)).not.toMatch(/\p{Cc}/u);
      const lines = toICalendar([task]).split("\r\n");
      for (const line of lines) expect(line).not.toMatch(/[^\P{Cc}\t]/u);
      // And none of them started a property of its own.
      const names = lines.map((line) => /^[A-Z-]+/.exec(line)?.[0] ?? "");
      expect(names.filter((name) => name === "SUMMARY")).toHaveLength(1);
    }),
    { numRuns: 300 },
  );
});
