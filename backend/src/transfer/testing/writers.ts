import type { Due, Task } from "@todo-chatbot/contracts";
import { instantOf } from "@todo-chatbot/contracts/calendar";

/** Writes our tasks in the formats of other programs, as far as these can express them. */

const cell = (value: unknown) => `"${String(value ?? "").replaceAll('"', '""')}"`;
const table = (rows: readonly unknown[][]) => rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
const iso = (instant: number) => new Date(instant).toISOString();
const childrenOf = (tasks: readonly Task[], id: string | null) =>
  tasks.filter(({ parentId }) => parentId === id);

/** A Todoist template: sections are lists, indents form the tree, and a label is a word with `@`. */
export function toTodoist(tasks: readonly Task[]): string {
  const row = (task: Task, indent: number): unknown[][] => [
    [
      "task",
      [task.title, ...task.labels.map((label) => `@${label}`)].join(" "),
      task.description,
      task.priority,
      indent,
      task.due && ("time" in task.due ? `${task.due.date} ${task.due.time}` : task.due.date),
      "en",
      task.due && "time" in task.due ? task.due.timeZone : "",
    ],
    ...childrenOf(tasks, task.id).flatMap((child) => row(child, indent + 1)),
  ];
  return table([
    ["TYPE", "CONTENT", "DESCRIPTION", "PRIORITY", "INDENT", "DATE", "DATE_LANG", "TIMEZONE"],
    ...childrenOf(tasks, null).flatMap((task) => [["section", task.project], ...row(task, 1)]),
  ]);
}

/** A TickTick backup: instants in UTC; a whole day is its midnight in the zone next to it. */
export function toTickTick(tasks: readonly Task[], timeZone: string): string {
  const moment = (due: Due | null) =>
    due &&
    iso(instantOf("time" in due ? due : { ...due, time: "00:00", timeZone }) ?? 0).replace(".000Z", "+0000");
  const levels = { 1: 5, 2: 3, 3: 1, 4: 0 };
  const names =
    "List Name,Title,Tags,Content,Due Date,Reminder,Repeat,Priority,Status,Created Time,Completed Time,Timezone,Is All Day,taskId,parentId";
  return table([
    ["Date: 2031-01-01+0000"],
    names.split(","),
    ...tasks.map((task) => [
      task.project,
      task.title,
      task.labels.join(", "),
      task.description,
      moment(task.due),
      task.reminders
        .flatMap((one) => ("minutesBefore" in one ? [`-PT${one.minutesBefore}M`] : []))
        .join("\n"),
      task.recurrence?.rule,
      levels[task.priority],
      task.completedAt ? 2 : 0,
      task.createdAt.replace(".000Z", "+0000"),
      task.completedAt?.replace(".000Z", "+0000"),
      task.due && "time" in task.due ? task.due.timeZone : timeZone,
      task.due !== null && !("time" in task.due),
      task.id,
      task.parentId,
    ]),
  ]);
}

const listsOf = (tasks: readonly Task[]) => [...Map.groupBy(tasks, ({ project }) => project ?? "Tasks")];

/** Microsoft To Do lists in the format of Graph: a due date has no time, and importance has two levels here. */
export function toMicrosoft(tasks: readonly Task[]): string {
  const value = listsOf(tasks).map(([displayName, all]) => ({
    displayName,
    tasks: all.map((task) => ({
      id: task.id,
      title: task.title,
      body: { contentType: "text", content: task.description },
      importance: task.priority <= 2 ? "high" : "normal",
      categories: task.labels,
      status: task.completedAt ? "completed" : "notStarted",
      createdDateTime: task.createdAt,
      ...(task.completedAt && {
        completedDateTime: { dateTime: task.completedAt.slice(0, -1), timeZone: "UTC" },
      }),
      ...(task.due && { dueDateTime: { dateTime: `${task.due.date}T00:00:00.0000000`, timeZone: "UTC" } }),
    })),
  }));
  return JSON.stringify({ value });
}

/** Google's Takeout: a due date has no time, and a star is the only priority. */
export function toGoogle(tasks: readonly Task[]): string {
  const items = listsOf(tasks).map(([title, all]) => ({
    kind: "tasks#tasks",
    title,
    items: all.map((task, index) => ({
      kind: "tasks#task",
      id: task.id,
      title: task.title,
      notes: task.description,
      status: task.completedAt ? "completed" : "needsAction",
      completed: task.completedAt,
      created: task.createdAt,
      starred: task.priority <= 2,
      position: String(index).padStart(20, "0"),
      ...(task.due && { due: `${task.due.date}T00:00:00Z` }),
      ...(task.parentId && { parent: task.parentId }),
    })),
  }));
  return JSON.stringify({ kind: "tasks#taskLists", items });
}

/** Vikunja projects: every date is an instant, and both tasks of a relation contain it. */
export function toVikunja(tasks: readonly Task[]): string {
  const levels = { 1: 4, 2: 3, 3: 2, 4: 0 };
  const numbers = new Map(tasks.map(({ id }, index) => [id, index + 1]));
  const never = "0001-01-01T00:00:00Z";
  const moment = (due: Due | null) => (due && "time" in due ? iso(instantOf(due) ?? 0) : never);
  const projects = listsOf(tasks).map(([title, all]) => ({
    title,
    tasks: all.map((task) => ({
      id: numbers.get(task.id),
      title: task.title,
      description: task.description,
      done: task.completedAt !== null,
      done_at: task.completedAt ?? never,
      created: task.createdAt,
      priority: levels[task.priority],
      labels: task.labels.map((label) => ({ title: label })),
      due_date: moment(task.due),
      repeats: task.due && "time" in task.due ? (task.recurrence?.rule ?? "") : "",
      repeats_from_current_date: task.recurrence?.anchor === "completion",
      reminders: task.reminders.flatMap((one) => ("at" in one ? [{ reminder: one.at }] : [])),
      related_tasks: {
        ...(task.parentId && { parenttask: [{ id: numbers.get(task.parentId) }] }),
        subtask: childrenOf(tasks, task.id).map(({ id }) => ({ id: numbers.get(id) })),
      },
    })),
  }));
  return JSON.stringify(projects);
}
