import type { Due, Priority, Recurrence, Task } from "@todo-chatbot/contracts";
import { fromDay, parseDay, weekdayCode } from "@todo-chatbot/contracts/calendar";
import { createDraft, type Draft, type Reader, type Tell } from "./draft.ts";
import { lastDays } from "./icalendar/rules.ts";
import { stampOf } from "./icalendar/times.ts";
import { plainText } from "./plain-text.ts";

const frequencies: Record<string, string> = { d: "DAILY", w: "WEEKLY", m: "MONTHLY", y: "YEARLY" };

/** Words with a special meaning; in a title they are escaped with a backslash. */
const fieldLike = /^(?:[+@]\S.*|(?:due|t|rec|pri):\S.*|x|\([A-Z]\)|\d{4}-\d{2}-\d{2})$/;

/**
 * Reads todo.txt: one task per line, `x` for done, `(A)` priority, dates, `+project`, `@context`, and the usual `due:`,
 * `t:` (not before), `pri:` and `rec:` (`+` before the number: from the due date, otherwise from completion; `b`:
 * working days). A word after a backslash is literal. See https://github.com/todotxt/todo.txt.
 */
export function readTodoTxt(content: string, reader: Reader): Draft {
  const { draft, add, telling } = createDraft("todotxt", reader);
  content.split(/\r\n|\n|\r/).forEach((written, index) => {
    const line = index + 1;
    let rest = written.trim();
    if (!rest) return;
    const take = (pattern: RegExp) => {
      const match = pattern.exec(rest);
      if (match) rest = rest.slice(match[0].length);
      return match?.[1];
    };
    const takeDate = () => (noon(/^\S+/.exec(rest)?.[0] ?? "") ? take(/^(\d{4}-\d{2}-\d{2})\s+/) : undefined);
    const done = take(/^(x)\s+/) !== undefined;
    let priority = take(/^\(([A-Z])\)\s+/);
    const firstDate = takeDate();
    const secondDate = takeDate();
    // Some programs keep the priority of a finished task after its dates.
    if (done) priority ??= take(/^\(([A-Z])\)\s+/);
    const fields = new Map<string, string>();
    const twice: string[] = [];
    const projects: string[] = [];
    const labels: string[] = [];
    const words = rest.split(/\s+/).flatMap((word) => {
      if (/^\+\S/.test(word)) projects.push(word.slice(1));
      else if (/^@\S/.test(word)) labels.push(word.slice(1));
      else {
        const [, key, value = ""] = /^(due|t|rec|pri):(\S+)$/.exec(word) ?? [];
        if (key === undefined) return [unescaped(word)];
        const before = fields.get(key);
        if (before !== undefined) twice.push(`${key}:${before}`);
        fields.set(key, value);
      }
      return [];
    });
    const tell = telling(line, words.join(" ") || rest);
    for (const word of twice) tell("field_left_out", `a second ${word}`);
    if (projects.length > 1) tell("labels_from_projects", projects.slice(1).join(", "));
    const dateOf = (key: string) => {
      const text = fields.get(key);
      if (text === undefined) return null;
      const due = dueOf(text, reader.timeZone);
      if (due) return due;
      tell("date_unknown", `${key}:${text}`);
      return null;
    };
    const due = dateOf("due");
    const start = dateOf("t");
    const created = done ? secondDate : firstDate;
    add({
      line,
      title: words.join(" ") || rest,
      priority: priorityOf(fields.get("pri")?.toUpperCase() ?? priority, tell),
      project: projects[0] ?? null,
      // A task has one project here; the others become labels, so that it can still be found by them.
      labels: [...labels, ...projects.slice(1)],
      due,
      start,
      recurrence: recurrenceOf(fields.get("rec"), due, start, tell),
      completedAt: done ? completedAt(firstDate, reader.now, tell) : null,
      createdAt: created === undefined ? null : noon(created),
      raw: written.trim(),
      ...(created !== undefined && {
        like: { title: words.join(" ") || rest, project: projects[0] ?? "", created },
      }),
    });
  });
  return draft;
}

function dueOf(text: string, timeZone: string): Due | null {
  const stamp = stampOf(text);
  if (!stamp) return null;
  const date = stamp.date.toString();
  return stamp.time ? { date, time: stamp.time.toString({ smallestUnit: "minute" }), timeZone } : { date };
}

function noon(date: string): string | null {
  // `Date` would turn the 30th of February into another day.
  const stamp = /^\d{4}-\d{2}-\d{2}$/.test(date) && stampOf(date);
  return stamp ? `${stamp.date}T12:00:00.000Z` : null;
}

function completedAt(date: string | undefined, now: Date, tell: Tell): string {
  const at = date === undefined ? null : noon(date);
  if (!at) tell("completion_time_unknown");
  return at ?? now.toISOString();
}

function priorityOf(letter: string | undefined, tell: Tell): Priority {
  if (letter && /^[D-Z]$/.test(letter)) tell("priority_lowered", `(${letter})`);
  return letter === "A" ? 1 : letter === "B" ? 2 : letter === "C" ? 3 : 4;
}

/** `rec:` adds a span to a date: a month after the 31st is the end of a shorter month. */
function recurrenceOf(
  value: string | undefined,
  due: Due | null,
  start: Due | null,
  tell: Tell,
): Recurrence | null {
  if (value === undefined) return null;
  const [, strict, number = "", unit = ""] = /^(\+?)([1-9]\d{0,2})([dbwmy])$/.exec(value) ?? [];
  const rule =
    unit === "b" ? (number === "1" ? "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR" : null) : spanRule(number, unit, due);
  if (rule === null) {
    tell("recurrence_left_out", `rec:${value}`);
    return null;
  }
  if (!due) tell("date_relative", `rec:${value}`);
  return { rule, anchor: strict ? "schedule" : "completion", ...(strict && due && start && { start: due }) };
}

function spanRule(number: string, unit: string, due: Due | null): string | null {
  const frequency = frequencies[unit];
  if (!frequency) return null;
  const rule = `FREQ=${frequency}${number === "1" ? "" : `;INTERVAL=${number}`}`;
  if (!due) return rule;
  const day = fromDay(parseDay(due.date));
  if (unit === "m" && day.day > 28) return lastDays(rule, day.day);
  if (unit === "y" && day.day === 29 && day.month === 2) return lastDays(`${rule};BYMONTH=2`, 29);
  return rule;
}

/** The span that is equivalent to a rule with this due date; null if there is none. */
function spanOf({ rule, anchor }: Recurrence, due: Due | null): string | null {
  const plus = anchor === "schedule" ? "+" : "";
  if (rule === "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR") return `${plus}1b`;
  const [, name = "", number = "1"] = /^FREQ=(\w+)(?:;INTERVAL=(\d{1,3}))?(?:;|$)/.exec(rule) ?? [];
  const unit = Object.keys(frequencies).find((key) => frequencies[key] === name);
  if (!unit) return null;
  if (rule === spanRule(number, unit, due)) return `${plus}${number}${unit}`;
  const plain = `FREQ=${name}${number === "1" ? "" : `;INTERVAL=${number}`}`;
  if (!due) return null;
  const day = parseDay(due.date);
  const ofMonth = fromDay(day).day;
  const same = name === "WEEKLY" ? `${plain};BYDAY=${weekdayCode(day)}` : `${plain};BYMONTHDAY=${ofMonth}`;
  return rule === same && (name === "WEEKLY" || (name === "MONTHLY" && ofMonth <= 28))
    ? `${plus}${number}${unit}`
    : null;
}

function unescaped(word: string): string {
  return word.startsWith("\\") && fieldLike.test(word.replace(/^\\+/, "")) ? word.slice(1) : word;
}

function escaped(word: string): string {
  return fieldLike.test(word.replace(/^\\+/, "")) ? `\\${word}` : word;
}

/** The names of the fields that a line cannot express. */
export function lostInTodoTxt(task: Task): string[] {
  const { recurrence } = task;
  const simple = recurrence && !recurrence.exceptions && !recurrence.additions && !recurrence.done;
  const lost: (string | false | null)[] = [
    task.description && "description",
    task.due && "time" in task.due && "due.time",
    task.start && "time" in task.start && "start.time",
    recurrence && !(simple && spanOf(recurrence, task.due)) && "recurrence",
    task.reminders.length > 0 && "reminders",
    task.parentId && "parentId",
    [task.project ?? "", ...task.labels].some((name) => /\s/.test(name)) && "labels",
  ];
  return lost.filter((name): name is string => typeof name === "string" && name !== "");
}

/** One task as a line, without what todo.txt cannot express; see `lostInTodoTxt`. */
export function toTodoTxt(task: Task): string {
  const name = (text: string) => plainText(text).replaceAll(/\s+/g, "_");
  const letter = task.priority < 4 ? "ABC"[task.priority - 1] : undefined;
  const span = task.recurrence && spanOf(task.recurrence, task.due);
  const parts = [
    task.completedAt ? `x ${task.completedAt.slice(0, 10)}` : letter && `(${letter})`,
    task.createdAt.slice(0, 10),
    ...plainText(task.title).split(/\s+/).map(escaped),
    task.project && `+${name(task.project)}`,
    ...task.labels.map((label) => `@${name(label)}`),
    task.due && `due:${task.due.date}`,
    task.start && `t:${task.start.date}`,
    span && `rec:${span}`,
    task.completedAt && letter && `pri:${letter}`,
  ];
  return parts.filter(Boolean).join(" ");
}
