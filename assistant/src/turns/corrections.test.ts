import { describe, expect, it } from "vitest";
import { implied, Talk } from "../testing/talk.ts";
import { due, friday, open, tasks } from "../testing/turns.ts";

describe("correcting", () => {
  it("the task undoes the change on one task and makes it on the other", () => {
    const it = new Talk(tasks);
    it.wish({ act: "complete", target: it.on("Call mum") });
    const { text } = it.wish({
      act: "correct",
      field: "target",
      target: it.on("Ring the plumber"),
      fields: {},
    });
    expect(text).toBe("Taken back: “Call mum” is open again.\nDone: “Ring the plumber”.");
    expect(open(it)).toEqual(["Call mum", "Dentist", "Prune roses"]);
  });

  it("the task carries over the new day, not the time", () => {
    const it = new Talk(tasks);
    it.wish({ act: "update", target: it.on("Dentist"), fields: { when: friday } });
    it.wish({ act: "correct", field: "target", target: it.on("Prune roses"), fields: {} });
    expect(due(it, "Dentist")).toMatchObject({ date: "2026-12-04", time: "15:00" });
    expect(due(it, "Prune roses")).toEqual({ date: "2026-12-11" });
  });

  it("the task asks which other one, if none is named", () => {
    const it = new Talk(tasks);
    it.wish({ act: "show", filter: {}, mode: "list", words: "" });
    it.wish({ act: "complete", target: it.on("Call mum") });
    const { plan } = it.wish({ act: "correct", field: "target", target: implied, fields: {} });
    expect(plan.question?.shown).toEqual(it.ids("Dentist", "Prune roses", "Ring the plumber"));
    it.wish({ act: "answer", value: it.ids("Dentist") });
    expect(open(it)).toEqual(["Call mum", "Prune roses", "Ring the plumber"]);
  });

  it("a day changes the field just set, and keeps the time", () => {
    const it = new Talk();
    it.wish({
      act: "add",
      tasks: [{ title: "milk", when: { date: "2026-11-30", time: "09:00", grain: "minute" } }],
    });
    expect(it.wish({ act: "correct", field: "due", target: implied, fields: { when: friday } }).text).toBe(
      "“milk”: now Friday 11 December at 09:00.",
    );
  });

  it("a shift counts from the date before it", () => {
    const it = new Talk(tasks);
    const by = (amount: number) => ({ when: { shift: { amount, unit: "week" }, grain: "week" } }) as const;
    it.wish({ act: "update", target: it.on("Prune roses"), fields: by(1) });
    it.wish({ act: "correct", field: "due", target: implied, fields: by(2) });
    expect(due(it, "Prune roses")).toEqual({ date: "2026-12-20" });
  });

  it("a label replaces the wrong one", () => {
    const it = new Talk(tasks);
    it.wish({ act: "update", target: it.on("Dentist"), fields: { addLabels: ["home"] } });
    it.wish({ act: "correct", field: "labels", target: implied, fields: { addLabels: ["finance"] } });
    expect(it.task("Dentist").labels).toEqual(["health", "finance"]);
  });

  it.each([
    ["ring Sofie", "Sophie", "ring Sophie"],
    ["ring Sofie", "ring Sophie", "ring Sophie"],
    ["swim kit", "swimming kit", "swimming kit"],
    ["chicken", "take it out of the freezer", "take it out of the freezer"],
  ])("the title “%s” with “%s”", (title, said, right) => {
    const it = new Talk();
    it.wish({ act: "add", tasks: [{ title }] });
    it.wish({ act: "correct", field: "title", target: implied, fields: { title: said } });
    expect(open(it)).toEqual([right]);
  });

  it("a title is confirmed first if most of its words would be lost", () => {
    const it = new Talk();
    it.wish({ act: "add", tasks: [{ title: "ring the man about the boat" }] });
    const { plan } = it.wish({
      act: "correct",
      field: "title",
      target: implied,
      fields: { title: "Oxford" },
    });
    expect(plan.actions).toEqual([]);
    expect(plan.question?.pending.kind).toBe("confirm");
  });

  it("the act undoes it and carries out the right one", () => {
    const it = new Talk(tasks);
    it.wish({ act: "delete", target: it.on("Dentist") });
    const { text } = it.wish({
      act: "correct",
      field: "act",
      target: implied,
      fields: {},
      instead: "complete",
    });
    expect(text).toBe("Taken back: “Dentist” is on the list again.\nDone: “Dentist”.");
    expect(it.task("Dentist").completedAt).not.toBeNull();
  });

  it("one of several acts leaves the others as they are", () => {
    const it = new Talk(tasks);
    it.wish({ act: "add", tasks: [{ title: "milk" }] }, { act: "complete", target: it.on("Call mum") });
    it.wish({ act: "correct", field: "target", target: it.on("Dentist"), fields: {} });
    expect(open(it)).toEqual(["Call mum", "Prune roses", "Ring the plumber", "milk"]);
  });

  it("is refused if nothing was changed before", () => {
    const { plan, text } = new Talk(tasks).wish({
      act: "correct",
      field: "due",
      target: implied,
      fields: { when: friday },
    });
    expect(plan.actions).toEqual([]);
    expect(text).toContain("I haven’t changed anything just now.");
  });

  it("without a value asks for one", () => {
    const it = new Talk(tasks);
    it.wish({ act: "update", target: it.on("Dentist"), fields: { when: friday } });
    expect(it.wish({ act: "correct", field: "due", target: implied, fields: {} }).text).toBe(
      "What should change about “Dentist”?",
    );
    it.wish({ act: "answer", value: "yes", given: { when: { date: "2026-12-14", grain: "day" } } });
    expect(due(it, "Dentist")).toMatchObject({ date: "2026-12-14", time: "15:00" });
  });
});

describe("“only …”, after a change to several tasks", () => {
  const both = () => new Talk([{ title: "Milk" }, { title: "Bread", labels: ["shop"] }, { title: "Gym" }]);
  const only = (it: Talk, title: string) =>
    it.wish({ act: "correct", field: "target", target: it.on(title), fields: {} }).text;
  const state = (it: Talk) =>
    it.list.tasks.map(
      ({ title, due, completedAt }) => `${title}${due ? ` ${due.date}` : ""}${completedAt ? " ✓" : ""}`,
    );

  it("reopens the tasks that were not meant, even if each was a separate act", () => {
    const it = both();
    it.wish({ act: "complete", target: it.on("Milk") }, { act: "complete", target: it.on("Bread") });
    expect(only(it, "Milk")).toBe("Open again: “Bread”.");
    expect(state(it)).toEqual(["Milk ✓", "Bread", "Gym"]);
  });

  it("restores the due dates of the tasks that were not meant", () => {
    const it = both();
    it.wish({ act: "update", target: it.on("Milk", "Bread"), fields: { when: friday } });
    only(it, "Bread");
    expect(state(it)).toEqual(["Milk", "Bread 2026-12-11", "Gym"]);
  });
});
