import { fromDay } from "../calendar/civil.ts";
import { isWorkdays, type Rule } from "../calendar/rule.ts";

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const UNITS = { HOURLY: "hour", DAILY: "day", WEEKLY: "week", MONTHLY: "month", YEARLY: "year" } as const;

/**
 * A rule in English that reads back as the same rule: "every 2 weeks on Monday and Friday until 3 August 2026".
 */
export function ruleWords(r: Rule): string {
  return [
    body(r),
    ...(r.count === undefined ? [] : [`for ${r.count} times`]),
    ...(r.until === undefined ? [] : [`until ${date(r.until)}`]),
  ].join(" ");
}

function date(day: number): string {
  const { year, month, day: of } = fromDay(day);
  return `${of} ${MONTHS[month - 1]} ${year}`;
}

function every(r: Rule): string {
  const unit = UNITS[r.freq];
  return r.interval === 1 ? `every ${unit}` : `every ${r.interval} ${unit}s`;
}

function body(r: Rule): string {
  if (r.freq === "WEEKLY" && r.byDay.length > 0) return weekly(r);
  if (r.byMonth.length > 0) return yearly(r);
  const days = monthDays(r);
  return days === "" ? every(r) : `${every(r)} on ${days}`;
}

function weekly(r: Rule): string {
  if (isWorkdays(r) && r.interval === 1) return "every weekday";
  const days = list(r.byDay.map((d) => WEEKDAYS[d.weekday - 1] as string));
  return r.interval === 1 ? `every ${days}` : `${every(r)} on ${days}`;
}

function monthDays(r: Rule): string {
  if (r.bySetPos.length > 0) return `the ${position(r.bySetPos[0] as number)} workday`;
  if (r.byMonthDay.length > 0)
    return list(r.byMonthDay.map((d) => (d === -1 ? "the last day" : `the ${ordinal(d)}`)));
  const [day] = r.byDay;
  return day?.n === undefined ? "" : `the ${position(day.n)} ${WEEKDAYS[day.weekday - 1]}`;
}

function yearly(r: Rule): string {
  const months = r.byMonth.map((month) => MONTHS[month - 1] as string);
  const [day] = r.byDay;
  const each =
    day?.n === undefined
      ? months.map((month) => `${r.byMonthDay[0] ?? 1} ${month}`)
      : months.map((month) => `the ${position(day.n as number)} ${WEEKDAYS[day.weekday - 1]} of ${month}`);
  return `${every(r)} on ${list(each)}`;
}

function position(n: number): string {
  return n === -1 ? "last" : ordinal(n);
}

function ordinal(n: number): string {
  const tens = n % 100;
  const suffix = tens > 10 && tens < 14 ? "th" : ({ 1: "st", 2: "nd", 3: "rd" }[n % 10] ?? "th");
  return `${n}${suffix}`;
}

function list(all: readonly string[]): string {
  return all.length < 2 ? all.join("") : `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
}
