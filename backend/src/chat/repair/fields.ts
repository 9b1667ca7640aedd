/** Other names that models give the fields of a task. A name that is not here and not ours is refused, never dropped. */
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

/** Whether a value is a way to write that there is none. */
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

/** A number that came as a string, or a priority as a word; otherwise as it was. */
export function numberOf(key: string, value: unknown): unknown {
  if (typeof value !== "string") return value;
  const word = value.trim().toLowerCase();
  if (/^-?\d{1,9}$/u.test(word)) return Number(word);
  const level = key === "priority" ? (priorities[word] ?? /^p([1-4])$/u.exec(word)?.[1]) : undefined;
  return level === undefined ? value : Number(level);
}

/** A repeat that came as its rule alone, as models are told one. */
export function recurrenceOf(value: string): unknown {
  const rule = value.trim().replace(/^RRULE:/iu, "");
  return /^FREQ=/iu.test(rule) ? { rule } : value;
}

/** Labels that came as one string. */
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
 * A due date as an object, that came as a string, or with the time in the date. The digits are the person's wall
 * clock: models put a Z behind the hour that was said, and do not reckon it into UTC.
 */
export function dueOf(value: unknown, timeZone: string): unknown {
  const isObject = typeof value === "object" && value !== null;
  const given = isObject ? (value as { date?: unknown }).date : value;
  const match = typeof given === "string" ? isoMoment.exec(given.trim()) : null;
  if (!match) return value;
  const [, date, time, zone = timeZone] = match;
  const rest = isObject ? (value as object) : {};
  return time === undefined ? { ...rest, date } : { ...rest, date, time, timeZone: zone };
}
