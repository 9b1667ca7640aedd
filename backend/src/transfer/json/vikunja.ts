import type { Due, Priority, Recurrence, Reminder } from "@todo-chatbot/contracts";
import { dueAtInstant } from "@todo-chatbot/contracts/calendar";
import { fold } from "@todo-chatbot/contracts/fold";
import { parentsFirst } from "../../tasks/changes/workspace.ts";
import { createDraft, type Draft, type Reader, type Tell } from "../draft.ts";
import { instantOf, isNever } from "../instants.ts";
import { isObject, type Json, objectOf, objectsOf, tasksIn, textOf, textOfHtml } from "./value.ts";

interface Project {
  content: Json;
  title: string;
  /** Title of the project or namespace that contains it. */
  within: string | null;
}

/**
 * Projects with their tasks and parents, given by `parent_project_id` or by nesting; files from before 2023 have
 * namespaces that contain lists.
 */
function projectsOf(content: unknown): Project[] {
  const projects = nestedProjects(content, null);
  const titles = new Map(projects.map((project) => [keyOf(project.content), project.title]));
  return projects.map((project) => {
    const above = keyOf({ id: project.content.parent_project_id });
    return { ...project, within: project.within ?? (above === null ? null : (titles.get(above) ?? null)) };
  });
}

function nestedProjects(content: unknown, within: string | null): Project[] {
  return objectsOf(content).flatMap((project) => {
    const title = textOf(project.title);
    return [
      ...(Array.isArray(project.tasks) ? [{ content: project, title, within }] : []),
      ...nestedProjects(project.lists, title || within),
      ...nestedProjects(project.child_projects, title || within),
    ];
  });
}

/** The list name for each project: prefixed with its parent if another project has the same title. */
function listNames(projects: readonly Project[]): Map<Project, string> {
  const titled = new Map<string, number>();
  for (const { title } of projects) titled.set(fold(title), (titled.get(fold(title)) ?? 0) + 1);
  return new Map(
    projects.map((project) => {
      const { title, within } = project;
      return [
        project,
        within !== null && (titled.get(fold(title)) ?? 0) > 1 ? `${within} / ${title}` : title,
      ];
    }),
  );
}

export const isVikunja = (content: unknown): boolean =>
  Array.isArray(content) &&
  projectsOf(content).some(({ content: { tasks } }) => {
    const all = objectsOf(tasks);
    return all.length === 0 || all.some((task) => "done" in task);
  });

/** Reads `data.json` of a Vikunja export: projects with their tasks in the format of its API. Times are instants. */
export function readVikunja(content: unknown, reader: Reader): Draft {
  const { draft, add, telling, unread } = createDraft("vikunja", reader);
  const projects = projectsOf(content);
  const names = listNames(projects);
  const tellOther = telling(1, null);
  const entries = projects
    .flatMap((project) =>
      tasksIn(project.content.tasks, (written) => tellOther("line_unreadable", written)).map((task) => ({
        project: names.get(project) ?? "",
        task,
      })),
    )
    .map((entry, order) => ({ ...entry, order, key: keyOf(entry.task) }));
  let first = 1;
  for (const { content: project, title, within } of projects) {
    if (textOf(project.description)) unread("description of a project");
    if (within !== null) telling(first, null)("project_flattened", `${within} / ${title}`);
    first += objectsOf(project.tasks).length;
  }
  const parents = new Map<string, string>();
  for (const { task, key } of entries) {
    const related = objectOf(task.related_tasks);
    const above = objectsOf(related.parenttask).map(keyOf);
    if (key && above[0] && !parents.has(key)) parents.set(key, above[0]);
    for (const child of objectsOf(related.subtask)) if (key) parents.set(keyOf(child) ?? "", key);
  }
  const parentOf = (key: string | null) => (key === null ? null : parents.get(key) || null);
  for (const { project, task, order, key } of parentsFirst(
    entries,
    (entry) => entry.key,
    (entry) => parentOf(entry.key),
  )) {
    const line = order + 1;
    const tell = telling(line, textOf(task.title) || null);
    const dateOf = (written: unknown): Due | null => {
      const instant = instantOf(written);
      if (instant === null && textOf(written) && !isNever(written)) tell("date_unknown", textOf(written));
      return instant === null ? null : dueAtInstant(instant, reader.timeZone);
    };
    const [given, end, start] = [dateOf(task.due_date), dateOf(task.end_date), dateOf(task.start_date)];
    const due = given ?? end;
    const extra: string[] = [];
    if (given && end && !isSame(given, end)) {
      tell("kept_in_description", `end ${wordsOf(end)}`);
      extra.push(`End: ${wordsOf(end)}`);
    }
    if (start && due && start.date >= due.date && !isSame(start, due))
      tell("start_kept_in_description", wordsOf(start));
    if (start && due && start.date >= due.date && !isSame(start, due)) extra.push(`Start: ${wordsOf(start)}`);
    for (const [kind, others] of Object.entries(objectOf(task.related_tasks))) {
      const all = objectsOf(others).map(keyOf);
      const left = kind === "parenttask" ? all.slice(1) : kind === "subtask" ? [] : all;
      for (const other of left) tell("relation_left_out", `${kind} ${other ?? ""}`);
    }
    for (const name of ["is_favorite", "hex_color", "bucket_id", "reactions"]) if (task[name]) unread(name);
    const completed = instantOf(task.done_at);
    if (task.done === true && completed === null) tell("completion_time_unknown");
    const { updated: _updated, ...raw } = task;
    add({
      line,
      order,
      title: textOf(task.title),
      description: [descriptionOf(task, tell), ...extra].filter(Boolean).join("\n"),
      project: project || null,
      priority: priorityOf(Number(task.priority ?? 0), tell),
      labels: objectsOf(task.labels).map(({ title }) => textOf(title)),
      due,
      start: start && (!due || start.date < due.date) ? start : null,
      recurrence: repeating(due, recurrenceOf(task, tell), tell),
      reminders: remindersOf(task, due, tell),
      completedAt: task.done === true ? new Date(completed ?? reader.now).toISOString() : null,
      createdAt: textOf(task.created) || null,
      key,
      parentKey: parentOf(key),
      uid: key && `vikunja ${key}`,
      raw,
    });
  }
  return draft;
}

const isSame = (a: Due, b: Due) => JSON.stringify(a) === JSON.stringify(b);
const wordsOf = (due: Due) => ("time" in due ? `${due.date} ${due.time}` : due.date);

/** A repetition without a date has nothing to count from. */
function repeating(due: Due | null, recurrence: Recurrence | null, tell: Tell): Recurrence | null {
  if (recurrence && !due) tell("recurrence_left_out", recurrence.rule);
  return due && recurrence;
}

function keyOf({ id }: Json): string | null {
  return typeof id === "number" || typeof id === "string" ? String(id) : null;
}

function descriptionOf(task: Json, tell: Tell): string {
  const lines = [textOfHtml(textOf(task.description))];
  for (const { comment } of objectsOf(task.comments)) lines.push(`Comment: ${textOfHtml(textOf(comment))}`);
  const assignees = objectsOf(task.assignees).map(({ name, username }) => textOf(name) || textOf(username));
  if (assignees.length > 0) {
    tell("kept_in_description", `assignees ${assignees.join(", ")}`);
    lines.push(`Responsible: ${assignees.join(", ")}`);
  }
  const percent = Math.round(Number(task.percent_done ?? 0) * 100);
  if (percent > 0 && percent < 100) {
    tell("kept_in_description", `progress ${percent} %`);
    lines.push(`Progress: ${percent} %`);
  }
  if (objectsOf(task.attachments).length > 0) tell("field_left_out", "attachments");
  return lines.filter(Boolean).join("\n");
}

/** From 0 (unset) over 1 (low) to 5 ("do now"). */
function priorityOf(level: number, tell: Tell): Priority {
  if (level === 1) tell("priority_lowered", "low");
  return level >= 4 ? 1 : level === 3 ? 2 : level === 2 ? 3 : 4;
}

const units: [seconds: number, frequency: string][] = [
  [604_800, "WEEKLY"],
  [86_400, "DAILY"],
  [3600, "HOURLY"],
];

/**
 * `repeats` is an RRULE; older versions have seconds with a mode: 0 from the due date, 1 monthly, 2 from completion.
 */
function recurrenceOf(task: Json, tell: Tell): Recurrence | null {
  const anchor =
    Number(task.repeat_mode ?? 0) === 2 || task.repeats_from_current_date === true
      ? "completion"
      : "schedule";
  const rule = textOf(task.repeats).replace(/^RRULE:/i, "");
  if (rule) return { rule, anchor };
  if (Number(task.repeat_mode ?? 0) === 1) return { rule: "FREQ=MONTHLY", anchor: "schedule" };
  const seconds = Number(task.repeat_after ?? 0);
  if (!(seconds > 0)) return null;
  const [unit, frequency] = units.find(([size]) => seconds % size === 0) ?? [];
  if (!unit) {
    tell("recurrence_left_out", `every ${seconds} seconds`);
    return null;
  }
  return { rule: `FREQ=${frequency}${seconds === unit ? "" : `;INTERVAL=${seconds / unit}`}`, anchor };
}

function remindersOf(task: Json, due: Due | null, tell: Tell): Reminder[] {
  return (Array.isArray(task.reminders) ? task.reminders : []).flatMap((item: unknown): Reminder[] => {
    const { reminder, relative_period, relative_to } = isObject(item) ? item : ({ reminder: item } as Json);
    const minutes = -Number(relative_period ?? 0) / 60;
    if (relative_to === "due_date" && due && Number.isInteger(minutes) && minutes >= 0)
      return [{ minutesBefore: minutes }];
    const at = instantOf(reminder);
    if (at === null) tell("reminder_left_out", textOf(reminder) || "without a time");
    return at === null ? [] : [{ at: new Date(at).toISOString() }];
  });
}
