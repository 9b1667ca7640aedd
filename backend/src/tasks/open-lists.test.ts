import { taskCreate } from "@todo-chatbot/contracts";
import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { databaseKinds, useDatabase } from "../testing/database.ts";
import { makePerson } from "../testing/people.ts";
import { undoNewest } from "../testing/undo-newest.ts";
import { createTaskService } from "./service.ts";

describe.each(databaseKinds)("a list that is brought up to date on %s", (kind) => {
  const database = useDatabase(kind);

  async function setUp() {
    const me = await makePerson(database());
    const tasks = createTaskService(database());
    const add = (...titles: string[]) =>
      tasks.create(
        me(),
        titles.map((title) => taskCreate.parse({ title })),
      );
    /** As one reads it who has not read it before. */
    const anew = () => createTaskService(database()).openTasks(me());
    return { me, tasks, add, anew };
  }

  it("is what it would be if it were read as a whole, whatever was done", async () => {
    const { me, tasks, add, anew } = await setUp();
    const day = { date: "2026-11-30" };
    const made = await add("a", "b", "c", "d");
    const id = (n: number) => made[n]?.id ?? "";
    const acts = [
      () =>
        tasks.update(me(), [
          { id: id(0), patch: { title: "A", due: { ...day, time: "09:30", timeZone: "UTC" } } },
        ]),
      () =>
        tasks.update(me(), [
          { id: id(1), patch: { due: day, recurrence: { rule: "FREQ=DAILY", anchor: "schedule" } } },
        ]),
      () => tasks.complete(me(), [id(1), id(2)]),
      () => tasks.update(me(), [{ id: id(3), patch: { position: 0.5, labels: ["x"], project: "p" } }]),
      () =>
        tasks.create(me(), [
          taskCreate.parse({
            title: "e",
            parentId: id(0),
            start: day,
            reminders: [{ at: "2026-12-01T08:00:00.000Z" }],
          }),
        ]),
      () => tasks.reopen(me(), [id(2)]),
      () => tasks.remove(me(), [id(0)]),
      () => undoNewest(tasks, me()),
    ];
    for (const act of acts) {
      await tasks.openTasks(me());
      await act();
      expect(await tasks.openTasks(me())).toEqual(await anew());
    }
  });

  it("ends with the 50 completed last, also when one of them is taken out", async () => {
    const { me, tasks, add, anew } = await setUp();
    const made = await add(...Array.from({ length: 52 }, (_, n) => `task ${n}`));
    const ids = made.map(({ id }) => id);
    await tasks.openTasks(me());
    await tasks.complete(me(), ids);
    expect(await tasks.openTasks(me())).toHaveLength(50);
    await tasks.reopen(me(), ids.slice(0, 1));
    await tasks.remove(me(), ids.slice(5, 6));
    expect(await tasks.openTasks(me())).toEqual(await anew());
    expect(await tasks.openTasks(me())).toHaveLength(51);
  });

  it("is read as a whole only once, and after many changes", async () => {
    const { me, tasks, add, anew } = await setUp();
    await add("a");
    await tasks.openTasks(me());
    // Nobody changes tasks but the task service: what was not logged is not looked for.
    await database().queries.execute(sql`UPDATE tasks SET title = 'b' WHERE owner_id = ${me().userId}`);
    expect(await tasks.openTasks(me())).toMatchObject([{ title: "a" }]);
    for (let n = 0; n < 3; n++) await add(...Array.from({ length: 80 }, (_, k) => `${n} ${k}`));
    expect(await tasks.openTasks(me())).toEqual(await anew());
    expect((await tasks.openTasks(me()))[0]).toMatchObject({ title: "b" });
  });
});
