import type { Recurrence, Task } from "@todo-chatbot/contracts";
import fc from "fast-check";
import ICAL from "ical.js";
import rrule from "rrule";
import { describe, expect, it } from "vitest";
import { nextInSeries, settleSeries } from "../tasks/series/series.ts";
import { toICalendar } from "./icalendar/write.ts";
import { readFile } from "./read.ts";
import { account, idOf, reader, rule } from "./testing/account.ts";
import { lostInTodoTxt, toTodoTxt } from "./todotxt.ts";

/** The imported tasks in the order and form of an account; ids are those in the file. */
async function back(type: string, content: string) {
  const { tasks, notes } = await readFile(type, Buffer.from(content), reader);
  const made = tasks.map(({ fields, ownId, parent, order, completedAt, createdAt }) => ({
    ...fields,
    id: ownId,
    parentId: parent === null ? null : tasks[parent]?.ownId,
    completedAt,
    createdAt,
    order,
  }));
  const inOrder = made.sort((a, b) => a.order - b.order).map(({ order: _order, ...task }) => task);
  return { tasks: inOrder, notes };
}

const saying = (task: Task): Partial<Task> => {
  const { position: _position, version: _version, updatedAt: _updatedAt, ...said } = task;
  return said;
};

const base: Task = {
  id: idOf(9),
  title: "Choir",
  description: "",
  priority: 4,
  labels: [],
  project: null,
  parentId: null,
  due: null,
  start: null,
  recurrence: null,
  reminders: [],
  completedAt: null,
  position: 1,
  version: 1,
  createdAt: "2026-11-01T08:00:00.000Z",
  updatedAt: "2026-11-01T08:00:00.000Z",
};
const evening = (date: string) => ({ date, time: "20:00", timeZone: "Europe/Berlin" });

describe("a series in progress", () => {
  const recurrence: Recurrence = {
    rule: "FREQ=WEEKLY;COUNT=6",
    anchor: "schedule",
    start: evening("2027-01-04"),
    exceptions: ["2027-01-25T20:00"],
    done: ["2027-02-01T20:00"],
  };

  it("is exported from its next date on, with its remaining dates, and imported unchanged", async () => {
    const task = { ...base, due: evening("2027-01-18"), recurrence };
    const file = toICalendar([task]).replaceAll("\r\n ", "");
    expect(file).toContain("DTSTART;TZID=Europe/Berlin:20270118T200000\r\n");
    expect(file).toContain("RRULE:FREQ=WEEKLY;COUNT=4\r\n");
    expect(file).toContain("EXDATE;TZID=Europe/Berlin:20270125T200000\r\n");
    expect(file).toContain("EXDATE;TZID=Europe/Berlin:20270201T200000\r\n");
    const { tasks, notes } = await back("text/calendar", file);
    expect(notes).toEqual([]);
    expect(tasks).toEqual([saying(task)]);
  });

  it("keeps both the original and the moved date", async () => {
    const task = {
      ...base,
      due: evening("2027-01-19"),
      recurrence: { ...recurrence, occurrence: "2027-01-18T20:00" },
    };
    const file = toICalendar([task]).replaceAll("\r\n ", "");
    expect(file.match(/BEGIN:VTODO/g)).toHaveLength(2);
    expect(file).toContain("RECURRENCE-ID;TZID=Europe/Berlin:20270118T200000\r\n");
    expect((await back("text/calendar", file)).tasks).toEqual([saying(task)]);
    // Other programs do not write our own properties.
    const theirs = file.replaceAll(/X-TODO-CHATBOT-.*\r\n/g, "");
    expect((await back("text/calendar", theirs)).tasks).toMatchObject([
      {
        due: evening("2027-01-19"),
        recurrence: { occurrence: "2027-01-18T20:00", rule: "FREQ=WEEKLY;COUNT=4" },
      },
    ]);
  });

  it("counts from its next date if another program has changed its rule", async () => {
    const task = { ...base, due: evening("2027-01-18"), recurrence };
    const changed = toICalendar([task]).replace("RRULE:FREQ=WEEKLY;COUNT=4", "RRULE:FREQ=DAILY");
    const { tasks } = await back("text/calendar", changed);
    expect(tasks).toMatchObject([{ recurrence: { rule: "FREQ=DAILY", start: evening("2027-01-18") } }]);
  });

  it("has the same dates for any reader as here, across both clock changes", () => {
    fc.assert(
      fc.property(rule, fc.constantFrom("2027-03-26", "2027-10-29", "2027-01-31"), (written, date) => {
        const due = evening(date);
        const asked = new Date("2027-01-01T00:00:00Z");
        const reckoning = { asked, timeZone: "Europe/Berlin" };
        const recurrence: Recurrence = { rule: written, anchor: "schedule" };
        let task: Task = { ...base, ...settleSeries({ start: null, due, recurrence }, reckoning) };
        const [, file = ""] = toICalendar([task]).replaceAll("\r\n ", "").split("BEGIN:VTODO");
        const [, start = ""] = /DTSTART;TZID=Europe\/Berlin:(\d+T\d+)/.exec(file) ?? [];
        const [, line = ""] = /RRULE:(.*)\r\n/.exec(file) ?? [];
        const until = line.replace(/UNTIL=(\d{8})T\d{6}Z/, "UNTIL=$1T235959Z");
        const theirs = rrule.rrulestr(`DTSTART:${start}Z\nRRULE:${until}`).all((_date, n) => n < 20);
        const ours: string[] = [];
        for (let n = 0; n < theirs.length; n++) {
          ours.push(`${task.due?.date} ${task.due && "time" in task.due ? task.due.time : ""}`);
          const next = nextInSeries(task, reckoning);
          if (!next) break;
          task = { ...task, ...next };
        }
        const first = theirs[0]?.toISOString().startsWith(date)
          ? theirs
          : [new Date(`${date}T20:00Z`), ...theirs];
        expect(ours).toEqual(
          first.slice(0, ours.length).map((at) => at.toISOString().slice(0, 16).replace("T", " ")),
        );
      }),
      { numRuns: 30 },
    );
  });
});

describe("an exported account is imported", () => {
  it("completely, from our own JSON", async () => {
    await fc.assert(
      fc.asyncProperty(account, async (tasks) => {
        const file = JSON.stringify({ format: "todo-chatbot", version: 1, tasks });
        const { tasks: came, notes } = await back("application/json", file);
        expect(notes).toEqual([]);
        expect(came).toEqual(tasks.map(saying));
      }),
      { numRuns: 60 },
    );
  });

  it("completely, from iCalendar that ical.js accepts in strict mode, with lines of at most 75 octets", async () => {
    await fc.assert(
      fc.asyncProperty(account, async (tasks) => {
        const file = toICalendar(tasks);
        for (const line of file.split("\r\n")) {
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
          expect(line).not.toMatch(/[^\P{Cc}\t]/u);
        }
        expect(new ICAL.Component(ICAL.parse(file) as never).getAllSubcomponents("vtodo")).toHaveLength(
          tasks.length,
        );
        const { tasks: came, notes } = await back("text/calendar", file);
        expect(notes).toEqual([]);
        expect(came).toEqual(tasks.map(saying));
      }),
      { numRuns: 100 },
    );
  });

  it("from todo.txt, except for what a line cannot express", async () => {
    await fc.assert(
      fc.asyncProperty(account, async (tasks) => {
        const { tasks: came } = await back(
          "text/plain",
          tasks.map((task) => `${toTodoTxt(task)}\n`).join(""),
        );
        expect(came).toHaveLength(tasks.length);
        tasks.forEach((task, index) => {
          const lost = new Set(lostInTodoTxt(task));
          const got = came[index];
          expect(got?.title).toBe(task.title);
          expect(got?.priority).toBe(task.priority);
          expect(got?.due?.date).toBe(task.due?.date);
          expect(got?.start?.date).toBe(task.start?.date);
          expect(got?.createdAt?.slice(0, 10)).toBe(task.createdAt.slice(0, 10));
          expect(got?.completedAt?.slice(0, 10)).toBe(task.completedAt?.slice(0, 10));
          if (!lost.has("labels")) expect([got?.project, got?.labels]).toEqual([task.project, task.labels]);
          if (!lost.has("recurrence")) expect(got?.recurrence?.anchor).toEqual(task.recurrence?.anchor);
          if (!lost.has("due.time")) expect(got?.due).toEqual(task.due);
        });
      }),
      { numRuns: 60 },
    );
  });
});
