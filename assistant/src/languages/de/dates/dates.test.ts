import { describe, expect, it } from "vitest";
import { due } from "../../../testing/reading.ts";

/** Written on Wednesday 18 November 2026 at 09:30 in London: the day, time and rule of a new task. */
const phrases: readonly (readonly [phrase: string, due: string])[] = [
  ["heute", "2026-11-18"],
  ["morgen", "2026-11-19"],
  ["übermorgen 14:30", "2026-11-20 14:30"],
  ["freitag", "2026-11-20"],
  ["nächsten freitag", "2026-11-27"],
  ["übernächsten samstag", "2026-12-05"],
  ["freitagabend", "2026-11-20 19:00"],
  ["halb acht", "2026-11-18 19:30"],
  ["viertel vor neun", "2026-11-18 20:45"],
  ["dreiviertel acht", "2026-11-18 19:45"],
  ["fünf vor halb neun", "2026-11-18 20:25"],
  ["20 uhr", "2026-11-18 20:00"],
  ["morgen früh", "2026-11-19 09:00"],
  ["heute abend um acht", "2026-11-18 20:00"],
  ["heute um mitternacht", "2026-11-19 00:00"],
  ["31. september", "no-such-day"],
  ["3. mai", "2027-05-03"],
  ["1.6.", "2027-06-01"],
  ["vom 3. bis 9. juli", "2027-07-03"],
  ["ende oktober", "2027-10-31"],
  ["mitte februar", "2027-02-15"],
  ["nächste woche", "2026-11-23"],
  ["in drei tagen", "2026-11-21"],
  ["in 2 stunden", "2026-11-18 11:30"],
  ["heute in acht tagen", "2026-11-25"],
  ["kw 48", "2026-11-23"],
  ["am wochenende", "2026-11-21"],
  ["monatsende", "2026-11-30"],
  ["pfingstmontag", "2027-05-17"],
  ["heiligabend", "2026-12-24"],
  ["bis freitag", "2026-11-20"],
  ["vor dem 15.", "2026-12-15"],
  ["jeden zweiten donnerstag", "2026-11-19 FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"],
  ["alle 6 wochen", "2026-11-18 FREQ=WEEKLY;INTERVAL=6"],
  ["jeden morgen um viertel vor sieben", "2026-11-19 06:45 FREQ=DAILY"],
  ["werktags um 8", "2026-11-19 08:00 FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"],
  ["am letzten tag jedes monats", "2026-11-30 FREQ=MONTHLY;BYMONTHDAY=-1"],
  ["jeden ersten montag im monat", "2026-12-07 FREQ=MONTHLY;BYDAY=1MO"],
  ["jeden monat am 15.", "2026-12-15 FREQ=MONTHLY;BYMONTHDAY=15"],
  ["einmal die woche", "2026-11-18 FREQ=WEEKLY"],
  ["montags und donnerstags", "2026-11-19 FREQ=WEEKLY;BYDAY=MO,TH"],
  ["zweiundzwanzigsten um zehn nach elf", "2026-11-22 11:10"],
  ["am 15. um 9", "2026-12-15 09:00"],
];

describe("German dates", () => {
  it.each(phrases)("%s", (phrase, expected) => {
    expect(due(phrase, "de")).toBe(expected);
  });
});
