import { readdirSync } from "node:fs";
import path from "node:path";
import { importFormat, type TaskQuery, taskQuery } from "@todo-chatbot/contracts";
import { describe, expect, it } from "vitest";
import { createTaskService } from "../tasks/service.ts";
import { useDatabase } from "../testing/database.ts";
import { makePerson } from "../testing/people.ts";
import { carryOut } from "./carry-out.ts";
import { reader, readFrom } from "./testing/files.ts";

const files = ["fixtures", "programs"].flatMap((folder) =>
  readdirSync(path.join(import.meta.dirname, folder)).map((name) => [folder, name] as const),
);
const all: TaskQuery = taskQuery.parse({ status: "all", limit: 100 });

describe("a preview", () => {
  const database = useDatabase("embedded");
  const formats = new Set<string>();

  it.each(files)("reports for %s/%s what its import does, and changes nothing", async (folder, name) => {
    const me = await makePerson(database());
    const tasks = createTaskService(database(), () => reader.now);
    const send = async (dryRun: boolean) => carryOut(await readFrom(folder, name), tasks, me(), dryRun);
    const versions = async () =>
      (await tasks.list(me(), all)).items.map(({ id, version }) => `${id} ${version}`);

    const preview = await send(true);
    expect(preview).toMatchObject({ dryRun: true, changeId: null });
    expect(await versions()).toEqual([]);
    const made = await send(false);
    expect({ ...made, dryRun: true, changeId: null }).toEqual(preview);
    const here = await versions();
    expect(here).toHaveLength(made.created);

    const again = await send(true);
    expect(again).toMatchObject({ created: 0, updated: 0, unchanged: made.created });
    expect({ ...(await send(false)), dryRun: true, changeId: null }).toEqual(again);
    expect(await versions()).toEqual(here);
    formats.add(made.format);
  });

  it("is tested with every format", () => {
    expect([...formats].sort()).toEqual([...importFormat.options].sort());
  });
});
