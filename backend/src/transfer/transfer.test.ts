import type { Task } from "@todo-chatbot/contracts";
import { instantOf } from "@todo-chatbot/contracts/calendar";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AppError } from "../http/errors.ts";
import { readICalendar, toICalendar } from "./icalendar.ts";
import { readOwn } from "./own.ts";
import { readTodoist } from "./todoist.ts";
import { readTodoTxt, toTodoTxt } from "./todotxt.ts";

const reader = { timeZone: "Europe/Berlin", now: new Date("2026-11-20T10:00:00Z") };
const task: Task = {
  id: "01a1fb76-76d7-7656-9dee-d976feffe8c2",
  title: "Pay rent",
  description: "",
  completedAt: null,
  priority: 2,
  labels: ["home"],
  project: "Flat",
  parentId: null,
  start: null,
  due: { date: "2026-11-30", time: "17:00", timeZone: "Europe/Berlin" },
  recurrence: { rule: "FREQ=WEEKLY", anchor: "schedule" },
  reminders: [],
  position: 1,
  version: 3,
  createdAt: "2026-11-20T10:00:00.000Z",
  updatedAt: "2026-11-20T10:00:00.000Z",
};

describe("our own export", () => {
  it("comes back with new ids and the same tree, whatever the order", () => {
    const child = { ...task, id: "01a1fb76-76d7-7656-9dee-d976feffe8c3", title: "Child", parentId: task.id };
    const { tasks, errors } = readOwn(
      { format: "todo-chatbot", version: 1, tasks: [child, task, { broken: 1 }] },
      reader,
    );
    expect(tasks.map(({ title }) => title)).toEqual(["Pay rent", "Child"]);
    expect(tasks[1]?.parentId).toBe(tasks[0]?.id);
    expect(tasks[0]?.id).not.toBe(task.id);
    expect(tasks[0]).toMatchObject({
      due: task.due,
      recurrence: task.recurrence,
      labels: ["home"],
      project: "Flat",
    });
    expect(errors).toEqual([{ line: 3, message: "This is not a task." }]);
  });

  it.each([null, [], {}, { format: "other", version: 1, tasks: [] }])(
    "refuses what is none: %j",
    (content) => {
      expect(() => readOwn(content, reader)).toThrow(/not an export/);
    },
  );
});

describe("a Todoist file", () => {
  const head = "TYPE,CONTENT,DESCRIPTION,PRIORITY,INDENT,AUTHOR,RESPONSIBLE,DATE,DATE_LANG,TIMEZONE";

  it("gives tasks with subtasks, sections as projects, notes and labels", () => {
    const { tasks, errors } = readTodoist(
      `\uFEFF${head}\n` +
        'task,"Trip, all of it @travel",Plan it,1,1,,,2026-12-01,en,\n' +
        "task,Book hotel,,4,2,,,2026-12-02 18:00,en,\n" +
        "note,near the station,,,,,,,,\n" +
        ",,,,,,,,,\n" +
        "section,Home,,,,,,,,\n" +
        "task,Water plants,,3,1,,,every 3 days,en,\n",
      reader,
    );
    expect(tasks).toMatchObject([
      {
        title: "Trip, all of it",
        labels: ["travel"],
        description: "Plan it",
        priority: 1,
        due: { date: "2026-12-01" },
        project: null,
      },
      {
        title: "Book hotel",
        parentId: tasks[0]?.id,
        description: "near the station",
        due: { date: "2026-12-02", time: "18:00", timeZone: "Europe/Berlin" },
      },
      {
        title: "Water plants",
        project: "Home",
        priority: 3,
        parentId: null,
        due: null,
        description: "every 3 days",
      },
    ]);
    expect(errors).toEqual([{ line: 7, message: expect.stringContaining("every 3 days") }]);
  });

  it("tells the line of what cannot be taken and takes the rest", () => {
    const { tasks, errors } = readTodoist(
      `${head}\ntask,${"x".repeat(201)},,,1\nwhat,no,,,1\ntask,fine,,9,7\n`,
      reader,
    );
    expect(tasks.map(({ title }) => title)).toEqual(["fine"]);
    expect(errors.map(({ line }) => line)).toEqual([2, 3]);
  });

  it.each(["a,b\n1,2\n", 'TYPE,CONTENT\n"open'])("refuses %j", (content) => {
    expect(() => readTodoist(content, reader)).toThrow(/is not a/);
  });
});

describe("todo.txt", () => {
  it("is read by its rules", () => {
    const { tasks, errors } = readTodoTxt(
      "(A) 2026-11-01 Call mom +family @phone due:2026-11-21 rec:+1w\n\nx 2026-11-19 2026-11-01 done pri:B\nsee http://a.b/c:d rec:1b\n",
      reader,
    );
    expect(tasks).toMatchObject([
      {
        title: "Call mom",
        priority: 1,
        project: "family",
        labels: ["phone"],
        due: { date: "2026-11-21" },
        recurrence: { rule: "FREQ=WEEKLY", anchor: "schedule" },
      },
      { title: "done", priority: 2, completedAt: "2026-11-19T12:00:00.000Z" },
      { title: "see http://a.b/c:d", recurrence: null },
    ]);
    expect(errors).toEqual([{ line: 4, message: expect.stringContaining("1b") }]);
  });

  it("is written so that it reads back", () => {
    const { tasks } = readTodoTxt(toTodoTxt({ ...task, labels: ["at home"] }), reader);
    expect(tasks).toMatchObject([
      { title: "Pay rent", priority: 2, project: "Flat", labels: ["at_home"], due: { date: "2026-11-30" } },
    ]);
  });
});

describe("iCalendar", () => {
  const calendar = (...lines: string[]) =>
    ["BEGIN:VCALENDAR", "VERSION:2.0", ...lines, "END:VCALENDAR", ""].join("\r\n");

  it("gives to-dos with zone, alarm, recurrence and tree", () => {
    const { tasks, errors } = readICalendar(
      calendar(
        "BEGIN:VTODO",
        "UID:child",
        "SUMMARY:Child",
        "RELATED-TO:top",
        "DUE:20261121T160000Z",
        "END:VTODO",
        "BEGIN:VTODO",
        "UID:top",
        "SUMMARY:Top\\, first",
        "PRIORITY:5",
        "CATEGORIES:home,money",
        "DUE;TZID=America/New_York:20261121T090000",
        "RRULE:FREQ=WEEKLY;BYDAY=SA",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "TRIGGER:-PT30M",
        "END:VALARM",
        "END:VTODO",
        "BEGIN:VTODO",
        "UID:done",
        "SUMMARY:Done",
        "DUE;VALUE=DATE:20261101",
        "STATUS:COMPLETED",
        "COMPLETED:20261102T100000Z",
        "END:VTODO",
        "BEGIN:VTODO",
        "UID:odd",
        "SUMMARY:Odd",
        "RRULE:FREQ=SECONDLY",
        "END:VTODO",
        "BEGIN:VEVENT",
        "UID:e",
        "SUMMARY:Party",
        "DTSTART:20261121T160000Z",
        "END:VEVENT",
      ),
      reader,
    );
    expect(tasks).toMatchObject([
      {
        title: "Top, first",
        priority: 3,
        labels: ["home", "money"],
        reminders: [{ minutesBefore: 30 }],
        due: { date: "2026-11-21", time: "09:00", timeZone: "America/New_York" },
        recurrence: { rule: "FREQ=WEEKLY;BYDAY=SA" },
      },
      {
        title: "Child",
        parentId: tasks[0]?.id,
        due: { date: "2026-11-21", time: "17:00", timeZone: "Europe/Berlin" },
      },
      { title: "Done", due: { date: "2026-11-01" }, completedAt: "2026-11-02T10:00:00.000Z" },
      { title: "Odd", recurrence: null },
    ]);
    expect(errors).toEqual([
      { line: 1, message: expect.stringContaining("1 events") },
      { line: 4, message: expect.stringContaining("recurrence") },
    ]);
  });

  it("is written so that it reads back as the same instant", () => {
    const written = toICalendar([{ ...task, labels: ["home"] }], instantOf);
    const { tasks, errors } = readICalendar(written, reader);
    expect(errors).toEqual([]);
    expect(tasks).toMatchObject([
      { title: "Pay rent", due: task.due, recurrence: task.recurrence, labels: ["home"] },
    ]);
  });

  it.each(["", "hello", "BEGIN:VCALENDAR\r\n"])("refuses %j or finds nothing in it", (content) => {
    let found = 0;
    try {
      found = readICalendar(content, reader).tasks.length;
    } catch (error) {
      expect(String(error)).toMatch(/is not an iCalendar/);
    }
    expect(found).toBe(0);
  });
});

describe("any text at all", () => {
  const words = fc.constantFrom(
    "BEGIN:VCALENDAR",
    "END:VCALENDAR",
    "BEGIN:VTODO",
    "END:VTODO",
    "SUMMARY:x",
    "DUE:20261399T996161Z",
    "DUE:nonsense",
    "DUE;TZID=Nowhere/City:20261121T090000",
    "RRULE:FREQ=NO",
    "RRULE:FREQ=DAILY;COUNT=0",
    "COMPLETED:x",
    "STATUS:COMPLETED",
    "RELATED-TO:a",
    "UID:a",
    "TRIGGER:-P",
    "PRIORITY:x",
    "TYPE,CONTENT,INDENT,DATE",
    "task,x,9,2026-13-99",
    'note,"',
    "section,",
    "x (A) 2026-99-99 due:x rec:+0d",
    "due:2026-02-30 t",
    "\u0000",
    "\ud800",
  );
  const text = fc
    .array(fc.oneof(words, words, fc.string({ unit: "binary" })), { maxLength: 14 })
    .map((lines) => lines.join("\r\n"));

  it.each([
    ["Todoist", (content: string) => readTodoist(`TYPE,CONTENT,INDENT,DATE\n${content}`, reader)],
    ["todo.txt", (content: string) => readTodoTxt(content, reader)],
    ["iCalendar", (content: string) => readICalendar(`BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\n${content}`, reader)],
  ])("read as %s is taken, told line by line, or refused as a whole", (_name, read) => {
    fc.assert(
      fc.property(text, (content) => {
        try {
          const { tasks, errors } = read(content);
          for (const task of tasks)
            expect(instantOf(task.due)).toSatisfy((at) => at === null || Number.isFinite(at));
          for (const { line } of errors) expect(line).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
      }),
      { numRuns: 300 },
    );
  });
});
