import { readdirSync } from "node:fs";
import path from "node:path";
import type { ImportNoteCode } from "@todo-chatbot/contracts";
import { describe, expect, it } from "vitest";
import { at, flat, readFrom, rule } from "./testing/files.ts";

interface Expected {
  /** The tasks in order, with their relevant fields. */
  tasks: object[];
  told: [code: ImportNoteCode, line: number][];
  /** Names in the note about fields that are not imported. */
  unread?: string;
}

/** Files as various programs write them, with the peculiarities of each. */
const expected: Record<string, Expected> = {
  "apple.ics": {
    tasks: [{ title: "Renew passport", reminders: [{ at: "2031-01-25T08:00:00.000Z" }] }],
    told: [
      ["reminder_left_out", 6],
      ["fields_unread", 1],
    ],
    unread:
      "X-APPLE-ATTACHMENT, X-APPLE-EARLYREMINDER, X-APPLE-FLAGGED, X-APPLE-HASHTAGS, X-APPLE-SORT-ORDER",
  },
  "google-tasks.json": {
    // In the order of their positions; notes refer to the line in the file.
    tasks: [
      { title: "Odd due", due: null, description: "soon" },
      { title: "Assigned", description: "Assigned in: https://example.org/doc" },
      { title: "Hidden", completedAt: "2031-01-05T10:00:00.000Z" },
    ],
    told: [
      ["deleted_left_out", 2],
      ["date_unknown", 4],
      ["parent_missing", 4],
    ],
  },
  "korganizer.ics": {
    tasks: [
      {
        start: { date: "2031-01-06" },
        due: { date: "2031-01-08" },
        recurrence: rule("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;WKST=SU", {
          basis: "start",
          exceptions: ["2031-02-03"],
        }),
      },
    ],
    told: [["fields_unread", 1]],
    unread: "X-KDE-KCALCORE-ENABLED, X-KDE-LIBKCAL-DTRECURRENCE",
  },
  "method-cancel.ics": { tasks: [], told: [["cancelled_left_out", 5]] },
  "microsoft-todo.json": {
    tasks: [
      {
        title: "Pay",
        description: "hi\nStatus: deferred",
        // Which weeks count depends on the first day of the week.
        recurrence: rule("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;WKST=SU"),
        reminders: [{ at: "2031-01-06T07:00:00.000Z" }],
      },
      { title: "Wait", description: "Status: waiting on others", start: { date: "2031-01-06" } },
      { title: "Untitled", parent: "Wait" },
      { title: "Rel", recurrence: rule("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;UNTIL=20311231") },
      {
        title: "Yearly leap",
        recurrence: rule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1;COUNT=3"),
      },
    ],
    told: [
      ["zone_unknown", 1],
      ["field_left_out", 1],
      ["kept_in_description", 1],
      ["priority_lowered", 1],
      ["kept_in_description", 2],
      ["completion_time_unknown", 2],
      ["title_missing", 2],
    ],
  },
  "nextcloud-tasks.ics": {
    tasks: [
      { title: "Private thing", project: "Personal", description: "line one\nline two\nProgress: 30 %" },
      { title: "Child", parent: "Private thing", completedAt: "2031-01-01T23:00:00.000Z" },
    ],
    told: [
      ["relation_left_out", 6],
      ["kept_in_description", 6],
      ["field_left_out", 6],
      ["field_left_out", 19],
      ["fields_unread", 1],
    ],
    unread: "X-PINNED",
  },
  "outlook.ics": {
    tasks: [{ title: "Quarterly report", description: "Rich notes", due: at("2031-03-31", "17:00") }],
    told: [
      ["zone_unknown", 3],
      ["recurrence_skips", 3],
      ["fields_unread", 1],
    ],
    unread: "X-MICROSOFT-CDO-IMPORTANCE",
  },
  "rfc-7986.ics": {
    tasks: [
      { title: "Before it", project: "Project list" },
      {
        title: "Call",
        parent: "Before it",
        description:
          "Call: tel:+1-555-0100\nImage: https://example.org/i.png\nLink: https://example.org/l\nEstimated duration: PT2H",
      },
    ],
    told: [
      ["relation_left_out", 5],
      ["field_left_out", 5],
      ["field_left_out", 5],
      ["field_left_out", 5],
      ["fields_unread", 1],
    ],
    unread: "X-CUSTOM-FIELD",
  },
  "tasks-org.ics": {
    tasks: [
      {
        title: "Water plants",
        start: at("2031-01-06", "08:00"),
        due: at("2031-01-06", "09:00"),
        // Some programs write COUNT=-1 for no end.
        recurrence: rule("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", { basis: "start" }),
        reminders: [{ minutesBefore: 0 }, { at: "2031-01-07T07:00:00.000Z" }],
      },
    ],
    told: [
      ["field_left_out", 4],
      ["recurrence_changed", 4],
      ["priority_lowered", 4],
      ["parent_missing", 4],
      ["fields_unread", 1],
    ],
    unread: "X-APPLE-SORT-ORDER, X-MOZ-SNOOZE-TIME",
  },
  "thunderbird.ics": {
    tasks: [
      {
        title: "Backup",
        recurrence: rule("FREQ=DAILY;UNTIL=20310112T215959Z", {
          // An excluded day excludes all times on it.
          exceptions: ["2031-01-07T23:00", "2031-01-08T23:00", "2031-01-10T23:00"],
        }),
      },
      {
        title: "Backup at another hour",
        description: "Only from here on",
        priority: 1,
        start: at("2031-01-12", "21:00"),
        due: at("2031-01-12", "21:30"),
        // Periods are added by their start, which moves with the series.
        recurrence: rule("FREQ=DAILY;UNTIL=20310120T200000Z", { additions: ["2031-01-15T09:00"] }),
      },
    ],
    told: [
      ["series_split", 4],
      ["field_left_out", 4],
      ["field_left_out", 4],
      ["field_left_out", 4],
      ["occurrence_moved", 4],
      ["field_left_out", 19],
      ["field_left_out", 19],
      ["field_left_out", 19],
      ["fields_unread", 1],
    ],
    unread: "X-MOZ-LASTACK",
  },
  "ticktick.csv": {
    tasks: [
      { title: "Report", start: at("2031-01-06", "09:00"), due: at("2031-01-06", "11:00") },
      { title: "Lunar", due: { date: "2031-02-01" }, recurrence: null },
      // A floating time: 17:00 in the user's zone, which is Shanghai here.
      { title: "Floating", parent: "Report", due: at("2031-02-01", "17:00") },
      { title: "Note", description: "A note" },
      { title: "Until", reminders: [{ minutesBefore: 1440 }], completedAt: "2031-01-01T09:00:00.000Z" },
    ],
    told: [
      ["recurrence_changed", 8],
      ["recurrence_left_out", 9],
      ["recurrence_left_out", 10],
      ["cancelled_left_out", 12],
      ["parent_missing", 13],
      ["fields_unread", 1],
    ],
    unread: "COLUMN NAME, FOLDER NAME",
  },
  "todo-simpletask.txt": {
    tasks: [
      {
        title: "Call mom",
        labels: ["phone", "home"],
        start: { date: "2031-01-03" },
        due: { date: "2031-01-05" },
      },
      { title: "Pay rent", priority: 1, completedAt: "2031-01-02T12:00:00.000Z" },
      { title: "Water the plants h:1", recurrence: rule("FREQ=DAILY;INTERVAL=3", { anchor: "completion" }) },
    ],
    told: [],
  },
  "todo.txt": {
    tasks: [
      {
        title: "Call mom h:1 id:77 p:3",
        priority: 2,
        due: { date: "2031-01-10" },
        start: { date: "2031-01-05" },
      },
      { title: "done with http://example.org/a:b?due:x key:value 12:30 note:see:this", priority: 3 },
      { title: "(AA) not a priority" },
      { title: "(b) not one either" },
      { title: "xylophone lesson", completedAt: null },
      { title: "X 2031-01-01 capital x", completedAt: null },
      { title: "no dates", completedAt: "2030-12-01T09:00:00.000Z" },
      { title: "2031-13-40 odd date" },
      { title: "words due", description: "due:tomorrow" },
      { title: "month end", recurrence: rule("FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1") },
      { title: "weekly on mon", recurrence: null },
      { title: "dep:77 uuid:abc star:1 e:2h est:1h" },
      { title: "@ lone at + lone plus" },
      { title: "(A)no space", priority: 4 },
      { title: "x(A) 2031-01-01 no", completedAt: null },
      { title: "Tabbed indented" },
      { title: "- sub under it?" },
      { title: "twice", due: { date: "2031-01-07" } },
      { title: "low" },
    ],
    told: [
      ["completion_time_unknown", 7],
      ["date_unknown", 9],
      ["recurrence_left_out", 11],
      ["field_left_out", 18],
      ["priority_lowered", 19],
    ],
  },
  "todoist-excel.csv": {
    tasks: [
      { title: "Semi, colon", priority: 1, due: { date: "2030-12-02" } },
      { title: 'Quote "x"', priority: 2, due: at("2031-01-06", "14:00"), description: "a note" },
    ],
    told: [["date_relative", 2]],
  },
  "todoist-template.csv": {
    tasks: [
      { title: "* Uncompletable header", project: "Backlog" },
      {
        priority: 1,
        labels: ["l1"],
        due: { date: "2031-01-06" },
        recurrence: rule("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;UNTIL=20310301"),
        description: expect.stringContaining("Deadline: 2031-02-01"),
      },
      { title: "Every last day", recurrence: rule("FREQ=MONTHLY;BYMONTHDAY=-1") },
      { title: "Weekday at", due: at("2030-12-02", "09:00") },
      { title: "Multi", recurrence: rule("FREQ=WEEKLY;BYDAY=MO,WE,FR") },
      { title: "Quarterly", recurrence: rule("FREQ=MONTHLY;INTERVAL=3") },
      { title: "Holidays", recurrence: rule("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR") },
      {
        title: "Other",
        due: at("2031-01-17", "20:00"),
        recurrence: rule("FREQ=MONTHLY;BYDAY=3FR;UNTIL=20310121"),
        description: "",
      },
      // A date that is only partly understood is not used, because it might be a different one.
      { title: "Japanese", description: "毎週月曜日" },
      { title: "Danish", description: "hver mandag" },
      { title: "German", recurrence: rule("FREQ=MONTHLY;BYDAY=2TU") },
      { title: "After", recurrence: rule("FREQ=MONTHLY;INTERVAL=3", { anchor: "completion" }) },
      {
        title: "31st",
        recurrence: rule("FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1"),
        description: "Comment a.pdf: https://example.org/a.pdf (6 Jan 2031)",
      },
      { title: "Untitled", project: null },
      { title: "Deep 6", parent: "Untitled" },
    ],
    told: [
      ["kept_in_description", 5],
      ["kept_in_description", 5],
      ["kept_in_description", 5],
      ["date_relative", 9],
      ["date_unknown", 12],
      ["date_unknown", 13],
      ["date_relative", 15],
      ["row_mended", 17],
      ["title_missing", 19],
      ["fields_unread", 1],
    ],
    unread: "AUTHOR (3)",
  },
  "vcalendar-1.ics": {
    tasks: [
      {
        title: "Old phone",
        labels: ["Personal", "Phone"],
        priority: 2,
        due: at("2031-01-06", "09:00"),
        recurrence: null,
      },
    ],
    told: [
      ["field_left_out", 3],
      ["recurrence_left_out", 3],
    ],
  },
  "vikunja-caldav.ics": {
    // 172800 seconds are two days.
    tasks: [{ title: "Fence", labels: ["a,b", "c"], recurrence: rule("FREQ=DAILY;INTERVAL=2") }],
    told: [
      ["field_left_out", 4],
      ["field_left_out", 4],
      ["recurrence_changed", 4],
      ["fields_unread", 1],
    ],
    unread: "X-APPLE-CALENDAR-COLOR, X-FUNAMBOL-COLOR, X-OUTLOOK-COLOR",
  },
  "vikunja.json": {
    tasks: [
      {
        title: "Fence",
        recurrence: rule("FREQ=DAILY;INTERVAL=30"),
        reminders: [{ at: "2031-01-06T16:00:00.000Z" }],
      },
      { title: "Yearly", description: "End: 2031-03-01 01:00" },
      { title: "No due repeat", recurrence: null },
      { title: "Monthly31", recurrence: rule("FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1") },
      { title: "Twice under", parent: "Fence" },
    ],
    told: [
      ["relation_left_out", 1],
      ["relation_left_out", 1],
      ["reminder_left_out", 1],
      ["kept_in_description", 2],
      ["recurrence_left_out", 3],
      ["relation_left_out", 5],
      ["fields_unread", 1],
    ],
    unread: "bucket_id, description of a project, hex_color, is_favorite, reactions",
  },
};

describe("a file with a program's peculiarities is imported without silent losses", () => {
  it.each(readdirSync(path.join(import.meta.dirname, "programs")))("%s", async (name) => {
    const { tasks, notes } = await readFrom("programs", name);
    const { tasks: wanted = [], told = [], unread = null } = expected[name] ?? {};
    expect(tasks.map((task) => flat(task, tasks))).toMatchObject(wanted);
    expect(notes.map(({ code, line }) => [code, line])).toEqual(told);
    expect(notes.find(({ code }) => code === "fields_unread")?.written ?? null).toBe(unread);
    for (const note of notes) expect(note.message).not.toMatch(/undefined|null|Invalid input|expected/);
  });
});
