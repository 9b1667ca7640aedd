import { describe, expect, it } from "vitest";
import { RecentChanges, windowMinutes } from "./recent-changes.ts";

const reach = (changed: string[], removed: string[] = []) => ({
  changed: new Set([...changed, ...removed]),
  removed: new Set(removed),
});

describe("recent changes of a key", () => {
  it("is kept by key, each task once as it was left", () => {
    const recent = new RecentChanges();
    recent.add("a", reach(["one", "two"]));
    recent.add("a", reach([], ["two"]));
    expect(recent.of("a")).toEqual([
      { before: { id: "one" }, after: { id: "one" } },
      { before: { id: "two" }, after: null },
    ]);
    expect(recent.of("b")).toEqual([]);
  });

  it("is forgotten after its time, and after a yes", () => {
    let now = 0;
    const recent = new RecentChanges(() => now);
    recent.add("a", reach(["one"]));
    now += windowMinutes * 60_000;
    recent.add("a", reach(["two"]));
    now += 1;
    expect(recent.of("a")).toEqual([{ before: { id: "two" }, after: { id: "two" } }]);
    recent.clear("a");
    expect(recent.of("a")).toEqual([]);
  });
});
