import { expect, it } from "vitest";
import { referenceOf } from "./reference.ts";
import { MemoryList } from "./testing/list.ts";

const dayFirst = (locale: string, timeZone: string): boolean =>
  referenceOf({ ...new MemoryList({ now: "2026-09-09T10:00:00Z", timeZone }).context(), locale }).dayFirst;

it.each([
  ["en-US", "Europe/London", false],
  ["en-GB", "America/New_York", true],
  ["es", "America/Los_Angeles", false],
  ["es", "America/Mexico_City", true],
  ["en", "America/Toronto", true],
  ["zh-Hant-US", "Asia/Tokyo", false],
])("5/6 in %s, %s: the day comes first is %s", (locale, zone, first) => {
  expect(dayFirst(locale, zone)).toBe(first);
});
