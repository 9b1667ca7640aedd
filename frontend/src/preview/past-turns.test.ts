import type { Message, Task } from "@todo-chatbot/contracts";
import { expect, test } from "vitest";
import { makeTask } from "../testing/make-task.ts";
import { pastTurns } from "./past-turns.ts";

const milk = makeTask("milk");

function message(role: Message["role"], text: string, more: Partial<Message> = {}): Message {
  return {
    id: text,
    role,
    text,
    status: "complete",
    question: false,
    toolCalls: [],
    tasks: [],
    undoChangeId: null,
    answeredBy: null,
    createdAt: "2026-11-30T10:00:00Z",
    ...more,
  };
}

const result = (...tasks: Task[]) => ({ text: "", tasks, errors: [] });

const added = message("assistant", "Added “milk”.", {
  tasks: [milk],
  undoChangeId: "c1",
  toolCalls: [
    { id: "1", name: "add_task", arguments: {}, status: "ok", result: result(milk), durationMs: 1 },
    { id: "2", name: "list_tasks", arguments: {}, status: "ok", result: result(milk), durationMs: 1 },
    { id: "3", name: "delete_task", arguments: {}, status: "error", result: result(), durationMs: 1 },
  ],
});

test("a turn is what was said, shown and done", () => {
  expect(pastTurns([message("user", "add milk"), added])).toEqual([
    {
      user: "add milk",
      reply: "Added “milk”.",
      shown: [milk.id],
      changed: [milk.id],
      done: [{ type: "add", tasks: [{ id: milk.id, title: "milk" }], changeId: "c1" }],
      pending: null,
    },
  ]);
});

test("undone changes cannot be undone again, and only the latest turns are used", () => {
  const undone = { ...added, undoChangeId: null };
  const all = Array.from({ length: 8 }, () => [message("user", "add milk"), undone]).flat();
  expect(pastTurns(all)).toHaveLength(5);
  expect(pastTurns(all)?.[0]?.done[0]).not.toHaveProperty("changeId");
});

test("after a question, the effect of an answer is unknown", () => {
  expect(pastTurns([])).toEqual([]);
  expect(pastTurns([message("user", "done"), message("assistant", "Which?", { question: true })])).toBeNull();
});
