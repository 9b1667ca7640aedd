import type { Priority, Recurrence, Task } from "@todo-chatbot/contracts";
import { createDraft, type Draft, type Reader } from "./draft.ts";
import { plainText } from "./plain-text.ts";

const frequencies: Record<string, string> = { d: "DAILY", w: "WEEKLY", m: "MONTHLY", y: "YEARLY" };

/**
 * todo.txt: one task a line, `x` for done, `(A)` priority, dates, `+project`, `@context`, and the usual
 * `due:` and `rec:` (`+` before the number: from the due date, else from the completion).
 * See https://github.com/todotxt/todo.txt.
 */
export function readTodoTxt(content: string, reader: Reader): Draft {
  const { draft, add, fault } = createDraft(reader);
  content.split(/\r?\n/).forEach((written, index) => {
    const line = index + 1;
    let rest = written.replace(/^\uFEFF/, "").trim();
    if (!rest) return;
    const take = (pattern: RegExp) => {
      const match = pattern.exec(rest);
      if (match) rest = rest.slice(match[0].length);
      return match;
    };
    const done = take(/^x\s+/) !== null;
    let priority = take(/^\(([A-Z])\)\s+/)?.[1];
    const firstDate = take(/^(\d{4}-\d{2}-\d{2})\s+/)?.[1];
    take(/^\d{4}-\d{2}-\d{2}\s+/); // The day it was made, which an import starts anew.
    const projects: string[] = [];
    const labels: string[] = [];
    let dueDate: string | undefined;
    let recurrence: Recurrence | null = null;
    const words = rest.split(/\s+/).filter((word) => {
      if (/^\+\S/.test(word)) return !projects.push(word.slice(1));
      if (/^@\S/.test(word)) return !labels.push(word.slice(1));
      const [, key, value = ""] = /^(due|rec|pri):(\S+)$/.exec(word) ?? [];
      if (key === "due") dueDate = value;
      if (key === "pri") priority = value;
      if (key === "rec") {
        recurrence = recurrenceOf(value);
        if (!recurrence) fault(line, `The recurrence “${value}” is not understood; it was left out.`);
      }
      return key === undefined;
    });
    add(line, {
      title: words.join(" "),
      priority: priorityOf(priority),
      project: projects[0] ?? null,
      // A task has one project here; the others are still to be found by.
      labels: [...labels, ...projects.slice(1)],
      due: dueDate === undefined ? null : { date: dueDate },
      recurrence,
      completedAt: done ? completedAt(firstDate, reader.now) : null,
    });
  });
  return draft;
}

function completedAt(date: string | undefined, now: Date): string {
  const at = new Date(`${date}T12:00:00Z`);
  return (Number.isNaN(at.getTime()) ? now : at).toISOString();
}

function priorityOf(letter: string | undefined): Priority {
  return letter === "A" ? 1 : letter === "B" ? 2 : letter === "C" ? 3 : 4;
}

function recurrenceOf(value: string): Recurrence | null {
  const [, strict, number, unit = ""] = /^(\+?)([1-9]\d{0,2})([dwmy])$/.exec(value) ?? [];
  if (number === undefined) return null;
  const rule = `FREQ=${frequencies[unit]}${number === "1" ? "" : `;INTERVAL=${number}`}`;
  return { rule, anchor: strict ? "schedule" : "completion" };
}

/** One task as a line. What todo.txt has no word for (time of day, description) is left out. */
export function toTodoTxt(task: Task): string {
  const word = (text: string) => plainText(text).replaceAll(/\s+/g, "_");
  const parts = [
    task.completedAt
      ? `x ${task.completedAt.slice(0, 10)}`
      : task.priority < 4
        ? `(${"ABC"[task.priority - 1]})`
        : "",
    task.createdAt.slice(0, 10),
    plainText(task.title).replaceAll(/\s+/g, " "),
    task.project ? `+${word(task.project)}` : "",
    ...task.labels.map((label) => `@${word(label)}`),
    task.due ? `due:${task.due.date}` : "",
  ];
  return parts.filter(Boolean).join(" ");
}
