import type { Change } from "@todo-chatbot/contracts";
import { describe, expect, it } from "vitest";
import { makeTask } from "../testing/make-task.ts";
import { changeOf } from "./change-of.ts";

const task = makeTask("Milk", { version: 2 });
const change = (id: string, action: Change["action"], version: number | null, taskId = task.id): Change => ({
  id,
  sequence: 1,
  groupId: id,
  actor: "user",
  action,
  taskId,
  before: task,
  after: version === null ? null : { ...task, version },
  at: "2026-11-20T10:00:00.000Z",
});

describe("the change an undo is offered for", () => {
  it("is the one that led to this state of the task, not a newer one, and not another task's", () => {
    const log = [
      change("newer", "update", 3),
      change("it", "complete", 2),
      change("other", "complete", 2, "other"),
    ];
    expect(changeOf(log, task, "changed")?.id).toBe("it");
    expect(changeOf(log.slice(0, 1), task, "changed")).toBeUndefined();
  });

  it("is the deletion of a task that is gone", () => {
    const log = [change("gone", "delete", null), change("made", "create", 1)];
    expect(changeOf(log, task, "deleted")?.id).toBe("gone");
  });
});
