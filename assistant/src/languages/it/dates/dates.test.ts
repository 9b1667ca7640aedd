import { describe, expect, it } from "vitest";
import { due } from "../../../testing/reading.ts";

/** Written on Wednesday 18 November 2026 at 09:30 in London: the day, time and rule of a new task. */
const phrases: readonly (readonly [phrase: string, due: string])[] = [
  ["oggi", "2026-11-18"],
  ["domani", "2026-11-19"],
  ["dopodomani", "2026-11-20"],
  ["venerdì", "2026-11-20"],
  ["venerdì prossimo", "2026-11-27"],
  ["domani alle 10 e mezza", "2026-11-19 10:30"],
  ["giovedì alle 10 e un quarto", "2026-11-19 10:15"],
  ["alle undici meno dieci", "2026-11-18 10:50"],
  ["stasera alle nove", "2026-11-18 21:00"],
  ["domattina alle 7", "2026-11-19 07:00"],
  ["mezzogiorno", "2026-11-18 12:00"],
  ["a mezzanotte", "2026-11-19 00:00"],
  ["31 settembre", "no-such-day"],
  ["28 febbraio", "2027-02-28"],
  ["dal 2 al 4 gennaio", "2027-01-02"],
  ["fine mese", "2026-11-30"],
  ["metà marzo", "2027-03-15"],
  ["settimana prossima", "2026-11-23"],
  ["fra tre giorni", "2026-11-21"],
  ["tra due ore", "2026-11-18 11:30"],
  ["sabato mattina", "2026-11-21 09:00"],
  ["martedì 8", "2026-12-08"],
  ["venerdì 20", "2026-11-20"],
  ["pasqua", "2027-03-28"],
  ["pasquetta", "2027-03-29"],
  ["ferragosto", "2027-08-15"],
  ["entro venerdì", "2026-11-20"],
  ["prima del 15", "2026-12-15"],
  ["un giorno sì e uno no", "2026-11-18 FREQ=DAILY;INTERVAL=2"],
  ["ogni due settimane", "2026-11-18 FREQ=WEEKLY;INTERVAL=2"],
  ["ogni primo lunedì del mese", "2026-12-07 FREQ=MONTHLY;BYDAY=1MO"],
  ["il 27 di ogni mese", "2026-11-27 FREQ=MONTHLY;BYMONTHDAY=27"],
  ["tutti i giovedì alle 15", "2026-11-19 15:00 FREQ=WEEKLY;BYDAY=TH"],
  ["tutte le sere alle 20", "2026-11-18 20:00 FREQ=DAILY"],
  ["una volta al mese", "2026-11-18 FREQ=MONTHLY"],
  ["lunedì e giovedì", "2026-11-23"],
  ["ogni anno a giugno", "2027-06-01 FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1"],
  ["l'ultimo giovedì del mese di marzo", "2027-03-25"],
  ["sei di sera", "2026-11-18 18:00"],
  ["ore 15.40", "2026-11-18 15:40"],
];

describe("Italian dates", () => {
  it.each(phrases)("%s", (phrase, expected) => {
    expect(due(phrase, "it")).toBe(expected);
  });
});
