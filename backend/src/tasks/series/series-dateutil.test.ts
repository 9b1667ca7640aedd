import type { Due } from "@todo-chatbot/contracts";
import { addDays, instantOf } from "@todo-chatbot/contracts/calendar";
import { beforeAll, describe, expect, it } from "vitest";
import { hasPython, needsPython, python } from "../../testing/python.ts";
import { type SampleSeries, sampleSeries } from "../../testing/rules.ts";
import { wallClockOf } from "./due.ts";
import { occurrenceOf } from "./recurrence.ts";
import { nextInSeries, patchedSeries, type Repeating, settleSeries } from "./series.ts";

/** How a person does what repeats. */
const ways = ["on the day", "early", "late", "twice on a day", "out of order", "moved"] as const;
type Way = (typeof ways)[number];

/** Dates are followed for two years, which have four changes of the clocks; where each of them costs more, a few of them. */
const mostOf = (way: Way) => (way === "early" ? 750 : 60);
const endOf = (start: Due) => addDays(start.date, 731);

/**
 * The same by dateutil: its set of dates, without those that are done, and of these the first after both the one that
 * was done and the moment it was done. Instants are told by dateutil's zones.
 */
const script = `
import sys, json, datetime
from dateutil import tz
from dateutil.rrule import rruleset, rrulestr

def wall(text):
    return datetime.datetime.fromisoformat(text if "T" in text else text + "T00:00")

def instant(at, zone):
    if zone is None:
        return None
    aware = tz.resolve_imaginary(at.replace(tzinfo=tz.gettz(zone)))
    return int(aware.timestamp() * 1000)

def dates(case):
    rule = case["rule"]
    start = wall(case["start"])
    zone = case["zone"]
    parts = dict(part.split("=") for part in rule.split(";"))
    until = parts.get("UNTIL", "")
    if until.endswith("Z"):
        local = datetime.datetime.strptime(until, "%Y%m%dT%H%M%SZ").replace(tzinfo=tz.UTC).astimezone(tz.gettz(zone))
        parts["UNTIL"] = local.strftime("%Y%m%dT%H%M%S")
    elif len(until) == 8:
        parts["UNTIL"] = until + "T235959"
    found = rruleset(cache=True)
    found.rrule(rrulestr(";".join(k + "=" + v for k, v in parts.items()), dtstart=start))
    for date in case["exceptions"] + case["done"]:
        found.exdate(wall(date))
    for date in case["additions"]:
        found.rdate(wall(date))
    return found

out = []
for case in json.load(sys.stdin):
    found, seen = dates(case), []
    at = wall(case["start"])
    while at is not None and at.date().isoformat() <= case["end"] and len(seen) < case["most"]:
        seen.append([at.isoformat(timespec="minutes"), instant(at, case["zone"])])
        if not (case["twice"] and len(seen) % 2 == 0):
            done = at + datetime.timedelta(minutes=case["after"])
        later = max(at, done)
        if case["zone"] is None:
            later = max(at, later.replace(hour=0, minute=0))
        own = at + datetime.timedelta(days=case["moved"])
        at = found.after(later)
        if case["moved"] and at == own:
            at = found.after(at)
    out.append(seen)
print(json.dumps(out))
`;

/** When it is done, in minutes after it is due; nobody says of a series of many a day that it is done days late. */
const doneAfter = (way: Way): number => ({ early: -400 * 1440, late: 10 * 1440 + 90 })[way as "early"] ?? 0;

/** Of what is still to come every third date is done already. */
function doneOf(dates: readonly string[], way: Way): string[] {
  return way === "out of order" ? dates.filter((_, index) => index % 3 === 1).slice(0, 40) : [];
}

const zoneOf = (due: Due) => ("time" in due ? due.timeZone : "UTC");
const nameOf = (due: Due) => occurrenceOf(wallClockOf(due), due);

/** The moment so many minutes later by the clocks of the series. */
function laterBy(due: Due, minutes: number): Date {
  const days = Math.floor(minutes / 1440);
  const moved = { ...due, date: addDays(due.date, days) };
  const at = instantOf("time" in moved ? moved : { ...moved, time: "00:00", timeZone: "UTC" }) ?? 0;
  return new Date(at + (minutes - days * 1440) * 60_000);
}

function begun({ rule, start, more }: SampleSeries): Repeating {
  const recurrence = { rule, anchor: "schedule" as const, ...more };
  return settleSeries(
    { start: null, due: start, recurrence },
    { asked: new Date("2020-01-01T00:00:00Z"), timeZone: "UTC" },
  );
}

/** Its dates as somebody does them, each with its instant where it has one. */
function datesOf(series: Repeating, way: Way): [date: string, instant: number | null][] {
  const dates: [string, number | null][] = [];
  const start = series.due as Due;
  const end = endOf(start);
  let asked = new Date(0);
  for (let at: Repeating | null = series; at?.due && at.due.date <= end && dates.length < mostOf(way); ) {
    const { due } = at;
    dates.push([nameOf(due), instantOf(due)]);
    // Every second date is done at the very moment the one before it was.
    if (way !== "twice on a day" || dates.length % 2 === 1) asked = laterBy(due, doneAfter(way));
    const reckoning = { asked, timeZone: zoneOf(start) };
    if (way === "moved") {
      const moved = { ...due, date: addDays(due.date, 1) };
      const recurrence = patchedSeries({ ...at, id: "" } as never, { due: moved }, "this");
      if (!recurrence) throw new Error("It does not repeat any more.");
      at = settleSeries({ start: null, due: moved, recurrence }, reckoning);
    }
    at = nextInSeries(at, reckoning);
  }
  return dates;
}

describe.skipIf(!hasPython)(`a series agrees with dateutil ${needsPython}`, () => {
  const cases = sampleSeries.flatMap((sample) =>
    ways.map((way) => ({ sample, way, series: begun(sample), done: [] as string[] })),
  );
  let theirs: [string, number | null][][];

  beforeAll(() => {
    for (const one of cases) {
      one.done = doneOf(
        datesOf(one.series, "early").map(([date]) => date),
        one.way,
      );
      if (one.done.length > 0) one.series.recurrence.done = one.done;
    }
    theirs = python(
      script,
      cases.map(({ sample: { start, more }, way, series, done }) => ({
        rule: series.recurrence.rule,
        start: nameOf(start),
        zone: "time" in start ? start.timeZone : null,
        exceptions: more.exceptions ?? [],
        additions: more.additions ?? [],
        done,
        after: doneAfter(way),
        moved: way === "moved" ? 1 : 0,
        twice: way === "twice on a day",
        end: endOf(start),
        most: mostOf(way),
      })),
    ) as typeof theirs;
    // Half a minute of computing, whatever else the machine does.
  }, 300_000);

  it("in more than sixty-six rules", () => {
    expect(sampleSeries.length).toBeGreaterThanOrEqual(66);
  });

  it.each(
    cases.map(
      ({ sample: { rule, start }, way }, index) => [rule, nameOf(start), zoneOf(start), way, index] as const,
    ),
  )("%s from %s in %s, done %s", (_rule, _start, _zone, way, index) => {
    const series = cases[index]?.series as Repeating;
    const expected = theirs[index] ?? [];
    expect(expected.length).toBeGreaterThan(0);
    expect(datesOf(series, way).map(([date, at]) => [date.padEnd(16, "T00:00"), at])).toEqual(expected);
  });
});
