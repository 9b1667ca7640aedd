import { expect, it } from "vitest";
import type { Language } from "../languages/index.ts";
import { wednesday } from "../testing/reading.ts";
import { findTimes, timesTold } from "./index.ts";

const told = (text: string, language: Language = "en", reference = wednesday) =>
  timesTold(text, findTimes(text, language, reference), reference).map(({ start, end, grain }) =>
    [start, end, grain].filter(Boolean).join(" "),
  );

it.each([
  ["pay rent on friday at 17:00", ["2026-11-20T17:00 minute"]],
  ["call mum friday at 5pm", ["2026-11-20T17 hour"]],
  ["trip july 13-15", ["2027-07-13 2027-07-15 day"]],
  ["friday call mum at 6:30pm", ["2026-11-20 day", "2026-11-18T18:30 minute"]],
  ["meet sam tomorrow 2-3pm", ["2026-11-19T14 2026-11-19T15:00 hour"]],
  ["an hour later", ["2026-11-18T10:30 minute"]],
  ["buy milk", []],
  ["remind me an hour before the dentist", []],
])("reports the times in “%s”", (text, times) => {
  expect(told(text)).toEqual(times);
});

it("takes an ambiguous word for a time if there is nothing else", () => {
  expect(told("March")).toEqual(["2027-03 2027-03-31 month"]);
  expect(told("it may rain")).toEqual([]);
});

it.each([
  ["Etc/GMT+8", "2026-11-19"],
  ["UTC", "2026-11-19"],
  ["Pacific/Kiritimati", "2026-11-20"],
])("counts from the current day in %s", (zone, tomorrow) => {
  expect(
    told("morgen anrufen", "de", { ...wednesday, zone, instant: Date.parse("2026-11-18T12:00:00Z") }),
  ).toEqual([`${tomorrow} day`]);
});
