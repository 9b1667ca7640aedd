import { describe, expect, it } from "vitest";
import { MemoryList } from "../testing/list.ts";

/** Each phrase after "pay rent ", on Wednesday 9 September 2026 at 11:00. */
const at = (zone: string, now = "2026-09-09T11:00"): ((words: string) => string) => {
  const guess = new Date(`${now}:00Z`);
  const shown = new Date(
    `${new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" }).format(guess).replace(" ", "T")}Z`,
  );
  const instant = new Date(guess.getTime() - (shown.getTime() - guess.getTime())).toISOString();
  return (words) => {
    const list = new MemoryList({ now: instant, timeZone: zone });
    list.say(`pay rent ${words}`);
    const [task] = list.tasks;
    const due = task?.due
      ? "time" in task.due
        ? `${task.due.date} ${task.due.time}`
        : task.due.date
      : "none";
    return `${task?.title} | ${due}${task?.recurrence ? ` | ${task.recurrence.rule}` : ""}`;
  };
};

const days: [string, string][] = [
  ["on the 31st", "2026-10-31"],
  ["next thursday", "2026-09-17"],
  ["this thursday", "2026-09-10"],
  ["on thursday week", "2026-09-17"],
  ["in a fortnight", "2026-09-23"],
  ["a week from tomorrow", "2026-09-17"],
  ["three days from now", "2026-09-12"],
  ["within 10 days", "2026-09-19"],
  ["by the end of next month", "2026-10-31"],
  ["at the start of october", "2026-10-01"],
  ["mid next month", "2026-10-15"],
  ["on the first friday of october", "2026-10-02"],
  ["on the last monday in november", "2026-11-30"],
  ["monday the 28th", "2026-09-28"],
  ["on 5th of november", "2026-11-05"],
  ["on 5 nov 2027", "2027-11-05"],
  ["nov 5th, 2027", "2027-11-05"],
  ["on 05.11.", "2026-11-05"],
  ["on 05.11.2027", "2027-11-05"],
  ["2026/11/05", "2026-11-05"],
  ["in two and a half hours", "2026-09-09 13:30"],
  ["in 90 minutes", "2026-09-09 12:30"],
  ["in 1 hour and 15 minutes", "2026-09-09 12:15"],
  ["at 8", "2026-09-09 20:00"],
  ["at 11am", "2026-09-10 11:00"],
  ["at 23:15", "2026-09-09 23:15"],
  ["tomorrow at half 5", "2026-09-10 17:30"],
  ["tomorrow at ten to six", "2026-09-10 17:50"],
  ["friday in the evening", "2026-09-11 19:00"],
  ["tonight at 10", "2026-09-09 22:00"],
  ["tomorrow night", "2026-09-10 21:00"],
  ["this afternoon", "2026-09-09 15:00"],
  ["between 3 and 4pm tomorrow", "2026-09-10 15:00"],
  ["from 9am to 11am on friday", "2026-09-11 09:00"],
  ["on friday at noon", "2026-09-11 12:00"],
  ["friday from 2 to 3pm", "2026-09-11 14:00"],
  ["friday 11 to 1pm", "2026-09-11 11:00"],
  ["friday between 10 and 12", "2026-09-11 10:00"],
  ["tomorrow from 4 to 5", "2026-09-10 16:00"],
  ["after 5pm today", "2026-09-09 17:00"],
  ["after 20 minutes", "2026-09-09 11:20"],
  ["after friday", "2026-09-12"],
  ["in a few hours", "2026-09-09 14:00"],
  ["now", "2026-09-09"],
  ["right now", "2026-09-09"],
  ["the day before christmas", "2026-12-24"],
  ["2 days before nov 30", "2026-11-28"],
  ["48 hours before dec 10 at 2pm", "2026-12-08 14:00"],
  ["a week after friday", "2026-09-18"],
  ["the friday after next", "2026-09-25"],
  ["the week after next", "2026-09-21"],
  ["by the end of q1", "2027-03-31"],
  ["by end of q3", "2026-09-30"],
  ["thu-sat", "2026-09-10"],
  ["july 13-15", "2027-07-13"],
  ["first week of october", "2026-10-01"],
  ["on wendesday", "2026-09-16"],
  ["tommorrow", "2026-09-10"],
  ["by christmas", "2026-12-25"],
  ["before new year's eve", "2026-12-31"],
];
const repeats: [string, string][] = [
  ["every 5, 15, 25", "2026-09-15 | FREQ=MONTHLY;BYMONTHDAY=5,15,25"],
  ["every 14 jan, 14 apr", "2027-01-14 | FREQ=YEARLY;BYMONTH=1,4;BYMONTHDAY=14"],
  ["every mon in the morning", "2026-09-14 09:00 | FREQ=WEEKLY;BYDAY=MO"],
  ["every monday to friday at 8am", "2026-09-10 08:00 | FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"],
  ["mon-fri at 9:30", "2026-09-10 09:30 | FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"],
  ["on weekdays", "2026-09-09 | FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"],
  ["every weekend", "2026-09-12 | FREQ=WEEKLY;BYDAY=SA"],
  ["every second friday", "2026-09-11 | FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"],
  ["every 2 weeks on tuesday and thursday", "2026-09-10 | FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH"],
  ["biweekly", "2026-09-09 | FREQ=WEEKLY;INTERVAL=2"],
  ["once a month", "2026-09-09 | FREQ=MONTHLY"],
  ["on the last friday of every 2 months", "2026-09-25 | FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR"],
  ["every day from 1 oct until 5 oct", "2026-10-01 | FREQ=DAILY;UNTIL=20261005"],
  ["every thursday for 6 weeks", "2026-09-10 | FREQ=WEEKLY;BYDAY=TH;UNTIL=20261021"],
  ["daily at 10 for 5 times", "2026-09-10 10:00 | FREQ=DAILY;COUNT=5"],
  ["annually", "2026-09-09 | FREQ=YEARLY"],
];
const zones = ["Pacific/Honolulu", "UTC", "Europe/London", "Pacific/Kiritimati"];

describe.each(zones)("dates in words, seen from %s", (zone) => {
  const read = at(zone);
  it.each(days)("%s", (words, due) =>
    expect(read(words).startsWith(`pay rent | ${due}`), read(words)).toBe(true),
  );
  it.each(repeats)("%s", (words, due) => expect(read(words)).toBe(`pay rent | ${due}`));
});

const titles = [
  "The 9/11 report",
  "2nd floor plan",
  "Read tomorrow's paper",
  "Buy 3 x 5m rope",
  "Order the Friday magazine",
  "Review the monthly budget",
  "Watch Saturday Night Fever",
  "Call 555-0123 about flat 4b",
  "March for the bees",
  "Meet May at gate 7",
  "Buy sun cream",
  "Learn the second verse",
  "Call Frida",
  "Clean up after the party",
  "Live in the here and now",
  "Pack the day before the trip",
  "Reply after 3 attempts",
  "Fix v2.10 of the app",
  "Pay 12.50 to Ana",
  "Ask if guests may arrive early",
  "Write to june.day@example.org",
];

describe("titles that only look like dates", () => {
  it.each(titles)("%s", (title) => {
    const list = new MemoryList({ now: "2026-09-09T10:00:00Z", timeZone: "Europe/London" });
    list.say(`add ${title}`);
    expect(list.tasks).toMatchObject([{ title, due: null, recurrence: null }]);
  });
});
