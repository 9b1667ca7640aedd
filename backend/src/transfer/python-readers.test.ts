import { spawnSync } from "node:child_process";
import type { Recurrence, Task } from "@todo-chatbot/contracts";
import { describe, expect, it } from "vitest";
import { nextInSeries, settleSeries } from "../tasks/series.ts";
import { toICalendar } from "./icalendar/write.ts";

const readers = "icalendar, vobject and dateutil";
const there = spawnSync("python3", ["-c", "import icalendar, vobject, dateutil"]).status === 0;

/** Reads a calendar with both libraries, and gives the first dates of each series by the zone's own clock. */
const script = `
import sys, json, icalendar, vobject
from dateutil.rrule import rrulestr
text = sys.stdin.buffer.read().decode()
seen = vobject.readOne(text)
out = {}
for todo in icalendar.Calendar.from_ical(text).walk("VTODO"):
    start = todo.decoded("DTSTART")
    rule = rrulestr(todo["RRULE"].to_ical().decode(), dtstart=start)
    out[str(todo["SUMMARY"])] = [at.strftime("%Y-%m-%d %H:%M") for at, _ in zip(rule, range(30))]
print(json.dumps({"count": len(seen.vtodo_list), "dates": out}))
`;

const base: Task = {
  id: "0190a0b0-0000-7000-8000-000000000001",
  title: "",
  description: "Dear all,\r\nsee you; é",
  priority: 2,
  labels: ["a,b"],
  project: "Home",
  parentId: null,
  due: null,
  start: null,
  recurrence: null,
  reminders: [{ minutesBefore: 30 }, { at: "2031-01-01T08:00:00.000Z" }],
  completedAt: null,
  position: 1,
  version: 1,
  createdAt: "2026-11-01T08:00:00.000Z",
  updatedAt: "2026-11-01T08:00:00.000Z",
};
const reckoning = { asked: new Date("2026-11-20T10:00:00Z"), timeZone: "Europe/Berlin" };

function taskOf(title: string, date: string, timeZone: string, rule: string): Task {
  const recurrence: Recurrence = { rule, anchor: "schedule" };
  const due = { date, time: "20:00", timeZone };
  return { ...base, title, ...settleSeries({ start: null, due, recurrence }, reckoning) };
}

function datesOf(first: Task, most: number): string[] {
  const dates: string[] = [];
  for (let task: Task | null = first; task && dates.length < most; ) {
    dates.push(task.due && "time" in task.due ? `${task.due.date} ${task.due.time}` : "");
    const next = nextInSeries(task, reckoning);
    task = next && { ...task, ...next };
  }
  return dates;
}

describe.skipIf(!there)(`an exported calendar [needs python3 with ${readers}]`, () => {
  it(`is read by ${readers}, with the same dates over both changes of the clocks`, () => {
    const tasks = [
      taskOf("Choir", "2031-01-06", "America/Chicago", "FREQ=WEEKLY;BYDAY=MO"),
      taskOf("Pills", "2031-03-07", "America/Chicago", "FREQ=DAILY"),
      taskOf("Rent", "2031-01-31", "Europe/Berlin", "FREQ=MONTHLY"),
      taskOf("Filter", "2031-09-06", "Pacific/Auckland", "FREQ=MONTHLY;UNTIL=20320306"),
      taskOf("Leap", "2032-02-29", "Asia/Kolkata", "FREQ=YEARLY;COUNT=6"),
    ];
    const { stdout, stderr } = spawnSync("python3", ["-c", script], {
      input: toICalendar(tasks),
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    const { count, dates } = JSON.parse(stdout) as { count: number; dates: Record<string, string[]> };
    expect(count).toBe(tasks.length);
    for (const task of tasks) expect(dates[task.title]).toEqual(datesOf(task, 30));
  });
});
