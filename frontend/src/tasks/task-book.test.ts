import type { Change } from "@todo-chatbot/contracts";
import { describe, expect, test } from "vitest";
import { makeTask } from "../testing/make-task.ts";
import {
  afterChange,
  emptyBook,
  reconcile,
  withoutTasks,
  withTasks,
  withTasksAsTheyAre,
} from "./task-book.ts";

const task = makeTask("milk", { version: 3 });
const book = withTasks(emptyBook, [task]);
const titleOf = (some: typeof book) => some.tasks[task.id]?.title;

function announced(action: Change["action"], after: Change["after"]): Change {
  return {
    id: task.id,
    sequence: 1,
    groupId: task.id,
    actor: "user",
    action,
    taskId: task.id,
    before: task,
    after,
    at: "2026-11-21T10:00:00.000Z",
  };
}

describe("versions", () => {
  test("an older response does not overwrite a newer one", () => {
    expect(titleOf(withTasks(book, [{ ...task, title: "old", version: 2 }]))).toBe("milk");
    expect(titleOf(withTasks(book, [{ ...task, title: "new", version: 4 }]))).toBe("new");
  });

  test("known data changes nothing, so that nothing is rendered again", () => {
    expect(withTasks(book, [structuredClone(task)])).toBe(book);
    expect(titleOf(withTasks(book, [{ ...task, title: "as it was taken on" }]))).toBe("as it was taken on");
  });

  test("a late response does not bring back a deleted task; an undo does", () => {
    const without = withoutTasks(book, [task.id]);
    expect(titleOf(without)).toBeUndefined();
    expect(titleOf(withTasks(without, [task]))).toBeUndefined();
    expect(titleOf(afterChange(without, announced("undo", { ...task, version: 4 })))).toBe("milk");
    expect(titleOf(withTasksAsTheyAre(without, [task]))).toBe("milk");
  });

  test("an undone change shows the previous state, although its version is lower", () => {
    const hopeful = withTasksAsTheyAre(book, [{ ...task, title: "hoped" }]);
    expect(titleOf(withTasksAsTheyAre(hopeful, [task]))).toBe("milk");
  });
});

test("subtasks go with their parent", () => {
  const child = makeTask("oat milk", { parentId: task.id });
  const without = withoutTasks(withTasks(book, [child]), [task.id]);
  expect(Object.keys(without.tasks)).toEqual([]);
  expect(Object.keys(without.removed).sort()).toEqual([child.id, task.id].sort());
});

test("follows announced changes", () => {
  expect(titleOf(afterChange(book, announced("update", { ...task, title: "bread", version: 4 })))).toBe(
    "bread",
  );
  expect(titleOf(afterChange(book, announced("delete", null)))).toBeUndefined();
});

describe("loading anew", () => {
  test("keeps what changed while it was loading and drops what is no longer there", () => {
    const gone = makeTask("gone");
    const begun = withTasks(book, [gone]);
    const during = withTasks(begun, [{ ...task, title: "changed meanwhile", version: 5 }]);
    const loaded = reconcile(begun, during, [task], "next");
    expect(titleOf(loaded)).toBe("changed meanwhile");
    expect(loaded.tasks[gone.id]).toBeUndefined();
    expect(loaded.doneCursor).toBe("next");
  });

  test("does not bring back what was deleted while it was loading", () => {
    expect(titleOf(reconcile(book, withoutTasks(book, [task.id]), [task], null))).toBeUndefined();
  });

  test("keeps what was created while it was loading, which the list may not have yet", () => {
    const made = makeTask("made meanwhile");
    expect(reconcile(emptyBook, withTasks(emptyBook, [made]), [task], null).tasks).toEqual({
      [task.id]: task,
      [made.id]: made,
    });
  });
});
