import type { Due } from "@todo-chatbot/contracts";
import { dueAtInstant } from "@todo-chatbot/contracts/calendar";
import { Temporal } from "temporal-polyfill";
import type { Tell } from "../draft.ts";
import type { Property } from "./lines.ts";
import type { Zone } from "./zones.ts";

/** A date or time as written in a file, RFC 5545 §3.3.4 and §3.3.5. */
export interface Stamp {
  date: Temporal.PlainDate;
  time: Temporal.PlainTime | null;
  utc: boolean;
}

const form =
  /^([+-]?\d{4})-?(\d{2})-?(\d{2})(?:[T ](\d{2}):?(\d{2})(?::?(\d{2}))?(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?)?$/i;

/** Parses a date or time, also in the extended format of ISO 8601; null if it is invalid or does not exist. */
export function stampOf(written: string): Stamp | null {
  const [, year, month, day, hour, minute, second, offset] = form.exec(written.trim()) ?? [];
  if (year === undefined || Number(year) < 1) return null;
  try {
    const reject = { overflow: "reject" } as const;
    const date = Temporal.PlainDate.from(
      { year: Number(year), month: Number(month), day: Number(day) },
      reject,
    );
    if (hour === undefined) return { date, time: null, utc: false };
    // Leap seconds are clamped.
    const seconds = Math.min(Number(second ?? 0), 59);
    const time = Temporal.PlainTime.from(
      { hour: Number(hour), minute: Number(minute), second: seconds },
      reject,
    );
    if (offset === undefined || /^Z$/i.test(offset)) return { date, time, utc: offset !== undefined };
    const [, sign, hours, minutes] = /^(.)(\d{2}):?(\d{2})$/.exec(offset) ?? [];
    const ahead = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
    const instant = date.toPlainDateTime(time).subtract({ minutes: ahead });
    return { date: instant.toPlainDate(), time: instant.toPlainTime(), utc: true };
  } catch {
    return null;
  }
}

/** Converts times of a file to the user's clock; the user's zone replaces missing and unknown zones. */
export function createClock(zoneOf: (tzid: string) => Zone | null, timeZone: string) {
  function zoneFor(stamp: Stamp, tzid: string | undefined, tell: Tell): Zone {
    const own: Zone = { kind: "iana", name: timeZone };
    if (!tzid || stamp.utc) return own;
    const zone = zoneOf(tzid);
    if (!zone) tell("zone_unknown", tzid);
    if (zone?.kind === "file") tell("zone_of_file", tzid);
    return zone ?? own;
  }

  function dueOf(stamp: Stamp, tzid: string | undefined, tell: Tell): Due {
    const { date, time, utc } = stamp;
    if (!time) return { date: date.toString() };
    const zone = zoneFor(stamp, tzid, tell);
    const wall = date.toPlainDateTime(time);
    if (zone.kind === "iana" && !utc) return dueAtWall(wall, zone.name);
    const instant =
      zone.kind === "file" ? zone.instantOf(wall) : wall.toZonedDateTime("UTC").epochMilliseconds;
    return dueAtInstant(instant, timeZone);
  }

  return {
    /** The first value of a property as a due date; null if it is not a date, which is reported. */
    due(property: Property | undefined, tell: Tell): Due | null {
      const written = property?.values[0]?.trim();
      if (!property || !written) return null;
      const stamp = stampOf(written);
      if (!stamp) {
        tell("date_unknown", written);
        return null;
      }
      const due = dueOf(stamp, property.parameters.tzid, tell);
      // In another zone, the last hours of the year 9999 are beyond it.
      if (/^\d{4}-/.test(due.date)) return due;
      tell("date_unknown", written);
      return null;
    },
    /**
     * All dates of a property, such as EXDATE; invalid ones are reported and left out. Periods count by their start.
     */
    dates(property: Property, tell: Tell): Due[] {
      return property.values
        .flatMap((value) => value.split(","))
        .flatMap((written) => {
          const stamp = stampOf(written.split("/")[0] ?? "");
          if (!stamp && written.trim()) tell("exceptions_left_out", written.trim());
          return stamp ? [dueOf(stamp, property.parameters.tzid, tell)] : [];
        });
    },
    /** The first value of a property as an instant, in milliseconds; a day means its midnight in the user's zone. */
    instant(property: Property | undefined): number | null {
      const stamp = stampOf(property?.values[0] ?? "");
      if (!property || !stamp) return null;
      const { date, time, utc } = stamp;
      const wall = date.toPlainDateTime(time ?? undefined);
      const zone = property.parameters.tzid && !utc ? zoneOf(property.parameters.tzid) : null;
      if (zone?.kind === "file") return zone.instantOf(wall);
      return wall.toZonedDateTime(utc ? "UTC" : (zone?.name ?? timeZone)).epochMilliseconds;
    },
  };
}

export type Clock = ReturnType<typeof createClock>;

function dueAtWall(wall: Temporal.PlainDateTime, timeZone: string): Due {
  return {
    date: wall.toPlainDate().toString(),
    time: wall.toPlainTime().toString({ smallestUnit: "minute" }),
    timeZone,
  };
}

/** Parses a duration, RFC 5545 §3.3.6, and the additional forms of ISO 8601. */
export function durationOf(written: string): Temporal.Duration | null {
  try {
    return Temporal.Duration.from(written.trim().toUpperCase());
  } catch {
    return null;
  }
}

/**
 * Adds a duration to a due date; null if the result is out of range. Days are calendar days, hours are elapsed hours.
 */
export function laterBy(due: Due, duration: Temporal.Duration): Due | null {
  try {
    if (!("time" in due)) {
      const end = Temporal.PlainDateTime.from(`${due.date}T00:00`).add(duration);
      return { date: end.toPlainDate().toString() };
    }
    const end = Temporal.PlainDateTime.from(`${due.date}T${due.time}`)
      .toZonedDateTime(due.timeZone)
      .add(duration);
    return dueAtWall(end.toPlainDateTime(), due.timeZone);
  } catch {
    return null;
  }
}
