import { describe, expect, it } from "vitest";
import { due } from "../../../testing/reading.ts";

/** Written on Wednesday 18 November 2026 at 09:30 in London: the day, time and rule of a new task. */
const phrases: readonly (readonly [phrase: string, due: string])[] = [
  ["hoy", "2026-11-18"],
  ["mañana", "2026-11-19"],
  ["pasado mañana", "2026-11-20"],
  ["el viernes", "2026-11-20"],
  ["el viernes que viene", "2026-11-27"],
  ["el próximo lunes", "2026-11-23"],
  ["el viernes a las 5 de la tarde", "2026-11-20 17:00"],
  ["mañana por la mañana", "2026-11-19 09:00"],
  ["mañana temprano", "2026-11-19"],
  ["el lunes por la mañana temprano", "2026-11-23 09:00"],
  ["a las cinco menos cuarto", "2026-11-18 16:45"],
  ["las siete y media de la tarde", "2026-11-18 19:30"],
  ["doce de la noche", "2026-11-19 00:00"],
  ["el 31 de septiembre", "no-such-day"],
  ["15 de junio", "2027-06-15"],
  ["del 3 al 9 de julio", "2027-07-03"],
  ["a fin de mes", "2026-11-30"],
  ["semana que viene", "2026-11-23"],
  ["dentro de tres días", "2026-11-21"],
  ["en dos horas", "2026-11-18 11:30"],
  ["esta noche a las 9", "2026-11-18 21:00"],
  ["miercoles", "2026-11-25"],
  ["el último viernes de marzo", "2027-03-26"],
  ["martes 24", "2026-11-24"],
  ["navidad", "2026-12-25"],
  ["semana santa", "2027-03-21"],
  ["hasta el viernes", "2026-11-20"],
  ["antes del 15", "2026-12-15"],
  ["cada dos jueves", "2026-11-19 FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"],
  ["un día sí y otro no", "2026-11-18 FREQ=DAILY;INTERVAL=2"],
  ["cada mes el día 5", "2026-12-05 FREQ=MONTHLY;BYMONTHDAY=5"],
  ["cada 15 días", "2026-11-18 FREQ=WEEKLY;INTERVAL=2"],
  ["los lunes", "2026-11-23 FREQ=WEEKLY;BYDAY=MO"],
  [
    "todos los días a las ocho de la mañana y a las ocho de la noche",
    "2026-11-18 20:00 FREQ=DAILY;BYHOUR=8,20",
  ],
  ["entre semana a las 6:30", "2026-11-18 18:30 FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"],
  ["dos veces a la semana", "2026-11-19 FREQ=WEEKLY;BYDAY=MO,TH"],
  ["cada año en octubre", "2027-10-01 FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=1"],
  ["a finales de marzo", "2027-03-31"],
  ["este finde", "2026-11-21"],
  ["el lunes a primera hora", "2026-11-23 09:00"],
  ["día 19 a las 20", "2026-11-19 20:00"],
  ["el 14", "2026-12-14"],
];

describe("Spanish dates", () => {
  it.each(phrases)("%s", (phrase, expected) => {
    expect(due(phrase, "es")).toBe(expected);
  });
});
