import { describe, expect, it } from "vitest";
import type { Fields } from "../reader/wish.ts";
import { monday, talk, zone } from "../testing/plans.ts";
import { implied } from "../testing/talk.ts";

describe("new tasks", () => {
  it("keep their notes, list and parent task", () => {
    const it = talk();
    const { plan } = it.wish({
      act: "add",
      tasks: [
        { title: "Trip" },
        { title: "Pack", depth: 1, notes: { text: "blue bag", mode: "append" } },
        { title: "Socks", depth: 2 },
        { title: "Tickets", depth: 1 },
        { title: "Gym", list: "Sport" },
      ],
    });
    expect(plan.actions).toEqual([
      {
        type: "add",
        tasks: [
          { title: "Trip" },
          { title: "Pack", description: "blue bag", parentIndex: 0 },
          { title: "Socks", parentIndex: 1 },
          { title: "Tickets", parentIndex: 0 },
          { title: "Gym", project: "Sport" },
        ],
      },
    ]);
  });

  it("are numbered in the answer if there are several", () => {
    expect(talk().wish({ act: "add", tasks: [{ title: "a", when: monday }, { title: "b" }] }).text).toBe(
      "Added 2 tasks:\n1. a – Mon 7 Dec\n2. b",
    );
  });

  it("include what a later clause of the message adds", () => {
    const { plan, text } = talk().wish(
      { act: "add", tasks: [{ title: "milk", when: monday }] },
      { act: "update", target: implied, fields: { priority: 1 } },
    );
    expect(plan.actions).toHaveLength(1);
    expect(text).toBe("Added “milk”, Monday 7 December, high priority.");
  });

  it("are added without what cannot be stored, which is reported", () => {
    const { plan, text } = talk().wish({
      act: "add",
      tasks: [
        {
          title: "conference",
          assignee: "Bashir",
          when: { date: "2026-11-01", last: "2026-11-03", grain: "day", past: true },
        },
      ],
    });
    expect(plan.cannot).toEqual([{ type: "add", title: "conference", field: "assignee", value: "Bashir" }]);
    expect(text).toBe(
      "Added “conference”, Sunday 1 November.\nThat time has already passed. I keep when it starts; the end isn’t kept. I can’t give tasks to people yet; Bashir can go into the title or a label.",
    );
  });

  it.each([
    [{ date: "2026-11-18", time: "23:59" }, true],
    [{ date: "2026-11-18" }, true],
    [{ date: "2040-01-01", time: "00:01" }, false],
  ])("due %j: whether the time has passed is reported as %s", (when, isOver) => {
    const { text } = talk().wish({
      act: "add",
      tasks: [{ title: "Call mom", when: { ...when, grain: "day" } }],
    });
    expect(text.includes("That time has already passed.")).toBe(isOver);
  });

  it("without a title: the title is asked for", () => {
    const { plan, text } = talk().wish({ act: "add", tasks: [{ title: "", when: monday }] });
    expect(plan.actions).toEqual([]);
    expect(text).toBe("What should I add?");
  });
});

describe("changes", () => {
  it.each<[string, Fields, object]>([
    [
      "a new time keeps the day",
      { when: { time: "16:30", grain: "minute" } },
      { due: { date: "2026-12-04", time: "16:30", timeZone: zone } },
    ],
    [
      "an hour without am or pm keeps the half of the day",
      { when: { time: "04:00", openHour: true, grain: "hour" } },
      { due: { date: "2026-12-04", time: "16:00", timeZone: zone } },
    ],
    [
      "a shift moves the existing date",
      { when: { shift: { amount: 1, unit: "week" }, grain: "week" } },
      { due: { date: "2026-12-11", time: "15:00", timeZone: zone } },
    ],
    ["removing the date removes the repetition", { when: null }, { due: null }],
    ["a repeated label is added once", { addLabels: ["a", "a"] }, { labels: ["a"] }],
    ["a list", { list: "Health" }, { project: "Health" }],
    ["notes are added", { notes: { text: "upstairs", mode: "append" } }, { description: "upstairs" }],
    ["a title", { title: "Dentist and X-ray" }, { title: "Dentist and X-ray" }],
  ])("%s", (_, fields, patch) => {
    const it = talk();
    const [id] = it.ids("Dentist");
    const { plan } = it.wish({ act: "update", target: it.on("Dentist"), fields });
    expect(plan.actions).toEqual([{ type: "update", changes: [{ id, patch }] }]);
  });

  it("remove labels and notes", () => {
    const it = talk();
    const fields: Fields = { removeLabels: ["*"], notes: null };
    const { plan } = it.wish({ act: "update", target: it.on("Order compost"), fields });
    expect(plan.actions).toMatchObject([{ changes: [{ patch: { labels: [], description: "" } }] }]);
  });

  it("ask for a date before setting a reminder that depends on it", () => {
    const it = talk();
    const remind = { ahead: { minutes: 60 }, grain: "minute" } as const;
    const { plan, text } = it.wish({ act: "update", target: it.on("Order compost"), fields: { remind } });
    expect(plan.actions).toEqual([]);
    expect(text).toBe(
      "“Order compost” has no date yet, so there is nothing to count from.\nWhen should “Order compost” be?",
    );
  });

  it("report an assignee as unsupported, and make the other changes", () => {
    const it = talk();
    const target = it.on("Dentist");
    const { plan } = it.wish({ act: "update", target, fields: { assignee: "Yusra", priority: 1 } });
    expect(plan.cannot).toEqual([{ type: "update", ids: target.ids, field: "assignee", value: "Yusra" }]);
    expect(plan.actions).toMatchObject([{ changes: [{ patch: { priority: 1 } }] }]);
  });
});
