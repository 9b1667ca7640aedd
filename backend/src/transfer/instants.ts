import { Temporal } from "temporal-polyfill";

/** The zero time, which programs in Go write for "no date". */
export const isNever = (written: unknown): boolean =>
  typeof written === "string" && written.startsWith("0001-01-01");

/** An ISO 8601 instant with an offset, also `+0000`, in milliseconds; null if it is not one or means "never". */
export function instantOf(written: unknown): number | null {
  if (typeof written !== "string" || isNever(written)) return null;
  try {
    return Temporal.Instant.from(written.trim()).epochMilliseconds;
  } catch {
    return null;
  }
}
