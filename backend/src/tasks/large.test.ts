import { limits, taskCreate } from "@todo-chatbot/contracts";
import { sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { describe, expect, it } from "vitest";
import { type Database, rowsOf } from "../database/client.ts";
import { LimitError } from "../errors.ts";
import { databaseKinds, useDatabase } from "../testing/database.ts";
import { makePerson } from "../testing/people.ts";
import { undoNewest } from "../testing/undo-newest.ts";
import type { ImportedTask } from "./changes/import.ts";
import { stepsPerStatement } from "./repository/write.ts";
import { createTaskService } from "./service.ts";
import type { Principal } from "./types.ts";

const most = limits.tasksPerChange;

/** `count` tasks of which all but the first hang under it, found anew as their own by nobody. */
function family(count: number, description = ""): ImportedTask[] {
  const file = uuidv7();
  return Array.from({ length: count }, (_, n) => ({
    source: `${file} ${n}`,
    ownId: null,
    digest: "",
    parent: n === 0 ? null : 0,
    order: n,
    fields: { title: `task ${n}`, description },
  }));
}

const wholly = { dryRun: false, isSame: () => false };

describe.each(databaseKinds)("the largest change on %s", (kind) => {
  const database = useDatabase(kind);
  const service = () => createTaskService(counting(database()));
  /** Rows that were read by going through a whole table, of all transactions. */
  let rowsScanned = 0;

  function counting(inner: Database): Database {
    return {
      ...inner,
      transaction: (work, first) =>
        inner.transaction(async (queries, rows) => {
          const result = await work(queries, rows);
          const [row] = await rowsOf<{ scanned: number | string }>(
            queries,
            // Not of the list of migrations, which the start went through.
            sql`SELECT coalesce(sum(seq_tup_read), 0) AS scanned FROM pg_stat_xact_user_tables
              WHERE schemaname = 'public'`,
          );
          rowsScanned += Number(row?.scanned);
          return result;
        }, first),
    };
  }

  /** What this process has outside of JavaScript, but for its buffers: the memory of the embedded database. */
  function databaseMemory(): number {
    const { external, arrayBuffers } = process.memoryUsage();
    return external - arrayBuffers;
  }

  /** How often others could proceed meanwhile. */
  async function turns(work: () => Promise<unknown>): Promise<number> {
    let count = 0;
    let over = false;
    const next = () => {
      count++;
      if (!over) setImmediate(next);
    };
    setImmediate(next);
    await work().finally(() => {
      over = true;
    });
    return count;
  }

  async function rootOf(person: () => Principal): Promise<string> {
    const [first] = (await service().openTasks(person())).filter(({ parentId }) => parentId === null);
    return first?.id ?? "";
  }

  it("scans no whole table, even with plans cached when it was small, needs little memory, and lets others proceed", async () => {
    // So the planner knows for sure that the tables are empty.
    await database().queries.execute(sql`VACUUM (ANALYZE)`);
    const person = await makePerson(database());
    const [parent] = await service().create(person(), [taskCreate.parse({ title: "small" })]);
    for (let n = 0; n < 20; n++) {
      await service().create(person(), [taskCreate.parse({ title: "sub", parentId: parent?.id })]);
    }
    const other = await makePerson(database());
    const tasks = family(most, "x".repeat(500));
    let root = "";
    const before = databaseMemory();
    const writes: [string, () => Promise<unknown>][] = [
      ["import", () => service().import(other(), tasks, wholly)],
      ["complete", () => service().complete(other(), [root])],
      ["undo of completing", () => undoNewest(service(), other())],
      ["delete", () => service().remove(other(), [root])],
      ["undo of deleting", () => undoNewest(service(), other())],
    ];
    for (const [name, write] of writes) {
      root ||= await rootOf(other);
      rowsScanned = 0;
      const given = await turns(write);
      expect({ name, rowsScanned, turns: given >= most / stepsPerStatement }).toEqual({
        name,
        rowsScanned: 0,
        turns: true,
      });
    }
    // That of the embedded one grows, and never shrinks.
    expect(databaseMemory() - before).toBeLessThan(16 * 1_048_576);
    const { items } = await service().list(other(), {
      status: "open",
      parentId: root,
      sort: "position",
      order: "desc",
      limit: 1,
    });
    expect(items[0]?.title).toBe(`task ${most - 1}`);
  }, 240_000);

  it("needs no more memory if all tasks are alike", async () => {
    const person = await makePerson(database());
    const like = { title: "same", project: "", created: "2026-01-01" };
    const tasks = family(800).map((task) => ({
      ...task,
      parent: null,
      fields: { title: like.title },
      createdAt: `${like.created}T12:00:00.000Z`,
      like,
    }));
    await service().import(person(), tasks, wholly);
    const before = databaseMemory();
    const again = tasks.map((task) => ({ ...task, source: `${task.source} in another file` }));
    const { outcomes } = await service().import(person(), again, { ...wholly, isSame: () => true });
    expect(new Set(outcomes)).toEqual(new Set(["unchanged"]));
    expect(databaseMemory() - before).toBeLessThan(16 * 1_048_576);
  });

  it("is refused as a whole beyond its limit: for imports, subtasks and undo", async () => {
    const person = await makePerson(database());
    await expect(service().import(person(), family(most + 1), wholly)).rejects.toThrow(LimitError);
    expect(await service().openTasks(person())).toEqual([]);

    const tasks = family(most);
    await service().import(person(), tasks, wholly);
    const root = await rootOf(person);
    await service().create(person(), [taskCreate.parse({ title: "one more", parentId: root })]);
    await expect(service().remove(person(), [root])).rejects.toThrow(LimitError);
    await expect(service().complete(person(), [root])).rejects.toThrow(LimitError);
    expect(await service().get(person(), [root])).toMatchObject([{ completedAt: null }]);
  }, 240_000);
});
