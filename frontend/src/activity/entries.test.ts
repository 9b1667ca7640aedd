import type { Change } from "@todo-chatbot/contracts";
import { expect, test } from "vitest";
import { makeTask } from "../testing/make-task.ts";
import { entriesOf } from "./entries.ts";

test("what was done together is one entry, in the order of the log", () => {
  const change = (groupId: string, action: Change["action"]): Change => {
    const task = makeTask(groupId);
    return {
      id: task.id,
      sequence: 1,
      groupId,
      actor: "assistant",
      action,
      taskId: task.id,
      before: null,
      after: task,
      at: "2026-11-21T10:00:00.000Z",
    };
  };
  const entries = entriesOf([change("b", "complete"), change("a", "create"), change("a", "create")]);
  expect(entries.map(({ groupId, action, changes }) => [groupId, action, changes.length])).toEqual([
    ["b", "complete", 1],
    ["a", "create", 2],
  ]);
});
