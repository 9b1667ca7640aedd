import type { Reference } from "./dates/index.ts";
import type { Context } from "./types.ts";

/** The moment, place and habits that dates of a message are read against. */
export const referenceOf = ({ now, timeZone, weekStart, locale }: Context): Reference => ({
  instant: Date.parse(now),
  zone: timeZone,
  weekStart,
  dayFirst: isDayFirst(locale, timeZone),
});

/** An engine may lack `getTimeZones` (ECMA-402, Locale Info). */
type LocaleInfo = Intl.Locale & { getTimeZones?: () => string[] | undefined };

let monthFirstZones: ReadonlySet<string> | undefined;

/** Whether 5/6 is 5 June: everywhere but in the United States, which the locale tells or, where it names no region, the zone. */
function isDayFirst(locale: string, timeZone: string): boolean {
  const region = regionOf(locale);
  if (region) return region !== "US";
  monthFirstZones ??= new Set((new Intl.Locale("und-US") as LocaleInfo).getTimeZones?.() ?? []);
  return !monthFirstZones.has(timeZone);
}

function regionOf(locale: string): string | undefined {
  try {
    return new Intl.Locale(locale).region;
  } catch {
    return undefined;
  }
}
