import { limits, type Task, taskCreate } from "@todo-chatbot/contracts";
import { sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { describe, expect, it, vi } from "vitest";
import { rowsOf } from "../database/client.ts";
import { IdempotencyConflictError, LimitError, NotFoundError, UnauthenticatedError } from "../errors.ts";
import { databaseKinds, useDatabase } from "../testing/database.ts";
import { makePerson } from "../testing/people.ts";
import { createTaskService, type TaskService } from "./service.ts";

const task = (title: string) => taskCreate.parse({ title });

describe.each(databaseKinds)("changes of one person at the same moment on %s", (kind) => {
  const database = useDatabase(kind);

  async function setUp() {
    const me = await makePerson(database());
    const { userId } = me();
    const log = async (tasks: TaskService) => (await tasks.activity(me(), { limit: 100 })).reverse();
    return { userId, me, log, tasks: createTaskService(database()) };
  }

  it("are all made, in the order requested, and share their round trips", async () => {
    const { me, tasks, log } = await setUp();
    const names = Array.from({ length: 60 }, (_, n) => `task ${n}`);
    const before = database().roundTrips();
    const made = (await Promise.all(names.map((name) => tasks.create(me(), [task(name)])))).flat();
    // The first alone, in two; then fifty together and the rest together, in one each.
    expect(database().roundTrips() - before).toBe(4);
    expect(made.map(({ title }) => title)).toEqual(names);
    expect(made.map(({ position }) => position)).toEqual(names.map((_, n) => n + 1));
    expect((await log(tasks)).map(({ sequence, after }) => [sequence, after?.title])).toEqual(
      names.map((name, n) => [n + 1, name]),
    );
  });

  it("see what those before them did, and are undone by themselves", async () => {
    const { me, tasks } = await setUp();
    const [[a], [b]] = (await Promise.all([
      tasks.create(me(), [task("a")]),
      tasks.create(me(), [task("b")]),
    ])) as [[Task], [Task]];
    const [, [done], [named]] = await Promise.all([
      tasks.get(me(), [a.id]),
      tasks.complete(me(), [b.id]),
      tasks.update(me(), [{ id: b.id, patch: { title: "c" } }]),
      tasks.update(me(), [{ id: a.id, patch: { priority: 1 } }]),
    ]);
    expect([done?.version, named]).toMatchObject([2, { version: 3, title: "c" }]);
    expect(named?.completedAt).not.toBeNull();
    const [renamed] = (await tasks.activity(me(), { limit: 10 })).filter(
      ({ after, before }) => after?.title !== before?.title,
    );
    await tasks.undo(me(), { changeId: renamed?.id ?? "" });
    expect(await tasks.get(me(), [b.id])).toMatchObject([{ title: "b", completedAt: named?.completedAt }]);
  });

  it("are not affected by a refused one, of which nothing stays", async () => {
    const { me, tasks, log } = await setUp();
    const [parent] = await tasks.create(me(), [task("parent")]);
    const half = tasks.batch(me(), [
      { type: "create", task: task("half") },
      { type: "complete", id: uuidv7() },
    ]);
    const refusal = tasks
      .guarded(() => {
        throw new Error("held");
      })
      .remove(me(), [parent?.id ?? ""]);
    const results = await Promise.allSettled([
      tasks.create(me(), [task("one")]),
      half,
      refusal,
      tasks.update(me(), [{ id: parent?.id ?? "", patch: { title: "still here" } }]),
    ]);
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected", "fulfilled"]);
    expect((results[1] as PromiseRejectedResult).reason).toBeInstanceOf(NotFoundError);
    expect((await log(tasks)).map(({ after }) => after?.title)).toEqual(["parent", "one", "still here"]);
  });

  it("are made once per key, and refused for another request under it", async () => {
    const { me, tasks, log } = await setUp();
    const under = (requestHash: string) => tasks.once({ key: "k", requestHash });
    const [, first, again, other] = await Promise.allSettled([
      tasks.create(me(), [task("before")]),
      under("a").create(me(), [task("once")]),
      under("a").create(me(), [task("once")]),
      under("b").create(me(), [task("other")]),
    ]);
    expect(again).toEqual(first);
    expect((other as PromiseRejectedResult).reason).toBeInstanceOf(IdempotencyConflictError);
    expect((await log(tasks)).map(({ after }) => after?.title)).toEqual(["before", "once"]);
  });

  it("of two servers are all made, each once, in one row", async () => {
    const { me, tasks, log } = await setUp();
    const servers = [tasks, createTaskService(database()), createTaskService(database())];
    const [shared] = await tasks.create(me(), [task("shared")]);
    await Promise.all(
      servers.flatMap((server, s) =>
        Array.from({ length: 8 }, async (_, n) => {
          await server.create(me(), [task(`${s} ${n}`)]);
          await server.once({ key: `same ${n}`, requestHash: "h" }).create(me(), [task(`same ${n}`)]);
          await server.update(me(), [{ id: shared?.id ?? "", patch: { description: `${s} ${n}` } }]);
        }),
      ),
    );
    const changes = await log(tasks);
    expect(changes.map(({ sequence }) => sequence)).toEqual(changes.map((_, n) => n + 1));
    // Of the requests under a key, which every server was sent, one each.
    expect(changes.filter(({ action }) => action === "create")).toHaveLength(1 + 3 * 8 + 8);
    const versions = changes.flatMap(({ after }) => (after?.id === shared?.id ? (after?.version ?? 0) : []));
    expect(versions).toEqual(versions.map((_, n) => n + 1));
  });

  it("complete a task once, in the state it has by then", async () => {
    const { userId, me, tasks, log } = await setUp();
    const elsewhere = createTaskService(database());
    const [one, two] = await tasks.create(me(), [task("one"), task("two")]);
    const ids = [one?.id ?? ""];
    const under = (service: TaskService) =>
      service.once({ key: "k", requestHash: "h" }).complete(me(), [two?.id ?? ""]);
    // All of them wait for the person's row, and then see what those before them wrote.
    const results = await database().transaction(async (queries) => {
      await queries.execute(
        sql`UPDATE "user" SET change_sequence = change_sequence + 1 WHERE id = ${userId}`,
      );
      await queries.execute(sql`INSERT INTO changes
        (owner_id, sequence, id, group_id, actor, action, task_id, before, after, at)
        SELECT ${userId}, 3, gen_random_uuid(), gen_random_uuid(), 'user', 'update', ${ids[0]}::uuid, after,
          after || '{"title": "renamed", "version": 2}', now() FROM changes
        WHERE owner_id = ${userId} AND task_id = ${ids[0]}::uuid`);
      await queries.execute(sql`UPDATE tasks SET title = 'renamed', version = 2 WHERE id = ${ids[0]}::uuid`);
      const asked = [
        tasks.complete(me(), ids),
        elsewhere.complete(me(), ids),
        under(createTaskService(database())),
        under(createTaskService(database())),
      ];
      const waiting = sql`SELECT 1 FROM pg_locks WHERE NOT granted`;
      if (kind === "postgresql")
        await vi.waitFor(async () => expect(await rowsOf(queries, waiting)).toHaveLength(4), 10_000);
      return asked;
    });
    const [[first], [second], [third], [fourth]] = (await Promise.all(results)) as [
      [Task],
      [Task],
      [Task],
      [Task],
    ];
    expect([first, second]).toMatchObject([{ title: "renamed", version: 3 }, { version: 3 }]);
    expect(second).toEqual(first);
    expect(fourth).toEqual(third);
    const changes = await log(tasks);
    expect(changes.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5]);
    const completed = changes.filter(({ action }) => action === "complete");
    expect(completed.map(({ before }) => before?.version).sort()).toEqual([1, 2]);
    expect(completed.map(({ after }) => after)).toEqual(expect.arrayContaining([first, third]));
    expect(await tasks.get(me(), [...ids, two?.id ?? ""])).toEqual([first, third]);
  });

  it("leave nobody more open tasks than one may have, whoever else takes some away", async () => {
    const { userId, me, tasks } = await setUp();
    await tasks.create(me(), [task("counted")]);
    await database().queries.execute(sql`
      INSERT INTO tasks (id, owner_id, title, description, priority, labels, reminders, position, version,
        created_at, updated_at)
      SELECT gen_random_uuid(), ${userId}, 'many', '', 4, '{}', '[]', 1, 1, now(), now()
      FROM generate_series(1, ${limits.openTasksPerUser - 3}::int)`);
    // As any writer does.
    await database().queries.execute(
      sql`UPDATE "user" SET change_sequence = change_sequence + 1 WHERE id = ${userId}`,
    );
    const add = (count: number) =>
      Promise.allSettled(Array.from({ length: count }, () => tasks.create(me(), [task("more")])));
    const outcomes = await add(5);
    expect(outcomes.map(({ status }) => status)).toEqual([
      "fulfilled",
      "fulfilled",
      "rejected",
      "rejected",
      "rejected",
    ]);
    expect((outcomes[2] as PromiseRejectedResult).reason).toBeInstanceOf(LimitError);
    const elsewhere = createTaskService(database());
    const { items } = await elsewhere.list(me(), {
      status: "open",
      sort: "position",
      order: "asc",
      limit: 1,
    });
    await elsewhere.complete(
      me(),
      items.map(({ id }) => id),
    );
    expect((await add(2)).map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
  });

  it("need not be read before an addition, unless something they depend on has changed since", async () => {
    const { userId, me, tasks } = await setUp();
    const count = async (work: () => Promise<unknown>) => {
      const before = database().roundTrips();
      await work();
      return database().roundTrips() - before;
    };
    const add = (title: string) => () => tasks.create(me(), [task(title)]);
    const under = (title: string) => () =>
      tasks.once({ key: "k", requestHash: title }).create(me(), [task(title)]);
    expect(await count(add("first"))).toBe(2);
    expect(await count(add("second"))).toBe(1);
    expect(await count(under("once"))).toBe(1);
    // Not written, read, and recalled or written.
    expect(await count(under("once"))).toBe(2);
    expect(await count(add("third"))).toBe(2);
    await createTaskService(database()).create(me(), [task("elsewhere")]);
    expect(await count(add("next"))).toBe(3);
    await database().queries.execute(sql`UPDATE "user" SET time_zone = 'Asia/Tokyo' WHERE id = ${userId}`);
    expect(await count(add("fourth"))).toBe(3);
    expect(await count(add("fifth"))).toBe(1);
    const { items } = await tasks.list(me(), { status: "open", sort: "position", order: "asc", limit: 50 });
    const titles = ["first", "second", "once", "third", "elsewhere", "next", "fourth", "fifth"];
    expect(items.map(({ title, position }) => [title, position])).toEqual(
      titles.map((title, index) => [title, index + 1]),
    );
    await database().queries.execute(sql`DELETE FROM "user" WHERE id = ${userId}`);
    await expect(add("after the end")()).rejects.toBeInstanceOf(UnauthenticatedError);
  });
});
