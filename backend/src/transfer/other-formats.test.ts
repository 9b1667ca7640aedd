import type { Task } from "@todo-chatbot/contracts";
import { dueAtInstant, instantOf, localDue } from "@todo-chatbot/contracts/calendar";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readFile } from "./read.ts";
import { account, reader } from "./testing/account.ts";
import { toGoogle, toMicrosoft, toTickTick, toTodoist, toVikunja } from "./testing/writers.ts";

type Came = Record<string, unknown>;

/** The imported tasks by title, with the title of their parent, and the codes of the notes. */
async function back(type: string, content: string): Promise<{ came: Came[]; codes: Set<string> }> {
  const { tasks, notes } = await readFile(type, Buffer.from(content), reader);
  const came = tasks.map(({ fields, parent, completedAt, createdAt }) => ({
    ...fields,
    completedAt,
    createdAt,
    parent: parent === null ? null : tasks[parent]?.fields.title,
  }));
  return { came, codes: new Set(notes.map(({ code }) => code)) };
}

/** Accounts with distinct titles, because tasks are compared by title here. */
const distinct = account.map((tasks) =>
  tasks.map((task, index) => ({
    ...task,
    title: `${index} ${task.title.replaceAll("@", "at ").slice(0, 190)}`.trim(),
  })),
);
const parentOf = (task: Task, tasks: readonly Task[]) =>
  tasks.find(({ id }) => id === task.parentId)?.title ?? null;
const rootOf = (task: Task, tasks: readonly Task[]): Task => {
  const above = tasks.find(({ id }) => id === task.parentId);
  return above ? rootOf(above, tasks) : task;
};
const plain = (labels: readonly string[]) => labels.filter((label) => !/[\s,]/.test(label));
const starred = ({ priority }: Task) => (priority <= 2 ? 2 : 4);
/** A due date written as an instant: a time skipped by daylight saving becomes the one that clocks show instead. */
const ofInstant = ({ due }: Task) => {
  const instant = instantOf(due);
  return due && "time" in due && instant !== null ? dueAtInstant(instant, due.timeZone) : due;
};
const day = ({ due }: Task) => due && { date: due.date };

interface Format {
  type: string;
  write: (tasks: readonly Task[]) => string;
  /** What the format can express of a task. */
  says: (task: Task, tasks: readonly Task[]) => Came;
  /** Codes of notes that are allowed. */
  told: string[];
}

const formats: Record<string, Format> = {
  todoist: {
    type: "text/csv",
    write: (tasks) => toTodoist(tasks.map((task) => ({ ...task, labels: plain(task.labels) }))),
    says: (task, tasks) => ({
      description: task.description,
      priority: task.priority,
      labels: plain(task.labels),
      project: rootOf(task, tasks).project,
      due: task.due,
      parent: parentOf(task, tasks),
    }),
    told: [],
  },
  ticktick: {
    type: "text/csv",
    write: (tasks) =>
      toTickTick(
        tasks.map((task) => ({ ...task, labels: task.labels.filter((label) => !label.includes(",")) })),
        reader.timeZone,
      ),
    says: (task, tasks) => ({
      description: task.description,
      priority: task.priority,
      labels: task.labels.filter((label) => !label.includes(",")),
      project: task.project,
      due: ofInstant(task),
      recurrence: task.recurrence && { rule: task.recurrence.rule, anchor: "schedule" },
      reminders:
        task.due && "time" in task.due
          ? task.reminders.filter((one) => "minutesBefore" in one)
          : expect.anything(),
      completedAt: task.completedAt,
      createdAt: task.createdAt,
      parent: parentOf(task, tasks),
    }),
    told: [],
  },
  "microsoft-todo": {
    type: "application/json",
    write: toMicrosoft,
    says: (task) => ({
      description: task.description,
      priority: starred(task),
      labels: task.labels,
      project: task.project ?? "Tasks",
      due: day(task),
      completedAt: task.completedAt,
      createdAt: task.createdAt,
    }),
    told: [],
  },
  "google-tasks": {
    type: "application/json",
    write: toGoogle,
    says: (task, tasks) => ({
      description: task.description,
      priority: starred(task),
      project: task.project ?? "Tasks",
      due: day(task),
      completedAt: task.completedAt,
      createdAt: task.createdAt,
      parent: parentOf(task, tasks),
    }),
    told: [],
  },
  vikunja: {
    type: "application/json",
    write: toVikunja,
    says: (task, tasks) => {
      const timed = task.due && "time" in task.due;
      const { date, time } = timed && task.due ? localDue(task.due, reader.timeZone) : { date: "", time: "" };
      // Dates are instants, so the clock is the user's, and the rule continues in it.
      const isHere = timed && task.due && "timeZone" in task.due && task.due.timeZone === reader.timeZone;
      return {
        description: task.description,
        priority: task.priority,
        labels: task.labels,
        project: task.project ?? "Tasks",
        due: timed ? { date, time, timeZone: reader.timeZone } : null,
        ...(isHere && {
          recurrence: task.recurrence && { rule: task.recurrence.rule, anchor: task.recurrence.anchor },
        }),
        reminders: task.reminders.filter((one) => "at" in one),
        completedAt: task.completedAt,
        createdAt: task.createdAt,
        parent: parentOf(task, tasks),
      };
    },
    told: ["recurrence_skips", "recurrence_left_out"],
  },
};

describe("other programs' tasks are imported, except for what their format cannot express", () => {
  it.each(Object.entries(formats))("%s", async (_name, { type, write, says, told }) => {
    await fc.assert(
      fc.asyncProperty(distinct, async (tasks) => {
        const { came, codes } = await back(type, write(tasks));
        expect(came).toHaveLength(tasks.length);
        for (const task of tasks)
          expect(came.find(({ title }) => title === task.title)).toMatchObject(says(task, tasks));
        expect([...codes].filter((code) => !told.includes(code))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
