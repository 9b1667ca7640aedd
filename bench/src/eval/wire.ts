import type { Task, TaskCreateInput } from "@todo-chatbot/contracts";

/** A task as the open dialogues write it. */
export interface CaseTask {
  title: string;
  notes?: string;
  due?: string | null;
  priority?: "low" | "medium" | "high" | null;
  labels?: string[];
  completed?: boolean;
  repeat?: CaseRepeat | null;
}

interface CaseRepeat {
  freq: string;
  interval?: number;
  byDay?: string[];
  byMonthDay?: number;
  bySetPos?: number;
  until?: string;
  count?: number;
  anchor?: "completion";
}

const PRIORITY = { high: 1, medium: 2, low: 3 } as const;

/** A dialogue's task as the API accepts it; `tz` is the zone its times are local to. */
export function fromCase(task: CaseTask, tz: string): TaskCreateInput {
  const [date, time] = (task.due ?? "").split("T");
  return {
    title: task.title,
    ...(task.notes ? { description: task.notes } : {}),
    ...(task.priority ? { priority: PRIORITY[task.priority] } : {}),
    ...(task.labels ? { labels: task.labels } : {}),
    ...(date ? { due: time ? { date, time, timeZone: tz } : { date } } : {}),
    ...(task.repeat
      ? { recurrence: { rule: ruleOf(task.repeat), anchor: task.repeat.anchor ?? "schedule" } }
      : {}),
  };
}

function ruleOf(repeat: CaseRepeat): string {
  const parts = [`FREQ=${repeat.freq.toUpperCase()}`];
  if (repeat.interval && repeat.interval > 1) parts.push(`INTERVAL=${repeat.interval}`);
  if (repeat.byDay) parts.push(`BYDAY=${repeat.byDay.join(",")}`);
  if (repeat.byMonthDay !== undefined) parts.push(`BYMONTHDAY=${repeat.byMonthDay}`);
  if (repeat.bySetPos !== undefined) parts.push(`BYSETPOS=${repeat.bySetPos}`);
  if (repeat.count !== undefined) parts.push(`COUNT=${repeat.count}`);
  if (repeat.until) parts.push(`UNTIL=${repeat.until.replaceAll("-", "")}`);
  return parts.join(";");
}

/** An API task as the scorer compares it. */
export function toCase(task: Task) {
  const priority = { 1: "high", 2: "medium", 3: "low", 4: null }[task.priority];
  return {
    id: task.id,
    title: task.title,
    due: task.due ? ("time" in task.due ? `${task.due.date}T${task.due.time}` : task.due.date) : null,
    priority,
    labels: task.labels,
    notes: task.description,
    completed: task.completedAt !== null,
    repeat: task.recurrence ? objectOf(task.recurrence) : null,
  };
}

/** The scorer reads RRULE strings, which cannot express the anchor, so it gets the object form. */
function objectOf(recurrence: NonNullable<Task["recurrence"]>): CaseRepeat {
  const part = Object.fromEntries(
    recurrence.rule.split(";").map((pair) => pair.split("=") as [string, string]),
  );
  return {
    freq: (part.FREQ ?? "").toLowerCase(),
    interval: Number(part.INTERVAL ?? 1),
    ...(part.BYDAY ? { byDay: part.BYDAY.split(",") } : {}),
    ...(part.BYMONTHDAY ? { byMonthDay: Number(part.BYMONTHDAY.split(",")[0]) } : {}),
    ...(part.BYSETPOS ? { bySetPos: Number(part.BYSETPOS) } : {}),
    ...(part.UNTIL ? { until: part.UNTIL } : {}),
    ...(part.COUNT ? { count: Number(part.COUNT) } : {}),
    ...(recurrence.anchor === "completion" ? { anchor: "completion" as const } : {}),
  };
}
