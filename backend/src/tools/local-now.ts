/** The wall clock of a zone: `Friday 2026-11-20 17:05`. */
export function localNow({ sentAt, timeZone }: { sentAt: Date; timeZone: string }): string {
  const part = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    weekday: "long",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(sentAt);
  const of = (type: Intl.DateTimeFormatPartTypes) => part.find((one) => one.type === type)?.value ?? "";
  return `${of("weekday")} ${of("year")}-${of("month")}-${of("day")} ${of("hour")}:${of("minute")}`;
}
