import { task as taskSchema } from "@todo-chatbot/contracts";
import { instantOf } from "@todo-chatbot/contracts/calendar";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AppError } from "../errors.ts";
import { readFile } from "./read.ts";

const reader = { timeZone: "Europe/Berlin", now: new Date("2026-11-20T10:00:00Z") };

const words = fc.constantFrom(
  "BEGIN:VCALENDAR",
  "END:VCALENDAR",
  "BEGIN:VTODO",
  "END:VTODO",
  "BEGIN:VALARM",
  "BEGIN:VTIMEZONE",
  "TZID:a",
  "BEGIN:STANDARD",
  "TZOFFSETTO:+9999",
  "TZOFFSETFROM:x",
  "SUMMARY:x",
  "DTSTART:20310106T090000Z",
  "DTSTART;TZID=a:20310106T090000",
  "DUE:20261399T996161Z",
  "DUE:nonsense",
  "DUE;TZID=Nowhere/City:20261121T090000",
  "DUE;VALUE=DATE:99991231",
  "DURATION:P99999999D",
  "RRULE:FREQ=NO",
  "RRULE:FREQ=DAILY;COUNT=0",
  "RRULE:FREQ=WEEKLY;BYDAY=MO",
  "EXDATE:x,20310113T090000Z",
  "RDATE;VALUE=PERIOD:20310115T090000Z/PT1H",
  "RECURRENCE-ID:20310106T090000Z",
  "COMPLETED:x",
  "STATUS:COMPLETED",
  "RELATED-TO:a",
  "RELATED-TO;RELTYPE=CHILD:a",
  "UID:a",
  "TRIGGER:-P",
  "TRIGGER;RELATED=END:-P999999D",
  "PRIORITY:x",
  "TYPE,CONTENT,INDENT,DATE",
  "List Name,Title,Due Date,Repeat,Reminder",
  "task,x,9,2026-13-99",
  'note,"',
  "section,",
  "x (A) 2026-99-99 due:x rec:+0d",
  "due:2026-02-30 t",
  "\u0000",
  "\ud800",
);
const text = fc
  .array(fc.oneof(words, words, words, fc.string({ unit: "binary" })), { maxLength: 14 })
  .map((lines) => lines.join("\r\n"));

const json = fc.oneof(
  fc.json(),
  fc
    .array(
      fc.dictionary(
        fc.constantFrom(
          "title",
          "importance",
          "done",
          "id",
          "due_date",
          "recurrence",
          "labels",
          "tasks",
          "items",
          "dueDateTime",
        ),
        fc.jsonValue(),
      ),
    )
    .chain((tasks) =>
      fc.constantFrom({ value: tasks }, { kind: "tasks#tasks", items: tasks }, [{ title: "x", tasks }], {
        format: "todo-chatbot",
        version: 1,
        tasks,
      }),
    )
    .map((content) => JSON.stringify(content)),
);

async function check(type: string, bytes: Uint8Array): Promise<void> {
  try {
    const { tasks, notes, lines } = await readFile(type, bytes, reader);
    expect(lines).toHaveLength(tasks.length);
    for (const { fields, parent } of tasks) {
      const kept = taskSchema
        .pick({ due: true, start: true, recurrence: true, reminders: true, labels: true })
        .partial();
      expect(kept.safeParse(fields).error).toBeUndefined();
      expect(instantOf(fields.due ?? null)).toSatisfy((at) => at === null || Number.isFinite(at));
      expect(fields.title.length).toBeGreaterThan(0);
      expect(parent ?? -1).toBeLessThan(tasks.length);
    }
    for (const { line, message } of notes) {
      expect(line).toBeGreaterThan(0);
      expect(message).not.toMatch(/undefined/);
    }
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
  }
}

describe("any text at all", () => {
  it.each([
    ["Todoist", "text/csv", "TYPE,CONTENT,INDENT,DATE\n"],
    ["TickTick", "text/csv", "List Name,Title,Due Date,Repeat,Reminder\n"],
    ["todo.txt", "text/plain", ""],
    ["iCalendar", "text/calendar", "BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\n"],
  ])("read as %s is imported, reported line by line, or refused as a whole", async (_name, type, head) => {
    await fc.assert(
      fc.asyncProperty(text, (content) => check(type, Buffer.from(head + content))),
      { numRuns: 200 },
    );
  });

  it("and so is any JSON, and any bytes", async () => {
    await fc.assert(
      fc.asyncProperty(json, (content) => check("application/json", Buffer.from(content))),
      { numRuns: 200 },
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), (bytes) => check("text/calendar", bytes)),
      { numRuns: 100 },
    );
  });
});
