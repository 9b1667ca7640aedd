import type { Task } from "@todo-chatbot/contracts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { useDatabase } from "../testing/database.ts";
import { move, operationOf } from "../testing/moves.ts";
import { makePerson } from "../testing/people.ts";
import { undoNewest } from "../testing/undo-newest.ts";
import { createTaskService } from "./service.ts";

/** A task but for what every write changes. */
const essence = ({ version, updatedAt, ...rest }: Task) => rest;

describe("undo", () => {
  const database = useDatabase("embedded");

  it("undoes any sequence of calls, one by one, to exactly each previous state", async () => {
    const tasks = createTaskService(database(), () => new Date("2026-11-20T10:00:00Z"));
    let undone = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(move, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 }),
        async (calls) => {
          const me = await makePerson(database());
          const state = async () => {
            const all = await tasks.openTasks(me());
            return all.map(essence).sort((a, b) => (a.id < b.id ? -1 : 1));
          };
          const versions = async () => (await tasks.openTasks(me())).map(({ id, version }) => [id, version]);
          const states = [await state()];
          for (const steps of calls) {
            const now = await tasks.openTasks(me());
            const operations = steps
              .map((step) => operationOf(step, now))
              .filter((operation) => operation !== null);
            const before = await versions();
            // Calls that are refused (too deep, deleted before) must leave no trace, so they count as nothing.
            const done = await tasks.batch(me(), operations).then(
              () => true,
              () => false,
            );
            const after = await state();
            // A call may write and end where it began (out of a task and back under it): it is one to take back, too.
            const wrote = JSON.stringify(await versions()) !== JSON.stringify(before);
            if (done && wrote) states.push(after);
            else expect(after).toEqual(states.at(-1));
          }
          for (let at = states.length - 2; at >= 0; at--) {
            await undoNewest(tasks, me());
            expect(await state()).toEqual(states[at]);
            undone++;
          }
          await expect(undoNewest(tasks, me())).rejects.toMatchObject({ code: "nothing_to_undo" });
        },
      ),
      { numRuns: 60 },
    );
    expect(undone).toBeGreaterThan(60);
  }, 120_000);
});
