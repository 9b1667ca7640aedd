import type { Due, Recurrence, Task } from "@todo-chatbot/contracts";
import fc from "fast-check";
import { settleSeries } from "../../tasks/series/series.ts";

export const reader = { timeZone: "Europe/Berlin", now: new Date("2026-11-20T10:00:00Z") };
const zones = ["America/Los_Angeles", "UTC", "Europe/Berlin", "Asia/Kolkata", "Pacific/Kiritimati"];

const instant = fc
  .integer({ min: 1_500_000_000, max: 2_500_000_000 })
  .map((seconds) => new Date(seconds * 1000).toISOString());
const word = fc.constantFrom(
  "buy",
  "Milk",
  "é",
  "買い物",
  "+plus",
  "@at",
  "due:x",
  "x",
  "(A)",
  "2030-01-01",
  "a,b;c:d",
  "\\+b",
  '"q"',
  "=3D",
  "😀",
);
const title = fc
  .array(word, { minLength: 1, maxLength: 30 })
  .map((words) => words.join(" ").slice(0, 200).toWellFormed().trim());
const name = fc.constantFrom("home", "Two words", "a,b", "café", "x:y");
const date = fc
  .date({ min: new Date("2027-01-01"), max: new Date("2035-12-31"), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10));
const time = fc
  .tuple(fc.nat(23), fc.nat(59))
  .map((parts) => parts.map((part) => String(part).padStart(2, "0")).join(":"));
const due: fc.Arbitrary<Due> = fc.oneof(
  date.map((date) => ({ date })),
  fc.record({ date, time, timeZone: fc.constantFrom(...zones) }),
);
export const rule = fc.constantFrom(
  "FREQ=DAILY",
  "FREQ=DAILY;INTERVAL=3;COUNT=7",
  "FREQ=WEEKLY;BYDAY=MO,TH",
  "FREQ=WEEKLY;INTERVAL=2",
  "FREQ=MONTHLY",
  "FREQ=MONTHLY;BYDAY=-1FR",
  "FREQ=MONTHLY;UNTIL=20391231",
  "FREQ=YEARLY",
);
const reminder = fc.oneof(
  fc.nat(40_320).map((minutesBefore) => ({ minutesBefore })),
  instant.map((at) => ({ at })),
);

/** Arbitrary tasks in the form of an account: with settled series and with parents. */
export const account = fc
  .array(
    fc.record({
      title,
      description: fc.constantFrom("", "One line", "Two\nlines, and; signs\\", "é\n\nend"),
      priority: fc.constantFrom<(1 | 2 | 3 | 4)[]>(1, 2, 3, 4),
      labels: fc.uniqueArray(name, { maxLength: 3 }),
      project: fc.option(name),
      due: fc.option(due),
      start: fc.option(date),
      rule: fc.option(rule),
      anchor: fc.constantFrom<Recurrence["anchor"][]>("schedule", "completion"),
      reminders: fc.uniqueArray(reminder, { maxLength: 3, selector: (one) => JSON.stringify(one) }),
      completedAt: fc.option(instant),
      createdAt: instant,
      parent: fc.option(fc.nat(5)),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((all) =>
    all.map(({ rule, anchor, start, parent, ...fields }, index): Task => {
      const begins = fields.due && start && start < fields.due.date ? { date: start } : null;
      const dates = { due: fields.due, start: begins };
      const series =
        fields.due &&
        rule &&
        settleSeries(
          { ...dates, recurrence: { rule, anchor } },
          { asked: reader.now, timeZone: reader.timeZone },
        );
      return {
        ...fields,
        id: idOf(index),
        parentId: parent !== null && parent < index && parent < 3 ? idOf(parent) : null,
        recurrence: null,
        ...dates,
        ...series,
        // Relative reminders need a time of day.
        reminders: fields.due ? fields.reminders : fields.reminders.filter((one) => "at" in one),
        position: index + 1,
        version: 1,
        updatedAt: fields.createdAt,
      };
    }),
  );

export const idOf = (index: number) => `0190a0b0-0000-7000-8000-00000000000${index}`;
