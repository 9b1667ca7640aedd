import { Temporal } from "temporal-polyfill";

/** How programs in Go write that there is no date. */
export const isNever = (written: unknown): boolean =>
  typeof written === "string" && written.startsWith("0001-01-01");

/** An instant as ISO 8601 with an offset, also `+0000`, in milliseconds; null when it is none or says "never". */
export function instantOf(written: unknown): number | null {
  if (typeof written !== "string" || isNever(written)) return null;
  try {
    return Temporal.Instant.from(written.trim()).epochMilliseconds;
  } catch {
    return null;
  }
}
