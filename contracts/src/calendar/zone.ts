import { type Day, toDay } from "./civil.ts";

const MINUTE = 60_000;
/** Every change of offset since 1970 lies on a quarter of an hour. */
const QUARTER = 15 * MINUTE;
const CACHE_LIMIT = 4096;

const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();

/** A wall clock: a day and minutes after its midnight. */
export interface Wall {
  day: Day;
  minute: number;
}

/** Whether `Intl` knows the zone. */
export function isZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      calendar: "iso8601",
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    if (formats.size >= CACHE_LIMIT) formats.clear();
    formats.set(zone, format);
  }
  return format;
}

/** Minutes the zone's clocks are ahead of UTC at an instant (epoch milliseconds). */
export function offsetAt(zone: string, instant: number): number {
  const quarter = Math.floor(instant / QUARTER);
  const key = `${zone}/${quarter}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const at = quarter * QUARTER;
  const field: Record<string, number> = {};
  for (const part of formatOf(zone).formatToParts(at)) field[part.type] = Number(part.value);
  const day = toDay(field.year ?? 1970, field.month ?? 1, field.day ?? 1);
  const local =
    day * 86_400_000 + ((field.hour ?? 0) * 60 + (field.minute ?? 0)) * MINUTE + (field.second ?? 0) * 1000;
  const offset = Math.round((local - at) / MINUTE);
  if (offsets.size >= CACHE_LIMIT) offsets.clear();
  offsets.set(key, offset);
  return offset;
}

/** The wall clock of a zone at an instant (epoch milliseconds); seconds are dropped. */
export function toWall(zone: string, instant: number): Wall {
  const minutes = Math.floor(instant / MINUTE) + offsetAt(zone, instant);
  const day = Math.floor(minutes / 1440);
  return { day, minute: minutes - day * 1440 };
}

/** The instant of a wall clock: the first of two where clocks go back, moved forward where they skip it. */
export function toInstant(zone: string, wall: Wall): number {
  const local = (wall.day * 1440 + wall.minute) * MINUTE;
  const before = offsetAt(zone, local - 86_400_000);
  const after = offsetAt(zone, local + 86_400_000);
  const early = local - Math.max(before, after) * MINUTE;
  if (offsetAt(zone, early) === Math.max(before, after)) return early;
  const late = local - Math.min(before, after) * MINUTE;
  if (offsetAt(zone, late) === Math.min(before, after)) return late;
  return local - before * MINUTE;
}
