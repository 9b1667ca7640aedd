import type { Due, Recurrence, Task } from "@todo-chatbot/contracts";
import { addDays, instantOf } from "@todo-chatbot/contracts/calendar";
import { describe, expect, it } from "vitest";
import { nextInSeries, settleSeries } from "../tasks/series/series.ts";
import { hasPython, needsPython, python } from "../testing/python.ts";
import { sampleSeries } from "../testing/rules.ts";
import { toICalendar } from "./icalendar/write.ts";

/**
 * Reads a calendar with icalendar and vobject, and expands each series with dateutil, using the zone rules in the file:
 * its dates in local time, and as instants.
 */
const script = `
import sys, io, json, re, icalendar, vobject
from dateutil import tz
from dateutil.rrule import rruleset, rrulestr

given = json.load(sys.stdin)
text = given["text"]
zones = tz.tzical(io.StringIO(text))
seen = vobject.readOne(text)
out = {}

def aware(at, tzid):
    return at if tzid is None else at.replace(tzinfo=zones.get(tzid))

for todo in icalendar.Calendar.from_ical(text).walk("VTODO"):
    tzid = todo["DTSTART"].params.get("TZID")
    timed = tzid is not None
    def wall(date):
        import datetime
        plain = date.replace(tzinfo=None) if timed else datetime.datetime.combine(date, datetime.time())
        return aware(plain, tzid)
    found = rruleset()
    found.rrule(rrulestr(todo["RRULE"].to_ical().decode(), dtstart=wall(todo.decoded("DTSTART"))))
    for name, take in (("EXDATE", found.exdate), ("RDATE", found.rdate)):
        value = todo.get(name)
        for dates in ([] if value is None else value if isinstance(value, list) else [value]):
            for date in dates.dts:
                take(wall(date.dt))
    dates = []
    for at in found:
        if at.date().isoformat() > given["ends"][str(todo["SUMMARY"])] or len(dates) == 750:
            break
        dates.append([at.strftime("%Y-%m-%d %H:%M") if timed else at.date().isoformat(), int(tz.resolve_imaginary(at).timestamp() * 1000) if timed else None])
    out[str(todo["SUMMARY"])] = dates
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
const reckoning = { asked: new Date("2020-01-01T10:00:00Z"), timeZone: "Europe/Berlin" };

function taskOf(title: string, due: Due, rule: string, more: Partial<Recurrence>): Task {
  const recurrence: Recurrence = { rule, anchor: "schedule", ...more };
  return { ...base, title, ...settleSeries({ start: null, due, recurrence }, reckoning) };
}

const endOf = (task: Task) => addDays(task.due?.date ?? "", 731);

/** Its dates over two years, each completed on the first possible date. */
function datesOf(first: Task): [string, number | null][] {
  const dates: [string, number | null][] = [];
  const end = endOf(first);
  for (let task: Task | null = first; task?.due && task.due.date <= end && dates.length < 750; ) {
    const { due } = task;
    dates.push(["time" in due ? `${due.date} ${due.time}` : due.date, instantOf(due)]);
    const next = nextInSeries(task, reckoning);
    task = next && { ...task, ...next };
  }
  return dates;
}

const places: [zone: string, time: string][] = [
  ["Europe/Berlin", "02:30"],
  ["America/New_York", "01:30"],
  ["Pacific/Auckland", "20:00"],
  ["Asia/Kolkata", "00:15"],
  ["Australia/Lord_Howe", "01:45"],
];

/** Every series as it is; series of whole days also with a time of day, in alternating zones. */
const tasks = sampleSeries.flatMap(({ rule, start, more }, index) => {
  const [timeZone = "UTC", time = "00:00"] = places[index % places.length] ?? [];
  const isTimed = "time" in start;
  const timed: Due = isTimed ? start : { date: start.date, time, timeZone };
  const at = (dates?: string[]) => dates?.map((date) => (isTimed ? date : `${date}T${time}`));
  const dated = { exceptions: at(more.exceptions), additions: at(more.additions) };
  const clocks = taskOf(`${index} at a time`, timed, rule, dated as Partial<Recurrence>);
  return isTimed ? [clocks] : [taskOf(`${index} by day`, start, rule, more), clocks];
});

describe.skipIf(!hasPython)(`an exported calendar ${needsPython}`, () => {
  it("is read by icalendar and vobject, and dateutil expands the same dates over two years with clock changes", () => {
    const ends = Object.fromEntries(tasks.map((task) => [task.title, endOf(task)]));
    const { count, dates } = python(script, { text: toICalendar(tasks), ends }) as {
      count: number;
      dates: Record<string, [string, number | null][]>;
    };
    expect(count).toBe(tasks.length);
    for (const task of tasks) {
      expect([task.title, task.recurrence?.rule, dates[task.title]]).toEqual([
        task.title,
        task.recurrence?.rule,
        datesOf(task),
      ]);
    }
  }, 180_000);
});
