import { taskCreate } from "@todo-chatbot/contracts";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { TaskService } from "../../../tasks/service.ts";
import { createTaskService } from "../../../tasks/service.ts";
import type { Principal } from "../../../tasks/types.ts";
import { useDatabase } from "../../../testing/database.ts";
import { makePerson } from "../../../testing/people.ts";
import { undoNewest } from "../../../testing/undo-newest.ts";
import { joinTasks } from "./joined-tasks.ts";

const unknown = "01890000-0000-7000-8000-000000000000";

describe("changes requested at the same moment", () => {
  const database = useDatabase("embedded");
  let tasks: TaskService;
  let as: () => Principal;

  beforeAll(() => {
    tasks = createTaskService(database());
  });
  beforeEach(async () => {
    as = await makePerson(database());
  });

  const add = (...titles: string[]) =>
    tasks.create(
      as(),
      titles.map((title) => taskCreate.parse({ title })),
    );

  it("are one transaction, and each gets its own answer", async () => {
    const known = await add("One", "Two", "Three", "Four");
    const [one, two, three, four] = known.map(({ id }) => id) as [string, string, string, string];
    const joined = joinTasks(tasks, known);
    const principal = as();
    const before = database().roundTrips();
    const [created, updated, completed, removed] = await Promise.all([
      joined.create(principal, [taskCreate.parse({ title: "Five" }), taskCreate.parse({ title: "Six" })]),
      joined.update(principal, [{ id: one, patch: { title: "Eins" } }]),
      joined.complete(principal, [two, three]),
      joined.remove(principal, [four]),
    ]);
    expect(database().roundTrips() - before).toBe(2);
    expect(created.map(({ title }) => title)).toEqual(["Five", "Six"]);
    expect(updated).toMatchObject([{ id: one, title: "Eins" }]);
    expect(completed.map(({ title, completedAt }) => [title, completedAt !== null])).toEqual([
      ["Two", true],
      ["Three", true],
    ]);
    expect(removed).toEqual([known[3]]);
    await undoNewest(tasks, as());
    expect(await tasks.openTasks(as())).toMatchObject(known.map(({ title }) => ({ title })));
  });

  it("are seen by who looks afterwards, without asking the database again", async () => {
    const known = await add("One", "Two", "Three");
    const [one, two, three] = known.map(({ id }) => id) as [string, string, string];
    const principal = as();
    const before = database().roundTrips();
    const joined = joinTasks(tasks, known);
    await joined.update(principal, [{ id: one, patch: { title: "Eins" } }]);
    const seen = await joined.get(principal, [one, two]);
    expect(seen).toMatchObject([{ title: "Eins" }, { title: "Two" }]);
    expect(database().roundTrips() - before).toBe(2);
    await joined.remove(principal, [three]);
    await expect(joined.get(principal, [three])).rejects.toMatchObject({ code: "not_found" });
  });

  it("are made one by one when one of them cannot be", async () => {
    const known = await add("One");
    const joined = joinTasks(tasks, known);
    const principal = as();
    const results = await Promise.allSettled([
      joined.complete(principal, [unknown]),
      joined.create(principal, [taskCreate.parse({ title: "Two" })]),
    ]);
    expect(results).toMatchObject([
      { status: "rejected", reason: { code: "not_found" } },
      { status: "fulfilled", value: [{ title: "Two" }] },
    ]);
    expect((await tasks.openTasks(as())).map(({ title }) => title)).toEqual(["One", "Two"]);
  });
});
