import type { Task } from "@todo-chatbot/contracts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ListCopies, SentLists } from "./list-copy.ts";

const task = (id: number, version: number) => ({ id: String(id), version }) as Task;

describe("copies of people's tasks", () => {
  it("equal the tasks after every update, for any change and person", () => {
    // The same objects again, in any order, as they are while nothing changes them.
    const all = Array.from({ length: 8 }, (_, id) => [task(id, 1), task(id, 2)]).flat();
    const list = fc.uniqueArray(fc.constantFrom(...all), { selector: ({ id }) => id });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom("ada", "bob"), list)), (rounds) => {
        const sent = new SentLists();
        const copies = new ListCopies();
        for (const [owner, tasks] of rounds) {
          const update = structuredClone(sent.update(owner, tasks));
          expect(copies.apply(owner, update)).toEqual(tasks);
        }
      }),
    );
  });

  it("sends nothing but what changed", () => {
    const sent = new SentLists();
    const [a, b, c, d] = [task(1, 1), task(2, 1), task(3, 1), task(4, 1)] as const;
    const list = [a, b, c];
    expect(sent.update("ada", list)).toEqual({ parts: [[a, b, c]], forget: [] });
    expect(sent.update("ada", list)).toEqual({ parts: null, forget: [] });
    expect(sent.update("ada", [a, b, d, c])).toEqual({ parts: [[0, 2], [d], [2, 3]], forget: [] });
    const renamed = task(2, 2);
    expect(sent.update("ada", [a, renamed, c, d])).toEqual({
      parts: [[0, 1], [renamed], [3, 4], [2, 3]],
      forget: [],
    });
    expect(sent.update("ada", [c, d])).toEqual({ parts: [[2, 4]], forget: [] });
    expect(sent.update("ada", [])).toEqual({ parts: [], forget: [] });
  });

  it("forgets those used least lately when there are too many", () => {
    const sent = new SentLists();
    const many = Array.from({ length: 9000 }, (_, id) => task(id, 1));
    sent.update("ada", many);
    sent.update("bob", many);
    sent.update("ada", many);
    expect(sent.update("eve", many).forget).toEqual(["bob"]);
    expect(sent.has("bob")).toBe(false);
    expect(sent.update("bob", [many[0] as Task]).parts).toEqual([[many[0]]]);
  });
});
