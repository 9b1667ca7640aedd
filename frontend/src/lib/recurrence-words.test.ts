import { expect, test } from "vitest";
import { omissionWords } from "./omission-words.ts";
import { recurrenceWords } from "./recurrence-words.ts";

test.each([
  ["FREQ=DAILY", "Every day"],
  ["RRULE:FREQ=DAILY;INTERVAL=3", "Every 3 days"],
  ["FREQ=WEEKLY;BYDAY=MO,FR", "Every week on Mon, Fri"],
  ["FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "Every 2 weeks on Fri"],
  ["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "Every weekday"],
  ["FREQ=MONTHLY;BYDAY=3FR", "Every month on third Fri"],
  ["FREQ=MONTHLY;BYMONTHDAY=27", "Every month on the 27th"],
  ["FREQ=MONTHLY;BYMONTHDAY=1,22", "Every month on the 1st, 22nd"],
  ["FREQ=MONTHLY;BYMONTHDAY=1,-1", "Every month on the 1st, last day"],
  ["FREQ=MONTHLY;BYMONTHDAY=15,28,29,30,31;BYSETPOS=1,-1", "Every month on the 15th, last day"],
  ["FREQ=MONTHLY;BYMONTHDAY=-1", "Every month on the last day"],
  ["FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", "Every month on the last day"],
  ["FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=28,29,30;BYSETPOS=-1", "Every 3 months on the 30th"],
  ["FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=-1", "Every month on the 29th"],
  ["FREQ=YEARLY", "Every year"],
  ["FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "Repeats"],
  ["nonsense", "Repeats"],
])("%s", (rule, words) => {
  expect(recurrenceWords({ rule, anchor: "schedule" })).toBe(words);
});

test("says when it counts from completion", () => {
  expect(recurrenceWords({ rule: "FREQ=DAILY;INTERVAL=3", anchor: "completion" })).toBe(
    "Every 3 days after completion",
  );
});

test("says which dates a rule skips", () => {
  const start = { date: "2026-12-31" };
  expect(omissionWords({ rule: "FREQ=MONTHLY;BYMONTHDAY=31" })).toBe(
    "Leaves out the 31st in months that have none.",
  );
  expect(omissionWords({ rule: "FREQ=MONTHLY", start })).toBe(
    "Leaves out the 31st in months that have none.",
  );
  expect(omissionWords({ rule: "FREQ=MONTHLY" })).toBeNull();
  expect(omissionWords({ rule: "FREQ=MONTHLY;BYDAY=5FR", start })).toBe(
    "Leaves out months that have that weekday only four times.",
  );
});
