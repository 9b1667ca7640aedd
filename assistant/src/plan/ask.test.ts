import { describe, expect, it } from "vitest";
import { monday, talk } from "../testing/plans.ts";
import { implied, reading, Talk } from "../testing/talk.ts";
import type { NewTask } from "../types.ts";

describe("ambiguous or unknown tasks", () => {
  it("are listed in a question", () => {
    const it = talk();
    const others = it.ids("Dentist", "Call mum");
    const { plan, reply } = it.wish({ act: "complete", target: { ...implied, words: "call", others } });
    expect(plan.actions).toEqual([]);
    expect(reply.text).toBe(
      "Which one is done?\n1. Dentist – Fri 4 Dec at 15:00\n2. Call mum – today at 17:00",
    );
    expect(reply.shown).toEqual(others);
    expect(plan.question?.pending.choices).toEqual(["Dentist", "Call mum"]);
  });

  it("are asked about while the rest of the message is carried out", () => {
    const it = talk();
    const { plan } = it.decide({
      kind: "which",
      wish: 0,
      options: it.ids("Dentist", "Call mum"),
      reading: reading([
        { act: "delete", target: { ...implied, words: "it" } },
        { act: "add", tasks: [{ title: "milk" }] },
      ]),
    });
    expect(plan.actions).toEqual([{ type: "add", tasks: [{ title: "milk" }] }]);
    expect(plan.question?.pending).toMatchObject({ kind: "pick", options: it.ids("Dentist", "Call mum") });
  });

  it("are reported as not found", () => {
    const { plan, text } = talk().wish({ act: "delete", target: { ...implied, words: "the piano" } });
    expect(plan.actions).toEqual([]);
    expect(text).toBe("I can’t find “the piano” on your list.");
  });
});

describe("confirmation is required", () => {
  const many: NewTask[] = Array.from({ length: 5 }, (_, k) => ({ title: `t${k}` }));
  const titles = many.map(({ title }) => title);

  it.each<[act: "complete" | "delete", free: number]>([
    ["complete", 3],
    ["delete", 1],
  ])("to %s more than %i", (act, free) => {
    const few = new Talk(many);
    expect(few.wish({ act, target: few.on(...titles.slice(0, free)) }).plan.question).toBeNull();
    const more = new Talk(many);
    const { plan } = more.wish({ act, target: more.on(...titles.slice(0, free + 1)) });
    expect(plan.actions).toEqual([]);
    expect(plan.question?.pending.kind).toBe("confirm");
  });

  it("to update more than three, stating how many and the first three titles", () => {
    const it = new Talk(many);
    const { plan, text } = it.wish({ act: "update", target: it.on(...titles), fields: { when: monday } });
    expect(plan.actions).toEqual([]);
    expect(text).toBe("Change 5 tasks (“t0”, “t1”, “t2” and 2 more), Monday 7 December?");
  });

  it("to delete all tasks, even if there is only one", () => {
    const it = new Talk([{ title: "t" }]);
    expect(it.wish({ act: "delete", target: { ...it.on("t"), all: true } }).plan.actions).toEqual([]);
  });

  it("once for two bulk changes", () => {
    const it = new Talk(many);
    const { text } = it.wish(
      { act: "complete", target: it.on("t0", "t1", "t2", "t3") },
      { act: "delete", target: it.on("t0", "t4") },
    );
    expect(text).toBe("Complete 4 tasks (“t0”, “t1”, “t2” and “t3”) and delete 2 tasks (“t0” and “t4”)?");
  });

  it("when the decision is to confirm", () => {
    const it = talk();
    const { plan, text } = it.decide({
      kind: "confirm",
      reading: reading([{ act: "complete", target: it.on("Dentist") }]),
    });
    expect(plan.actions).toEqual([]);
    expect(text).toBe("Complete “Dentist”?");
  });

  it("when several readings are likely, with a button for each", () => {
    const it = talk();
    const { plan, text } = it.decide({
      kind: "choose",
      readings: [
        reading([{ act: "complete", target: it.on("Call mum") }], { confidence: 0.5 }),
        reading(
          [
            {
              act: "add",
              tasks: [{ title: "milk", when: { date: "2026-12-04", time: "17:00", grain: "minute" } }],
            },
          ],
          { confidence: 0.4 },
        ),
        reading([{ act: "none", form: "statement" }], { confidence: 0.1 }),
      ],
    });
    expect(plan.actions).toEqual([]);
    expect(plan.readings.map(({ label, confidence }) => [label, confidence])).toEqual([
      ["Complete “Call mum”", 0.5],
      ["Add “milk” · Fri 17:00", 0.4],
      ["Change nothing", 0.1],
    ]);
    expect(text).toBe(
      "Which did you mean?\n1. Complete “Call mum”\n2. Add “milk” · Fri 17:00\n3. Change nothing",
    );
  });
});

describe("a change that lacks something", () => {
  it("asks for a time if hours are added to a task without one", () => {
    const it = talk();
    const when = { shift: { amount: 1, unit: "hour" }, grain: "hour" } as const;
    const { plan, text } = it.wish({ act: "update", target: it.on("Prune roses"), fields: { when } });
    expect(plan.actions).toEqual([]);
    expect(text).toBe("“Prune roses” has no time yet, only a day.\nWhen should “Prune roses” be?");
  });

  it("turns a lead time above the maximum into a reminder at a fixed time", () => {
    const it = talk();
    const remind = { ahead: { minutes: 6 * 7 * 1440 }, grain: "week" } as const;
    const { plan } = it.wish({ act: "update", target: it.on("Dentist"), fields: { remind } });
    expect(plan.actions).toMatchObject([
      { changes: [{ patch: { reminders: [{ at: "2026-10-23T15:00:00+02:00" }] } }] },
    ]);
  });

  it("removes only the repetition, or only the time", () => {
    const it = talk();
    it.wish({ act: "update", target: it.on("Water plants"), fields: { repeat: null } });
    expect(it.task("Water plants")).toMatchObject({ due: { date: "2026-11-30" }, recurrence: null });
    expect(it.wish({ act: "update", target: it.on("Dentist"), fields: { time: null } }).text).toBe(
      "“Dentist”: now Friday 4 December.",
    );
  });
});
