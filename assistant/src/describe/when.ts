import type { Due } from "@todo-chatbot/contracts";
import { fromDay, parseDay, parseMinute, two, weekdayOf } from "../calendar/civil.ts";
import type { Clock } from "../dates/scan.ts";
import type { Language } from "../types.ts";

interface DayNames {
  weekdays: readonly string[];
  months: readonly string[];
  today: string;
  tomorrow: string;
  yesterday: string;
  at: string;
}

const NAMES: Record<Exclude<Language, "it">, DayNames> = {
  en: {
    weekdays: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    today: "today",
    tomorrow: "tomorrow",
    yesterday: "yesterday",
    at: "at",
  },
  es: {
    weekdays: ["lun", "mar", "mié", "jue", "vie", "sáb", "dom"],
    months: ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"],
    today: "hoy",
    tomorrow: "mañana",
    yesterday: "ayer",
    at: "a las",
  },
  fr: {
    weekdays: ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."],
    months: [
      "janv.",
      "févr.",
      "mars",
      "avr.",
      "mai",
      "juin",
      "juil.",
      "août",
      "sept.",
      "oct.",
      "nov.",
      "déc.",
    ],
    today: "aujourd’hui",
    tomorrow: "demain",
    yesterday: "hier",
    at: "à",
  },
  de: {
    weekdays: ["Mo.", "Di.", "Mi.", "Do.", "Fr.", "Sa.", "So."],
    months: ["Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."],
    today: "heute",
    tomorrow: "morgen",
    yesterday: "gestern",
    at: "um",
  },
};

/** A due as people say it: "tomorrow, Sat 21 Nov at 17:00"; the year only when it is not this one. */
export function sayDue(due: Due, clock: Clock, locale: string, language: Language): string {
  const names = NAMES[language === "it" ? "en" : language];
  const day = parseDay(due.date);
  const { year, month, day: date } = fromDay(day);
  const near = { 0: names.today, 1: names.tomorrow, [-1]: names.yesterday }[day - clock.day];
  const usual = /-US\b/i.test(locale)
    ? `${names.months[month - 1]} ${date}`
    : language === "de"
      ? `${date}. ${names.months[month - 1]}`
      : `${date} ${names.months[month - 1]}`;
  const named = `${names.weekdays[weekdayOf(day) - 1]} ${usual}${year === fromDay(clock.day).year ? "" : ` ${year}`}`;
  const time = "time" in due ? ` ${names.at} ${sayTime(due.time, locale)}` : "";
  return `${near ? `${near}, ` : ""}${named}${time}`;
}

const HALF_DAYS = /-(?:US|CA|AU|NZ|IN|PH|MX|CO)\b/i;

/** A time in the clock of the locale: "17:00", or "5:00 pm" where that is usual. */
export function sayTime(time: string, locale: string): string {
  if (!HALF_DAYS.test(locale)) return time;
  const minute = parseMinute(time);
  const hour = Math.floor(minute / 60);
  return `${hour % 12 === 0 ? 12 : hour % 12}:${two(minute % 60)} ${hour < 12 ? "am" : "pm"}`;
}
