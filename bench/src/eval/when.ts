/** The instant (RFC 3339) at which clocks of `timeZone` show the wall time `YYYY-MM-DDTHH:MM`. */
export function toInstantOf(wall: string, timeZone: string): string {
  const guess = Date.parse(`${wall}:00Z`);
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  const shown = Date.parse(`${format.format(guess).replace(" ", "T")}Z`);
  return new Date(guess - (shown - guess)).toISOString();
}
