import type { DoneAct, PendingQuestion, Plan } from "@todo-chatbot/assistant";
import { authorises } from "@todo-chatbot/assistant/reading";
import type { Task } from "@todo-chatbot/contracts";
import { describe, expect, it } from "vitest";
import type { Step } from "../../../tasks/types.ts";
import { HeldError } from "../../../tools/gate.ts";
import { agreementTo, noAgreement } from "./agreement.ts";
import { TurnGate } from "./gate.ts";

const task = (id: string) => ({ id, title: id.toUpperCase(), priority: 4, completedAt: null }) as Task;
const change = (id: string): Step => ({
  action: "update",
  before: task(id),
  after: { ...task(id), title: `new ${id}` },
});
const removal = (id: string): Step => ({ action: "delete", before: task(id), after: null });
const addition = (id: string): Step => ({ action: "create", before: null, after: task(id) });
const undone = (step: Step): Step => ({ action: "undo", before: step.after, after: step.before });

const planOf = (actions: Plan["actions"]) => ({ actions }) as Plan;
const gateOf = (options: Partial<ConstructorParameters<typeof TurnGate>[0]> = {}) =>
  new TurnGate({ agreement: noAgreement, acts: [], asksForUndo: async () => false, ...options });
const allows = (gate: TurnGate, ...steps: Step[]) => {
  try {
    gate.check(steps);
    return true;
  } catch (error) {
    if (error instanceof HeldError) return false;
    throw error;
  }
};

describe("the gate of a turn", () => {
  it("lets one task be removed and three be changed without asking, and no more", () => {
    const gate = gateOf();
    expect(allows(gate, removal("a"))).toBe(true);
    expect(allows(gate, removal("b"))).toBe(false);
    expect(allows(gate, change("b"), change("c"))).toBe(true);
    expect(allows(gate, change("d"))).toBe(false);
    expect(allows(gate, ...[..."efghijk"].map(addition))).toBe(true);
  });

  it("counts what else is affected by one id", () => {
    expect(allows(gateOf(), removal("sub"), removal("parent"))).toBe(false);
    expect(allows(gateOf(), ...[..."abcd"].map(change))).toBe(false);
  });

  it("does not count the same task twice, nor one that the turn itself made", () => {
    const gate = gateOf();
    expect([allows(gate, removal("a")), allows(gate, removal("a"))]).toEqual([true, true]);
    const own = gateOf();
    expect(allows(own, ...[..."abcdef"].map(addition))).toBe(true);
    expect(allows(own, ...[..."abcdef"].map(removal))).toBe(true);
  });

  it("judges the first of several calls by all that were announced", () => {
    const gate = gateOf();
    gate.announce([removal("a"), removal("b")]);
    expect(allows(gate, removal("a"))).toBe(false);
  });

  it("accepts a yes for exactly what was asked, once", () => {
    const asked = gateOf();
    asked.held({
      name: "delete_task",
      arguments: { ids: ["a"] },
      steps: [removal("b"), removal("c"), removal("a")],
    });
    const pending = asked.question()?.pending as PendingQuestion;
    const answered = (message: string) =>
      gateOf({
        agreement: agreementTo(pending, { plan: planOf([]), agreed: authorises(pending, message) }),
      });
    expect(allows(answered("yes"), removal("a"), removal("b"), removal("c"))).toBe(true);
    expect(allows(answered("yes"), removal("a"), removal("d"), removal("e"))).toBe(false);
    const used = answered("yes");
    used.useUp();
    expect(allows(used, removal("a"), removal("b"))).toBe(false);
    for (const message of ["no", "what would that do?", "add milk", ""])
      expect(allows(answered(message), removal("a"), removal("b"))).toBe(false);
  });

  it("asks about everything it held back, so that one yes answers all", () => {
    const gate = gateOf();
    expect(gate.question()).toBeNull();
    const hold = (...ids: string[]) =>
      gate.held({ name: "delete_task", arguments: { ids }, steps: ids.map(removal) });
    hold("a", "b");
    hold("b", "c");
    const question = gate.question();
    expect(question?.text).toBe("Delete these 3 tasks?\n1. “A”\n2. “B”\n3. “C”");
    expect(question?.pending).toEqual({
      kind: "confirm",
      actions: [{ type: "delete", ids: ["a", "b", "c"] }],
      ids: ["a", "b", "c"],
    });
  });

  it("names the first few of many, and how many more", () => {
    const gate = gateOf();
    const ids = [..."abcdefghijklmnopqrst"];
    gate.held({ name: "delete_task", arguments: { ids }, steps: ids.map(removal) });
    expect(gate.question()?.text).toMatch(/^Delete these 20 tasks\?\n1\. “A”\n.*“H”\n… and 12 more$/s);
  });

  describe("for what can be undone", () => {
    const act = (type: DoneAct["type"], changeId: string, ...ids: string[]): DoneAct => ({
      type,
      changeId,
      tasks: ids.map((id) => ({ id, title: id })),
    });
    const removes = [undone(addition("a")), undone(addition("b"))];

    it("means this conversation's last act that stands, and for a redo its last undo", () => {
      const done = [act("add", "1", "a"), act("complete", "2", "a"), act("undo", "3", "b")];
      const { changeId: _, ...gone } = act("add", "4", "c");
      const gate = gateOf({ acts: [...done, gone] });
      expect([gate.undoes(false), gate.undoes(true)]).toEqual(["2", "3"]);
      expect(gateOf().undoes(false)).toBeNull();
    });

    it("permits undoing that without asking, but nothing made elsewhere", async () => {
      const gate = gateOf({ acts: [act("add", "1", "a", "b"), act("complete", "1", "c")] });
      expect([await gate.allowsUndo("1"), await gate.allowsUndo("2")]).toEqual([true, false]);
      const several = gateOf({ acts: [act("add", "1", "a"), act("add", "1", "b")] });
      expect(await several.allowsUndo("1")).toBe(false);
    });

    it("removes more than one task only when an undo was asked for, and then once", async () => {
      const acts = [act("add", "1", "a", "b")];
      const unasked = gateOf({ acts });
      await unasked.allowsUndo("1");
      expect(allows(unasked, ...removes)).toBe(false);
      expect(allows(unasked, undone(addition("a")))).toBe(true);
      const asked = gateOf({ acts, asksForUndo: async () => true });
      await asked.allowsUndo("1");
      expect(allows(asked, ...removes)).toBe(true);
      await asked.allowsUndo("1");
      expect(allows(asked, undone(addition("c")), undone(addition("d")))).toBe(false);
    });

    it("accepts a yes for exactly the change it asked about", async () => {
      const gate = gateOf();
      gate.held({
        name: "undo",
        arguments: {},
        steps: [],
        undo: { groupId: "g", changeId: "2", changes: [] },
      });
      const pending = gate.question()?.pending ?? null;
      const yes = (changeId: string) =>
        gateOf({
          agreement: agreementTo(pending, { plan: planOf([{ type: "undo", changeId }]), agreed: [] }),
        });
      expect(yes("2").undoes(false)).toBe("2");
      const agreed = yes("2");
      expect(await agreed.allowsUndo("2")).toBe(true);
      expect(allows(agreed, ...removes)).toBe(true);
      expect(await yes("3").allowsUndo("3")).toBe(false);
    });
  });
});
