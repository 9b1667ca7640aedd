import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { ImportResult, Task, TaskList } from "@todo-chatbot/contracts";
import { describe, expect, it } from "vitest";
import type { Client } from "../testing/client.ts";
import { useServer } from "../testing/server.ts";

const folder = path.resolve(import.meta.dirname, "../../../../shared/eval/files");
const there = existsSync(folder);

interface Expected {
  input: string;
  contentType: string;
  profileTimeZone: string;
  steps: { before?: string[]; complete?: number; twice?: boolean; export?: string; reimport?: string };
}

/** The result of one file. */
interface Seen {
  result: ImportResult;
  second: ImportResult | null;
  /** As the list shows them, together with their next occurrence after completion. */
  tasks: Task[];
  next: Record<string, string[]>;
  exported: string[];
  reimported: Task[];
}

function said(task: Task | undefined): string {
  if (!task) return "nothing";
  const { due } = task;
  return due ? ("time" in due ? `${due.date} ${due.time} ${due.timeZone}` : due.date) : "no due";
}

/** The expectations for each file, by its `.expected.json`. */
const checks: Record<string, (seen: Seen) => void> = {
  "01-export-zone.json": ({ exported, reimported, next }) => {
    expect(exported).toContain("DTSTART;TZID=America/Chicago:20310106T200000");
    expect(exported).toContain("DUE;TZID=America/Chicago:20310106T200000");
    expect(exported).toContain("DUE;TZID=America/Chicago:20310307T090000");
    expect(exported).toContain("TZID:America/Chicago");
    expect(reimported.map(said)).toEqual([
      "2031-01-06 20:00 America/Chicago",
      "2031-03-07 09:00 America/Chicago",
    ]);
    expect(next).toEqual({
      Choir: ["2031-01-13 20:00 America/Chicago", "2031-01-20 20:00 America/Chicago"],
      Pills: ["2031-03-08 09:00 America/Chicago", "2031-03-09 09:00 America/Chicago"],
    });
  },
  "02-unknown-tzid.ics": ({ tasks, result }) => {
    expect(tasks.map(said)).toEqual([
      "2031-01-06 09:00 Europe/Berlin",
      "2031-01-06 09:00 Europe/Paris",
      "2031-01-06 15:00 Europe/Berlin",
      "2031-01-06 09:00 Europe/Berlin",
    ]);
    expect(result.errors).toContainEqual(
      expect.objectContaining({ code: "zone_unknown", title: "Nobody knows it" }),
    );
  },
  "03-one-field-loses-the-task.ics": ({ tasks, result }) => {
    expect(tasks).toMatchObject([
      { title: "Alarm 30 days ahead", due: { date: "2031-01-31" } },
      { title: "Empty category", labels: ["Home"] },
      { title: "Long note", description: expect.stringMatching(/^n{1999}…$/) },
      { title: expect.stringMatching(/^t{199}…$/), description: expect.stringMatching(/^t{201,}$/) },
      { title: "Bad due", due: null, description: "soon" },
    ]);
    expect(result.errors.map(({ code }) => code)).toEqual(["description_cut", "title_cut", "date_unknown"]);
  },
  "04-no-summary.ics": ({ tasks, result }) => {
    expect(tasks.map((task) => [task.title, said(task)])).toEqual([
      ["Bring the ladder back", "2031-01-06"],
      ["Untitled", "2031-01-07"],
    ]);
    expect(result.errors).toMatchObject([{ code: "title_missing" }]);
  },
  "06-rule-is-the-starts.ics": ({ tasks, next }) => {
    expect(tasks.map(said)).toEqual(["2031-01-10"]);
    expect(next["Write the report"]).toEqual(["2031-01-17", "2031-01-24"]);
  },
  "08-exdate-rdate.ics": ({ next }) => {
    expect(next).toEqual({
      Water: ["2031-01-09"],
      "Two rules": ["2031-01-09"],
      "Month end": ["2031-02-28"],
      "Listed days": ["2031-01-10"],
    });
  },
  "09-cancelled.ics": ({ tasks, result }) => {
    expect(tasks).toEqual([]);
    expect(result.errors).toMatchObject([{ code: "cancelled_left_out", title: "Trip we called off" }]);
  },
  "10-todoist-deadline-zone.csv": ({ tasks, result }) => {
    expect(tasks).toMatchObject([
      { title: "File the tax return", due: { date: "2031-01-31" } },
      {
        title: "Call the office",
        due: { date: "2031-01-06", time: "18:00", timeZone: "America/New_York" },
        description: "Responsible: Ana (123)\nDuration: 30 minute",
      },
    ]);
    expect(result.errors.map(({ code }) => code)).toEqual([
      "deadline_became_due",
      "kept_in_description",
      "kept_in_description",
    ]);
  },
  "12-impossible-date.ics": ({ tasks, result }) => {
    expect(tasks.map(said)).toEqual(["no due", "no due", "no due"]);
    expect(result.errors.map(({ code, written }) => [code, written])).toEqual([
      ["date_unknown", "20311307"],
      ["date_unknown", "20310230"],
      ["date_unknown", "20310106T250000"],
    ]);
  },
  "13-duration.ics": ({ tasks }) => expect(tasks.map(said)).toEqual(["2031-01-08 12:00 Europe/Berlin"]),
  "15-one-bad-line.ics": ({ tasks }) => expect(tasks).toMatchObject([{ title: "Bring the keys" }]),
  "16-byte-order-mark.ics": ({ tasks }) => expect(tasks).toMatchObject([{ title: "Milk" }]),
  "17-export-carriage-return.csv": ({ tasks, exported }) => {
    expect(tasks).toMatchObject([{ description: "Dear all,\nsee you" }]);
    expect(exported).toContain("DESCRIPTION:Dear all\\,\\nsee you");
  },
  "18-export-icalendar-loses.json": ({ tasks, exported, reimported }) => {
    expect(exported).toEqual(
      expect.arrayContaining([
        "TRIGGER;RELATED=END:-PT30M",
        "DTSTART;TZID=Europe/Berlin:20310106T090000",
        "RRULE:FREQ=MONTHLY;UNTIL=20311231T225959Z",
        "X-TODO-CHATBOT-PROJECT:Home",
        "X-TODO-CHATBOT-ANCHOR:completion",
      ]),
    );
    const { id: _1, version: _2, createdAt: _3, updatedAt: _4, ...before } = tasks[0] as Task;
    expect(reimported).toMatchObject([before]);
  },
  "20-same-file-twice.ics": ({ tasks, second }) => {
    expect(tasks).toMatchObject([{ title: "Only once" }]);
    expect(second).toMatchObject({ created: 0, unchanged: 1 });
  },
  "22-latin1.ics": ({ tasks, result }) => {
    expect(tasks).toMatchObject([{ title: "Bücher" }]);
    expect(result.errors).toMatchObject([{ code: "encoding_guessed" }]);
  },
  "23-label-with-a-dot.csv": ({ tasks }) =>
    expect(tasks).toMatchObject([
      { title: "Call about today", labels: ["v2.1"] },
      { title: "Meet", labels: ["home/garden"] },
      { title: "@waiting" },
    ]),
  "25-semicolons.csv": ({ tasks }) => expect(tasks).toMatchObject([{ title: "Eggs" }]),
  "26-todotxt-month-end.txt": ({ next, tasks }) => {
    expect(next).toEqual({ Rent: ["2031-02-28", "2031-03-31"], Report: ["2031-01-13", "2031-01-20"] });
    expect(tasks.find(({ title }) => title === "Report")?.start).toEqual({ date: "2031-01-04" });
  },
  "28-messages.ics": ({ result }) => {
    expect(result.errors).toMatchObject([{ line: 10, title: "Bad zone", written: "Moon/Base" }]);
    expect(result.errors[0]?.message).toMatch(/^“Bad zone”: the time zone “Moon\/Base” is not known; /);
  },
  "29-json-into-a-full-account.json": ({ tasks }) => {
    expect(tasks.map(({ title }) => title)).toEqual(["A1", "A2", "A3", "B1", "B2", "B3"]);
    expect(new Set(tasks.slice(3).map(({ createdAt }) => createdAt))).toEqual(
      new Set(["2030-11-01T08:00:00.000Z"]),
    );
  },
  "31-start-is-not-due.ics": ({ tasks }) =>
    expect(tasks).toMatchObject([{ title: "Tulips", due: null, start: { date: "2031-01-06" } }]),
  "32-place-and-link.ics": ({ tasks }) =>
    expect(tasks).toMatchObject([
      { description: "Location: 1 Example Street\nLink: https://example.org/parcel\nProgress: 40 %" },
    ]),
  "34-notes-elsewhere.csv": ({ tasks, result }) => {
    expect(tasks).toMatchObject([{ title: "Eggs", description: "" }]);
    expect(result.errors.map(({ code, line }) => [code, line])).toEqual([
      ["note_without_task", 2],
      ["note_without_task", 5],
    ]);
  },
};

describe.skipIf(!there)("files that showed a fault of a kind [needs ../shared/eval/files]", () => {
  const server = useServer();

  async function person(timeZone: string): Promise<Client> {
    const client = await server().signUp();
    await client.send("PATCH", "/api/v1/profile", { body: { timeZone } });
    return client;
  }
  const listOf = async (client: Client) =>
    ((await client.get("/api/v1/tasks?status=all&limit=100")).body as TaskList).items;
  const send = async (client: Client, content: Buffer, type: string) => {
    const answer = await client.send("POST", "/api/v1/import", {
      body: content,
      headers: { "content-type": type },
    });
    expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 200 });
    return answer.body as ImportResult;
  };

  const names = there ? readdirSync(folder).filter((name) => name.endsWith(".expected.json")) : [];
  it.each(names)("%s", async (name) => {
    const expected = JSON.parse(readFileSync(path.join(folder, name), "utf8")) as Expected;
    const { input, contentType, profileTimeZone, steps } = expected;
    const content = readFileSync(path.join(folder, input));
    const me = await person(profileTimeZone);
    for (const title of steps.before ?? []) await me.post("/api/v1/tasks", { title });
    const result = await send(me, content, contentType);
    const second = steps.twice ? await send(me, content, contentType) : null;
    const tasks = await listOf(me);
    let [exported, reimported]: [string[], Task[]] = [[], []];
    if (steps.export) {
      const { text } = await me.get("/api/v1/export?format=icalendar");
      exported = text.replaceAll("\r\n ", "").split("\r\n");
      if (steps.reimport) {
        const other = await person(steps.reimport);
        await send(other, Buffer.from(text), "text/calendar");
        reimported = await listOf(other);
      }
    }
    const next: Record<string, string[]> = {};
    for (const { id, title } of tasks) {
      for (let n = 0; n < (steps.complete ?? 0); n++) {
        const { body } = await me.post(`/api/v1/tasks/${id}/complete`);
        next[title] = [...(next[title] ?? []), said(body as Task)];
      }
    }
    const check = checks[input];
    expect(check, `${input} has a check`).toBeDefined();
    check?.({ result, second, tasks, next, exported, reimported });
  });
});
