import { describe, expect, it } from "vitest";
import { MemoryList } from "../testing/list.ts";

/** The tasks that a message adds, each with its list. */
function added(message: string): [string, string | null][] {
  const list = new MemoryList({ now: "2026-09-09T10:00:00Z", timeZone: "Europe/London" });
  list.say(message);
  return list.tasks.map(({ title, project }) => [title, project]);
}

describe("a list named at the end of an enumeration", () => {
  it("applies to every item before it", () => {
    expect(added("add milk, eggs and bread to the shopping list")).toEqual([
      ["milk", "shopping"],
      ["eggs", "shopping"],
      ["bread", "shopping"],
    ]);
    expect(added("milk, eggs, bread to the shopping list").map(([, project]) => project)).toEqual([
      "shopping",
      "shopping",
      "shopping",
    ]);
  });

  it("does not apply to items mentioned separately before", () => {
    expect(added("call bob and add milk to the shopping list")).not.toContainEqual(["call bob", "shopping"]);
  });
});

it("a list for a day that does not exist is not the list of everything", () => {
  const list = new MemoryList({ now: "2026-09-09T10:00:00Z", timeZone: "Europe/London" });
  list.say("add milk");
  for (const message of ["show what's due on 31 september", "was steht am 31. September an?"]) {
    const { plan, reply } = list.say(message);
    expect(plan.actions).toEqual([]);
    expect(reply.text).toContain("31");
    expect(reply.text).not.toContain("milk");
  }
});

it.each([
  ["ok. add: renew passport, high", "renew passport", 1],
  ["add call the bank, urgent", "call the bank", 1],
  ["add water the ferns, low priority", "water the ferns", 3],
  ["añade llamar al banco, prioridad alta", "llamar al banco", 1],
])("an urgency after a comma is not lost: %s", (message, title, priority) => {
  const list = new MemoryList({ now: "2026-09-09T10:00:00Z", timeZone: "Europe/London" });
  list.say(message);
  expect(list.tasks).toMatchObject([{ title, priority }]);
});

it("days of something else, given as a reason, do not replace the day that was asked for", () => {
  const list = new MemoryList({
    now: "2026-10-16T08:15:00Z",
    timeZone: "Europe/London",
    tasks: [{ title: "Ring about the allotment", due: { date: "2026-10-17" } }, { title: "Insure the shed" }],
  });
  list.say("allotment can be monday, they're shut weekends");
  expect(list.tasks[0]).toMatchObject({ due: { date: "2026-10-19" }, recurrence: null });
});
