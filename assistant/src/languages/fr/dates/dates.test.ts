import { describe, expect, it } from "vitest";
import { due } from "../../../testing/reading.ts";

/** Written on Wednesday 18 November 2026 at 09:30 in London: the day, time and rule of a new task. */
const phrases: readonly (readonly [phrase: string, due: string])[] = [
  ["aujourd'hui", "2026-11-18"],
  ["demain", "2026-11-19"],
  ["après-demain", "2026-11-20"],
  ["vendredi", "2026-11-20"],
  ["vendredi prochain", "2026-11-27"],
  ["jeudi en huit", "2026-11-26"],
  ["demain à 8h", "2026-11-19 08:00"],
  ["à 14h30", "2026-11-18 14:30"],
  ["huit heures moins le quart", "2026-11-19 07:45"],
  ["midi et demi", "2026-11-18 12:30"],
  ["minuit", "2026-11-19 00:00"],
  ["31 septembre", "no-such-day"],
  ["le 3 mai à 11h", "2027-05-03 11:00"],
  ["le 12 à 9h30", "2026-12-12 09:30"],
  ["le 24 à 7h du soir", "2026-11-24 19:00"],
  ["de 14h à 16h", "2026-11-18 14:00"],
  ["du 3 au 9 juillet", "2027-07-03"],
  ["fin mars", "2027-03-31"],
  ["mi-janvier", "2027-01-15"],
  ["la semaine prochaine", "2026-11-23"],
  ["dans trois jours", "2026-11-21"],
  ["dans quinze jours", "2026-12-02"],
  ["dans deux heures", "2026-11-18 11:30"],
  ["ce soir", "2026-11-18 19:00"],
  ["demain après-midi", "2026-11-19 15:00"],
  ["vendredi 27", "2026-11-27"],
  ["le 1er mars", "2027-03-01"],
  ["pâques", "2027-03-28"],
  ["lundi de pentecôte", "2027-05-17"],
  ["d'ici vendredi", "2026-11-20"],
  ["avant le 15", "2026-12-15"],
  ["un lundi sur deux", "2026-11-23 FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"],
  ["tous les mardis soir", "2026-11-24 19:00 FREQ=WEEKLY;BYDAY=TU"],
  ["le 1er de chaque mois", "2026-12-01 FREQ=MONTHLY;BYMONTHDAY=1"],
  ["tous les premiers du mois", "2026-12-01 FREQ=MONTHLY;BYMONTHDAY=1"],
  ["toutes les 4 heures", "2026-11-18 13:30 FREQ=HOURLY;INTERVAL=4"],
  ["tous les deux jours", "2026-11-18 FREQ=DAILY;INTERVAL=2"],
  ["une fois par semaine", "2026-11-18 FREQ=WEEKLY"],
  ["les lundis et jeudis", "2026-11-19 FREQ=WEEKLY;BYDAY=MO,TH"],
  ["chaque année en mars", "2027-03-01 FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1"],
  ["fin de mois", "2026-11-30"],
  ["samedi matin", "2026-11-21 09:00"],
  ["le dernier vendredi du mois de mars", "2027-03-26"],
];

describe("French dates", () => {
  it.each(phrases)("%s", (phrase, expected) => {
    expect(due(phrase, "fr")).toBe(expected);
  });
});
