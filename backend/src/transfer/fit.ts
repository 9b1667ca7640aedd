import { limits, type Reminder, reminder as reminderSchema } from "@todo-chatbot/contracts";
import type { ImportedFields } from "../tasks/changes/import.ts";
import type { Entry, Tell } from "./draft.ts";
import { plainText } from "./plain-text.ts";

/**
 * The fields of an entry within our limits: long texts are cut and surplus items dropped, each with a note. Dates and
 * rules are unchanged.
 */
export function fitTask(entry: Entry, tell: Tell): ImportedFields {
  const clean = (text: string) => {
    const kept = plainText(text.toWellFormed());
    if (kept.length < text.replaceAll(/\r\n?|\u0085/g, "\n").length) tell("text_cleaned");
    return kept;
  };
  const titled = titleOf(
    clean(entry.title),
    entry.description === undefined ? undefined : clean(entry.description),
    tell,
  );
  const fields: ImportedFields = { title: titled.title };
  if (titled.description !== undefined) {
    if (titled.description.length > limits.descriptionLength) tell("description_cut");
    fields.description = cut(titled.description, limits.descriptionLength);
  }
  if (entry.priority !== undefined) fields.priority = entry.priority;
  if (entry.labels) fields.labels = labelsOf(entry.labels.map(clean), tell);
  if (entry.project !== undefined) fields.project = projectOf(entry.project, tell);
  if (entry.due !== undefined) fields.due = entry.due;
  if (entry.start !== undefined) fields.start = entry.start;
  if (entry.recurrence !== undefined) fields.recurrence = entry.recurrence;
  if (entry.reminders) fields.reminders = remindersOf(entry.reminders, tell);
  return fields;
}

/** The first characters, followed by an ellipsis. */
function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1).toWellFormed()}…` : text;
}

function titleOf(written: string, description: string | undefined, tell: Tell) {
  const title = written.replaceAll(/\s*\n\s*/g, " ").trim();
  if (title.length > limits.titleLength) {
    tell("title_cut");
    return {
      title: cut(title, limits.titleLength),
      description: [title, description].filter(Boolean).join("\n\n"),
    };
  }
  if (title) return { title, description };
  const [first = "", ...rest] = (description ?? "").trim().split("\n");
  if (first.trim()) {
    return {
      title: cut(first.trim(), limits.titleLength),
      description: first.length > limits.titleLength ? description : rest.join("\n").trim(),
    };
  }
  tell("title_missing");
  return { title: "Untitled", description };
}

function labelsOf(written: string[], tell: Tell): string[] {
  const labels = new Set<string>();
  for (const label of written.map((text) => text.replaceAll(/\s+/g, " ").trim()).filter(Boolean)) {
    if (label.length > limits.labelLength) tell("label_cut", label);
    labels.add(cut(label, limits.labelLength));
  }
  const over = labels.size - limits.labelsPerTask;
  if (over > 0) tell("labels_too_many", String(over));
  return [...labels].slice(0, limits.labelsPerTask);
}

function projectOf(written: string | null, tell: Tell): string | null {
  const project = plainText(written?.toWellFormed() ?? "")
    .replaceAll(/\s+/g, " ")
    .trim();
  if (project.length > limits.projectLength) tell("project_cut", project);
  return cut(project, limits.projectLength) || null;
}

function remindersOf(written: readonly Reminder[], tell: Tell): Reminder[] {
  const reminders = new Map<string, Reminder>();
  for (const reminder of written) {
    if (reminderSchema.safeParse(reminder).success) reminders.set(JSON.stringify(reminder), reminder);
    else
      tell("reminder_left_out", "at" in reminder ? reminder.at : `${reminder.minutesBefore} minutes before`);
  }
  const over = reminders.size - limits.remindersPerTask;
  if (over > 0) tell("reminders_too_many", String(over));
  return [...reminders.values()].slice(0, limits.remindersPerTask);
}
