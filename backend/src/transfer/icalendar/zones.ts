import ICAL from "ical.js";
import { Temporal } from "temporal-polyfill";
import { findIana } from "windows-iana";
import { allOf, type Component, firstOf, textOf } from "./lines.ts";

/** A zone of a file, as an IANA zone or by its offsets. */
export type Zone =
  | { kind: "iana"; name: string }
  | { kind: "file"; instantOf: (wall: Temporal.PlainDateTime) => number };

/** No zone has meaningful rules beyond this year, and a library would compute them year by year. */
const lastYear = 2200;

const names = new Map(Intl.supportedValuesOf("timeZone").map((name) => [name.toLowerCase(), name]));

/** The IANA name in its canonical spelling; null if there is none. */
export function ianaName(written: string): string | null {
  const name = written.trim().replace(/^"(.*)"$/, "$1");
  const known = names.get(name.toLowerCase());
  if (known) return known;
  if (!/^[A-Za-z][\w+\-/]*$/.test(name)) return null;
  try {
    const resolved = new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
    // Older names of a zone, such as US/Eastern, are kept.
    return resolved.toLowerCase() === name.toLowerCase() ? resolved : name;
  } catch {
    return null;
  }
}

/** `/example.org/1/Europe/Paris` → `Europe/Paris`: RFC 5545 §3.2.19 allows programs to add a prefix of their own. */
function prefixedName(written: string): string | null {
  const parts = written.split("/").filter(Boolean);
  for (let from = 1; from < parts.length; from++) {
    const name = ianaName(parts.slice(from).join("/"));
    if (name) return name;
  }
  return null;
}

function windowsName(written: string): string | null {
  const [name] = findIana(written.trim());
  return name ?? null;
}

/** `GMT+0200`, `UTC-5`: whole hours have an IANA name, with the opposite sign. */
function offsetName(written: string): string | null {
  const [, sign, hours = "", minutes = "00"] =
    /^(?:GMT|UTC)?([+-])(\d{1,2})(?::?(\d{2}))?$/i.exec(written.trim()) ?? [];
  if (!sign || minutes !== "00") return null;
  return ianaName(Number(hours) === 0 ? "UTC" : `Etc/GMT${sign === "+" ? "-" : "+"}${Number(hours)}`);
}

/** A zone by any name that programs use: IANA, Windows, an offset, or a name with a prefix. */
export function zoneNamed(written: string): string | null {
  return ianaName(written) ?? windowsName(written) ?? offsetName(written) ?? prefixedName(written);
}

/** Looks up zones by TZID; null if neither IANA nor the file defines one. */
export function createZones(root: Component): (tzid: string) => Zone | null {
  const described = new Map<string, Component>();
  const collect = (component: Component) => {
    for (const inner of component.components) {
      if (inner.name === "vtimezone") described.set(textOf(inner, "tzid") ?? "", inner);
      else if (inner.name === "vcalendar") collect(inner);
    }
  };
  collect(root);
  const found = new Map<string, Zone | null>();

  function find(tzid: string): Zone | null {
    const block = described.get(tzid);
    const place = block && textOf(block, "x-lic-location");
    const name = zoneNamed(tzid) ?? (place ? ianaName(place) : null);
    if (name) return { kind: "iana", name };
    return block ? zoneOf(block) : null;
  }

  return (tzid) => {
    let zone = found.get(tzid);
    if (zone === undefined) {
      zone = find(tzid);
      found.set(tzid, zone);
    }
    return zone;
  };
}

/** A zone from the offsets of its VTIMEZONE, RFC 5545 §3.6.5; null if they cannot be read. */
function zoneOf(block: Component): Zone | null {
  const parts = block.components.filter(({ name }) => name === "standard" || name === "daylight");
  const lines = parts.flatMap((part) => [
    `BEGIN:${part.name.toUpperCase()}`,
    ...part.properties.map(({ written }) => written),
    `END:${part.name.toUpperCase()}`,
  ]);
  if (
    parts.length === 0 ||
    parts.some((part) => !firstOf(part, "tzoffsetto") || allOf(part, "rrule").length > 1)
  )
    return null;
  try {
    const text = ["BEGIN:VTIMEZONE", "TZID:x", ...lines, "END:VTIMEZONE"].join("\r\n");
    const component = new ICAL.Component(ICAL.parse(text) as never);
    const zone = new ICAL.Timezone(component);
    const instantOf = (wall: Temporal.PlainDateTime) => {
      const { year, month, day, hour, minute, second } = wall;
      const shown = new ICAL.Time(
        { year: Math.min(year, lastYear), month, day, hour, minute, second, isDate: false },
        zone,
      );
      return wall.toZonedDateTime("UTC").epochMilliseconds - zone.utcOffset(shown) * 1000;
    };
    if (!Number.isFinite(instantOf(Temporal.PlainDateTime.from("2030-01-01T00:00")))) return null;
    return { kind: "file", instantOf };
  } catch {
    return null;
  }
}
