import { expect, it } from "vitest";
import { localNow } from "./local-now.ts";

it.each([
  ["Pacific/Honolulu", "Thursday 2026-12-31 13:30"],
  ["Europe/Berlin", "Friday 2027-01-01 00:30"],
  ["Pacific/Kiritimati", "Friday 2027-01-01 13:30"],
])("in %s it is %s", (timeZone, words) => {
  expect(localNow({ sentAt: new Date("2026-12-31T23:30:00Z"), timeZone })).toBe(words);
});
