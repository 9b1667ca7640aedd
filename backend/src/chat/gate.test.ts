import { authorises, type PendingQuestion } from "@todo-chatbot/assistant";
import type { Task } from "@todo-chatbot/contracts";
import { describe, expect, it } from "vitest";
import { TurnGate } from "./gate.ts";

const task = (id: string) => ({ id, title: id.toUpperCase(), priority: 4 }) as Task;
const gateOf = (pending: PendingQuestion | null, message: string) =>
  new TurnGate(pending, authorises(pending, message));
const confirm = (type: "delete" | "complete", ids: string[]): PendingQuestion => ({
  kind: "confirm",
  actions: [{ type, ids }],
  ids,
});

describe("the gate of a turn", () => {
  it("lets one task be deleted and three be completed unasked, and no more", () => {
    const gate = new TurnGate(null, []);
    expect(gate.allows("delete", ["a"])).toBe(true);
    expect(gate.allows("delete", ["b"])).toBe(false);
    expect(gate.allows("complete", ["a", "b", "c"])).toBe(true);
    expect(gate.allows("complete", ["d"])).toBe(false);
  });

  it("does not count the same task twice", () => {
    const gate = new TurnGate(null, []);
    expect([gate.allows("delete", ["a"]), gate.allows("delete", ["a"])]).toEqual([true, true]);
  });

  it("judges the first of several calls by all that were announced", () => {
    const gate = new TurnGate(null, []);
    gate.announce("delete", ["a"]);
    gate.announce("delete", ["b"]);
    expect(gate.allows("delete", ["a"])).toBe(false);
  });

  it("takes a yes for exactly what was asked", () => {
    const gate = () => gateOf(confirm("delete", ["a", "b"]), "yes");
    expect(gate().allows("delete", ["a", "b"])).toBe(true);
    expect(gate().allows("delete", ["b"])).toBe(true);
    expect(gate().allows("delete", ["a", "b", "c", "d"])).toBe(false);
    expect(gate().allows("complete", ["a", "b", "c", "d"])).toBe(false);
  });

  it("takes nothing but a yes", () => {
    for (const message of ["no", "what would that do?", "add milk", ""]) {
      expect(gateOf(confirm("delete", ["a", "b"]), message).allows("delete", ["a", "b"])).toBe(false);
    }
    expect(gateOf(null, "yes").allows("delete", ["a", "b"])).toBe(false);
    expect(gateOf(confirm("complete", ["a", "b"]), "yes").allows("delete", ["a", "b"])).toBe(false);
  });

  it("asks about everything it held back, so that one yes answers all", () => {
    const gate = new TurnGate(null, []);
    expect(gate.question()).toBeNull();
    gate.refused("delete", [task("a"), task("b")]);
    gate.refused("delete", [task("b"), task("c")]);
    const question = gate.question();
    expect(question?.text).toBe("Delete these 3 tasks?\n1. “A”\n2. “B”\n3. “C”");
    expect(question?.pending).toEqual(confirm("delete", ["a", "b", "c"]));
    const next = gateOf(question?.pending ?? null, "yes");
    expect(next.allows("delete", ["a", "b", "c"])).toBe(true);
  });
});
