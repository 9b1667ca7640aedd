import { describe, expect, test } from "vitest";
import { dayWords, dueWords, isOverdue, localTime, momentWords } from "./due-words.ts";

const reader = { now: new Date("2026-11-21T12:00:00Z"), timeZone: "Europe/Berlin", locale: "en-GB" };

describe("dates as people say them", () => {
  test.each([
    ["2026-11-21", "Today"],
    ["2026-11-22", "Tomorrow"],
    ["2026-11-20", "Yesterday"],
    ["2026-11-27", "Fri 27 Nov"],
    ["2026-01-02", "Fri 2 Jan"],
    ["2027-01-01", "Fri 1 Jan 2027"],
  ])("%s is %s", (date, words) => {
    expect(dueWords({ date }, reader)).toBe(words);
  });

  test("an hour is said in the reader's format", () => {
    const due = { date: "2026-11-22", time: "09:05", timeZone: "Europe/Berlin" };
    expect(dueWords(due, reader)).toBe("Tomorrow 09:05");
    expect(dueWords(due, { ...reader, locale: "en-US" }).replace(/\s/g, " ")).toBe("Tomorrow 9:05 AM");
    expect(localTime(due, reader)).toBe("09:05");
    expect(localTime({ date: "2026-11-22" }, reader)).toBeNull();
  });

  test("the order of day and month follows the language tag", () => {
    expect(dayWords("2026-12-24", { ...reader, locale: "en-US" })).toBe("Thu Dec 24");
  });

  test("what is today depends on where the reader is", () => {
    const now = new Date("2026-11-21T09:30:00Z");
    expect(dueWords({ date: "2026-11-21" }, { ...reader, now, timeZone: "Pacific/Honolulu" })).toBe(
      "Tomorrow",
    );
    expect(dueWords({ date: "2026-11-21" }, { ...reader, now, timeZone: "UTC" })).toBe("Today");
    expect(dueWords({ date: "2026-11-21" }, { ...reader, now, timeZone: "Pacific/Kiritimati" })).toBe(
      "Today",
    );
    const later = new Date("2026-11-21T10:30:00Z");
    expect(dueWords({ date: "2026-11-21" }, { ...reader, now: later, timeZone: "Pacific/Kiritimati" })).toBe(
      "Yesterday",
    );
  });

  test("a moment is said on the reader's day", () => {
    expect(momentWords("2026-11-20T23:30:00Z", reader)).toBe("Today 00:30");
    expect(momentWords("2026-11-20T23:30:00Z", { ...reader, timeZone: "UTC" })).toBe("Yesterday 23:30");
  });
});

describe("overdue", () => {
  test("a day is overdue when it is over, an hour when it has passed", () => {
    expect(isOverdue({ date: "2026-11-21" }, reader)).toBe(false);
    expect(isOverdue({ date: "2026-11-20" }, reader)).toBe(true);
    expect(isOverdue({ date: "2026-11-21", time: "12:59", timeZone: "Europe/Berlin" }, reader)).toBe(true);
    expect(isOverdue({ date: "2026-11-21", time: "13:01", timeZone: "Europe/Berlin" }, reader)).toBe(false);
  });

  test("by the reader's day, not the server's", () => {
    const due = { date: "2026-11-21" };
    const now = new Date("2026-11-21T11:00:00Z");
    expect(isOverdue(due, { ...reader, now, timeZone: "Pacific/Kiritimati" })).toBe(true);
    expect(isOverdue(due, { ...reader, now, timeZone: "UTC" })).toBe(false);
    expect(isOverdue(due, { ...reader, now, timeZone: "Pacific/Honolulu" })).toBe(false);
  });
});
