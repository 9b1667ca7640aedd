import { describe, expect, it } from "vitest";
import { standsWith } from "./standing.ts";

const task = (id: string, parentId: string | null, date: string | null = null, done = false) => ({
  id,
  parentId,
  due: date === null ? null : { date },
  completedAt: done ? "2026-11-01T00:00:00.000Z" : null,
});
const all = [
  task("trip", null, "2026-11-30"),
  task("flights", "trip"),
  task("prices", "flights"),
  task("own", "flights", "2026-12-24"),
  task("under done", "finished"),
  task("finished", "trip", null, true),
  task("loop", "pool"),
  task("pool", "loop"),
  task("orphan", "gone"),
];
const byId = new Map(all.map((one) => [one.id, one]));
const of = (id: string) => standsWith(byId.get(id) as (typeof all)[number], byId).id;

describe("a task without a date", () => {
  it("is listed with its nearest open ancestor that has one", () => {
    expect([of("trip"), of("flights"), of("prices"), of("own")]).toEqual(["trip", "trip", "trip", "own"]);
  });

  it("is listed on its own under a parent that is done, gone, or itself", () => {
    expect([of("under done"), of("finished"), of("orphan"), of("loop")]).toEqual([
      "under done",
      "finished",
      "orphan",
      "pool",
    ]);
  });
});
