import { sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { describe, expect, it } from "vitest";
import { IdempotencyConflictError, NotFoundError, ValidationError, VersionConflictError } from "../errors.ts";
import { databaseKinds, useDatabase } from "../testing/database.ts";
import { makePerson } from "../testing/people.ts";
import { personWithTasks, query, task } from "../testing/person-with-tasks.ts";
import { undoNewest } from "../testing/undo-newest.ts";

describe.each(databaseKinds)("tasks on %s", (kind) => {
  const database = useDatabase(kind);
  const clock = { now: new Date("2026-11-20T10:00:00.000Z") };

  const setUp = (profile = {}) => personWithTasks(database(), () => clock.now, profile);

  it("returns what was stored, by every way of reading", async () => {
    const { me, tasks } = await setUp();
    const input = task({
      title: "Pay rent",
      description: "to the new account\nüßé 🏠",
      priority: 2,
      labels: ["home", "money"],
      project: "Flat",
      due: { date: "2026-11-30", time: "17:00", timeZone: "Europe/Berlin" },
      recurrence: { rule: "FREQ=WEEKLY", anchor: "schedule" },
      reminders: [{ minutesBefore: 30 }],
    });
    const [made] = await tasks.create(me(), [input]);
    expect(made).toMatchObject({ ...input, completedAt: null, version: 1, position: 1, parentId: null });
    expect(made?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    expect(made?.createdAt).toBe("2026-11-20T10:00:00.000Z");
    if (!made) throw new Error("unreachable");
    expect(await tasks.get(me(), [made.id.toUpperCase()])).toEqual([made]);
    expect(await tasks.openTasks(me())).toEqual([made]);
    expect((await tasks.list(me(), query())).items).toEqual([made]);
    const [change] = await tasks.activity(me(), { limit: 10 });
    expect(change).toMatchObject({ sequence: 1, action: "create", before: null, after: made, actor: "user" });
  });

  it("keeps one person's data from another", async () => {
    const { me, tasks, add } = await setUp();
    const other = await makePerson(database());
    const [mine] = await add("secret");
    if (!mine) throw new Error("unreachable");
    const id = mine.id;
    const [change] = await tasks.activity(me(), { limit: 1 });
    await expect(tasks.get(other(), [id])).rejects.toThrow(NotFoundError);
    await expect(tasks.update(other(), [{ id, patch: { title: "x" } }])).rejects.toThrow(NotFoundError);
    for (const act of ["complete", "reopen", "remove"] as const) {
      await expect(tasks[act](other(), [id])).rejects.toThrow(NotFoundError);
    }
    await expect(tasks.undo(other(), { changeId: change?.id ?? "" })).rejects.toThrow(NotFoundError);
    await expect(tasks.create(other(), [task({ title: "x", parentId: id })])).rejects.toThrow(
      ValidationError,
    );
    expect((await tasks.list(other(), query({ status: "all" }))).items).toEqual([]);
    expect(await tasks.activity(other(), { limit: 10 })).toEqual([]);
    expect(await tasks.get(me(), [id])).toEqual([mine]);
  });

  it("changes all or nothing", async () => {
    const { me, tasks, add, open } = await setUp();
    const [a] = await add("a");
    const failing = tasks.batch(me(), [
      { type: "create", task: task({ title: "b" }) },
      { type: "delete", id: a?.id ?? "" },
      { type: "complete", id: uuidv7() },
    ]);
    await expect(failing).rejects.toThrow(NotFoundError);
    expect(await open()).toEqual(["a"]);
    expect(await tasks.activity(me(), { limit: 10 })).toHaveLength(1);
  });

  it("runs a batch in order and undoes it as one", async () => {
    const { me, tasks, add, open } = await setUp();
    const [a, b] = await add("a", "b");
    if (!a || !b) throw new Error("unreachable");
    const results = await tasks.batch(me(), [
      { type: "update", id: a.id, patch: { title: "A" } },
      { type: "update", id: a.id, patch: { priority: 1 } },
      { type: "delete", id: b.id },
      { type: "create", task: task({ title: "c" }) },
    ]);
    expect(results.map((result) => result?.title ?? null)).toEqual(["A", "A", null, "c"]);
    expect(await open()).toEqual(["A", "c"]);
    const undone = await undoNewest(tasks, me());
    expect(undone.removedIds).toEqual([results[3]?.id]);
    expect(undone.tasks.map(({ title }) => title).sort()).toEqual(["a", "b"]);
    expect(await open()).toEqual(["a", "b"]);
    const [restored] = await tasks.get(me(), [a.id]);
    expect(restored).toMatchObject({ title: "a", priority: 4, version: 4 });
  });

  it("skips what is undone already, and can undo an undo by name", async () => {
    const { me, tasks, add, open } = await setUp();
    await add("a");
    await add("b");
    await undoNewest(tasks, me());
    expect(await open()).toEqual(["a"]);
    const log = await tasks.activity(me(), { limit: 10 });
    expect(log.map(({ action, undone }) => [action, undone])).toEqual([
      ["undo", false],
      ["create", true],
      ["create", false],
    ]);
    const [last] = log;
    await tasks.undo(me(), { changeId: last?.id ?? "" });
    expect(await open()).toEqual(["a", "b"]);
    await undoNewest(tasks, me());
    await undoNewest(tasks, me());
    expect(await open()).toEqual([]);
    await expect(undoNewest(tasks, me())).rejects.toMatchObject({ code: "nothing_to_undo" });
  });

  it("refuses an undo that would lose a later change, and keeps later changes of other fields", async () => {
    const { me, tasks, add } = await setUp();
    const [a] = await add("a");
    if (!a) throw new Error("unreachable");
    await tasks.update(me(), [{ id: a.id, patch: { title: "b" } }]);
    const [renamed] = await tasks.activity(me(), { limit: 1 });
    await tasks.update(me(), [{ id: a.id, patch: { priority: 1 } }]);
    await tasks.undo(me(), { changeId: renamed?.id ?? "" });
    expect(await tasks.get(me(), [a.id])).toMatchObject([{ title: "a", priority: 1 }]);

    await tasks.update(me(), [{ id: a.id, patch: { title: "c" } }]);
    const [again] = await tasks.activity(me(), { limit: 1 });
    await tasks.update(me(), [{ id: a.id, patch: { title: "d" } }]);
    await expect(tasks.undo(me(), { changeId: again?.id ?? "" })).rejects.toMatchObject({
      code: "undo_conflict",
    });
    expect(await tasks.get(me(), [a.id])).toMatchObject([{ title: "d" }]);
  });

  it("deletes with subtasks and brings all of them back", async () => {
    const { me, tasks, open } = await setUp();
    const [top] = await tasks.create(me(), [task({ title: "top" })]);
    const [middle] = await tasks.create(me(), [task({ title: "middle", parentId: top?.id ?? null })]);
    await tasks.create(me(), [task({ title: "leaf", parentId: middle?.id ?? null })]);
    const before = await tasks.openTasks(me());
    expect(await tasks.remove(me(), [top?.id ?? ""])).toEqual([top]);
    expect(await open()).toEqual([]);
    await undoNewest(tasks, me());
    const after = await tasks.openTasks(me());
    expect(after.map(({ version, updatedAt, ...rest }) => rest)).toEqual(
      before.map(({ version, updatedAt, ...rest }) => rest),
    );
  });

  it("checks the parents of subtasks", async () => {
    const { me, tasks } = await setUp();
    let parentId: string | null = null;
    const chain: string[] = [];
    for (let level = 0; level < 5; level++) {
      const [made]: { id: string }[] = await tasks.create(me(), [
        task({ title: `level ${level}`, parentId }),
      ]);
      parentId = made?.id ?? null;
      chain.push(parentId ?? "");
    }
    const place = (id: string | undefined, under: string | undefined) =>
      tasks.update(me(), [{ id: id ?? "", patch: { parentId: under ?? null } }]);
    await expect(tasks.create(me(), [task({ title: "too deep", parentId })])).rejects.toThrow(/5 levels/);
    await expect(place(chain[0], chain[4])).rejects.toThrow(/under itself/);
    await expect(place(chain[1], chain[1])).rejects.toThrow(/under itself/);
    const [other] = await tasks.create(me(), [task({ title: "other" })]);
    await expect(place(chain[0], other?.id)).rejects.toThrow(/5 levels/);
    await expect(place(chain[1], other?.id)).resolves.toMatchObject([{ parentId: other?.id }]);
  });

  it("completes with subtasks, and reopens the ancestors of a reopened one", async () => {
    const { me, tasks, open } = await setUp();
    const [top] = await tasks.create(me(), [task({ title: "top" })]);
    const [leaf] = await tasks.create(me(), [task({ title: "leaf", parentId: top?.id ?? null })]);
    const [done] = await tasks.complete(me(), [top?.id ?? ""]);
    expect(done?.completedAt).toBe(clock.now.toISOString());
    expect(await open()).toEqual([]);
    await tasks.reopen(me(), [leaf?.id ?? ""]);
    expect(await open()).toEqual(["top", "leaf"]);
  });

  it("completes a repeating task a day early, and undoes only that", async () => {
    const { me, tasks, add, open } = await setUp();
    await add("made before");
    const recurrence = { rule: "FREQ=WEEKLY;BYDAY=MO", anchor: "completion" as const };
    // Saturday is today, Monday is when it is due.
    const [made] = await tasks.create(me(), [
      task({ title: "bins", due: { date: "2026-11-23" }, recurrence }),
    ]);
    const id = made?.id ?? "";
    clock.now = new Date("2026-11-22T10:00:00.000Z");
    const [moved] = await tasks.complete(me(), [id]);
    clock.now = new Date("2026-11-20T10:00:00.000Z");
    expect(moved).toMatchObject({ due: { date: "2026-11-30" }, version: 2 });
    const [change] = await tasks.activity(me(), { limit: 1 });
    expect(change).toMatchObject({ action: "complete", taskId: id });
    await tasks.undo(me(), { changeId: change?.id ?? "" });
    expect(await tasks.get(me(), [id])).toMatchObject([{ due: { date: "2026-11-23" } }]);
    expect(await open()).toEqual(["made before", "bins"]);
  });

  it("moves a completed recurring task to its next date in the person's zone, and undoes it", async () => {
    const { me, tasks } = await setUp({ timeZone: "Pacific/Kiritimati" });
    const [made] = await tasks.create(me(), [task({ title: "water", recurrence: { rule: "FREQ=DAILY" } })]);
    expect(made?.due).toEqual({ date: "2026-11-21" });
    const [moved] = await tasks.complete(me(), [made?.id ?? ""]);
    expect(moved).toMatchObject({ completedAt: null, due: { date: "2026-11-22" } });
    expect((await tasks.activity(me(), { limit: 1 }))[0]).toMatchObject({ action: "complete" });
    const { tasks: back } = await undoNewest(tasks, me());
    expect(back).toMatchObject([{ due: { date: "2026-11-21" } }]);
    await tasks.update(me(), [{ id: made?.id ?? "", patch: { due: null } }]);
    expect(await tasks.get(me(), [made?.id ?? ""])).toMatchObject([{ due: null, recurrence: null }]);
  });

  it("uses the time of the request if it was earlier, and never a future one", async () => {
    const { me, tasks } = await setUp();
    const daily = task({ title: "water", due: { date: "2026-11-17" }, recurrence: { rule: "FREQ=DAILY" } });
    const [made] = await tasks.create(me(), [daily]);
    const id = made?.id ?? "";
    const [moved] = await tasks.complete({ ...me(), at: new Date("2026-11-17T20:00:00Z") }, [id]);
    expect(moved).toMatchObject({ due: { date: "2026-11-18" }, updatedAt: clock.now.toISOString() });
    const [again] = await tasks.complete({ ...me(), at: new Date("2030-01-01T00:00:00Z") }, [id]);
    expect(again).toMatchObject({ due: { date: "2026-11-21" } });
  });

  it("refuses a change based on an old version, and returns the current one", async () => {
    const { me, tasks, add } = await setUp();
    const [a] = await add("a");
    const id = a?.id ?? "";
    const [b] = await tasks.update(me(), [{ id, patch: { title: "b", version: 1 } }]);
    const conflict = await tasks
      .update(me(), [{ id, patch: { title: "c", version: 1 } }])
      .catch((error) => error);
    expect(conflict).toBeInstanceOf(VersionConflictError);
    expect(conflict.current).toEqual(b);
    expect(await tasks.update(me(), [{ id, patch: { title: "b" } }])).toEqual([b]);
  });

  it("does a request with one key once, however often it comes", async () => {
    const { me, tasks, open } = await setUp();
    const once = () => tasks.once({ key: "k", requestHash: "h" }).create(me(), [task({ title: "a" })]);
    const answers = await Promise.all([once(), once(), once()]);
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    expect(await open()).toEqual(["a"]);
    const other = tasks.once({ key: "k", requestHash: "other" }).create(me(), [task({ title: "b" })]);
    await expect(other).rejects.toThrow(IdempotencyConflictError);
    const someoneElse = await makePerson(database());
    await tasks.once({ key: "k", requestHash: "h" }).create(someoneElse(), [task({ title: "theirs" })]);
    expect(await open()).toEqual(["a"]);
  });

  it("numbers an owner's changes without gaps when they come at once", async () => {
    const { me, tasks, add } = await setUp();
    await Promise.all(Array.from({ length: 12 }, (_, index) => add(`task ${index}`)));
    const log = await tasks.activity(me(), { limit: 100 });
    expect(log.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 12 }, (_, index) => 12 - index));
  });

  it("moves dated subtasks and reminders along with a repeating task", async () => {
    const { me, tasks } = await setUp({ timeZone: "America/New_York" });
    const at = "2027-03-12T14:00:00Z";
    const [rent] = await tasks.create(me(), [
      task({
        title: "rent",
        start: { date: "2027-03-10" },
        due: { date: "2027-03-15" },
        recurrence: { rule: "FREQ=WEEKLY" },
        reminders: [{ at }, { minutesBefore: 30 }],
      }),
    ]);
    const id = rent?.id ?? "";
    const [step] = await tasks.create(me(), [
      task({ title: "transfer", parentId: id, due: { date: "2027-03-12" } }),
    ]);
    const [own] = await tasks.create(me(), [
      task({ title: "own", parentId: id, due: { date: "2027-03-12" }, recurrence: { rule: "FREQ=DAILY" } }),
    ]);
    await tasks.complete(me(), [step?.id ?? ""]);
    const [next] = await tasks.complete(me(), [id]);
    // Nine in the morning before and after the clocks go forward on 14 March.
    expect(next).toMatchObject({
      start: { date: "2027-03-17" },
      due: { date: "2027-03-22" },
      reminders: [{ at: "2027-03-19T13:00:00.000Z" }, { minutesBefore: 30 }],
    });
    const moved = await tasks.get(me(), [step?.id ?? "", own?.id ?? ""]);
    expect(moved).toMatchObject([
      { due: { date: "2027-03-19" }, completedAt: null },
      { due: { date: "2027-03-12" } },
    ]);
    await undoNewest(tasks, me());
    const back = await tasks.get(me(), [id, step?.id ?? ""]);
    expect(back).toMatchObject([
      {
        start: { date: "2027-03-10" },
        due: { date: "2027-03-15" },
        reminders: [{ at }, { minutesBefore: 30 }],
      },
      { due: { date: "2027-03-12" } },
    ]);
  });

  it("keeps a series through the database, moved once or for good", async () => {
    const { me, tasks } = await setUp();
    const recurrence = { rule: "FREQ=MONTHLY", anchor: "schedule" as const };
    const [rent] = await tasks.create(me(), [
      task({ title: "rent", due: { date: "2026-12-15" }, recurrence }),
    ]);
    const id = rent?.id ?? "";
    const start = { date: "2026-12-15" };
    expect(rent?.recurrence).toEqual({ ...recurrence, start });
    const [once] = await tasks.update(me(), [{ id, patch: { due: { date: "2026-12-18" } } }]);
    expect(once?.recurrence).toEqual({ ...recurrence, start, occurrence: "2026-12-15" });
    expect(await tasks.get(me(), [id])).toEqual([once]);
    const [next] = await tasks.complete(me(), [id]);
    expect(next).toMatchObject({ due: { date: "2027-01-15" }, recurrence: { ...recurrence, start } });
    const patch = { due: { date: "2027-01-18" }, range: "thisAndFuture" } as const;
    const [all] = await tasks.update(me(), [{ id, patch }]);
    expect(all?.recurrence).toEqual({ ...recurrence, start: { date: "2027-01-18" } });
    expect(all).not.toHaveProperty("range");
    expect((await tasks.complete(me(), [id]))[0]?.due).toEqual({ date: "2027-02-18" });
  });

  it("shows and undoes what was logged before tasks had a start", async () => {
    const { me, tasks, add } = await setUp();
    const [a] = await add("a");
    await tasks.remove(me(), [a?.id ?? ""]);
    await database().queries.execute(
      sql`UPDATE changes SET before = before - 'start', after = after - 'start' WHERE owner_id = ${me().userId}`,
    );
    const [gone] = await tasks.activity(me(), { limit: 2 });
    expect(gone?.before).toEqual(a);
    expect(gone?.after).toBeNull();
    const { tasks: back } = await undoNewest(tasks, me());
    expect(back).toMatchObject([{ title: "a", start: null }]);
  });

  it("needs one round trip to read or add, two to change, and at most four to undo", async () => {
    const { me, tasks, add } = await setUp();
    const [a, b] = await add("a", "b");
    const count = async (work: () => Promise<unknown>) => {
      const before = database().roundTrips();
      await work();
      return database().roundTrips() - before;
    };
    const ids = [a?.id ?? "", b?.id ?? ""];
    expect(await count(() => tasks.list(me(), query()))).toBe(1);
    expect(await count(() => tasks.openTasks(me()))).toBe(1);
    expect(await count(() => tasks.get(me(), ids))).toBe(1);
    expect(await count(() => tasks.activity(me(), { limit: 10 }))).toBe(1);
    expect(await count(() => add("c", "d", "e", "f"))).toBe(1);
    expect(await count(() => tasks.complete(me(), ids))).toBe(2);
    expect(await count(() => tasks.once({ key: "n", requestHash: "h" }).reopen(me(), ids))).toBe(2);
    expect(await count(() => tasks.remove(me(), ids))).toBe(2);
    const { changeId } = await tasks.previewUndo(me(), { redo: false });
    expect(await count(() => tasks.undo(me(), { changeId }))).toBeLessThanOrEqual(4);
  });
});
