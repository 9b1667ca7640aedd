import { RRuleTemporal } from "rrule-temporal";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import type { Language } from "../languages/index.ts";
import { due, read, wednesday } from "../testing/reading.ts";
import { findTimes } from "./index.ts";

/** The first days of a rule, as computed by an independent library. */
function expand(phrase: string, count: number, language: Language = "en"): string[] {
  const when = read(phrase, language);
  const rule = when.repeat?.rule ?? "";
  const start = Temporal.PlainDateTime.from(`${when.date}T${when.time ?? "12:00"}`).toZonedDateTime("UTC");
  const left = new Set(when.repeat?.exceptions?.map((day) => day.slice(0, 10)));
  return new RRuleTemporal({ rruleString: `RRULE:${rule}`, dtstart: start })
    .all((_, index) => index < count + left.size)
    .map((day) => day.toPlainDateTime().toString().slice(0, 16))
    .filter((day) => !left.has(day.slice(0, 10)))
    .slice(0, count)
    .map((day) => (when.time ? day : day.slice(0, 10)));
}

describe("rules, as an independent library expands them", () => {
  it.each<[string, string[]]>([
    ["every other thursday", ["2026-11-19", "2026-12-03", "2026-12-17"]],
    ["every other thursday except in december", ["2026-11-19", "2027-01-14", "2027-01-28"]],
    ["every month on the 31st", ["2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28", "2027-03-31"]],
    ["every 3 months from 30 november", ["2026-11-30", "2027-02-28", "2027-05-30", "2027-08-30"]],
    ["every year on feb 29", ["2027-02-28", "2028-02-29", "2029-02-28"]],
    ["last workday of the month", ["2026-11-30", "2026-12-31", "2027-01-29"]],
    ["every 12h starting 8pm", ["2026-11-18T20:00", "2026-11-19T08:00", "2026-11-19T20:00"]],
    ["8am and 6pm daily", ["2026-11-18T18:00", "2026-11-19T08:00", "2026-11-19T18:00"]],
    ["every weekday except friday", ["2026-11-18", "2026-11-19", "2026-11-23"]],
    ["every 3rd friday", ["2026-11-20", "2026-12-18", "2027-01-15"]],
    ["every day until 20 november", ["2026-11-18", "2026-11-19", "2026-11-20"]],
    ["every day for 3 days", ["2026-11-18", "2026-11-19", "2026-11-20"]],
    [
      "every friday except christmas",
      ["2026-11-20", "2026-11-27", "2026-12-04", "2026-12-11", "2026-12-18", "2027-01-01"],
    ],
  ])("%s", (phrase, days) => {
    expect(expand(phrase, days.length)).toEqual(days);
  });

  it("reports repetitions that no rule can express", () => {
    for (const phrase of [
      "every 20 minutes",
      "8am and 6:30pm daily",
      "every month on the 30th and 31st",
      "every month on the 15th and the last friday",
      "every year on 1 march and 5 october",
    ])
      expect(read(phrase, "en").problem?.kind).toBe("unsupported-rule");
  });

  it.each<[Language, string[]]>([
    ["en", ["every 2 or 3 days", "every two to three weeks", "every 2-3 days", "once or twice a week"]],
    [
      "de",
      ["alle 2 bis 3 Tage", "alle zwei oder drei Wochen", "alle 4-6 Stunden", "ein- bis zweimal im Monat"],
    ],
    ["fr", ["tous les 2 ou 3 jours", "toutes les deux ou trois semaines", "2 ou 3 fois par semaine"]],
    ["es", ["cada 2 o 3 días", "cada dos o tres semanas", "una o dos veces al mes"]],
    ["it", ["ogni 2 o 3 giorni", "ogni due o tre settimane", "due o tre volte alla settimana"]],
  ])("reports repetitions that leave the frequency open, %s", (language, phrases) => {
    for (const phrase of phrases) expect(read(phrase, language).problem?.kind).toBe("unsupported-rule");
  });

  it("counts from completion if the phrase says so", () => {
    for (const [phrase, language] of [
      ["every! 6 weeks", "en"],
      ["every! monday", "en"],
      ["every! 15th at 9am", "en"],
      ["jeden! Montag", "de"],
      ["alle! 3 Tage", "de"],
      ["tous les! 3 jours", "fr"],
      ["cada! lunes", "es"],
      ["ogni! 3 giorni", "it"],
    ] as const)
      expect(read(phrase, language).repeat?.anchor).toBe("completion");
    expect(read("every 6 weeks after I do it", "en").repeat?.anchor).toBe("completion");
  });
});

describe("several days of a repetition", () => {
  const twice = ["2026-12-01", "2026-12-15", "2027-01-01", "2027-01-15"];
  it.each<[Language, string]>([
    ["en", "every month on the 1st and 15th"],
    ["en", "on the 1st and the 15th of each month"],
    ["en", "every 1st and 15th"],
    ["en", "monthly, 15th and 1st"],
    ["de", "jeden Monat am 1. und 15."],
    ["de", "am 1. und am 15. jedes Monats"],
    ["de", "monatlich am 1., 15."],
    ["fr", "chaque mois le 1er et le 15"],
    ["fr", "tous les 1er et 15 du mois"],
    ["es", "cada mes el 1 y el 15"],
    ["es", "todos los meses los días 1 y 15"],
    ["it", "ogni mese il 1° e il 15"],
    ["it", "l'1 e il 15 di ogni mese"],
  ])("keeps all of them, %s: %s", (language, phrase) => {
    expect(expand(phrase, twice.length, language)).toEqual(twice);
  });

  it.each<[Language, string, string]>([
    ["en", "monthly on the 1st, 10th and 20th", "2026-11-20 FREQ=MONTHLY;BYMONTHDAY=1,10,20"],
    ["de", "monatlich am 1., 10. und 20.", "2026-11-20 FREQ=MONTHLY;BYMONTHDAY=1,10,20"],
    ["en", "on the 1st and last day of every month", "2026-11-30 FREQ=MONTHLY;BYMONTHDAY=1,-1"],
    ["en", "every first and third monday", "2026-12-07 FREQ=MONTHLY;BYDAY=1MO,3MO"],
    ["de", "jeden ersten und dritten montag", "2026-12-07 FREQ=MONTHLY;BYDAY=1MO,3MO"],
    ["fr", "le premier et le troisième lundi du mois", "2026-12-07 FREQ=MONTHLY;BYDAY=1MO,3MO"],
    ["es", "el primer y tercer lunes de cada mes", "2026-12-07 FREQ=MONTHLY;BYDAY=1MO,3MO"],
    ["it", "ogni primo e terzo lunedì del mese", "2026-12-07 FREQ=MONTHLY;BYDAY=1MO,3MO"],
    ["en", "every first monday and third friday", "2026-11-20 FREQ=MONTHLY;BYDAY=1MO,3FR"],
    ["fr", "chaque mois le premier lundi et le dernier vendredi", "2026-11-27 FREQ=MONTHLY;BYDAY=1MO,-1FR"],
    ["en", "monthly, last friday", "2026-11-27 FREQ=MONTHLY;BYDAY=-1FR"],
    ["en", "every year on 1 march and 1 october", "2027-03-01 FREQ=YEARLY;BYMONTH=3,10;BYMONTHDAY=1"],
    ["en", "every january and july", "2027-01-01 FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=1"],
    ["en", "every monday and every friday", "2026-11-20 FREQ=WEEKLY;BYDAY=MO,FR"],
    ["en", "every day starting 6 jan ending 1 mar", "2027-01-06 FREQ=DAILY;UNTIL=20270301"],
    ["de", "jeden Tag ab 6. Januar endend am 1. März", "2027-01-06 FREQ=DAILY;UNTIL=20270301"],
    ["fr", "chaque jour à partir du 6 janvier jusqu'au 1 mars", "2027-01-06 FREQ=DAILY;UNTIL=20270301"],
    [
      "fr",
      "tous les jours commençant le 6 janvier se terminant le 1 mars",
      "2027-01-06 FREQ=DAILY;UNTIL=20270301",
    ],
    ["es", "cada día comenzando 6 ene terminando 1 mar", "2027-01-06 FREQ=DAILY;UNTIL=20270301"],
    ["it", "ogni giorno iniziando il 6 gen fino al 1 mar", "2027-01-06 FREQ=DAILY;UNTIL=20270301"],
    ["en", "every day from monday to friday", "2026-11-18 FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"],
    ["en", "3pm every day friday to monday", "2026-11-20 15:00 FREQ=WEEKLY;BYDAY=MO,FR,SA,SU"],
    ["es", "todos los días de lunes a viernes", "2026-11-18 FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"],
    ["fr", "tous les jours du lundi au vendredi", "2026-11-18 FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"],
    ["de", "jeden Tag von Montag bis Freitag", "2026-11-18 FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"],
    ["it", "tutti i giorni dal lunedì al venerdì", "2026-11-18 FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"],
    ["en", "every day from 3 to 8 december", "2026-12-03 FREQ=DAILY;UNTIL=20261208"],
    ["en", "every monday or tuesday", "2026-11-23 FREQ=WEEKLY;BYDAY=MO,TU"],
    ["en", "on the 5th and 20th from now on", "2026-11-20 FREQ=MONTHLY;BYMONTHDAY=5,20"],
    ["de", "am 5. und 20. ab jetzt", "2026-11-20 FREQ=MONTHLY;BYMONTHDAY=5,20"],
    ["fr", "le 5 et le 20 à partir de maintenant", "2026-11-20 FREQ=MONTHLY;BYMONTHDAY=5,20"],
    ["es", "el 5 y el 20 a partir de ahora", "2026-11-20 FREQ=MONTHLY;BYMONTHDAY=5,20"],
    ["it", "il 5 e il 20 da ora in poi", "2026-11-20 FREQ=MONTHLY;BYMONTHDAY=5,20"],
    ["en", "every 5th and 20th", "2026-11-20 FREQ=MONTHLY;BYMONTHDAY=5,20"],
    ["de", "jeden 5. und 20.", "2026-11-20 FREQ=MONTHLY;BYMONTHDAY=5,20"],
    ["fr", "tous les 5 et 20", "2026-11-20 FREQ=MONTHLY;BYMONTHDAY=5,20"],
    ["es", "todos los 5 y 20", "2026-11-20 FREQ=MONTHLY;BYMONTHDAY=5,20"],
    ["it", "ogni 5 e 20", "2026-11-20 FREQ=MONTHLY;BYMONTHDAY=5,20"],
  ])("%s: %s", (language, phrase, settled) => {
    expect(due(phrase, language)).toBe(settled);
  });

  const twiceInTwo = "2027-03-10 FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=10,25";
  const twiceInOne = "2027-03-10 FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=10,25";
  it.each<[Language, string, string]>([
    ["en", "10th and 25th of march and september every year", twiceInTwo],
    ["de", "am 10. und 25. März und September jedes Jahr", twiceInTwo],
    ["fr", "les 10 et 25 mars et septembre chaque année", twiceInTwo],
    ["es", "el 10 y 25 de marzo y septiembre cada año", twiceInTwo],
    ["it", "il 10 e 25 marzo e settembre ogni anno", twiceInTwo],
    ["en", "every year on the 10th and 25th of march", twiceInOne],
    ["de", "jedes Jahr am 10. und 25. März", twiceInOne],
    ["fr", "chaque année les 10 et 25 mars", twiceInOne],
    ["es", "cada año el 10 y 25 de marzo", twiceInOne],
    ["it", "ogni anno il 10 e 25 marzo", twiceInOne],
    ["en", "1st of january, april and july every year", "2027-01-01 FREQ=YEARLY;BYMONTH=1,4,7;BYMONTHDAY=1"],
  ])("keeps them in each of their months, %s: %s", (language, phrase, settled) => {
    expect(due(phrase, language)).toBe(settled);
  });

  it.each<[Language, string, string[]]>([
    ["en", "every year on the 10th of march", ["2027-03-10", "2028-03-10", "2029-03-10"]],
    ["de", "jedes Jahr am 10. März", ["2027-03-10", "2028-03-10", "2029-03-10"]],
    ["fr", "chaque année le 10 mars", ["2027-03-10", "2028-03-10", "2029-03-10"]],
    ["es", "cada año el 10 de marzo", ["2027-03-10", "2028-03-10", "2029-03-10"]],
    ["it", "ogni anno il 10 marzo", ["2027-03-10", "2028-03-10", "2029-03-10"]],
    ["en", "on the first day of every year", ["2027-01-01", "2028-01-01", "2029-01-01"]],
    ["en", "the last day of every year", ["2026-12-31", "2027-12-31", "2028-12-31"]],
  ])("repeats yearly if the phrase names a year, %s: %s", (language, phrase, days) => {
    expect(expand(phrase, days.length, language)).toEqual(days);
  });

  it("does not take a number that belongs to the next word", () => {
    for (const phrase of ["tous les 2 ou 3 jours", "tous les 5 et 20 jours"])
      expect(findTimes(phrase, "fr", wednesday).filter(({ when }) => when.repeat)).toEqual([]);
  });

  it("uses the last day of months that are too short", () => {
    expect(expand("on the 15th and 31st of every month", 7)).toEqual([
      "2026-11-30",
      "2026-12-15",
      "2026-12-31",
      "2027-01-15",
      "2027-01-31",
      "2027-02-15",
      "2027-02-28",
    ]);
  });

  it.each([
    ["Etc/GMT+8", "2026-11-14T20:00:00Z", "2026-11-15"],
    ["UTC", "2026-11-14T20:00:00Z", "2026-11-15"],
    ["Pacific/Kiritimati", "2026-11-14T09:00:00Z", "2026-11-15"],
    ["Etc/GMT+8", "2026-11-16T07:00:00Z", "2026-11-15"],
    ["UTC", "2026-11-16T07:00:00Z", "2026-12-01"],
    ["Pacific/Kiritimati", "2026-11-15T10:30:00Z", "2026-12-01"],
  ])("starts on the current day in the user's zone: %s at %s", (zone, at, first) => {
    const here = { ...wednesday, zone, instant: Date.parse(at) };
    expect(due("every month on the 1st and 15th", "en", here)).toBe(`${first} FREQ=MONTHLY;BYMONTHDAY=1,15`);
  });
});

describe("a repetition with a start and an end", () => {
  const fortnightly = "2031-01-06 FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;UNTIL=20310301";
  it.each<[Language, string, string]>([
    ["en", "every 2nd mon from 6 jan 2031 to 1 mar 2031", fortnightly],
    ["en", "every other monday, from 6 jan 2031 until 1 mar 2031", fortnightly],
    ["de", "jeden zweiten montag vom 6. januar 2031 bis 1. märz 2031", fortnightly],
    ["fr", "un lundi sur deux du 6 janvier 2031 au 1er mars 2031", fortnightly],
    ["es", "cada dos lunes del 6 de enero de 2031 al 1 de marzo de 2031", fortnightly],
    ["it", "un lunedì sì e uno no dal 6 gennaio 2031 al 1 marzo 2031", fortnightly],
    [
      "en",
      "every third friday from 1 jan 2031 to 1 apr 2031",
      "2031-01-17 FREQ=MONTHLY;BYDAY=3FR;UNTIL=20310401",
    ],
    [
      "en",
      "every two weeks on monday and thursday until 1 march",
      "2026-11-19 FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;UNTIL=20270301",
    ],
    ["en", "every monday from 4 january for 6 weeks", "2027-01-04 FREQ=WEEKLY;BYDAY=MO;UNTIL=20270214"],
    ["en", "every month on the 1st and 15th, 5 times", "2026-12-01 FREQ=MONTHLY;BYMONTHDAY=1,15;COUNT=5"],
    ["de", "jeden montag um 9 für 6 wochen", "2026-11-23 09:00 FREQ=WEEKLY;BYDAY=MO;UNTIL=20270103"],
    ["fr", "tous les lundis à 9h pendant 6 semaines", "2026-11-23 09:00 FREQ=WEEKLY;BYDAY=MO;UNTIL=20270103"],
    ["es", "cada lunes a las 9 durante 6 semanas", "2026-11-23 09:00 FREQ=WEEKLY;BYDAY=MO;UNTIL=20270103"],
    ["it", "ogni lunedì alle 9 per 6 settimane", "2026-11-23 09:00 FREQ=WEEKLY;BYDAY=MO;UNTIL=20270103"],
    ["en", "every day in march 2027", "2027-03-01 FREQ=DAILY;UNTIL=20270331"],
  ])("%s: %s", (language, phrase, settled) => {
    expect(due(phrase, language)).toBe(settled);
  });

  it("does not take the duration of each occurrence for its end", () => {
    const [first] = findTimes("every monday at 10 for 2 hours", "en", wednesday);
    expect(first?.when.repeat?.rule).toBe("FREQ=WEEKLY;BYDAY=MO");
  });
});
