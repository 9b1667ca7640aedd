import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { ImportFormat, ImportNoteCode } from "@todo-chatbot/contracts";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { readFile } from "./read.ts";
import { at, flat, reader, readFrom, rule } from "./testing/files.ts";

const folder = path.join(import.meta.dirname, "fixtures");
const read = (name: string) => readFrom("fixtures", name);

/** The expected result of each file: its tasks in order with their relevant fields, and the notes with their lines. */
const expected: Record<string, { tasks: object[]; told?: [code: ImportNoteCode, line: number][] }> = {
  "alarms.ics": {
    tasks: [
      {
        title: "Train",
        start: at("2031-01-06", "08:00"),
        // Relative to the start, to the due, after it, at an instant, and longer before than the maximum of minutes.
        reminders: [
          { minutesBefore: 615 },
          { minutesBefore: 1440 },
          { at: "2031-01-06T17:30:00.000Z" },
          { at: "2031-01-01T08:00:00.000Z" },
          { at: "2030-11-17T17:00:00.000Z" },
        ],
      },
      { title: "No date", reminders: [] },
      { title: "Eleven", reminders: Array.from({ length: 10 }, (_, n) => ({ minutesBefore: 60 * (n + 1) })) },
      {
        title: "Again and again",
        reminders: [
          { minutesBefore: 30 },
          { minutesBefore: 15 },
          { minutesBefore: 0 },
          { at: "2031-01-01T08:00:00.000Z" },
          { at: "2031-01-02T08:00:00.000Z" },
          { minutesBefore: 10_080 },
        ],
      },
      {
        title: "All day long",
        reminders: Array.from({ length: 10 }, (_, n) => ({ minutesBefore: 1440 - n })),
      },
    ],
    told: [
      ["reminder_left_out", 4],
      ["reminder_left_out", 28],
      ["reminders_too_many", 35],
      ["field_unreadable", 73],
      ["reminders_too_many", 93],
    ],
  },
  "apple-reminders.ics": {
    tasks: [
      {
        title: "Call the plumber",
        priority: 1,
        project: "House",
        due: at("2031-01-06", "10:00"),
        reminders: [{ at: "2031-01-06T09:00:00.000Z" }],
        createdAt: "2030-11-01T08:00:00.000Z",
      },
      { title: "Ask for the price", parent: "Call the plumber" },
    ],
    told: [
      ["reminder_left_out", 5],
      ["fields_unread", 1],
    ],
  },
  "bare.ics": { tasks: [{ title: "No calendar around it" }] },
  "control-characters.ics": {
    tasks: [{ title: "Bell and nul", labels: ["a,b", "c"] }],
    told: [["text_cleaned", 4]],
  },
  "cut-off.ics": { tasks: [{ title: "The file ends h" }] },
  "durations.ics": {
    tasks: [
      { title: "Days", start: { date: "2031-01-06" }, due: { date: "2031-01-13" } },
      { title: "Over the clock change", due: at("2031-03-30", "19:00") },
      { title: "Nonsense", due: null, start: { date: "2031-01-06" }, description: "long" },
    ],
    told: [["date_unknown", 16]],
  },
  "exceptions.ics": {
    tasks: [
      {
        recurrence: {
          rule: "FREQ=WEEKLY",
          anchor: "schedule",
          start: at("2031-01-06", "07:00"),
          exceptions: ["2031-01-13T07:00", "2031-01-20T07:00", "2031-01-27T07:00", "2031-02-03T07:00"],
          additions: ["2031-01-15T07:00"],
        },
      },
    ],
  },
  "fold-in-letter.ics": { tasks: [{ title: "Bücher und Blätter" }] },
  "google-tasks.json": {
    tasks: [
      {
        title: "Parent",
        description: "Two lines\nhere\nMail: https://example.org/m",
        project: "My Tasks",
        priority: 2,
        due: { date: "2031-01-06" },
        createdAt: "2030-11-01T08:00:00.000Z",
      },
      { title: "Sub", parent: "Parent" },
      { title: "At an hour", due: at("2031-01-06", "09:30") },
      { title: "Done", completedAt: "2030-11-02T09:00:00.000Z" },
    ],
    told: [
      ["recurrence_not_in_file", 3],
      ["deleted_left_out", 5],
    ],
  },
  "latin1.ics": { tasks: [{ title: "Café – naïve" }], told: [["encoding_guessed", 1]] },
  "malformed.ics": {
    tasks: [{ title: "Kept", due: { date: "2031-01-06" } }],
    told: [
      ["line_unreadable", 7],
      ["line_unreadable", 8],
    ],
  },
  "microsoft-todo.json": {
    tasks: [
      {
        title: "Rent",
        description: "by bank\nnot cash\nBank: https://example.org/bank",
        project: "House",
        priority: 2,
        labels: ["Money"],
        due: { date: "2031-01-31" },
        recurrence: rule("FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1;UNTIL=20311231"),
        reminders: [{ at: "2031-01-30T16:00:00.000Z" }],
      },
      { title: "Find the form", parent: "Rent", completedAt: "2030-11-03T10:00:00Z" },
      { title: "Sign it", parent: "Rent", completedAt: null },
      { title: "Old", completedAt: "2030-11-02T00:00:00.000Z" },
      // 23:00 in UTC is midnight in Berlin, which stands for the whole day.
      {
        title: "First friday",
        due: { date: "2031-01-03" },
        recurrence: rule("FREQ=MONTHLY;INTERVAL=2;BYDAY=1FR;COUNT=3"),
      },
      { title: "Odd", due: null, recurrence: null, description: "soon" },
    ],
    told: [
      ["priority_lowered", 3],
      ["date_unknown", 4],
      ["recurrence_left_out", 4],
    ],
  },
  "month-ends.ics": {
    tasks: [
      { title: "Named day", due: { date: "2031-01-31" }, recurrence: rule("FREQ=MONTHLY;BYMONTHDAY=31") },
      { title: "By its start", recurrence: rule("FREQ=MONTHLY", { start: { date: "2031-01-30" } }) },
      { title: "Leap day", recurrence: rule("FREQ=YEARLY", { start: { date: "2032-02-29" } }) },
      { title: "Last day", recurrence: rule("FREQ=MONTHLY;BYMONTHDAY=-1") },
    ],
    told: [
      ["start_became_due", 4],
      ["recurrence_skips", 4],
      ["recurrence_skips", 10],
      ["recurrence_skips", 17],
    ],
  },
  "notes.ics": {
    tasks: [
      {
        description:
          "Ring twice\nLocation: 1 Example Street\nLink: https://example.org/p\nAttachment: https://example.org/a.pdf\n" +
          "Comment: Ask for Kim\nComment: Or leave it",
      },
    ],
    told: [
      ["field_left_out", 4],
      ["field_left_out", 4],
    ],
  },
  "occurrence-alone.ics": { tasks: [{ title: "Only one of them", due: { date: "2031-01-07" } }] },
  "occurrence-finished.ics": {
    tasks: [
      {
        title: "Water",
        completedAt: null,
        recurrence: rule("FREQ=DAILY", { start: { date: "2031-01-06" } }),
      },
    ],
    told: [["occurrences_finished", 4]],
  },
  "occurrence-moved.ics": {
    tasks: [
      {
        title: "Choir",
        recurrence: rule("FREQ=WEEKLY", {
          exceptions: ["2031-01-13T20:00", "2031-01-20T20:00"],
          additions: ["2031-01-14T19:30"],
        }),
      },
    ],
  },
  "others.ics": {
    tasks: [{ title: "One" }],
    told: [
      ["not_a_task", 1],
      ["not_a_task", 1],
    ],
  },
  "own.json": {
    tasks: [
      { title: "Old form", createdAt: "2030-11-01T08:00:00.000Z", reminders: [{ minutesBefore: 30 }] },
      { title: "Bad fields", parent: "Old form", due: null, priority: 4, labels: [] },
      { title: "Without an id" },
    ],
    told: [
      ["history_left_out", 1],
      ["line_unreadable", 3],
      ["field_unreadable", 2],
      ["field_unreadable", 2],
      ["date_unknown", 2],
    ],
  },
  "priority.ics": {
    tasks: [4, 1, 2, 3, 4, 4, 4].map((priority) => ({ priority })),
    told: [
      ["priority_lowered", 24],
      ["priority_lowered", 29],
    ],
  },
  "quoted-printable.ics": { tasks: [{ title: "Bücher", description: "first\nsecond" }] },
  "relations.ics": {
    tasks: [
      { title: "Top" },
      { title: "Child first", parent: "Top" },
      { title: "Named by its parent", parent: "Top" },
      { title: "Orphan", parent: null },
      { title: "Under itself", parent: null },
    ],
    told: [
      ["relation_left_out", 4],
      ["relation_left_out", 24],
      ["parent_missing", 19],
    ],
  },
  "rules.ics": {
    tasks: [
      { title: "Too often", recurrence: null },
      { title: "No end", recurrence: rule("FREQ=DAILY") },
      { title: "Blanks", recurrence: rule("FREQ=MONTHLY;BYDAY=1MO") },
      { title: "Two", recurrence: rule("FREQ=WEEKLY;BYDAY=MO") },
      { title: "Another calendar", recurrence: null },
      { title: "Only a start", due: { date: "2031-01-06" }, recurrence: rule("FREQ=WEEKLY") },
      { title: "No date", due: { date: "2030-12-01" }, recurrence: rule("FREQ=WEEKLY") },
    ],
    told: [
      ["recurrence_left_out", 4],
      ["recurrence_changed", 10],
      ["recurrence_left_out", 22],
      ["recurrence_left_out", 29],
      ["start_became_due", 35],
      ["date_relative", 41],
    ],
  },
  "same-twice.ics": { tasks: [{ title: "New words" }], told: [["same_twice", 4]] },
  "series-in-utc.ics": {
    tasks: [
      { title: "Late monday", due: at("2031-01-07", "00:30"), recurrence: rule("FREQ=WEEKLY;BYDAY=TU") },
      { title: "Fifth", due: at("2031-01-06", "00:30"), recurrence: rule("FREQ=MONTHLY;BYMONTHDAY=6") },
      {
        title: "Last friday",
        due: at("2031-02-01", "00:30"),
        recurrence: rule("FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=1,-1,-2,-3,-4,-5,-6"),
      },
      {
        title: "Last working day",
        due: at("2031-01-31", "23:30", "UTC"),
        recurrence: rule("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", {
          start: at("2031-01-31", "23:30", "UTC"),
          exceptions: ["2031-02-28T23:30"],
        }),
      },
    ],
    told: [["recurrence_in_utc", 23]],
  },
  "status.ics": {
    tasks: [
      { title: "Small letters", completedAt: "2030-11-02T00:00:00.000Z" },
      { title: "All of it", completedAt: "2030-12-01T09:00:00.000Z" },
      { title: "Floating", completedAt: "2030-11-01T19:00:00.000Z" },
      { title: "Under way", completedAt: null, description: "Progress: 40 %" },
    ],
    told: [
      ["completion_time_unknown", 10],
      ["cancelled_left_out", 21],
      ["kept_in_description", 26],
    ],
  },
  "ticktick.csv": {
    tasks: [
      {
        title: "Paint the fence",
        labels: ["garden", "summer"],
        project: "House",
        priority: 1,
        start: { date: "2031-01-06" },
        due: { date: "2031-01-07" },
        recurrence: rule("FREQ=MONTHLY;INTERVAL=2"),
      },
      {
        title: "Buy paint",
        parent: "Paint the fence",
        due: at("2031-01-06", "12:00", "America/New_York"),
        reminders: [{ minutesBefore: 30 }, { minutesBefore: 1440 }],
      },
      { title: "Done long ago", completedAt: "2030-11-02T09:30:00.000Z" },
      { title: "Packing", description: "- [x] Socks\n- [ ] Hat", priority: 2 },
    ],
    told: [
      ["recurrence_left_out", 13],
      ["cancelled_left_out", 14],
      ["fields_unread", 1],
    ],
  },
  "todo.txt": {
    tasks: [
      {
        title: "Call mom",
        priority: 1,
        project: "family",
        labels: ["phone"],
        recurrence: rule("FREQ=WEEKLY", { anchor: "schedule" }),
        createdAt: "2030-11-01T12:00:00.000Z",
      },
      { title: "done", priority: 2, completedAt: "2030-11-19T12:00:00.000Z" },
      { title: "also done", priority: 3 },
      { title: "low", priority: 4 },
      { title: "+house @garden", project: "house", labels: ["garden"] },
      { title: "no such day", due: null, description: "due:2031-02-30" },
      { title: "with a time", due: at("2031-01-06", "09:30"), start: { date: "2031-01-04" } },
      { recurrence: rule("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", { anchor: "completion" }) },
      { title: "odd", recurrence: null },
      { title: "+plus @at due:x x stay words \\and \\this", labels: [], project: null, due: null },
      { title: "leap", recurrence: rule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1") },
      { title: "two", project: "one", labels: ["a", "b", "two"] },
      { title: "no date of its own", due: { date: "2030-12-01" } },
    ],
    told: [
      ["priority_lowered", 4],
      ["date_unknown", 6],
      ["recurrence_left_out", 9],
      ["labels_from_projects", 12],
      ["date_relative", 13],
    ],
  },
  "todoist-commas.csv": {
    tasks: [
      { title: "Eggs, milk, bread" },
      { title: "Plain", priority: 2, parent: "Eggs, milk, bread" },
      { title: "Trailing", priority: 3 },
    ],
    told: [["row_mended", 2]],
  },
  "todoist-labels.csv": {
    tasks: [
      { title: "Ring and", labels: ["errand/town", "v2.1"] },
      { title: "@only", labels: ["only"] },
      { title: "mail a@example.org", labels: [] },
      { title: "(see)", labels: ["docs"] },
    ],
  },
  "todoist-languages.csv": {
    tasks: [
      { title: "Miete", recurrence: rule("FREQ=WEEKLY;BYDAY=MO") },
      { title: "Fiesta", due: { date: "2031-01-06" } },
      { title: "Visite", due: { date: "2031-01-06" } },
      { title: "買い物", due: { date: "2031-01-06" } },
    ],
  },
  "todoist-notes.csv": {
    tasks: [
      {
        title: "Letter",
        description: "Dear all,\nsee you\nPlan a.pdf: https://example.org/a.pdf",
        project: null,
      },
      { title: "Shelves", project: "Cellar" },
      { title: "Brackets", project: "Cellar", parent: "Shelves" },
    ],
  },
  "todoist-quotes.csv": {
    tasks: [{ title: 'A 5" pipe' }, { title: '"Open quote' }, { title: "After it", priority: 1 }],
    told: [["row_mended", 3]],
  },
  "todoist-years.csv": {
    // Todoist omits the current year, also in overdue dates.
    tasks: [
      { title: "Overdue", due: { date: "2030-11-17" } },
      { title: "Soon", due: { date: "2031-01-06" } },
      { title: "Überfällig", due: at("2030-11-17", "10:00") },
      { title: "Tomorrow", due: { date: "2030-12-02" } },
      { title: "März", due: { date: "2031-03-15" } },
    ],
    told: [2, 3, 4, 5].map((line) => ["date_relative", line]),
  },
  "todoist-after-done.csv": {
    tasks: [
      { recurrence: rule("FREQ=WEEKLY;BYDAY=MO", { anchor: "completion" }) },
      { recurrence: rule("FREQ=WEEKLY;BYDAY=MO", { anchor: "completion" }) },
      { recurrence: rule("FREQ=DAILY;INTERVAL=3", { anchor: "completion" }) },
      { recurrence: rule("FREQ=WEEKLY;BYDAY=MO", { anchor: "completion" }) },
      { recurrence: rule("FREQ=DAILY;INTERVAL=3", { anchor: "completion" }) },
    ],
    told: [
      ["date_relative", 4],
      ["date_relative", 6],
    ],
  },
  "ticktick-spaces.csv": {
    tasks: [
      { title: "Spaces", due: at("2031-01-06", "15:59"), start: at("2031-01-05", "11:00") },
      { title: "Done", completedAt: "2030-11-25T16:45:30.000Z", priority: 4 },
    ],
    told: [["field_unreadable", 9]],
  },
  "series-over.ics": {
    tasks: [
      {
        title: "Twice only",
        completedAt: "2031-01-07T11:00:00.000Z",
        recurrence: rule("FREQ=DAILY;COUNT=2"),
      },
    ],
    told: [["occurrences_finished", 3]],
  },
  "loose-values.ics": {
    tasks: [
      { recurrence: rule("FREQ=WEEKLY;BYDAY=MO,TU;UNTIL=20310301") },
      { recurrence: rule("FREQ=DAILY", { exceptions: ["2031-01-07"] }) },
      { recurrence: rule("FREQ=DAILY;COUNT=5") },
      { start: null, due: at("2031-01-06", "11:00") },
      { title: "First", priority: 4 },
      { due: at("2031-01-06", "12:00", "Etc/GMT-2") },
      { due: at("2031-01-06", "11:00") },
    ],
    told: [
      ["exceptions_left_out", 9],
      ["recurrence_changed", 16],
      ["field_left_out", 22],
      ["field_left_out", 28],
      ["field_unreadable", 28],
    ],
  },
  "rule-seconds.ics": {
    tasks: [{ recurrence: rule("FREQ=DAILY;BYHOUR=8,20;BYMINUTE=0") }, { recurrence: rule("FREQ=DAILY") }],
    told: [["recurrence_changed", 9]],
  },
  "todo-no-such-day.txt": {
    tasks: [
      { title: "2031-02-30 made on no day", createdAt: undefined },
      { title: "2031-02-30 done on no day", completedAt: "2030-12-01T09:00:00.000Z" },
      { title: "2031-02-30 done on a day", completedAt: "2031-01-02T12:00:00.000Z" },
    ],
    told: [["completion_time_unknown", 2]],
  },
  "vikunja-checklist.json": { tasks: [{ description: "For two:\n\n- [x] tent\n\n- [ ] stove" }] },
  "todoist-section.csv": {
    tasks: [{ title: "Shelves", project: "Cellar", description: "" }],
    told: [["field_left_out", 2]],
  },
  "todoist-series.csv": {
    tasks: [
      { title: "Course", due: { date: "2031-01-06" }, recurrence: rule("FREQ=DAILY;UNTIL=20310301") },
      { due: at("2030-12-02", "20:00"), recurrence: rule("FREQ=WEEKLY;BYDAY=MO;UNTIL=20310820") },
      { due: { date: "2031-01-06" }, recurrence: rule("FREQ=WEEKLY;BYDAY=MO;UNTIL=20310301") },
      { due: { date: "2031-01-06" }, recurrence: rule("FREQ=DAILY;UNTIL=20310301") },
      { due: { date: "2031-01-06" }, recurrence: rule("FREQ=WEEKLY;BYDAY=MO;UNTIL=20310301") },
      { due: { date: "2031-01-06" }, recurrence: rule("FREQ=DAILY;UNTIL=20310301") },
      // Its weeks count from where it began, and it is due on the first of its days that is not in the past.
      {
        due: { date: "2030-12-10" },
        recurrence: rule("FREQ=WEEKLY;INTERVAL=2", { start: { date: "2020-01-07" } }),
      },
      { due: at("2030-12-02", "06:00"), recurrence: rule("FREQ=DAILY") },
    ],
    told: [
      ["date_relative", 3],
      ["date_relative", 8],
      ["field_left_out", 9],
    ],
  },
  "todoist-unquoted.csv": {
    // With any number of cells, the columns with few possible values show where the text ends.
    tasks: [
      { title: "Ask for tour dates, prices, and seats", priority: 2, project: "Plan, then do" },
      { title: "Trailing commas, more than there are columns", priority: 1 },
      { title: "Too short a row, and a comma", priority: 3, parent: null },
      { title: "Well-formed", priority: 3, description: "A note\nBring this, that, and those" },
    ],
    told: [2, 3, 4, 5, 7].map((line) => ["row_mended", line]),
  },
  "todoist-words.csv": {
    tasks: [
      { title: "Rent", recurrence: rule("FREQ=MONTHLY", { anchor: "completion" }) },
      { title: "Party", due: at("2031-01-06", "18:00", "America/New_York") },
      { title: "Gym", due: at("2030-12-02", "07:00"), recurrence: rule("FREQ=WEEKLY;BYDAY=MO") },
      { title: "Soon", due: { date: "2030-12-06" } },
      { title: "Never", due: null, description: "when pigs fly" },
    ],
    told: [
      ["date_relative", 2],
      ["date_relative", 5],
      ["date_unknown", 6],
    ],
  },
  "utf16.ics": { tasks: [{ title: "Wide" }] },
  "vikunja-nested.json": {
    // Two projects with the same name stay two lists.
    tasks: [
      { title: "Paint", project: "House" },
      { title: "Hedge", project: "Garden" },
      { title: "Some day", project: "House / Later" },
      { title: "One day", project: "Work / Later" },
    ],
    told: [
      ["project_flattened", 2],
      ["project_flattened", 3],
      ["project_flattened", 4],
    ],
  },
  "vikunja.json": {
    tasks: [
      {
        title: "Fence",
        description:
          "Two coats\n\n- primer\n- paint & brush\nComment: Ask Kim\nResponsible: Kim\nProgress: 50 %",
        project: "House",
        priority: 1,
        labels: ["garden"],
        start: at("2031-01-04", "09:00"),
        due: at("2031-01-06", "18:00"),
        recurrence: rule("FREQ=DAILY;INTERVAL=2", { anchor: "completion" }),
        reminders: [{ minutesBefore: 60 }, { at: "2031-01-05T08:00:00.000Z" }],
      },
      { title: "Brush", parent: "Fence", completedAt: "2030-11-02T09:00:00.000Z" },
      { title: "Rule", recurrence: rule("FREQ=WEEKLY;BYDAY=MO") },
    ],
    told: [
      ["kept_in_description", 1],
      ["kept_in_description", 1],
      ["priority_lowered", 2],
    ],
  },
  "zone-names.ics": {
    tasks: [
      { title: "Windows", due: at("2031-01-06", "09:00", "America/New_York") },
      { title: "Path", due: at("2031-01-06", "09:00", "America/Argentina/Buenos_Aires") },
      { title: "Small letters", due: at("2031-01-06", "09:00", "Asia/Tokyo") },
      { title: "Quoted", due: at("2031-01-06", "09:00", "Europe/Lisbon") },
      { title: "Zone and Z", due: at("2031-01-06", "15:00") },
      { title: "Nowhere", due: at("2031-01-06", "09:00") },
    ],
    told: [["zone_unknown", 29]],
  },
  "zone-of-file.ics": {
    tasks: [
      { title: "Winter", due: at("2031-01-06", "13:30") },
      { title: "Summer", due: at("2031-07-06", "13:30") },
      { title: "By its place", due: at("2031-07-06", "09:00", "Pacific/Kiritimati") },
    ],
    told: [
      ["zone_of_file", 28],
      ["zone_of_file", 33],
    ],
  },
  // A task that begins ends the previous one, even if something is still open.
  "not-closed.ics": {
    tasks: [
      { title: "Not closed", due: { date: "2031-01-06" } },
      { title: "After it" },
      { title: "Last hour", due: null, description: "99991231T235959Z" },
    ],
    told: [
      ["not_a_task", 1],
      ["field_left_out", 9],
      ["date_unknown", 17],
    ],
  },
  "occurrence-later.ics": {
    tasks: [
      {
        title: "Water",
        due: { date: "2031-01-06" },
        recurrence: rule("FREQ=WEEKLY;UNTIL=20310119", {
          exceptions: ["2031-01-13"],
          additions: ["2031-01-15"],
        }),
      },
      { title: "Water", due: { date: "2031-01-21" }, recurrence: rule("FREQ=WEEKLY") },
    ],
    told: [
      ["series_split", 3],
      ["occurrence_moved", 3],
    ],
  },
  "occurrence-from-on.ics": {
    tasks: [
      { title: "Class", due: at("2031-01-06", "09:00"), recurrence: rule("FREQ=WEEKLY;BYDAY=MO;COUNT=2") },
      {
        title: "Class in the new room",
        labels: ["school"],
        due: at("2031-01-21", "10:00"),
        recurrence: rule("FREQ=WEEKLY;BYDAY=TU;COUNT=4", {
          exceptions: ["2031-02-04T10:00"],
          done: ["2031-01-28T10:00"],
        }),
      },
      { title: "Ends", recurrence: rule("FREQ=DAILY;UNTIL=20310119") },
      { title: "From its first date", due: { date: "2031-01-08" }, recurrence: rule("FREQ=MONTHLY") },
      { title: "One", due: { date: "2031-01-06" }, recurrence: rule("FREQ=WEEKLY;UNTIL=20310112") },
      { title: "Two", due: { date: "2031-01-13" }, recurrence: rule("FREQ=WEEKLY;UNTIL=20310126") },
      { title: "Three", due: { date: "2031-01-29" }, recurrence: rule("FREQ=WEEKLY") },
      {
        title: "Late",
        due: at("2031-01-07", "00:30"),
        recurrence: rule("FREQ=WEEKLY;BYDAY=TU;UNTIL=20310120T232959Z"),
      },
      { title: "Late", due: at("2031-01-21", "20:00"), recurrence: rule("FREQ=WEEKLY;BYDAY=TU") },
      { title: "Over before that", recurrence: rule("FREQ=DAILY;COUNT=3") },
    ],
    told: [
      ["series_split", 3],
      ["occurrences_finished", 11],
      ["series_split", 45],
      ["series_split", 45],
      ["series_split", 62],
      ["occurrence_moved", 73],
    ],
  },
  "microsoft-odd.json": {
    tasks: [
      { title: "Kept" },
      { title: "Ticked at some time", parent: "Kept" },
      {
        title: "From a day on",
        due: { date: "2031-01-06" },
        recurrence: rule("FREQ=WEEKLY;BYDAY=MO,FR"),
      },
    ],
    told: [
      ["line_unreadable", 1],
      ["completion_time_unknown", 1],
    ],
  },
  "vikunja-odd.json": {
    tasks: [
      { title: "With a state" },
      { title: "Without one", due: at("2031-01-31", "11:00") },
      { title: "No such date", due: null, description: "2031-02-30T10:00:00Z" },
    ],
    told: [
      ["line_unreadable", 1],
      ["date_unknown", 3],
    ],
  },
  "google-odd.json": { tasks: [{ title: "Kept" }], told: [["line_unreadable", 1]] },
  // Monday 20:00 there is Tuesday 05:00 here; BYHOUR cannot be moved to another clock.
  "zone-of-file-rules.ics": {
    tasks: [
      {
        title: "Monday evening there",
        project: "Home, sweet",
        due: at("2031-01-07", "05:00"),
        recurrence: rule("FREQ=WEEKLY;BYDAY=TU"),
      },
      { title: "Twice a day there", due: at("2031-01-06", "18:00"), recurrence: null },
    ],
    told: [
      ["zone_of_file", 19],
      ["zone_of_file", 25],
      ["recurrence_left_out", 25],
    ],
  },
  // A soft line break keeps the space at the start of the next line.
  "soft-break.ics": { tasks: [{ title: "Käse kaufen" }], told: [] },
};

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
