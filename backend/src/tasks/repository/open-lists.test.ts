import { type Task, taskCreate } from "@todo-chatbot/contracts";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { databaseKinds, useDatabase } from "../../testing/database.ts";
import { move, operationOf } from "../../testing/moves.ts";
import { makePerson } from "../../testing/people.ts";
import { useServerPair } from "../../testing/server-pair.ts";
import { undoNewest } from "../../testing/undo-newest.ts";
import { createTaskService } from "../service.ts";
import { mostCompleted } from "./list-after.ts";

describe.each(databaseKinds)("cached lists of open tasks on %s", (kind) => {
  const database = useDatabase(kind);

  async function setUp(now?: () => Date) {
    const me = await makePerson(database());
    const tasks = createTaskService(database(), now);
    const add = (...titles: string[]) =>
      tasks.create(
        me(),
        titles.map((title) => taskCreate.parse({ title })),
      );
    /** As read by a process that has no cached list. */
    const anew = () => createTaskService(database()).openTasks(me());
    return { me, tasks, add, anew };
  }

  it("equal a list read as a whole, after any changes by two processes in turn", async () => {
    const now = () => new Date("2026-11-20T10:00:00Z");
    let changed = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.boolean(), fc.option(fc.array(move, { minLength: 1, maxLength: 4 }))), {
          minLength: 2,
          maxLength: 8,
        }),
        async (calls) => {
          const { me, tasks: here, anew } = await setUp(now);
          const there = createTaskService(database(), now);
          for (const [isHere, steps] of calls) {
            const [changing, other] = isHere ? [here, there] : [there, here];
            const known = await changing.openTasks(me());
            const operations = (steps ?? []).flatMap((step) => operationOf(step, known) ?? []);
            // Calls that are refused change nothing.
            const call = steps ? changing.batch(me(), operations) : undoNewest(changing, me());
            await call.then(
              () => changed++,
              () => {},
            );
            const whole = await anew();
            expect(await changing.openTasks(me())).toEqual(whole);
            if (changed % 2 === 0) expect(await other.openTasks(me())).toEqual(whole);
          }
        },
      ),
      { numRuns: 40 },
    );
    expect(changed).toBeGreaterThan(40);
  }, 120_000);

  it("hold every field as a list read as a whole does", async () => {
    const { me, tasks, anew } = await setUp();
    const [one] = await tasks.create(me(), [taskCreate.parse({ title: "One" })]);
    await tasks.openTasks(me());
    const day = { date: "2026-11-30" };
    const clock = { ...day, time: "09:30", timeZone: "Europe/Berlin" };
    await tasks.create(me(), [
      taskCreate.parse({
        title: "Two",
        description: "a\nb",
        parentId: one?.id,
        start: day,
        due: clock,
        priority: 1,
        labels: ["x", "y"],
        project: "p",
        reminders: [{ at: "2026-12-01T08:00:00.000Z" }],
      }),
    ]);
    const recurrence = { rule: "FREQ=DAILY", anchor: "schedule" as const };
    await tasks.update(me(), [{ id: one?.id ?? "", patch: { due: day, recurrence } }]);
    await tasks.complete(me(), [one?.id ?? ""]);
    expect(await tasks.openTasks(me())).toEqual(await anew());
  });

  it("end with those completed last, also when one is reopened or was completed earlier", async () => {
    const { me, tasks, add, anew } = await setUp();
    const made = await add(...Array.from({ length: mostCompleted + 4 }, (_, n) => `task ${n}`));
    const ids = made.map(({ id }) => id);
    const early = ids.slice(0, 2);
    for (const id of ids.slice(2)) await tasks.complete(me(), [id]);
    expect(await tasks.openTasks(me())).toHaveLength(mostCompleted + 2);
    // Sent late: completed before all others.
    await tasks.complete({ ...me(), at: new Date("2020-01-01T00:00:00Z") }, early);
    expect(await tasks.openTasks(me())).toEqual(await anew());
    await tasks.reopen(me(), ids.slice(20, 22));
    expect(await tasks.openTasks(me())).toEqual(await anew());
    await tasks.remove(me(), ids.slice(30, 31));
    expect(await tasks.openTasks(me())).toEqual(await anew());
    expect(await tasks.openTasks(me())).toHaveLength(mostCompleted + 2);
  });

  it("are read from the change log only, until there are many changes", async () => {
    const { me, tasks, add } = await setUp();
    const titles = async () => (await tasks.openTasks(me())).map(({ title }) => title);
    await add("a");
    await tasks.openTasks(me());
    await database().queries.execute(sql`UPDATE tasks SET title = 'b' WHERE owner_id = ${me().userId}`);
    await add("c");
    expect(await titles()).toEqual(["a", "c"]);
    for (let n = 0; n < 3; n++) await add(...Array.from({ length: 80 }, (_, k) => `${n} ${k}`));
    expect((await titles()).slice(0, 2)).toEqual(["b", "c"]);
  });

  it("keep the same object for each task that did not change", async () => {
    const { me, tasks, add } = await setUp();
    const [first] = await add("a", "b");
    const [, before] = await tasks.openTasks(me());
    await tasks.update(me(), [{ id: first?.id ?? "", patch: { title: "A" } }]);
    const after = await tasks.openTasks(me());
    expect(after.map(({ title }) => title)).toEqual(["A", "b"]);
    expect(after[1]).toBe(before);
  });

  it("are read as a whole again when the database was replaced by an older copy of itself", async () => {
    const { me, tasks, add, anew } = await setUp();
    const owner = me().userId;
    await add("a");
    await add("lost");
    expect(await tasks.openTasks(me())).toHaveLength(2);
    await database().queries.execute(sql`DELETE FROM changes WHERE owner_id = ${owner} AND sequence = 2`);
    await database().queries.execute(sql`DELETE FROM tasks WHERE owner_id = ${owner} AND title = 'lost'`);
    await database().queries.execute(sql`UPDATE "user" SET change_sequence = 1 WHERE id = ${owner}`);
    expect(await tasks.openTasks(me())).toMatchObject([{ title: "a" }]);
    await add("b", "c");
    expect(await tasks.openTasks(me())).toEqual(await anew());
  });
});

describe("the assistants of two servers on one database", () => {
  const pair = useServerPair({ withChat: true });

  it("each know at once what changed at the other", async () => {
    const me = await pair().here.signUp();
    const there = pair().there.client();
    for (const [name, value] of me.jar) there.jar.set(name, value);
    const listed = async (client: typeof me) => {
      const { body } = await client.post("/api/v1/chat", { message: "show all my tasks" });
      return (body as { tasks: Task[] }).tasks.map(({ title }) => title);
    };
    for (let n = 1; n <= 5; n++) {
      const [writer, reader] = n % 2 === 0 ? [me, there] : [there, me];
      await writer.post("/api/v1/tasks", { title: `Task ${n}` });
      const all = Array.from({ length: n }, (_, k) => `Task ${k + 1}`);
      expect(await listed(reader)).toEqual(all);
      expect(await listed(writer)).toEqual(all);
    }
  });
});
