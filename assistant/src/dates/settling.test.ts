import type { Due } from "@todo-chatbot/contracts";
import { describe, expect, it } from "vitest";
import { read, wednesday } from "../testing/reading.ts";
import { daysOf, findTimes, joinTimes, reminderOf, settleDue, type When } from "./index.ts";

const zone = "Europe/London";
const at = (date: string, time: string, timeZone = zone): Due => ({ date, time, timeZone });
const change = (phrase: string, current: Due, language: "en" | "de" | "es" = "en"): Due | null =>
  settleDue(read(phrase, language), wednesday, current).due;

describe("the same day of another week", () => {
  it.each([
    ["en", "next week same time"],
    ["en", "same day and time next week"],
    ["es", "la semana que viene mismo día y hora"],
    ["fr", "la semaine prochaine même heure"],
    ["de", "nächste Woche gleiche Zeit"],
    ["it", "la settimana prossima stessa ora"],
  ] as const)("is a week later (%s: %s)", (language, phrase) => {
    expect(read(phrase, language).shift).toEqual({ amount: 1, unit: "week" });
  });

  it("is the day that is named, if one is", () => {
    expect(read("friday same time", "en")).toMatchObject({ date: "2026-11-20" });
  });
});

describe("settleDue", () => {
  it("keeps the time when the day changes and the day when the time changes", () => {
    expect(change("friday", at("2026-11-23", "17:00"))).toEqual(at("2026-11-20", "17:00"));
    expect(change("at 9am", at("2026-11-23", "17:00"))).toEqual(at("2026-11-23", "09:00"));
    expect(change("friday", { date: "2026-11-23" })).toEqual({ date: "2026-11-20" });
    expect(change("friday at 9am", at("2026-11-23", "17:00"))).toEqual(at("2026-11-20", "09:00"));
  });

  it("reads an open hour beside the time it replaces", () => {
    expect(change("at 6", at("2026-11-23", "17:00"))).toEqual(at("2026-11-23", "18:00"));
    expect(change("at 10", at("2026-11-23", "09:00"))).toEqual(at("2026-11-23", "10:00"));
    expect(change("at 1", at("2026-11-23", "11:00"))).toEqual(at("2026-11-23", "13:00"));
  });

  it("shifts the existing date or time", () => {
    expect(change("a week later", at("2026-11-23", "17:00"))).toEqual(at("2026-11-30", "17:00"));
    expect(change("an hour earlier", at("2026-11-23", "17:00"))).toEqual(at("2026-11-23", "16:00"));
    expect(change("one more day", { date: "2026-11-30" })).toEqual({ date: "2026-12-01" });
    expect(change("eine Stunde früher", at("2026-11-23", "17:00"), "de")).toEqual(at("2026-11-23", "16:00"));
    expect(change("una semana más tarde", { date: "2026-11-23" }, "es")).toEqual({ date: "2026-11-30" });
    // An hour across the end of daylight saving time is 60 minutes.
    expect(change("2 hours later", at("2026-10-25", "00:30"))).toEqual(at("2026-10-25", "01:30"));
  });

  it("never drops a repetition by shifting, and keeps a day that fits a new one", () => {
    expect(settleDue(read("friday", "en"), wednesday, { date: "2026-11-23" }).recurrence).toBeUndefined();
    const weekly = settleDue(read("every week", "en"), wednesday, at("2026-11-23", "17:00"));
    expect(weekly.due).toEqual(at("2026-11-23", "17:00"));
    expect(weekly.recurrence).toEqual({ rule: "FREQ=WEEKLY", anchor: "schedule" });
    const fridays = settleDue(read("every friday", "en"), wednesday, at("2026-11-23", "17:00"));
    expect(fridays.due).toEqual(at("2026-11-20", "17:00"));
  });

  it("keeps the zone that was named, otherwise that of the task", () => {
    expect(change("9am new york time", at("2026-11-23", "17:00"))).toEqual(
      at("2026-11-23", "09:00", "America/New_York"),
    );
    expect(change("at 9am", at("2026-11-23", "17:00", "Asia/Tokyo"))).toEqual(
      at("2026-11-23", "09:00", "Asia/Tokyo"),
    );
  });

  it.each([
    ["en", "in 2 or 3 days", "2026-11-20", "2026-11-21"],
    ["de", "in zwei bis drei Wochen", "2026-12-02", "2026-12-09"],
    ["fr", "dans 2 ou 3 jours", "2026-11-20", "2026-11-21"],
    ["es", "en dos o tres semanas", "2026-12-02", "2026-12-09"],
    ["it", "tra 2 o 3 mesi", "2027-01-18", "2027-02-18"],
  ] as const)("starts at the lower bound of an indefinite delay, %s: %s", (language, phrase, date, last) => {
    expect(read(phrase, language)).toMatchObject({ date, last });
  });

  it("gives the end of an indefinite number of hours", () => {
    expect(read("in 2 or 3 hours", "en")).toMatchObject({ time: "11:30", until: "12:30" });
  });

  it("adds hours to the instant, and days to the calendar, when clocks change", () => {
    const night = { ...wednesday, instant: Date.parse("2026-03-28T23:30:00Z") };
    expect(settleDue(read("in 2 hours", "en", night), night).due).toEqual(at("2026-03-29", "02:30"));
    expect(settleDue(read("tomorrow at 9am", "en", night), night).due).toEqual(at("2026-03-29", "09:00"));
  });

  it.each([
    ["Pacific/Honolulu", "2026-11-17", "2026-11-18"],
    ["America/Los_Angeles", "2026-11-18", "2026-11-19"],
    ["UTC", "2026-11-18", "2026-11-19"],
    ["Pacific/Kiritimati", "2026-11-18", "2026-11-19"],
  ])("takes today and tomorrow from the user's zone: %s", (timeZone, today, tomorrow) => {
    const here = { ...wednesday, zone: timeZone };
    expect(read("today", "en", here).date).toBe(today);
    expect(read("tomorrow", "en", here).date).toBe(tomorrow);
  });

  it("gives no date if there is a problem", () => {
    const when = read("31 september", "en");
    expect(when.problem).toEqual({ kind: "no-such-day", words: "31 september" });
    expect(settleDue(when, wednesday)).toEqual({ due: null, recurrence: undefined });
    expect(settleDue(when, wednesday, { date: "2026-11-23" }).due).toEqual({ date: "2026-11-23" });
  });
});

describe("joinTimes", () => {
  const join = (text: string): When | null =>
    joinTimes(
      findTimes(text, "en", wednesday).map((mention) => mention.when),
      wednesday,
    );
  it("combines a separate day and time", () => {
    expect(join("friday call mum at 6pm")).toMatchObject({ date: "2026-11-20", time: "18:00" });
    expect(join("tomorrow morning ring the vet at 8")).toMatchObject({ date: "2026-11-19", time: "08:00" });
    expect(join("at 8 ring the vet tomorrow evening")).toMatchObject({ date: "2026-11-19", time: "20:00" });
  });
  it("combines a repetition with its time, start and end", () => {
    expect(join("every friday water the ferns at 6pm")).toMatchObject({
      date: "2026-11-20",
      time: "18:00",
      repeat: { rule: "FREQ=WEEKLY;BYDAY=FR" },
    });
    expect(join("every day feed the cat until 3 december")?.repeat?.rule).toBe("FREQ=DAILY;UNTIL=20261203");
  });
  it("refuses contradictions", () => {
    expect(join("friday call mum or do it on monday")).toBeNull();
    expect(join("at 5pm call mum at 6pm")).toBeNull();
  });
});

describe("daysOf", () => {
  it.each<[string, { from?: string; to?: string }]>([
    ["this week", { from: "2026-11-16", to: "2026-11-22" }],
    ["next week", { from: "2026-11-23", to: "2026-11-29" }],
    ["before friday", { to: "2026-11-19" }],
    ["by friday", { to: "2026-11-20" }],
    ["after friday", { from: "2026-11-21" }],
    ["from friday", { from: "2026-11-20" }],
    ["next 3 days", { from: "2026-11-18", to: "2026-11-21" }],
    ["friday", { from: "2026-11-20", to: "2026-11-20" }],
    ["december", { from: "2026-12-01", to: "2026-12-31" }],
    ["until march", { to: "2027-03-31" }],
  ])("%s", (phrase, days) => {
    expect(daysOf(read(phrase, "en"), wednesday)).toEqual(days);
  });
});

describe("reminderOf", () => {
  const due = at("2026-11-23", "17:00");
  it("is a lead time or a point in time", () => {
    expect(reminderOf(read("an hour before", "en"), due, wednesday)).toEqual({ minutesBefore: 60 });
    expect(reminderOf(read("2 días antes", "es"), due, wednesday)).toEqual({ minutesBefore: 2880 });
    expect(reminderOf(read("am Vorabend", "de"), due, wednesday)).toEqual({
      at: "2026-11-22T19:00:00+00:00",
    });
    expect(reminderOf(read("the day before at 9am", "en"), due, wednesday)).toEqual({
      at: "2026-11-22T09:00:00+00:00",
    });
    expect(reminderOf(read("at 4", "en"), due, wednesday)).toEqual({ at: "2026-11-23T16:00:00+00:00" });
    expect(reminderOf(read("tomorrow", "en"), due, wednesday)).toEqual({ at: "2026-11-19T09:00:00+00:00" });
  });
});
