import { describe, expect, it } from "vitest";
import type { Language } from "../types.ts";
import { sayRule } from "./rule.ts";
import { beforeWords, daysWords, dueWords, instantWords, shortDue, titled, voiceOf } from "./voice.ts";

const voice = (language: Language, more: { locale?: string; timeZone?: string } = {}) =>
  voiceOf(language, { locale: language, timeZone: "Europe/Berlin", now: "2026-11-29T09:00:00Z", ...more });

const all: Language[] = ["en", "es", "fr", "de", "it"];
const inAll = (say: (language: Language) => string) => all.map(say);

describe("dates in words", () => {
  it.each<[string, string[]]>([
    ["2026-11-28", ["yesterday", "ayer", "hier", "gestern", "ieri"]],
    ["2026-11-29", ["today", "hoy", "aujourd’hui", "heute", "oggi"]],
    ["2026-11-30", ["tomorrow", "mañana", "demain", "morgen", "domani"]],
    [
      "2026-12-01",
      [
        "Tuesday 1 December",
        "martes 1 de diciembre",
        "mardi 1er décembre",
        "Dienstag, 1. Dezember",
        "martedì 1º dicembre",
      ],
    ],
    [
      "2027-09-14",
      [
        "Tuesday 14 September 2027",
        "martes 14 de septiembre de 2027",
        "mardi 14 septembre 2027",
        "Dienstag, 14. September 2027",
        "martedì 14 settembre 2027",
      ],
    ],
  ])("%s", (date, words) => {
    expect(inAll((language) => dueWords(voice(language), { date }, "long"))).toEqual(words);
  });

  it("short", () => {
    expect(inAll((language) => dueWords(voice(language), { date: "2026-12-01" }, "short"))).toEqual([
      "Tue 1 Dec",
      "mar 1 dic",
      "mar. 1er déc.",
      "Di., 1. Dez.",
      "mar 1º dic",
    ]);
    expect(daysWords(voice("de"), "2026-11-30", "2026-12-06")).toBe("30. November – 6. Dezember");
    expect(daysWords(voice("en"), "2026-12-28", "2027-01-03")).toBe("28 December 2026 – 3 January 2027");
  });

  it("on a button: only the weekday for days of the coming week", () => {
    const at = (date: string) => shortDue(voice("en"), { date, time: "17:00", timeZone: "Europe/Berlin" });
    expect(["2026-11-30", "2026-12-05", "2026-12-06"].map(at)).toEqual([
      "tomorrow 17:00",
      "Sat 17:00",
      "Sun 6 Dec 17:00",
    ]);
  });

  it("in the order and clock of the person's region, in any language", () => {
    const due = { date: "2026-12-04", time: "13:05", timeZone: "Europe/Berlin" };
    const say = (language: Language, locale: string) => dueWords(voice(language, { locale }), due, "long");
    expect(say("en", "en-US")).toBe("Friday, December 4 at 1:05 PM");
    expect(say("en", "de-DE")).toBe("Friday 4 December at 13:05");
    expect(say("es", "es-MX")).toBe("viernes 4 de diciembre a la 1:05 p.m.");
    expect(say("fr", "fr-FR")).toBe("vendredi 4 décembre à 13 h 05");
    expect(say("it", "nonsense!")).toBe("venerdì 4 dicembre alle 13:05");
  });

  it("says one o'clock in the singular where the language does", () => {
    const due = { date: "2026-11-30", time: "01:30", timeZone: "Europe/Berlin" };
    expect(dueWords(voice("es"), due, "long")).toBe("mañana a la 1:30");
    expect(dueWords(voice("it"), due, "long")).toBe("domani alle 01:30");
  });
});

describe("time zones", () => {
  const due = { date: "2026-11-30", time: "09:00", timeZone: "Europe/London" };
  it.each([
    ["Europe/London", "tomorrow at 09:00"],
    ["Europe/Berlin", "tomorrow at 10:00 (09:00 London)"],
    ["Pacific/Kiritimati", "tomorrow at 23:00 (09:00 London)"],
    ["Pacific/Honolulu", "today at 23:00 (09:00 London)"],
    ["America/New_York", "tomorrow at 04:00 (09:00 London)"],
  ])("show 09:00 in London to someone in %s", (timeZone, words) => {
    const now = timeZone === "Pacific/Kiritimati" ? "2026-11-29T09:00:00Z" : "2026-11-29T12:00:00Z";
    expect(dueWords(voiceOf("en", { locale: "en-GB", timeZone, now }), due, "long")).toBe(words);
  });

  it("do not move a day without a time", () => {
    for (const timeZone of ["Pacific/Kiritimati", "Pacific/Honolulu"])
      expect(dueWords(voice("en", { timeZone }), { date: "2026-12-24" }, "short")).toBe("Thu 24 Dec");
  });

  it("follow daylight saving time", () => {
    const summer = { date: "2027-03-28", time: "12:00", timeZone: "Europe/Berlin" };
    expect(dueWords(voice("en", { timeZone: "UTC" }), summer, "short")).toBe(
      "Sun 28 Mar 2027 at 10:00 (12:00 Berlin)",
    );
    expect(instantWords(voice("en"), "2026-11-30T23:30:00Z")).toBe("Tuesday 1 December at 00:30");
  });
});

describe("rules in words", () => {
  it.each<[string, string[]]>([
    ["FREQ=DAILY", ["every day", "cada día", "tous les jours", "jeden Tag", "ogni giorno"]],
    [
      "FREQ=HOURLY;INTERVAL=12",
      ["every 12 hours", "cada 12 horas", "toutes les 12 heures", "alle 12 Stunden", "ogni 12 ore"],
    ],
    [
      "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
      [
        "every weekday",
        "de lunes a viernes",
        "du lundi au vendredi",
        "montags bis freitags",
        "dal lunedì al venerdì",
      ],
    ],
    [
      "FREQ=MONTHLY;BYMONTHDAY=15,28,29,30,31;BYSETPOS=1,-1",
      [
        "every month on the 15th and the last day",
        "cada mes, el día 15 y el último día",
        "tous les mois, le 15 et le dernier jour",
        "jeden Monat am 15. und letzten Tag",
        "ogni mese, il 15 e l’ultimo giorno",
      ],
    ],
    [
      "FREQ=WEEKLY;BYDAY=MO,FR",
      [
        "every Monday and Friday",
        "cada lunes y viernes",
        "chaque lundi et vendredi",
        "jeden Montag und Freitag",
        "ogni lunedì e venerdì",
      ],
    ],
    [
      "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU",
      [
        "every 2 weeks on Sunday",
        "cada 2 semanas, los domingos",
        "toutes les 2 semaines, le dimanche",
        "alle 2 Wochen am Sonntag",
        "ogni 2 settimane, di domenica",
      ],
    ],
    [
      "FREQ=MONTHLY;BYMONTHDAY=1",
      [
        "every month on the 1st",
        "cada mes, el día 1",
        "tous les mois, le 1er",
        "jeden Monat am 1.",
        "ogni mese, il 1º",
      ],
    ],
    [
      "FREQ=MONTHLY;BYMONTHDAY=-1",
      [
        "every month on the last day",
        "cada mes, el último día",
        "tous les mois, le dernier jour",
        "jeden Monat am letzten Tag",
        "ogni mese, l’ultimo giorno",
      ],
    ],
    [
      "FREQ=MONTHLY;BYDAY=3SU",
      [
        "every month on the 3rd Sunday",
        "cada mes, el tercer domingo",
        "tous les mois, le troisième dimanche",
        "jeden Monat am dritten Sonntag",
        "ogni mese, la terza domenica",
      ],
    ],
    [
      "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
      [
        "every month on the last workday",
        "cada mes, el último día laborable",
        "tous les mois, le dernier jour ouvré",
        "jeden Monat am letzten Werktag",
        "ogni mese, l’ultimo giorno lavorativo",
      ],
    ],
    [
      "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=3",
      [
        "every year on the 3rd of April",
        "cada año, el 3 de abril",
        "tous les ans, le 3 avril",
        "jedes Jahr am 3. April",
        "ogni anno, il 3 aprile",
      ],
    ],
    [
      "FREQ=YEARLY;BYMONTH=10;BYDAY=1SU",
      [
        "every year on the 1st Sunday of October",
        "cada año, el primer domingo de octubre",
        "tous les ans, le premier dimanche d’octobre",
        "jedes Jahr am ersten Sonntag im Oktober",
        "ogni anno, la prima domenica di ottobre",
      ],
    ],
    [
      "FREQ=WEEKLY;BYDAY=TU;BYMONTH=1,2",
      [
        "every Tuesday in January and February",
        "cada martes en enero y febrero",
        "chaque mardi en janvier et février",
        "jeden Dienstag im Januar und Februar",
        "ogni martedì a gennaio e febbraio",
      ],
    ],
    [
      "FREQ=DAILY;COUNT=10",
      [
        "every day, 10 times",
        "cada día, 10 veces",
        "tous les jours, 10 fois",
        "jeden Tag, 10-mal",
        "ogni giorno, 10 volte",
      ],
    ],
    [
      "FREQ=DAILY;UNTIL=20261231",
      [
        "every day until 31 December 2026",
        "cada día hasta el 31 de diciembre de 2026",
        "tous les jours jusqu’au 31 décembre 2026",
        "jeden Tag bis 31. Dezember 2026",
        "ogni giorno fino al 31 dicembre 2026",
      ],
    ],
    ["FREQ=SECONDLY", ["repeating", "se repite", "se répète", "wiederholt sich", "si ripete"]],
  ])("%s", (rule, words) => {
    expect(inAll((language) => sayRule(voice(language), rule))).toEqual(words);
  });
});

describe("titles and leads", () => {
  it("are quoted, joined and counted", () => {
    const titles = ["a", "b", "c", "d", "e"];
    expect(inAll((language) => titled(voice(language), titles))).toEqual([
      "“a”, “b”, “c” and 2 more",
      "«a», «b», «c» y 2 más",
      "« a », « b », « c » et 2 de plus",
      "„a“, „b“, „c“ und 2 weitere",
      "«a», «b», «c» e altre 2",
    ]);
    expect(titled(voice("en"), titles.slice(0, 4))).toBe("“a”, “b”, “c” and “d”");
  });

  it.each([
    [30, "30 minutes before"],
    [60, "1 hour before"],
    [90, "90 minutes before"],
    [2880, "2 days before"],
    [10_080, "1 week before"],
  ])("%i minutes", (minutes, words) => {
    expect(beforeWords(voice("en"), minutes)).toBe(words);
  });
});
