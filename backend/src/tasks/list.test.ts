import type { Task, TaskQueryInput } from "@todo-chatbot/contracts";
import { dueKey, localDue } from "@todo-chatbot/contracts/calendar";
import { sql } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import { ValidationError } from "../errors.ts";
import { databaseKinds, useDatabase } from "../testing/database.ts";
import { personWithTasks, query, task } from "../testing/person-with-tasks.ts";

describe.each(databaseKinds)("a list of tasks on %s", (kind) => {
  const database = useDatabase(kind);
  const setUp = (profile = {}) =>
    personWithTasks(database(), () => new Date("2026-11-20T10:00:00.000Z"), profile);

  it("pages through every sort and order without skipping or repeating", async () => {
    const { me, tasks } = await setUp();
    const dues = [
      null,
      { date: "2026-11-21" },
      { date: "2026-11-21", time: "08:00", timeZone: "UTC" },
      { date: "2027-01-01" },
    ] as const;
    await tasks.create(
      me(),
      Array.from({ length: 23 }, (_, index) =>
        task({
          title: `Task ${index % 5} ${index % 2 ? "x" : "Y"}`,
          priority: ([1, 2, 3, 4] as const)[index % 4] ?? 4,
          due: dues[index % 4] ?? null,
          position: index % 3,
        }),
      ),
    );
    for (const sort of ["position", "due", "priority", "created", "updated", "title"] as const) {
      for (const order of ["asc", "desc"] as const) {
        const all = (await tasks.list(me(), query({ sort, order, limit: 100 }))).items.map(({ id }) => id);
        const paged: string[] = [];
        let cursor: string | null | undefined;
        do {
          const page = await tasks.list(me(), query({ sort, order, limit: 4, ...(cursor && { cursor }) }));
          paged.push(...page.items.map(({ id }) => id));
          cursor = page.nextCursor;
        } while (cursor);
        expect({ sort, order, paged }).toEqual({ sort, order, paged: all });
        expect(new Set(paged).size).toBe(23);
      }
    }
    const { items } = await tasks.list(me(), query({ sort: "due", order: "desc", limit: 100 }));
    expect(items.at(-1)?.due).toBeNull();
    const { nextCursor } = await tasks.list(me(), query({ limit: 4 }));
    const foreign = tasks.list(me(), query({ limit: 4, sort: "due", cursor: nextCursor ?? "" }));
    await expect(foreign).rejects.toThrow(ValidationError);
  });

  it("filters and finds", async () => {
    const { me, tasks } = await setUp();
    await tasks.create(me(), [
      task({
        title: "100% done_ness",
        labels: ["Home"],
        project: "Flat",
        due: { date: "2026-11-21" },
        priority: 1,
      }),
      task({ title: "other", description: "needle in here", due: { date: "2026-11-25" } }),
      task({ title: "third", labels: ["work"] }),
    ]);
    const titles = async (filter: TaskQueryInput) =>
      (await tasks.list(me(), query(filter))).items.map(({ title }) => title);
    expect(await titles({ q: "100% DONE_" })).toEqual(["100% done_ness"]);
    expect(await titles({ q: "%" })).toEqual(["100% done_ness"]);
    expect(await titles({ q: "NEEDLE" })).toEqual(["other"]);
    expect(await titles({ label: "home" })).toEqual(["100% done_ness"]);
    expect(await titles({ project: "flat" })).toEqual(["100% done_ness"]);
    expect(await titles({ priority: 1 })).toEqual(["100% done_ness"]);
    expect(await titles({ dueFrom: "2026-11-22" })).toEqual(["other"]);
    expect(await titles({ dueFrom: "2026-11-21", dueTo: "2026-11-21" })).toEqual(["100% done_ness"]);
    expect(await titles({ due: "none" })).toEqual(["third"]);
    expect(await titles({ due: "any" })).toEqual(["100% done_ness", "other"]);
  });

  it("finds words however they are spelt, and parts of words", async () => {
    const { me, tasks } = await setUp();
    await tasks.create(me(), [
      task({ title: "Meet at the cafe\u0301", labels: ["Büro"], project: "Été" }),
      task({ title: "買い物リスト" }),
    ]);
    const titles = async (filter: TaskQueryInput) =>
      (await tasks.list(me(), query(filter))).items.map(({ title }) => title);
    const meet = ["Meet at the café"];
    for (const q of ["café", "cafe", "CAFÉ", "cafe\u0301", "caf meet", "buro", "ete"]) {
      expect([q, await titles({ q })]).toEqual([q, meet]);
    }
    expect(await titles({ q: "物リ" })).toEqual(["買い物リスト"]);
    for (const label of ["büro", "BURO"]) expect(await titles({ label })).toEqual(meet);
    expect(await titles({ label: "bur" })).toEqual([]);
    expect(await titles({ project: "ete" })).toEqual(meet);
    expect(await titles({ project: "buro" })).toEqual([]);
  });

  it("finds tasks stored before the searchable text existed", async () => {
    const { me, tasks, add } = await setUp();
    await add("An older Task");
    await database().queries.execute(sql`UPDATE tasks SET search = NULL WHERE owner_id = ${me().userId}`);
    expect((await tasks.list(me(), query({ q: "task OLD" }))).items).toHaveLength(1);
  });

  it("treats similar names as one, in the first spelling used", async () => {
    const { me, tasks } = await setUp();
    const [a] = await tasks.create(me(), [task({ title: "a", labels: ["Work", "work"], project: "Café" })]);
    expect(a?.labels).toEqual(["Work"]);
    const [b, c] = await tasks.create(me(), [
      task({ title: "b", labels: ["WORK"], project: "cafe" }),
      task({ title: "c", labels: ["new", "NEW"] }),
    ]);
    expect(b).toMatchObject({ labels: ["Work"], project: "Café" });
    expect(c?.labels).toEqual(["new"]);
    // Only where nothing else has it, a name can be spelt anew.
    const id = c?.id ?? "";
    expect((await tasks.update(me(), [{ id, patch: { labels: ["New", "wórk"] } }]))[0]?.labels).toEqual([
      "New",
      "Work",
    ]);
  });

  it.each(["Pacific/Honolulu", "America/Los_Angeles", "UTC", "Asia/Tokyo", "Pacific/Kiritimati"])(
    "filters and orders by the day in %s",
    async (timeZone) => {
      const { me, tasks } = await setUp({ timeZone });
      const timed = (title: string, date: string, time: string, zone: string) =>
        task({ title, due: { date, time, timeZone: zone } });
      await tasks.create(me(), [
        timed("eight in Los Angeles", "2026-11-20", "20:00", "America/Los_Angeles"),
        timed("midnight here", "2026-11-21", "00:00", timeZone),
        timed("noon here", "2026-11-21", "12:00", timeZone),
        timed("before", "2026-11-20", "23:59", timeZone),
        task({ title: "all day", due: { date: "2026-11-21" } }),
      ]);
      const all = (await tasks.list(me(), query({ sort: "due", limit: 100 }))).items;
      const day = { dueFrom: "2026-11-21", dueTo: "2026-11-21" };
      const found = (await tasks.list(me(), query({ ...day, sort: "due" }))).items;
      const keyOf = ({ due }: Task) => dueKey(due, timeZone);
      expect(all.map(keyOf)).toEqual(all.map(keyOf).sort());
      expect(found).toEqual(all.filter(({ due }) => due && localDue(due, timeZone).date === "2026-11-21"));
      expect(found.slice(0, 2).map(({ title }) => title)).toEqual(["all day", "midnight here"]);
    },
  );

  it("lists a subtask without a date with its nearest ancestor that has one", async () => {
    const { me, tasks } = await setUp({ timeZone: "Asia/Tokyo" });
    const add = async (title: string, parentId: string | null, due: Task["due"] = null) =>
      (await tasks.create(me(), [task({ title, parentId, due })]))[0]?.id as string;
    // In Tokyo it is the 22nd.
    const due = { date: "2026-11-21", time: "20:00", timeZone: "UTC" };
    await add("other", null, { date: "2026-11-23" });
    const trip = await add("trip", null, due);
    const flights = await add("flights", trip);
    await add("prices", flights);
    await add("later", flights, { date: "2026-12-01" });
    const done = await add("done", trip);
    await tasks.complete(me(), [done]);
    await add("undated", await add("undated parent", null));
    const titles = async (more: TaskQueryInput) =>
      (await tasks.list(me(), query(more))).items.map(({ title }) => title);
    expect(await titles({ dueFrom: "2026-11-22", dueTo: "2026-11-22" })).toEqual([
      "trip",
      "flights",
      "prices",
    ]);
    const byDue = ["trip", "flights", "prices", "other", "later", "undated parent", "undated"];
    expect(await titles({ sort: "due" })).toEqual(byDue);
    const paged: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await tasks.list(me(), query({ sort: "due", limit: 2, ...(cursor && { cursor }) }));
      paged.push(...page.items.map(({ title }) => title));
      if (!page.nextCursor) break;
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(byDue);
    expect(await titles({ due: "none" })).toEqual(["flights", "prices", "undated parent", "undated"]);
  });

  it("uses the UTC offset for a time zone the database does not know", async () => {
    const { me, tasks } = await setUp({ timeZone: "America/New_York" });
    await tasks.create(me(), [
      task({ title: "a", due: { date: "2026-11-21", time: "01:00", timeZone: "UTC" } }),
    ]);
    const error = Object.assign(new Error("time zone not recognized"), { code: "22023" });
    const statements = vi.spyOn(database().queries, "execute").mockRejectedValueOnce(error);
    const { items } = await tasks.list(me(), query({ dueTo: "2026-11-20" }));
    statements.mockRestore();
    expect(items.map(({ title }) => title)).toEqual(["a"]);
  });
});
