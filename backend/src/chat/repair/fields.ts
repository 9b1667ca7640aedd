/** Other names that models use for the fields of a task. Unknown names are refused, never dropped. */
export const fieldNames: Readonly<Record<string, string>> = {
  name: "title",
  task: "title",
  task_name: "title",
  text: "title",
  content: "title",
  notes: "description",
  note: "description",
  details: "description",
  due_date: "due",
  dueDate: "due",
  due_at: "due",
  deadline: "due",
  list: "project",
  tags: "labels",
  label: "labels",
  parent_id: "parentId",
  parent: "parentId",
  task_id: "id",
  taskId: "id",
  task_ids: "ids",
  taskIds: "ids",
  updates: "changes",
  time_zone: "timeZone",
  timezone: "timeZone",
};

/** Whether a value stands for "none". */
export const unsaid = (value: unknown): boolean =>
  typeof value === "string" && /^(?:null|none|undefined|n\/a)$/iu.test(value.trim());

const priorities: Readonly<Record<string, number>> = {
  urgent: 1,
  highest: 1,
  high: 1,
  medium: 2,
  normal: 4,
  low: 3,
  lowest: 4,
};

/** Converts a number given as a string, or a priority as a word; other values are unchanged. */
export function numberOf(key: string, value: unknown): unknown {
  if (typeof value !== "string") return value;
  const word = value.trim().toLowerCase();
  if (/^-?\d{1,9}$/u.test(word)) return Number(word);
  const level = key === "priority" ? (priorities[word] ?? /^p([1-4])$/u.exec(word)?.[1]) : undefined;
  return level === undefined ? value : Number(level);
}

/** A recurrence given only as a rule, as in the prompt, or as a frequency: "weekly". */
export function recurrenceOf(value: string): unknown {
  const rule = ruleOf(value);
  return rule === null ? value : { rule };
}

/** An RFC 5545 rule from what models write for one; null if it is something else. */
export function ruleOf(value: string): string | null {
  const rule = value.trim().replace(/^RRULE:/iu, "");
  if (/^FREQ=/iu.test(rule)) return rule;
  return /^(?:dai|week|month|year)ly$/iu.test(rule) ? `FREQ=${rule.toUpperCase()}` : null;
}

/** Converts a time such as "5 pm" or "17:00:00" to HH:MM; other values are unchanged. */
export function timeOf(value: unknown): unknown {
  const match =
    typeof value === "string"
      ? /^(\d{1,2})(?::(\d{2}))?(?::\d{2})?\s*([ap])?\.?m?\.?$/iu.exec(value.trim())
      : null;
  if (!match) return value;
  const [, given, minutes, half] = match;
  if (minutes === undefined && half === undefined) return value;
  const hour =
    half === undefined ? Number(given) : (Number(given) % 12) + (half.toLowerCase() === "p" ? 12 : 0);
  return `${String(hour).padStart(2, "0")}:${minutes ?? "00"}`;
}

/** Labels given as one string. */
export function labelsOf(value: unknown): unknown {
  if (typeof value !== "string" || value.trim().startsWith("[")) return value;
  return value
    .split(/[,;]/u)
    .map((label) => label.trim().replace(/^#/u, ""))
    .filter((label) => label !== "");
}

const isoMoment =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?(?: ([A-Z]\w+\/[\w/+-]+))?)?$/u;

/**
 * A due date as an object, from a string, or with the time in the date. The digits are wall-clock time of the person:
 * models append a Z to the requested time without converting it to UTC.
 */
export function dueOf(value: unknown, timeZone: string): unknown {
  const isObject = typeof value === "object" && value !== null;
  const given = isObject ? (value as { date?: unknown }).date : value;
  const match = typeof given === "string" ? isoMoment.exec(dashed(given.trim())) : null;
  if (!match) return value;
  const [, date, time, zone = timeZone] = match;
  const rest = isObject ? (value as object) : {};
  return time === undefined ? { ...rest, date } : { ...rest, date, time, timeZone: zone };
}

/** The words of a due date such as "next friday" or `{date: "tomorrow", time: "17:00"}`; null if it is a real date. */
export function dueWords(value: unknown): string | null {
  const { date, time } = (typeof value === "object" && value !== null ? value : { date: value }) as Record<
    string,
    unknown
  >;
  if (
    typeof date !== "string" ||
    !/\p{L}{2}/u.test(date) ||
    isoMoment.test(date) ||
    date.length > longestWords
  )
    return null;
  return typeof time === "string" && time.length < longestWords ? `${date} ${time}` : date;
}

/** Maximum length of a date in words; longer text means something else. */
const longestWords = 60;

/** 2030/1/2 as 2030-01-02. */
function dashed(date: string): string {
  return date.replace(/^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})(?!\d)/u, (_, year, month, day) =>
    [year, month.padStart(2, "0"), day.padStart(2, "0")].join("-"),
  );
}
