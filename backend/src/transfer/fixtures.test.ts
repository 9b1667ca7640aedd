import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { ImportFormat } from "@todo-chatbot/contracts";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { readFile } from "./read.ts";
import { flat, reader, readFrom } from "./testing/files.ts";
import type { Expected } from "./testing/fixtures/expected.ts";
import { icalendar } from "./testing/fixtures/icalendar.ts";
import { others } from "./testing/fixtures/others.ts";
import { series } from "./testing/fixtures/series.ts";
import { tables } from "./testing/fixtures/tables.ts";

const folder = path.join(import.meta.dirname, "fixtures");
const read = (name: string) => readFrom("fixtures", name);

const expected: Expected = { ...icalendar, ...series, ...tables, ...others };

describe("a file of another program", () => {
  it.each(readdirSync(folder))("%s", async (name) => {
    const { tasks, notes } = await read(name);
    const { tasks: wanted = [], told = [] } = expected[name] ?? {};
    expect(tasks.map((task) => flat(task, tasks))).toMatchObject(wanted);
    expect(notes.map(({ code, line }) => [code, line])).toEqual(told);
    for (const note of notes) expect(note.message).not.toMatch(/undefined|null|Invalid input|expected/);
  });

  it.each<[ImportFormat, string, (content: Buffer) => Record<string, Uint8Array>]>([
    [
      "todoist",
      "todoist-labels.csv",
      (content) => ({ "House [12345].csv": content, "Work [2].csv": content }),
    ],
    ["vikunja", "vikunja.json", (content) => ({ "data.json": content, VERSION: new Uint8Array() })],
    ["google-tasks", "google-tasks.json", (content) => ({ "Takeout/Tasks/Tasks.json": content })],
  ])("may be in an archive: %s", async (format, name, archive) => {
    const content = readFileSync(path.join(folder, name));
    const draft = await readFile("application/zip", zipSync(archive(content)), reader);
    const plain = await read(name);
    expect(draft.format).toBe(format);
    expect(draft.tasks.length).toBe(format === "todoist" ? plain.tasks.length * 2 : plain.tasks.length);
    if (format === "todoist") expect(draft.tasks.map(({ fields }) => fields.project)).toContain("Work");
  });

  it("is recognised by its content, regardless of its content type", async () => {
    for (const [name, format] of [
      ["bare.ics", "icalendar"],
      ["todoist-labels.csv", "todoist"],
      ["vikunja.json", "vikunja"],
    ] as const) {
      const content = readFileSync(path.join(folder, name));
      for (const type of ["text/plain", "application/octet-stream"]) {
        expect((await readFile(type, content, reader)).format).toBe(format);
      }
    }
  });
});
