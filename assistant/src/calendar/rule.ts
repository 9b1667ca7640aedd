import {
  type Day,
  daysInMonth,
  formatDay,
  fromDay,
  toDay,
  type WeekdayCode,
  weekdayCodes,
  weekdayOf,
} from "@todo-chatbot/contracts/calendar";

export type Frequency = "HOURLY" | "DAILY" | "WEEKLY" | "MONTHLY" | "YEARLY";

/** A recurrence rule, RFC 5545 section 3.3.10, in the parts people say. Weekdays are 1 (Monday) to 7. */
export interface Rule {
  freq: Frequency;
  interval: number;
  byDay: { n?: number; weekday: number }[];
  byMonthDay: number[];
  byMonth: number[];
  bySetPos: number[];
  /** Several times a day; written, not read. */
  byHour?: number[];
  byMinute?: number[];
  count?: number;
  until?: Day;
}

export function rule(freq: Frequency, interval = 1, parts: Partial<Rule> = {}): Rule {
  return { freq, interval, byDay: [], byMonthDay: [], byMonth: [], bySetPos: [], ...parts };
}

/** Whether a rule means Monday to Friday, without a position among them. */
export function isWorkdays(r: Rule): boolean {
  return r.byDay.length === 5 && r.byDay.every((d) => d.n === undefined && d.weekday <= 5);
}

/** The rule as an RRULE value, parts in one fixed order, without DTSTART. */
export function formatRule(r: Rule): string {
  const parts = [`FREQ=${r.freq}`];
  if (r.interval !== 1) parts.push(`INTERVAL=${r.interval}`);
  if (r.byMonth.length > 0) parts.push(`BYMONTH=${r.byMonth.join(",")}`);
  if (r.byMonthDay.length > 0) parts.push(`BYMONTHDAY=${r.byMonthDay.join(",")}`);
  if (r.byDay.length > 0)
    parts.push(`BYDAY=${r.byDay.map((d) => `${d.n ?? ""}${weekdayCodes[d.weekday - 1]}`).join(",")}`);
  if (r.bySetPos.length > 0) parts.push(`BYSETPOS=${r.bySetPos.join(",")}`);
  if (r.byHour && r.byHour.length > 0) parts.push(`BYHOUR=${r.byHour.join(",")}`);
  if (r.byMinute && r.byMinute.length > 0) parts.push(`BYMINUTE=${r.byMinute.join(",")}`);
  if (r.count !== undefined) parts.push(`COUNT=${r.count}`);
  if (r.until !== undefined) parts.push(`UNTIL=${formatDay(r.until).replaceAll("-", "")}`);
  return parts.join(";");
}

/** Reads an RRULE value; null when it uses parts that have no words here (BYHOUR, BYWEEKNO, …). */
export function parseRule(text: string): Rule | null {
  const out = rule("DAILY");
  let named = false;
  for (const pair of text.replace(/^RRULE:/i, "").split(";")) {
    const [name = "", value = ""] = pair.toUpperCase().split("=");
    const numbers = value.split(",").map(Number);
    if (name === "FREQ") {
      if (!["HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"].includes(value)) return null;
      out.freq = value as Frequency;
      named = true;
    } else if (name === "INTERVAL") out.interval = Number(value);
    else if (name === "BYMONTH") out.byMonth = numbers;
    else if (name === "BYMONTHDAY") out.byMonthDay = numbers;
    else if (name === "BYSETPOS") out.bySetPos = numbers;
    else if (name === "COUNT") out.count = Number(value);
    else if (name === "UNTIL") {
      const m = /^(\d{4})(\d\d)(\d\d)/.exec(value);
      if (!m) return null;
      out.until = toDay(Number(m[1]), Number(m[2]), Number(m[3]));
    } else if (name === "BYDAY") {
      for (const code of value.split(",")) {
        const m = /^([+-]?\d+)?(MO|TU|WE|TH|FR|SA|SU)$/.exec(code);
        if (!m) return null;
        const weekday = weekdayCodes.indexOf(m[2] as WeekdayCode) + 1;
        out.byDay.push(m[1] ? { n: Number(m[1]), weekday } : { weekday });
      }
    } else if (name !== "WKST") return null;
  }
  const whole = [out.interval, ...out.byMonth, ...out.byMonthDay, ...out.bySetPos, out.count ?? 1];
  return named && whole.every((n) => Number.isInteger(n)) && out.interval > 0 ? out : null;
}

/** Whether a day fits the rule's by-parts; the interval is left aside. */
export function fits(r: Rule, day: Day): boolean {
  const { year, month, day: date } = fromDay(day);
  if (r.byMonth.length > 0 && !r.byMonth.includes(month)) return false;
  const length = daysInMonth(year, month);
  if (r.byMonthDay.length > 0 && !r.byMonthDay.some((d) => (d > 0 ? d : length + 1 + d) === date))
    return false;
  if (r.byDay.length > 0 && !r.byDay.some((d) => weekdayFits(d, day, date, length))) return false;
  if (r.bySetPos.length > 0) {
    const set: number[] = [];
    for (let d = 1; d <= length; d++) {
      const at = toDay(year, month, d);
      if (r.byDay.length > 0 && !r.byDay.some((w) => weekdayFits(w, at, d, length))) continue;
      if (r.byMonthDay.length > 0 && !r.byMonthDay.some((m) => (m > 0 ? m : length + 1 + m) === d)) continue;
      set.push(d);
    }
    return r.bySetPos.some((p) => set[p > 0 ? p - 1 : set.length + p] === date);
  }
  return true;
}

function weekdayFits(d: Rule["byDay"][number], day: Day, date: number, length: number): boolean {
  if (weekdayOf(day) !== d.weekday) return false;
  if (d.n === undefined) return true;
  return d.n > 0 ? Math.ceil(date / 7) === d.n : Math.ceil((length - date + 1) / 7) === -d.n;
}

/** The first day on or after `from` that fits the rule's by-parts, within nine years (29 February), else `from`. */
export function firstFit(r: Rule, from: Day): Day {
  if (r.byDay.length + r.byMonth.length + r.byMonthDay.length + r.bySetPos.length === 0) return from;
  for (let day = from; day < from + 366 * 9; day++) if (fits(r, day)) return day;
  return from;
}
