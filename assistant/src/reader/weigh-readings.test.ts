import { describe, expect, it } from "vitest";
import { reading, Talk } from "../testing/talk.ts";
import type { DoneAct } from "../types.ts";
import { aboutListed, backed } from "./weigh-readings.ts";
import type { Reading, Wish } from "./wish.ts";

const talk = new Talk([{ title: "Buy milk" }, { title: "Call Ana" }, { title: "Gym" }]);
const { tasks } = talk.list;
const friday = { date: "2026-12-04", grain: "day" } as const;
const as = (confidence: number, ...wishes: Wish[]): Reading => reading(wishes, { confidence });
const complete = (...titles: string[]): Wish => ({ act: "complete", target: talk.on(...titles) });
const remove = (...titles: string[]): Wish => ({ act: "delete", target: talk.on(...titles) });

describe("readings that affect each other", () => {
  it("count as one if they have the same effect, however the message was cut", () => {
    const talked: Wish = { act: "none", form: "statement" };
    const { wishes, confidence } = backed([
      as(0.4, complete("Buy milk", "Gym")),
      as(0.3, complete("Gym"), talked, complete("Buy milk")),
      as(0.2, complete("Buy milk")),
    ]);
    expect(wishes).toEqual([complete("Buy milk", "Gym")]);
    expect(confidence).toBeCloseTo(0.58);
  });

  it("count as one if an undo and the opposite act take back the same", () => {
    const back = as(0.5, { act: "undo" });
    const reopen = as(0.4, { act: "reopen", target: talk.on("Gym") });
    const [gym = ""] = talk.ids("Gym");
    const done: DoneAct[] = [{ type: "complete", tasks: [{ id: gym, title: "Gym" }] }];
    expect(backed([back, reopen], done)).toMatchObject({ wishes: [{ act: "undo" }], confidence: 0.7 });
    expect(backed([back, reopen], []).confidence).toBe(0.5);
    expect(backed([back, as(0.4, remove("Gym"))], done).confidence).toBe(0.5);
  });

  it("prefer completing over deleting if both are close", () => {
    expect(backed([as(0.35, remove("Gym")), as(0.3, complete("Gym"))]).wishes).toEqual([complete("Gym")]);
    expect(backed([as(0.6, remove("Gym")), as(0.3, complete("Gym"))]).wishes).toEqual([remove("Gym")]);
    // For a different task it does not count.
    const { wishes, confidence } = backed([as(0.35, remove("Gym")), as(0.3, complete("Call Ana"))]);
    expect({ wishes, confidence }).toEqual({ wishes: [remove("Gym")], confidence: 0.35 });
  });

  it("yield if they have no effect", () => {
    const nobody: Wish = { act: "update", target: talk.on("Gym"), fields: { assignee: "Jan" } };
    const january: Wish = { act: "update", target: talk.on("Gym"), fields: { when: friday } };
    expect(backed([as(0.6, nobody), as(0.5, january)]).wishes).toEqual([january]);
    expect(backed([as(0.6, nobody), as(0.2, january)]).wishes).toEqual([nobody]);
  });
});

describe("a task that is on the list", () => {
  const add: Wish = { act: "add", tasks: [{ title: "buy milk", when: friday }] };
  const remind: Wish = { act: "update", target: talk.on("Buy milk"), fields: { remind: friday } };
  const due: Wish = { act: "update", target: talk.on("Buy milk"), fields: { when: friday } };
  const listed = (...all: Reading[]): Reading => aboutListed(all[0] as Reading, all, tasks, 0.6);

  it("gets the time, however the message was read", () => {
    const { wishes, confidence } = listed(as(0.4, remind), as(0.3, add), as(0.2, due));
    expect(wishes).toEqual([due]);
    expect(confidence).toBeCloseTo(0.664);
  });

  it("is not added again without one", () => {
    expect(listed(as(0.5, { act: "add", tasks: [{ title: "buy milk" }] })).wishes).toMatchObject([
      { act: "tell", field: "exists", target: { ids: talk.ids("Buy milk") } },
    ]);
  });

  it("is added again if the message clearly says so, or says more", () => {
    expect(listed(as(0.9, add), as(0.3, due)).wishes).toEqual([add]);
    const more: Wish = { act: "add", tasks: [{ title: "buy milk", addLabels: ["shop"] }] };
    expect(listed(as(0.5, more)).wishes).toEqual([more]);
  });
});
