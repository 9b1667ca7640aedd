import { authorises, type DoneAct, type PendingQuestion, type Plan } from "@todo-chatbot/assistant";
import type { Task } from "@todo-chatbot/contracts";
import { describe, expect, it } from "vitest";
import { agreementTo, TurnGate } from "./gate.ts";

const task = (id: string) => ({ id, title: id.toUpperCase(), priority: 4 }) as Task;
const gateOf = (pending: PendingQuestion | null, message: string) =>
  new TurnGate(agreementTo(pending, { plan: planOf([]), agreed: authorises(pending, message) }), []);
const planOf = (actions: Plan["actions"]) => ({ actions }) as Plan;
const nothing = { delete: [], complete: [], undo: [] };
const confirm = (type: "delete" | "complete", ids: string[]): PendingQuestion => ({
  kind: "confirm",
  actions: [{ type, ids }],
  ids,
});

describe("the gate of a turn", () => {
  it("lets one task be deleted and three be completed unasked, and no more", () => {
    const gate = new TurnGate(nothing, []);
    expect(gate.allows("delete", ["a"])).toBe(true);
    expect(gate.allows("delete", ["b"])).toBe(false);
    expect(gate.allows("complete", ["a", "b", "c"])).toBe(true);
    expect(gate.allows("complete", ["d"])).toBe(false);
  });

  it("does not count the same task twice", () => {
    const gate = new TurnGate(nothing, []);
    expect([gate.allows("delete", ["a"]), gate.allows("delete", ["a"])]).toEqual([true, true]);
  });

  it("judges the first of several calls by all that were announced", () => {
    const gate = new TurnGate(nothing, []);
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
    const gate = new TurnGate(nothing, []);
    expect(gate.question()).toBeNull();
    gate.refused("delete", [task("a"), task("b")]);
    gate.refused("delete", [task("b"), task("c")]);
    const question = gate.question();
    expect(question?.text).toBe("Delete these 3 tasks?\n1. “A”\n2. “B”\n3. “C”");
    expect(question?.pending).toEqual(confirm("delete", ["a", "b", "c"]));
    const next = gateOf(question?.pending ?? null, "yes");
    expect(next.allows("delete", ["a", "b", "c"])).toBe(true);
  });

  describe("for what can be undone", () => {
    const act = (type: DoneAct["type"], changeId: string, ...ids: string[]): DoneAct => ({
      type,
      changeId,
      tasks: ids.map((id) => ({ id, title: id })),
    });

    it("means this conversation's last act that stands, and for a redo its last undo", () => {
      const done = [act("add", "1", "a"), act("complete", "2", "a"), act("undo", "3", "b")];
      const { changeId: _, ...undone } = act("add", "4", "c");
      const gate = new TurnGate(nothing, [...done, undone]);
      expect([gate.undoes(false), gate.undoes(true)]).toEqual(["2", "3"]);
      expect(new TurnGate(nothing, []).undoes(false)).toBeNull();
    });

    it("lets that go unasked, and nothing made elsewhere", () => {
      const gate = new TurnGate(nothing, [act("add", "1", "a", "b"), act("complete", "1", "c")]);
      expect([gate.allowsUndo("1"), gate.allowsUndo("2")]).toEqual([true, false]);
      expect(new TurnGate(nothing, [act("add", "1", "a"), act("add", "1", "b")]).allowsUndo("1")).toBe(false);
    });

    it("takes a yes for exactly the change it asked about", () => {
      const gate = new TurnGate(nothing, []);
      gate.refusedUndo({ groupId: "g", changeId: "2", changes: [] });
      const pending = gate.question()?.pending ?? null;
      const yes = (changeId: string) =>
        new TurnGate(agreementTo(pending, { plan: planOf([{ type: "undo", changeId }]), agreed: [] }), []);
      expect(yes("2").undoes(false)).toBe("2");
      expect(yes("2").allowsUndo("2")).toBe(true);
      expect(yes("3").allowsUndo("3")).toBe(false);
      const none = agreementTo(pending, { plan: planOf([]), agreed: [] });
      expect(new TurnGate(none, []).allowsUndo("2")).toBe(false);
    });
  });
});
