import type { Task } from "@todo-chatbot/contracts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ListCopies, SentLists } from "./list-copy.ts";

const task = (id: number, version: number) => ({ id: String(id), version }) as Task;

describe("copies of people's tasks", () => {
  it("equal the tasks after every update, for any change and person", () => {
    const list = fc
      .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 3 })), {
        selector: ([id]) => id,
      })
      .map((entries) => entries.map(([id, version]) => task(id, version)));
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom("ada", "bob"), list)), (rounds) => {
        const sent = new SentLists();
        const copies = new ListCopies();
        for (const [owner, tasks] of rounds) {
          expect(copies.apply(owner, sent.update(owner, tasks))).toEqual(tasks);
        }
      }),
    );
  });

  it("sends nothing but what changed", () => {
    const sent = new SentLists();
    expect(sent.update("ada", [task(1, 1), task(2, 1)])).toEqual({
      tasks: [task(1, 1), task(2, 1)],
      order: ["1", "2"],
      forget: [],
    });
    expect(sent.update("ada", [task(1, 1), task(2, 2)])).toEqual({
      tasks: [task(2, 2)],
      order: null,
      forget: [],
    });
    expect(sent.update("ada", [task(2, 2)])).toEqual({ tasks: [], order: ["2"], forget: [] });
  });

  it("forgets those used least lately when there are too many", () => {
    const sent = new SentLists();
    const many = Array.from({ length: 9000 }, (_, id) => task(id, 1));
    sent.update("ada", many);
    sent.update("bob", many);
    sent.update("ada", many);
    expect(sent.update("eve", many).forget).toEqual(["bob"]);
    expect(sent.has("bob")).toBe(false);
    expect(sent.update("bob", [task(1, 1)]).tasks).toHaveLength(1);
  });
});
