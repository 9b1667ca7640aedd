import { type Day, toDay, weekdayOf } from "@todo-chatbot/contracts/calendar";
import { easter } from "../calendar/holidays.ts";
import type { Frequency } from "../calendar/rule.ts";
import type { Category, Cycle, Duration, Edge, Feast, Part, Period, Time, Values } from "./terms.ts";
import type { Unit } from "./when.ts";

/** Parts of the day: their usual time, start and end. */
export const parts = {
  dawn: part(6, 4, 9),
  morning: part(9, 0, 12.5),
  forenoon: part(10, 8, 12.5),
  noon: part(12, 11, 15),
  lunch: part(12, 11, 15),
  afternoon: part(15, 12, 19),
  /** Afternoon and early evening together: the Spanish "tarde". */
  tarde: part(15, 12, 21.5),
  teatime: part(17, 15, 19),
  endOfDay: part(17, 15, 20),
  evening: part(19, 16, 24),
  night: part(21, 18, 30),
  midnight: part(0, 0, 1),
} as const satisfies Record<string, Part>;

function part(at: number, from: number, to: number): Part {
  return { at: at * 60, from: from * 60, to: to * 60 };
}

const units: Readonly<Record<string, Values["unit"]>> = {
  second: { amount: 1 / 60, unit: "minute", period: "minute" },
  minute: unit("minute"),
  hour: unit("hour"),
  day: unit("day"),
  night: unit("day"),
  workday: { amount: 1, unit: "day", period: "workday" },
  week: unit("week"),
  weekend: { amount: 1, unit: "week", period: "weekend" },
  fortnight: { amount: 2, unit: "week", period: "fortnight" },
  month: unit("month"),
  bimonth: { amount: 2, unit: "month", period: "month" },
  quarter: { amount: 3, unit: "month", period: "quarter" },
  half: { amount: 6, unit: "month", period: "half" },
  year: unit("year"),
  decade: { amount: 10, unit: "year", period: "decade" },
};

function unit(name: Unit): Values["unit"] {
  return { amount: 1, unit: name, period: name as Period };
}

/** Feasts by name: those common to several languages, and those of single countries. */
const feasts: Readonly<Record<string, Feast>> = {
  newYear: { month: 1, day: 1 },
  epiphany: { month: 1, day: 6 },
  mlk: { month: 1, weekday: 1, n: 3 },
  candlemas: { month: 2, day: 2 },
  freedomDay: { month: 2, day: 1 },
  groundhog: { month: 2, day: 2 },
  valentine: { month: 2, day: 14 },
  presidents: { month: 2, weekday: 1, n: 3 },
  womens: { month: 3, day: 8 },
  patrick: { month: 3, day: 17 },
  joseph: { month: 3, day: 19 },
  aprilFools: { month: 4, day: 1 },
  earthDay: { month: 4, day: 22 },
  liberation: { month: 4, day: 25 },
  george: { month: 4, day: 23 },
  walpurgis: { month: 4, day: 30 },
  taxDay: { month: 4, day: 15 },
  inauguration: { month: 1, day: 20 },
  labour: { month: 5, day: 1 },
  victory: { month: 5, day: 8 },
  cincoDeMayo: { month: 5, day: 5 },
  starWars: { month: 5, day: 4 },
  mothersDay: { month: 5, weekday: 7, n: 2 },
  mothersDayFrance: { month: 5, weekday: 7, n: -1 },
  mothersDaySpain: { month: 5, weekday: 7, n: 1 },
  memorial: { month: 5, weekday: 1, n: -1 },
  springBank: { month: 5, weekday: 1, n: -1 },
  mayDayUk: { month: 5, weekday: 1, n: 1 },
  republicItaly: { month: 6, day: 2 },
  fathersDay: { month: 6, weekday: 7, n: 3 },
  juneteenth: { month: 6, day: 19 },
  midsummer: { month: 6, day: 24 },
  canadaDay: { month: 7, day: 1 },
  independenceUs: { month: 7, day: 4 },
  bastille: { month: 7, day: 14 },
  swissDay: { month: 8, day: 1 },
  assumption: { month: 8, day: 15 },
  summerBank: { month: 8, weekday: 1, n: -1 },
  laborDay: { month: 9, weekday: 1, n: 1 },
  unityGermany: { month: 10, day: 3 },
  hispanicDay: { month: 10, day: 12 },
  columbus: { month: 10, weekday: 1, n: 2 },
  austria: { month: 10, day: 26 },
  reformation: { month: 10, day: 31 },
  halloween: { month: 10, day: 31 },
  allSaints: { month: 11, day: 1 },
  allSouls: { month: 11, day: 2 },
  bonfire: { month: 11, day: 5 },
  martinmas: { month: 11, day: 11 },
  thanksgiving: { month: 11, weekday: 4, n: 4 },
  blackFriday: { month: 11, weekday: 4, n: 4, plus: 1 },
  cyberMonday: { month: 11, weekday: 4, n: 4, plus: 4 },
  constitutionSpain: { month: 12, day: 6 },
  nicholas: { month: 12, day: 6 },
  immaculate: { month: 12, day: 8 },
  barbara: { month: 12, day: 4 },
  lucia: { month: 12, day: 13 },
  christmasEve: { month: 12, day: 24 },
  christmas: { month: 12, day: 25 },
  boxing: { month: 12, day: 26 },
  newYearsEve: { month: 12, day: 31 },
  innocents: { month: 12, day: 28 },
  carnival: { easter: -47 },
  carnivalMonday: { easter: -48 },
  shroveTuesday: { easter: -47 },
  ashWednesday: { easter: -46 },
  palmSunday: { easter: -7 },
  holyWeek: { easter: -7 },
  maundyThursday: { easter: -3 },
  goodFriday: { easter: -2 },
  holySaturday: { easter: -1 },
  easter: { easter: 0 },
  easterMonday: { easter: 1 },
  ascension: { easter: 39 },
  pentecost: { easter: 49 },
  whitMonday: { easter: 50 },
  corpusChristi: { easter: 60 },
  firstAdvent: { month: 12, weekday: 7, n: 0 },
};

/** Seasons in the northern hemisphere: from one equinox or solstice to the next. */
const seasons: Readonly<Record<string, Values["season"]>> = {
  spring: { from: [3, 20], to: [6, 20] },
  summer: { from: [6, 21], to: [9, 21] },
  autumn: { from: [9, 22], to: [12, 20] },
  winter: { from: [12, 21], to: [3, 19] },
};

/** The day of a feast in a given year. */
export function feastDay(feast: Feast, year: number): Day {
  if ("easter" in feast) return easter(year) + feast.easter;
  if ("day" in feast) return toDay(year, feast.month, feast.day);
  if (feast.n > 0) {
    const first = toDay(year, feast.month, 1);
    return first + ((feast.weekday - weekdayOf(first) + 7) % 7) + (feast.n - 1) * 7 + (feast.plus ?? 0);
  }
  // Advent is counted back from Christmas.
  if (feast.n === 0) {
    const eve = toDay(year, 12, 24);
    return eve - ((weekdayOf(eve) - feast.weekday + 7) % 7) - 21;
  }
  const last = toDay(year, feast.month + 1, 1) - 1;
  return last - ((weekdayOf(last) - feast.weekday + 7) % 7) + (feast.n + 1) * 7 + (feast.plus ?? 0);
}

/** Parses the name of a value as used in language files. Throws if the name is unknown. */
export function valueNamed(category: Category, name: string): Values[Category] {
  const words = name.split(" ");
  const known = <T>(table: Readonly<Record<string, T>>, key = name): T => {
    const value = table[key];
    if (value === undefined) throw new Error(`no ${category} is called ${JSON.stringify(key)}`);
    return value;
  };
  switch (category) {
    case "number":
    case "ordinal":
    case "weekday":
    case "weekdays":
    case "month":
    case "fraction":
    case "often":
    case "year":
      return Number(name);
    case "unit":
    case "letter":
      return known(units);
    case "part":
      return known<Part>(parts);
    case "feast":
      return known(feasts);
    case "season":
      return known(seasons);
    case "meridiem":
    case "ap":
      return name as "am" | "pm";
    case "edge":
      return name as Edge;
    case "zone":
    case "city":
      return name;
    case "duration": {
      const { amount, unit: of } = known(units, words[1]);
      return [{ amount: Number(words[0]) * amount, unit: of }] satisfies Duration;
    }
    case "day":
      if (words[0] === "end" || words[0] === "start")
        return {
          op: "edge",
          edge: words[0],
          of: { op: "current", period: words[1] as Period, plus: Number(words[2] ?? 0) },
        };
      return { op: "current", period: "day", plus: Number(name) };
    case "stretch":
      return { op: "current", period: words[1] as Period, plus: Number(words[0]) };
    case "piece": {
      const weekday = words[0]?.startsWith("on") ? Number(words[0].slice(2)) : 0;
      if (weekday)
        return {
          days: { op: "on", pattern: { weekday } },
          part: known<Part>(parts, words[1]),
        } satisfies Time;
      const plus = Number(words[0]);
      return {
        days: { op: "current", period: "day", plus },
        ...(words[1] ? { part: known<Part>(parts, words[1]) } : {}),
        ...(plus < 0 ? { past: true } : {}),
      } satisfies Time;
    }
    case "adverb":
      return { freq: words[0] as Frequency, interval: Number(words[1]) } satisfies Cycle;
    default:
      throw new Error(`words of ${category} are made of others`);
  }
}
