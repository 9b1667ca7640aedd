import { describe, expect, it } from "vitest";
import { type DoneRow, doneActs } from "./done-acts.ts";

let next = 0;
const row = (action: DoneRow["action"], taskId: string, more: Partial<DoneRow> = {}): DoneRow => ({
  changeId: `change-${++next}`,
  groupId: "group",
  action,
  taskId,
  title: taskId.toUpperCase(),
  before: null,
  isRedo: false,
  stands: true,
  ...more,
});

describe("what a turn did", () => {
  it("is one act for several tasks done alike, and what undoes it is named once for the turn", () => {
    next = 0;
    const rows = [row("create", "a"), row("create", "b"), row("complete", "c")];
    expect(doneActs(rows)).toEqual([
      {
        type: "add",
        tasks: [
          { id: "a", title: "A" },
          { id: "b", title: "B" },
        ],
        changeId: "change-1",
      },
      { type: "complete", tasks: [{ id: "c", title: "C" }], changeId: "change-1" },
    ]);
  });

  it("keeps what an update changed, as it was before", () => {
    next = 0;
    const due = { date: "2026-11-20" };
    const rows = [
      row("update", "a", { before: { due } }),
      row("update", "b", { before: { due: null } }),
      row("update", "a", { before: { title: "Old", priority: 4 } }),
    ];
    expect(doneActs(rows)).toMatchObject([
      {
        type: "update",
        tasks: [{ id: "a" }, { id: "b" }],
        fields: ["due"],
        before: { a: { due }, b: { due: null } },
      },
      {
        type: "update",
        tasks: [{ id: "a" }],
        fields: ["title", "priority"],
        before: { a: { title: "Old" } },
      },
    ]);
  });

  it("names no change for what was undone since, nor for what was made again", () => {
    expect(doneActs([row("create", "a", { stands: false })])[0]).not.toHaveProperty("changeId");
    const [undo, redo] = doneActs([
      row("undo", "a", { groupId: "one" }),
      row("undo", "a", { groupId: "two", isRedo: true }),
    ]);
    expect(undo).toMatchObject({ type: "undo", changeId: expect.any(String) });
    expect(redo).toMatchObject({ type: "redo" });
    expect(redo).not.toHaveProperty("changeId");
  });
});
